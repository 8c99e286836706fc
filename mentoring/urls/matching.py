from django.urls import path

from mentoring.views import matching

app_name = "matching"
urlpatterns = [
    path("cohorts/<slug:slug>/matching/", matching.board, name="board"),
    path("places/<uuid:pk>/propose/", matching.propose, name="propose"),
    path("matches/<uuid:pk>/remove/", matching.remove, name="remove"),
]
