"""The rulebook of a cohort."""

from django.urls import path

from mentoring.views import rulebooks

app_name = "rulebooks"
urlpatterns = [
    path("cohorts/<slug:slug>/rules/", rulebooks.show, name="show"),
    path("cohorts/<slug:slug>/rules/<uuid:pk>/", rulebooks.rule, name="rule"),
    path("cohorts/<slug:slug>/rules/<uuid:pk>/reset/", rulebooks.reset_rule, name="reset_rule"),
    path("cohorts/<slug:slug>/norms/<slug:code>/", rulebooks.norm, name="norm"),
    path("cohorts/<slug:slug>/norms/<slug:code>/reset/", rulebooks.reset_norm, name="reset_norm"),
    path("cohorts/<slug:slug>/checklists/<slug:moment>/<slug:role>/", rulebooks.checklist, name="checklist"),
    path("cohorts/<slug:slug>/checklists/<slug:moment>/<slug:role>/reset/", rulebooks.reset_checklist, name="reset_checklist"),
]
