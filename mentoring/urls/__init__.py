"""One file per noun, as everywhere in mentoring; the noun is also the namespace (`sessions:book`)."""

from django.urls import include, path

NOUNS = []

urlpatterns = [path("", include(f"mentoring.urls.{noun}")) for noun in NOUNS]
