from django.urls import path

from mentoring.views import moves, preparations, sessions

app_name = "sessions"
urlpatterns = [
    path("sessions/", sessions.index, name="index"),
    path("matches/<uuid:pk>/book/", sessions.book, name="book"),
    path("sessions/<uuid:pk>/", sessions.show, name="show"),
    path("sessions/<uuid:pk>/move/", moves.move, name="move"),
    path("sessions/<uuid:pk>/swap/<uuid:other>/", moves.swap, name="swap"),
    path("sessions/<uuid:pk>/cancel/", sessions.cancel, name="cancel"),
    path("sessions/<uuid:pk>/settle/", sessions.settle, name="settle"),
    path("sessions/<uuid:pk>/thank/", sessions.thank, name="thank"),
    path("sessions/<uuid:pk>/calendar.ics", sessions.calendar, name="calendar"),
    path("sessions/<uuid:pk>/prepare/", preparations.prepare, name="prepare"),
    path("documents/<uuid:pk>/", preparations.document, name="document"),
    path("sessions/<uuid:pk>/brief/", preparations.brief, name="brief"),
    path("sessions/<uuid:pk>/brief/read/", preparations.read, name="read"),
]
