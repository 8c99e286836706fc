"""A mentor's mentees at a glance."""

from django.urls import path

from mentoring.views import mentees

app_name = "mentees"
urlpatterns = [path("mentees/", mentees.index, name="index")]
