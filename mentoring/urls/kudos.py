"""Kudos to mentors."""

from django.urls import path

from mentoring.views import kudos

app_name = "kudos"
urlpatterns = [
    path("kudos/", kudos.index, name="index"),
    path("places/<uuid:pk>/kudos/", kudos.give, name="give"),
]
