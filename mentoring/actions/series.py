"""Booking the same hour every week in one go, and calling off what is left of it."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from gurukool.lib.locks import lock_people
from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.actions import freetime, sessions
from mentoring.actions.clashes import refused_politely
from mentoring.models import Kind, Match, Series, User
from mentoring.selectors.series import Planned, plan


def book(
    match: Match, start: datetime, until: date, by: User, minutes: int | None = None, kind: Kind | None = None
) -> tuple[Series, list[Planned]]:
    """Book `start` (aware) and the same hour on the mentor's clock every week to the day `until`, as far as it can be booked.

    All dates in one transaction, under the lock of single bookings; each gets its own invitation. A preparation is owed for the
    first now, for each other a week ahead (`meetings.ask_to_prepare`), so that nobody owes a dozen at once. Returns the series, and the
    dates that could not be booked with their reasons. A repeated call returns the series that exists; a later `until` goes on
    with it. Raises Refused when no date can be booked; PermissionDenied unless `by` may book.
    """
    with refused_politely(), transaction.atomic():
        lock_people([person.pk for person in match.people])
        match = Match.objects.with_people().get(pk=match.pk)
        policies.demand(policies.can_book, by, match)
        sessions.refuse_unready(match, by)
        sessions.refuse_not_given(match, kind)
        _refuse_late_end(match, until)
        length = sessions.length_of(match, minutes, kind)
        dates = plan(match, start, until, length)
        if not any(each.is_free or each.is_booked for each in dates):
            raise Refused("None of these dates can be booked. Please pick another hour, or book single sessions.")
        return _series(match, start, until, by, kind, dates), [each for each in dates if each.refusal]


def _refuse_late_end(match: Match, until: date) -> None:
    if until > match.cohort.ends_on:
        raise Refused(f"{match.cohort} ends on {match.cohort.ends_on:%-d %B %Y}: please let the series end by then.")


def _series(match: Match, start: datetime, until: date, by: User, kind: Kind | None, dates: list[Planned]) -> Series:
    series, is_new = Series.objects.get_or_create(match=match, starts_at=start, defaults={"until": until, "kind": kind, "booked_by": by})
    if not is_new and until > series.until:
        Series.objects.filter(pk=series.pk).update(until=until)
    free = [each for each in dates if each.is_free]
    for each in free:
        sessions.arrange(match, (each.start, each.end), by, kind, series, ask=is_new and each is free[0])
    if free:
        freetime.refresh(match.people)
    return series


@transaction.atomic
def cancel_rest(series: Series, by: User, reason: str) -> int:
    """Call off every session of the series that has not begun; says how many.

    Raises Refused when none is left; PermissionDenied unless `by` is one of the two.
    """
    policies.demand(policies.is_in_match, by, series.match)
    lock_people([person.pk for person in series.match.people])
    left = list(series.sessions.ahead(timezone.now()).with_people().order_by("during"))
    if not left:
        raise Refused("Nothing is left of this series: its sessions are over, or were cancelled already.")
    for meeting in left:
        sessions.cancel_for(meeting, by, reason)
    return len(left)
