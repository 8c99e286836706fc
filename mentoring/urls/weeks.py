"""The week ahead."""

from django.urls import path

from mentoring.views import weeks

app_name = "weeks"
urlpatterns = [path("week/", weeks.show, name="show")]
