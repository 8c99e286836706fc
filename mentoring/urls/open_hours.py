"""Hours any mentee of a cohort may book."""

from django.urls import path

from mentoring.views import open_hours

app_name = "open_hours"
urlpatterns = [
    path("cohorts/<slug:slug>/open-hours/", open_hours.index, name="index"),
    path("cohorts/<slug:slug>/open-hours/<uuid:mentor>/", open_hours.book, name="book"),
]
