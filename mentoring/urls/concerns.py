from django.urls import path

from mentoring.views import concerns

app_name = "concerns"
urlpatterns = [
    path("messages/<uuid:pk>/felt-wrong/", concerns.tell, name="tell"),
    path("concerns/", concerns.index, name="index"),
    path("concerns/<uuid:pk>/", concerns.show, name="show"),
]
