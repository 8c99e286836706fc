"""Applications, and the decisions about them."""

from django.urls import path

from mentoring.views import applications, decisions

app_name = "applications"
urlpatterns = [
    path("cohorts/<slug:slug>/apply/<slug:role>/", applications.apply, name="apply"),
    path("cohorts/<slug:slug>/applications/", applications.index, name="index"),
    path("applications/<uuid:pk>/", applications.show, name="show"),
    path("applications/<uuid:pk>/withdraw/", applications.withdraw, name="withdraw"),
    path("applications/<uuid:pk>/decide/", decisions.decide, name="decide"),
]
