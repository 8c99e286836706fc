from django.urls import path

from mentoring.views import introductions

app_name = "introductions"
urlpatterns = [
    path("places/<uuid:pk>/introduction/", introductions.write, name="write"),
    path("cohorts/<slug:slug>/introductions/", introductions.index, name="index"),
    path("cohorts/<slug:slug>/mentors/introductions/", introductions.mentors, name="mentors"),
    path("introductions/<uuid:pk>/", introductions.show, name="show"),
    path("introductions/<uuid:pk>/versions/", introductions.versions, name="versions"),
    path("introductions/<uuid:pk>/review/", introductions.review, name="review"),
]
