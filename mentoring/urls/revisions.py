"""Revisions asked of applicants."""

from django.urls import path

from mentoring.views import revisions

app_name = "revisions"
urlpatterns = [
    path("applications/<uuid:pk>/ask/", revisions.ask, name="ask"),
    path("revisions/<uuid:pk>/", revisions.show, name="show"),
]
