from django.urls import path

from mentoring.views import rosters

app_name = "rosters"
urlpatterns = [
    path("cohorts/<slug:slug>/roster/", rosters.upload, name="upload"),
    path("cohorts/<slug:slug>/roster/import/", rosters.confirm, name="confirm"),
]
