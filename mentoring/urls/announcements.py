from django.urls import path

from mentoring.views import announcements

app_name = "announcements"
urlpatterns = [
    path("cohorts/<slug:slug>/announcements/", announcements.index, name="index"),
    path("cohorts/<slug:slug>/announcements/new/", announcements.new, name="new"),
    path("announcements/<uuid:pk>/", announcements.show, name="show"),
    path("announcements/<uuid:pk>/received/", announcements.received, name="received"),
]
