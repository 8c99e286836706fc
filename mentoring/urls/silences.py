from django.urls import path

from mentoring.views import silences

app_name = "silences"
urlpatterns = [
    path("matches/<uuid:pk>/silence/", silences.show, name="show"),
]
