from django.urls import path

from mentoring.views import approvals

app_name = "approvals"
urlpatterns = [
    path("cohorts/<slug:slug>/approval/", approvals.show, name="show"),
    path("cohorts/<slug:slug>/approval/approve/", approvals.approve, name="approve"),
]
