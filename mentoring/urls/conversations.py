from django.urls import path

from mentoring.views import conversations

app_name = "conversations"
urlpatterns = [
    path("conversations/", conversations.index, name="index"),
    path("matches/<uuid:pk>/", conversations.show, name="show"),
    path("matches/<uuid:pk>/before/<uuid:before>/", conversations.show, name="show"),
    path("messages/<uuid:pk>/", conversations.answer, name="answer"),
    path("received/<str:token>/", conversations.receipt, name="receipt"),
    path("messages/<uuid:pk>/received/", conversations.received, name="received"),
    path("messages/<uuid:pk>/hard/", conversations.hard, name="hard"),
    path("messages/<uuid:pk>/promise/", conversations.promise, name="promise"),
]
