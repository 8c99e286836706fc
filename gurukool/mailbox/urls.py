"""Addresses of the development mailbox."""

from django.urls import path

from gurukool.mailbox import views

app_name = "mailbox"
urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:name>/", views.letter, name="letter"),
    path("<slug:name>/html/", views.html, name="html"),
    path("<slug:name>/attachments/<int:index>/", views.attachment, name="attachment"),
]
