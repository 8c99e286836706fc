from django.urls import path

from mentoring.views import feedback_requests

app_name = "feedback_requests"
urlpatterns = [
    path("people/<uuid:uuid>/ask-for-feedback/", feedback_requests.ask, name="ask"),
    path("requests/<uuid:pk>/answer/", feedback_requests.answer, name="answer"),
    path("requests/<uuid:pk>/file/", feedback_requests.file, name="file"),
]
