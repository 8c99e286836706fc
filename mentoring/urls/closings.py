from django.urls import path

from mentoring.views import closings

app_name = "closings"
urlpatterns = [
    path("places/<uuid:pk>/farewell/", closings.show, name="show"),
    path("places/<uuid:pk>/survey/", closings.survey, name="survey"),
    path("matches/<uuid:pk>/closing-letter/", closings.letter, name="letter"),
    path("cohorts/<slug:slug>/surveys/", closings.surveys, name="surveys"),
    path("cohorts/<slug:slug>/come-back/", closings.come_back, name="come_back"),
]
