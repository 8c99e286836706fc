from django.urls import path

from mentoring.views import imports

app_name = "imports"
urlpatterns = [
    path("cohorts/<slug:slug>/imports/", imports.index, name="index"),
    path("cohorts/<slug:slug>/imports/<slug:what>/", imports.upload, name="upload"),
    path("cohorts/<slug:slug>/imports/<slug:what>/template.csv", imports.template, name="template"),
    path("cohorts/<slug:slug>/imports/<slug:what>/confirm/", imports.confirm, name="confirm"),
]
