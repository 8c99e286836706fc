"""Decisions that wait, and their release."""

from django.urls import path

from mentoring.views import decisions

app_name = "decisions"
urlpatterns = [
    path("cohorts/<slug:slug>/decisions/", decisions.index, name="index"),
    path("cohorts/<slug:slug>/decisions/choose/", decisions.choose, name="choose"),
    path("cohorts/<slug:slug>/decisions/release/", decisions.release, name="release"),
    path("decisions/<uuid:pk>/", decisions.show, name="show"),
    path("decisions/<uuid:pk>/silence/", decisions.silence, name="silence"),
    path("decisions/<uuid:pk>/undo/", decisions.undo, name="undo"),
]
