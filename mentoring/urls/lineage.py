from django.urls import path

from mentoring.views import lineage

app_name = "lineage"
urlpatterns = [
    path("family-tree/", lineage.show, name="show"),
    path("family-tree/choose/", lineage.choose, name="choose"),
]
