from django.urls import path

from mentoring.views import readings

app_name = "readings"
urlpatterns = [
    path("readings/ask/", readings.ask, name="ask"),
    path("readings/<uuid:pk>/", readings.show, name="show"),
    path("readings/<uuid:pk>/tell-me-more/", readings.ask_back, name="ask_back"),
    path("readings/<uuid:pk>/decline/", readings.decline, name="decline"),
    path("readings/<uuid:pk>/take/", readings.take, name="take"),
]
