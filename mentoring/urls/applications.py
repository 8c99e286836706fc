"""Applications, and the decisions about them."""

from django.urls import path

from mentoring.views import answers, applications, decisions

app_name = "applications"
urlpatterns = [
    path("cohorts/<slug:slug>/apply/<slug:role>/", applications.apply, name="apply"),
    path("cohorts/<slug:slug>/apply/<slug:role>/autosave/", applications.autosave, name="autosave"),
    path("cohorts/<slug:slug>/applications/", applications.index, name="index"),
    path("applications/<uuid:pk>/", applications.show, name="show"),
    path("applications/<uuid:pk>/versions/", answers.versions, name="versions"),
    path("files/<uuid:pk>/", answers.file, name="file"),
    path("applications/<uuid:pk>/withdraw/", applications.withdraw, name="withdraw"),
    path("applications/<uuid:pk>/decide/", decisions.decide, name="decide"),
]
