"""One file per noun, as everywhere in mentoring; the noun is also the namespace (`sessions:book`)."""

from django.urls import include, path

from mentoring.views.home import home

NOUNS = ["people", "cohorts", "applications", "application_forms", "imports", "exports", "matching", "proposals", "approvals"]
NOUNS += ["reviews", "revisions", "decisions", "waitlists"]
NOUNS += ["availability", "feeds", "sessions", "disputes", "open_hours", "introductions", "conversations", "feedback"]
NOUNS += ["rulebooks", "development", "action_items", "agreements", "plans", "holds", "concerns", "readings"]
NOUNS += ["kinds", "series", "groups"]
NOUNS += ["message_drafts", "silences", "announcements", "blocks", "openings"]
NOUNS += ["pulses", "requests", "feedback_requests", "letter_requests"]
NOUNS += ["closings", "certificates", "lineage"]
NOUNS += ["weeks", "mentees", "kudos"]

urlpatterns = [path("", home, name="home"), *(path("", include(f"mentoring.urls.{noun}")) for noun in NOUNS)]
