"""A mentee's development plan."""

from django.urls import path

from mentoring.views import plans

app_name = "plans"
urlpatterns = [
    path("places/<uuid:pk>/plan/", plans.show, name="show"),
    path("places/<uuid:pk>/plan/write/", plans.write, name="write"),
    path("places/<uuid:pk>/plan/share/", plans.share, name="share"),
    path("places/<uuid:pk>/plan/keep-private/", plans.keep_private, name="keep_private"),
    path("places/<uuid:pk>/plan/comment/", plans.comment, name="comment"),
]
