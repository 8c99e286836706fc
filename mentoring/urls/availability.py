from django.urls import path

from mentoring.views import availability

app_name = "availability"
urlpatterns = [
    path("hours/", availability.edit, name="edit"),
    path("hours/for/<uuid:place>/", availability.edit, name="edit"),
    path("hours/dates/", availability.override, name="override"),
    path("hours/dates/<uuid:pk>/forget/", availability.forget, name="forget"),
]
