"""The calendar feed. Its key stands behind the `?`, where our access log does not write it down."""

from django.urls import path

from mentoring.views import feeds

app_name = "feeds"
urlpatterns = [
    path("calendar/", feeds.show, name="show"),
    path("calendar/make/", feeds.make, name="make"),
    path("calendar/stop/", feeds.stop, name="stop"),
    path("calendar/gurukool.ics", feeds.read, name="read"),
]
