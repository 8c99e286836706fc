"""People."""

from django.urls import path

from mentoring.views import people

app_name = "people"
urlpatterns = [
    path("profile/", people.profile, name="profile"),
    path("profile/clock/", people.clock, name="clock"),
    path("people/<uuid:uuid>/", people.card, name="card"),
]
