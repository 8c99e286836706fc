from django.urls import path

from mentoring.views import exports

app_name = "exports"
urlpatterns = [
    path("cohorts/<slug:slug>/exports/", exports.index, name="index"),
    path("cohorts/<slug:slug>/exports/<slug:what>.csv", exports.download, name="download"),
]
