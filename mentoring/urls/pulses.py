from django.urls import path

from mentoring.views import pulses

app_name = "pulses"
urlpatterns = [
    path("pulses/<uuid:pk>/", pulses.answer, name="answer"),
    path("pulses/<uuid:pk>/word/", pulses.word, name="word"),
]
