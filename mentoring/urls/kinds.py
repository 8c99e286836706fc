"""The kinds of session."""

from django.urls import path

from mentoring.views import kinds

app_name = "kinds"
urlpatterns = [
    path("cohorts/<slug:slug>/kinds/", kinds.index, name="index"),
    path("cohorts/<slug:slug>/kinds/add/", kinds.add, name="add"),
    path("kinds/<uuid:pk>/", kinds.edit, name="edit"),
    path("kinds/<uuid:pk>/switch/<slug:state>/", kinds.switch, name="switch"),
    path("kinds/<uuid:pk>/move/<slug:where>/", kinds.move, name="move"),
    path("hours/kinds/", kinds.given, name="given"),
]
