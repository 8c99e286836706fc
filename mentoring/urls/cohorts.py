"""Cohorts, and the places in them."""

from django.urls import path

from mentoring.views import cohorts, places, timelines

app_name = "cohorts"
urlpatterns = [
    path("cohorts/", cohorts.index, name="index"),
    path("cohorts/new/", cohorts.new, name="new"),
    path("cohorts/<slug:slug>/", cohorts.show, name="show"),
    path("cohorts/<slug:slug>/edit/", cohorts.edit, name="edit"),
    path("cohorts/<slug:slug>/board/", cohorts.board, name="board"),
    path("cohorts/<slug:slug>/timeline/", timelines.timeline, name="timeline"),
    path("cohorts/<slug:slug>/dates/", timelines.dates, name="dates"),
    path("cohorts/<slug:slug>/more-time/", timelines.more_time, name="more_time"),
    path("cohorts/<slug:slug>/invite/", places.invite, name="invite"),
    path("places/<uuid:pk>/", places.place, name="place"),
    path("places/<uuid:pk>/confirm/", places.confirm, name="confirm"),
    path("places/<uuid:pk>/leave/", places.leave, name="leave"),
]
