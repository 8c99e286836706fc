"""Who read a date of a cohort in a mail, and has to hear that it moved. Nothing is changed here."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone

from etiquette.models import Duty
from gurukool.lib.dates import end_of_day_anywhere, start_of_day_utc, today_anywhere
from mentoring.models import Application, Cohort, Extension, Reviewer, User


@dataclass(frozen=True)
class Line:
    """One date in the words of a mail: a moment, or a mere day; `becomes` is None while no day is set."""

    words: str
    was: datetime | date
    becomes: datetime | date | None
    url: str
    essential: bool = True

    @property
    def is_day(self) -> bool:
        return not isinstance(self.was, datetime)


@dataclass(frozen=True)
class Telling:
    """All that moved for one person: one mail."""

    person: User
    lines: list[Line] = field(default_factory=list)

    @property
    def is_essential(self) -> bool:
        return any(line.essential for line in self.lines)


def tellings(before: Cohort, after: Cohort) -> list[Telling]:
    """One entry per person, by name; constant queries. To be asked before anything follows the new dates."""
    now, lines, people = timezone.now(), defaultdict(list), {}
    for source in (_applicants, _reviewers, _offers, _members):
        for person, line in source(before, after, now):
            people[person.pk] = person
            lines[person.pk].append(line)
    found = [Telling(person, lines[key]) for key, person in people.items()]
    return sorted(found, key=lambda each: (each.person.name, each.person.pk))


def _moved(was, becomes, now: datetime) -> bool:
    """Whether a moment somebody read about differs, and at least one of the two is still ahead."""
    return was is not None and was != becomes and (was > now or (becomes is not None and becomes > now))


def _applicants(before: Cohort, after: Cohort, now: datetime) -> Iterator[tuple[User, Line]]:
    """Their receipt said until when they may change what they wrote, and by when they hear from us."""
    closes, answers = (before.applications_close_at, after.applications_close_at), (before.decisions_at, after.decisions_at)
    if not (_moved(*closes, now) or _moved(*answers, now)):
        return
    waiting = after.applications.filter(status=Application.Status.SUBMITTED).select_related("person")
    extended = set(Extension.objects.filter(cohort=after, until__gte=today_anywhere(now)).values_list("person", flat=True))
    for application in waiting:
        url = application.get_absolute_url()
        if _moved(*closes, now) and application.person_id not in extended:
            yield application.person, Line("You can change your application until", *closes, url)
        if _moved(*answers, now):
            yield application.person, Line("You hear from us by", *answers, url)


def _reviewers(before: Cohort, after: Cohort, now: datetime) -> Iterator[tuple[User, Line]]:
    """They were told by when their pile is due."""
    due = (before.reviews_due_at or before.decisions_at, after.reviews_due_at or after.decisions_at)
    if not _moved(*due, now):
        return
    owing = Duty.objects.open().filter(act="review_applications", scope=after.pk).values("about_id")
    for reviewer in Reviewer.objects.active().filter(pk__in=owing).select_related("person"):
        yield reviewer.person, Line("Your reviews are due by", *due, reviewer.get_absolute_url(), essential=False)


def _offers(before: Cohort, after: Cohort, now: datetime) -> Iterator[tuple[User, Line]]:
    """Their place is kept for longer; an earlier day changes nothing for them."""
    if after.confirm_at and after.confirm_at != before.confirm_at:
        for place in after.enrolments.offered_before(after.confirm_at, now).select_related("person"):
            yield place.person, Line("Your place is kept until", place.confirm_by, after.confirm_at, place.get_absolute_url())


def _members(before: Cohort, after: Cohort, now: datetime) -> Iterator[tuple[User, Line]]:
    """Whoever was offered a place was told when the cohort starts; the day itself still counts as ahead."""
    if before.starts_on == after.starts_on or start_of_day_utc(max(before.starts_on, after.starts_on)) < now:
        return
    if after.closed_at or end_of_day_anywhere(after.ends_on) < now:
        return
    for place in after.enrolments.present().filter(invited_at__isnull=False).select_related("person"):
        yield place.person, Line("The cohort starts on", before.starts_on, after.starts_on, place.get_absolute_url())
