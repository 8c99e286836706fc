from django.urls import path

from mentoring.views import requests

app_name = "requests"
urlpatterns = [
    path("requests/", requests.index, name="index"),
    path("requests/<uuid:pk>/", requests.show, name="show"),
    path("requests/<uuid:pk>/decline/", requests.decline, name="decline"),
    path("requests/<uuid:pk>/withdraw/", requests.withdraw, name="withdraw"),
]
