"""Reviews of applications."""

from django.urls import path

from mentoring.views import review_setup, reviews

app_name = "reviews"
urlpatterns = [
    path("cohorts/<slug:slug>/reviews/", reviews.index, name="index"),
    path("cohorts/<slug:slug>/reviews/assign/", reviews.assign, name="assign"),
    path("cohorts/<slug:slug>/reviews/setup/", review_setup.setup, name="setup"),
    path("cohorts/<slug:slug>/reviews/rubric/<slug:role>/", review_setup.rubric, name="rubric"),
    path("cohorts/<slug:slug>/reviewers/name/", review_setup.name, name="name"),
    path("reviewers/<uuid:pk>/free/", review_setup.free, name="free"),
    path("reviewers/<uuid:pk>/", reviews.pile, name="pile"),
    path("reviews/<uuid:pk>/", reviews.review, name="review"),
    path("reviews/<uuid:pk>/aside/", reviews.aside, name="aside"),
    path("applications/<uuid:pk>/reviews/", reviews.show, name="show"),
]
