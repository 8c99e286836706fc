"""Waiting lists, and the numbers of a selection."""

from django.urls import path

from mentoring.views import waitlists

app_name = "waitlists"
urlpatterns = [
    path("cohorts/<slug:slug>/waitlist/", waitlists.show, name="show"),
    path("cohorts/<slug:slug>/statistics/", waitlists.statistics, name="statistics"),
    path("applications/<uuid:pk>/move/", waitlists.move, name="move"),
]
