from django.urls import path

from mentoring.views import approvals

app_name = "approvals"
urlpatterns = [
    path("cohorts/<slug:slug>/approval/", approvals.show, name="show"),
    path("cohorts/<slug:slug>/approval/approve/", approvals.approve, name="approve"),
    path("cohorts/<slug:slug>/approval/tick/", approvals.tick, name="tick"),
    path("cohorts/<slug:slug>/approval/untick/", approvals.untick, name="untick"),
    path("cohorts/<slug:slug>/approval/take-back/", approvals.take_back, name="take_back"),
]
