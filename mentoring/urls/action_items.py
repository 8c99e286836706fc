"""What two people agreed to do."""

from django.urls import path

from mentoring.views import action_items

app_name = "action_items"
urlpatterns = [
    path("matches/<uuid:pk>/agreed/", action_items.index, name="index"),
    path("sessions/<uuid:pk>/agreed/", action_items.after, name="after"),
    path("agreed/<uuid:pk>/", action_items.show, name="show"),
    path("agreed/<uuid:pk>/finish/", action_items.finish, name="finish"),
    path("agreed/<uuid:pk>/resume/", action_items.resume, name="resume"),
    path("agreed/<uuid:pk>/let-go/", action_items.let_go, name="let_go"),
]
