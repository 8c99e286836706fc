from django.urls import path

from mentoring.views import message_drafts

app_name = "message_drafts"
urlpatterns = [
    path("matches/<uuid:pk>/draft/", message_drafts.keep, name="keep"),
    path("matches/<uuid:pk>/draft/discard/", message_drafts.discard, name="discard"),
]
