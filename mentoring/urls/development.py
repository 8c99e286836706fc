"""Looking at oneself, and goals."""

from django.urls import path

from mentoring.views import development

app_name = "development"
urlpatterns = [
    path("places/<uuid:pk>/self-assessment/", development.assess, name="assess"),
    path("places/<uuid:pk>/self-assessment/moved/", development.moved, name="moved"),
    path("cohorts/<slug:slug>/self-assessments/", development.means, name="means"),
    path("places/<uuid:pk>/goals/", development.goals, name="goals"),
    path("goals/<uuid:pk>/", development.goal, name="goal"),
    path("goals/<uuid:pk>/change/", development.change, name="change"),
    path("goals/<uuid:pk>/comment/", development.comment, name="comment"),
]
