from django.urls import path

from mentoring.views import boards, endings, matching, wishes

app_name = "matching"
urlpatterns = [
    path("cohorts/<slug:slug>/matching/", matching.board, name="board"),
    path("cohorts/<slug:slug>/matching/mentors/", boards.mentors, name="mentors"),
    path("places/<uuid:pk>/propose/", matching.propose, name="propose"),
    path("places/<uuid:pk>/mentor/", boards.change, name="change"),
    path("places/<uuid:pk>/wishes/", wishes.wishes, name="wishes"),
    path("places/<uuid:pk>/leave-for-good/", endings.leave, name="leave"),
    path("matches/<uuid:pk>/remove/", matching.remove, name="remove"),
    path("matches/<uuid:pk>/lock/", boards.lock, name="lock"),
    path("matches/<uuid:pk>/end/", endings.end, name="end"),
    path("matches/<uuid:pk>/rematch/", endings.rematch, name="rematch"),
]
