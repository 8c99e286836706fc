from django.urls import path

from mentoring.views import openings

app_name = "openings"
urlpatterns = [path("concerns/<uuid:pk>/conversation/", openings.show, name="show")]
