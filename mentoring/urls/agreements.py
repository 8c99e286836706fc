"""The mentoring agreement of a match."""

from django.urls import path

from mentoring.views import agreements

app_name = "agreements"
urlpatterns = [
    path("matches/<uuid:pk>/agreement/", agreements.show, name="show"),
    path("matches/<uuid:pk>/agreement/write/", agreements.write, name="write"),
    path("matches/<uuid:pk>/agreement/confirm/", agreements.confirm, name="confirm"),
    path("agreements/<uuid:pk>/", agreements.version, name="version"),
    path("agreements/<uuid:pk>/sign/", agreements.sign, name="sign"),
]
