"""Weekly series of sessions."""

from django.urls import path

from mentoring.views import series

app_name = "series"
urlpatterns = [
    path("matches/<uuid:pk>/series/", series.plan, name="plan"),
    path("series/<uuid:pk>/", series.show, name="show"),
    path("series/<uuid:pk>/cancel/", series.cancel, name="cancel"),
]
