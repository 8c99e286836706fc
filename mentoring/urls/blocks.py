from django.urls import path

from mentoring.views import blocks

app_name = "blocks"
urlpatterns = [path("matches/<uuid:pk>/block/", blocks.block, name="block")]
