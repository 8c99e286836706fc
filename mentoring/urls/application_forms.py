"""The form builder."""

from django.urls import path

from mentoring.views import application_forms

app_name = "application_forms"
urlpatterns = [
    path("cohorts/<slug:slug>/form/<slug:role>/", application_forms.show, name="show"),
    path("cohorts/<slug:slug>/form/<slug:role>/add/<slug:kind>/", application_forms.add, name="add"),
    path("cohorts/<slug:slug>/form/<slug:role>/copy/", application_forms.copy, name="copy"),
    path("cohorts/<slug:slug>/form/<slug:role>/preview/", application_forms.preview, name="preview"),
    path("form-questions/<uuid:pk>/", application_forms.edit, name="edit"),
    path("form-questions/<uuid:pk>/move/<slug:where>/", application_forms.move, name="move"),
    path("form-questions/<uuid:pk>/remove/", application_forms.remove, name="remove"),
]
