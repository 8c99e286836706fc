"""A cohort's timeline: every date, what is still to do for it, and what is late. A constant number of queries."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Min, Q
from django.db.models.functions import Coalesce

from etiquette.models import Duty
from gurukool.lib.dates import end_of_day_anywhere, start_of_day_utc, today_anywhere
from mentoring.models import Application, Cohort, Extension, Match, Review

Status = Application.Status


@dataclass(frozen=True)
class Open:
    """What is not finished yet in a cohort, counted."""

    drafts: int
    submitted: int
    reviews: int
    offers: int
    confirmed: int
    matches: int
    extensions: int
    approved: bool


@dataclass(frozen=True)
class Milestone:
    """One date; `at` is the moment it is over (or begins), `doing` what stands open, `state` done, late, next or ahead."""

    label: str
    day: date | None
    at: datetime | None
    doing: str = ""
    state: str = "ahead"
    is_deadline: bool = True
    is_derived: bool = False


def count_open(cohort: Cohort) -> Open:
    """Five queries, whatever the size of the cohort."""
    statuses = dict(cohort.applications.order_by().values_list("status").annotate(Count("pk")))
    places = cohort.enrolments.present().aggregate(
        offers=Count("pk", filter=Q(invited_at__isnull=False, confirmed_at=None)), confirmed=Count("pk", filter=~Q(confirmed_at=None))
    )
    return Open(
        drafts=statuses.get(Status.DRAFT, 0),
        submitted=statuses.get(Status.SUBMITTED, 0),
        reviews=Review.objects.open().filter(application__cohort=cohort, application__status=Status.SUBMITTED).count(),
        matches=cohort.matches.filter(status=Match.Status.PROPOSED).count(),
        extensions=Extension.objects.filter(cohort=cohort).values("person").distinct().count(),
        approved=cohort.approved_at is not None,
        **places,
    )


def milestones(cohort: Cohort, stands: Open, now: datetime) -> list[Milestone]:
    """Every date of the cohort in its order, the follow-ups after its end included."""
    rows = [*_before(cohort, stands), *_during(cohort, stands)]
    coming = next((row for row in rows if row[1] and _moment(row) > now), None)
    return [_milestone(row, now, row is coming) for row in rows]


def _before(cohort: Cohort, stands: Open) -> list[tuple]:
    """(label, day, is deadline, is derived, what stands open, whether that is late once the day is over)."""
    decisions = cohort.decisions_on or _day(cohort.decisions_at)
    confirm = cohort.confirm_by_on or _day(cohort.confirm_at)
    received = _count(stands.submitted, "application") + (f", {_count(stands.drafts, 'draft')}" if stands.drafts else "")
    return [
        ("Applications open", cohort.applications_open_on, False, False, "", False),
        ("Applications close", cohort.applications_close_on, True, False, received if stands.submitted or stands.drafts else "", False),
        ("Reviews due", cohort.reviews_due_on, True, False, _open(stands.reviews, "review", "not in yet"), stands.reviews),
        ("Decisions", decisions, True, not cohort.decisions_on, _open(stands.submitted, "application", "undecided"), stands.submitted),
        ("Places confirmed", confirm, True, not cohort.confirm_by_on, _open(stands.offers, "place", "not confirmed yet"), stands.offers),
        ("Matching done", cohort.matching_on, True, False, *_matching(stands)),
    ]


def _matching(stands: Open) -> tuple[str, bool]:
    if stands.approved:
        return "approved", False
    return f"not approved yet, {_count(stands.matches, 'match', 'matches')} proposed", True


def _during(cohort: Cohort, stands: Open) -> list[tuple]:
    late = not stands.approved
    spans = ("a month", "three months", "six months")
    follow_ups = [(f"What came of it: {span} after the last thanks", day) for span, day in zip(spans, cohort.follow_ups, strict=True)]
    return [
        ("Starts", cohort.starts_on, False, False, "not approved yet" if late else _count(stands.confirmed, "person", "people"), late),
        ("Mid-point", cohort.midpoint, False, not cohort.midpoint_on, "", False),
        ("Ends", cohort.ends_on, True, False, "", False),
        *((label, day, False, True, "", False) for label, day in follow_ups),
    ]


def _milestone(row: tuple, now: datetime, is_next: bool) -> Milestone:
    label, day, is_deadline, is_derived, doing, late = row
    if day is None:
        return Milestone(label, None, None, "", "ahead", is_deadline)
    at = _moment(row)
    state = "next" if is_next else "ahead" if at > now else "late" if late else "done"
    return Milestone(label, day, at, doing, state, is_deadline, is_derived)


def _moment(row: tuple) -> datetime:
    return (end_of_day_anywhere if row[2] else start_of_day_utc)(row[1])


def _day(moment: datetime | None) -> date | None:
    """The day whose end Anywhere on Earth a moment is."""
    return today_anywhere(moment - datetime.resolution) if moment else None


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _open(number: int, one: str, state: str) -> str:
    return f"{_count(number, one)} {state}" if number else ""


def owed(cohort: Cohort, now: datetime) -> list[dict]:
    """What people owe in this cohort, by act: `act`, `count`, `late`, the `oldest` deadline; what is late first. One query."""
    duties = Duty.objects.open().filter(scope=cohort.pk).annotate(deadline_at=Coalesce("promise", "due_at"))
    acts = (
        duties.order_by()
        .values("act")
        .annotate(count=Count("pk"), late=Count("pk", filter=Q(deadline_at__lt=now)), oldest=Min("deadline_at"))
    )
    return [{**row, "act": row["act"].replace("_", " ")} for row in acts.order_by(F("late").desc(), "oldest")]
