"""A mentee's own development."""

from django.urls import path

from mentoring.views import development

app_name = "development"
urlpatterns = [
    path("places/<uuid:pk>/self-assessment/", development.assess, name="assess"),
    path("places/<uuid:pk>/goals/", development.goals, name="goals"),
    path("goals/<uuid:pk>/", development.goal, name="goal"),
]
