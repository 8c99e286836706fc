from django.urls import path

from mentoring.views import certificates

app_name = "certificates"
urlpatterns = [
    path("certificates/", certificates.verify, name="verify"),
    path("certificates/<str:code>/", certificates.show, name="show"),
    path("certificates/<str:code>/pdf/", certificates.download, name="download"),
]
