from django.urls import path

from mentoring.views import holds

app_name = "holds"
urlpatterns = [
    path("messages/<uuid:pk>/undo/", holds.undo, name="undo"),
    path("messages/<uuid:pk>/move/", holds.move, name="move"),
    path("messages/<uuid:pk>/send-now/", holds.send_now, name="send_now"),
    path("matches/<uuid:pk>/discard/", holds.discard, name="discard"),
]
