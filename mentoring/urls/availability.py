from django.urls import path

from mentoring.views import availability, busy, journeys, rooms

app_name = "availability"
urlpatterns = [
    path("hours/", availability.edit, name="edit"),
    path("hours/for/<uuid:place>/", availability.edit, name="edit"),
    path("hours/dates/", availability.override, name="override"),
    path("hours/dates/<uuid:pk>/forget/", availability.forget, name="forget"),
    path("hours/rules/", availability.rules, name="rules"),
    path("hours/room/", rooms.room, name="room"),
    path("hours/away/", journeys.away, name="away"),
    path("hours/away/<uuid:pk>/back/", journeys.back, name="back"),
    path("hours/travel/", journeys.travel, name="travel"),
    path("hours/travel/<uuid:pk>/stay/", journeys.stay, name="stay"),
    path("hours/calendars/", busy.calendars, name="calendars"),
    path("hours/calendars/<uuid:pk>/unwatch/", busy.unwatch, name="unwatch"),
]
