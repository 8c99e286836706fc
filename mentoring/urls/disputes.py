"""No-shows and what is said about them."""

from django.urls import path

from mentoring.views import disputes

app_name = "disputes"
urlpatterns = [
    path("sessions/<uuid:pk>/dispute/", disputes.dispute, name="dispute"),
    path("cohorts/<slug:slug>/attendance/", disputes.index, name="index"),
    path("disputes/<uuid:pk>/", disputes.decide, name="decide"),
]
