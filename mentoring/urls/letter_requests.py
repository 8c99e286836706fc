from django.urls import path

from mentoring.views import letter_requests

app_name = "letter_requests"
urlpatterns = [
    path("matches/<uuid:pk>/letter/", letter_requests.ask, name="ask"),
    path("requests/<uuid:pk>/accept/", letter_requests.accept, name="accept"),
    path("requests/<uuid:pk>/sent/", letter_requests.sent, name="sent"),
    path("requests/<uuid:pk>/thank/", letter_requests.thank, name="thank"),
]
