"""Which checklists stand on which page, and when. Those of a moment that is over, or done, make room."""

from datetime import timedelta

from django.utils import timezone

from etiquette.checklists import reading
from etiquette.checklists.reading import Listing
from mentoring.models import Application, Cohort, Enrolment, Match, Session, User

CLOSING = timedelta(days=21)  # before the end: when an ending is worth a thought


def of_session(meeting: Session, me: User) -> list[Listing]:
    """Before it begins: how to come and what to do there. While it runs: that. Once it is over: what makes it last."""
    if meeting.status == Session.Status.HELD or meeting.is_booked and meeting.is_over:
        codes = ["after_session"]
    elif not meeting.is_booked:
        codes = []
    else:
        codes = ["during_session"] if meeting.has_begun else ["before_session", "during_session"]
    return reading.listings(codes, me, meeting)


def of_match(match: Match, me: User) -> Listing | None:
    """The first steps, as long as one of them is left."""
    found = reading.listing("first_contact", me, match)
    return found if found and found.done < len(found.lines) else None


def of_place(place: Enrolment, me: User) -> Listing | None:
    """A good ending, in the last weeks of the cohort and after it."""
    is_near = place.cohort.ends_at - timezone.now() < CLOSING
    return reading.listing("closing", me, place) if is_near else None


def of_application(cohort: Cohort, application: Application | None, me: User) -> Listing | None:
    """How to apply: to read at first, to tick as soon as there is a draft; gone with the decision."""
    if application is None:
        return reading.preview("application", "applicant", cohort.pk)
    return reading.listing("application", me, application) if application.is_undecided else None
