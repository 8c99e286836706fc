from django.urls import path

from mentoring.views import proposals

app_name = "proposals"
urlpatterns = [
    path("cohorts/<slug:slug>/proposals/", proposals.index, name="index"),
    path("cohorts/<slug:slug>/proposals/ask/", proposals.ask, name="ask"),
    path("cohorts/<slug:slug>/proposals/compare/", proposals.compare, name="compare"),
    path("proposals/<uuid:pk>/", proposals.show, name="show"),
    path("proposals/<uuid:pk>/choose/", proposals.choose, name="choose"),
    path("proposals/<uuid:pk>/discard/", proposals.discard, name="discard"),
]
