from django.urls import path

from mentoring.views import feedback

app_name = "feedback"
urlpatterns = [
    path("sessions/<uuid:pk>/feedback/", feedback.give, name="give"),
    path("feedback/<uuid:pk>/", feedback.show, name="show"),
]
