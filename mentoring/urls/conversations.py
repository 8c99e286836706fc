from django.urls import path

from mentoring.views import answers, conversations

app_name = "conversations"
urlpatterns = [
    path("conversations/", conversations.index, name="index"),
    path("matches/<uuid:pk>/", conversations.show, name="show"),
    path("matches/<uuid:pk>/before/<uuid:before>/", conversations.show, name="show"),
    path("matches/<uuid:pk>/at/<uuid:until>/", conversations.show, name="at"),
    path("conversations/search/", conversations.search, name="search"),
    path("matches/<uuid:pk>/nothing-owed/", conversations.close_turn, name="close_turn"),
    path("attachments/<uuid:pk>/", answers.attachment, name="file"),
    path("messages/<uuid:pk>/", conversations.answer, name="answer"),
    path("received/<str:token>/", conversations.receipt, name="receipt"),
    path("messages/<uuid:pk>/received/", conversations.received, name="received"),
    path("messages/<uuid:pk>/hard/", conversations.hard, name="hard"),
    path("messages/<uuid:pk>/promise/", conversations.promise, name="promise"),
]
