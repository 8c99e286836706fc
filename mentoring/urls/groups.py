"""Group sessions."""

from django.urls import path

from mentoring.views import groups

app_name = "groups"
urlpatterns = [
    path("groups/", groups.index, name="index"),
    path("cohorts/<slug:slug>/groups/new/", groups.publish, name="publish"),
    path("groups/<uuid:pk>/", groups.show, name="show"),
    path("groups/<uuid:pk>/join/", groups.join, name="join"),
    path("groups/<uuid:pk>/leave/", groups.leave, name="leave"),
    path("groups/<uuid:pk>/edit/", groups.edit, name="edit"),
    path("groups/<uuid:pk>/move/", groups.move, name="move"),
    path("groups/<uuid:pk>/cancel/", groups.cancel, name="cancel"),
    path("groups/<uuid:pk>/settle/", groups.settle, name="settle"),
]
