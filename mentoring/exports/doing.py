"""How a cohort is doing: introductions, sessions, duties, feedback. States, counts and times; no word of what people wrote."""

from datetime import timedelta

from django.db.models import Case, CharField, Count, F, Max, Min, Q, Sum, Value, When
from django.db.models.functions import JSONObject
from django.utils import timezone

from etiquette import registry
from etiquette.models import Duty
from etiquette.models.duties import DEADLINE
from mentoring.exports.columns import Column, Export, at, queried
from mentoring.models import Feedback, Introduction, Match, Role, Session

HELD, BOOKED = Q(sessions__status=Session.Status.HELD), Q(sessions__status=Session.Status.BOOKED)


def _introductions(cohort, user):
    return cohort.enrolments.present().mentees().annotate(answers=Count("introduction__reviews")).order_by("person__name", "pk")


def _introduction_columns(cohort) -> list[Column]:
    return [
        Column("Mentee", "person__name"),
        Column("E-mail", "person__email"),
        Column("State", "introduction__status", lambda status: Introduction.Status(status).label if status else "not begun"),
        at("Handed in", "introduction__submitted_at"),
        Column("Answers by mentors", "answers"),
    ]


def _pairs(cohort, user):
    """Each pair that has come about, and what there is of its sessions."""
    length, start = F("sessions__during__endswith") - F("sessions__during__startswith"), "sessions__during__startswith"
    counts = {status: Count("sessions", filter=Q(sessions__status=status)) for status in Session.Status.values}
    times = {"first": Min(start, filter=HELD), "last": Max(start, filter=HELD), "next": Min(start, filter=BOOKED)}
    known = cohort.matches.filter(status__in=Match.KNOWN)
    return known.annotate(**counts, **times, time=Sum(length, filter=HELD)).order_by("mentee__person__name", "pk")


def _pair_columns(cohort) -> list[Column]:
    return [
        Column("Mentee", "mentee__person__name"),
        Column("Mentor", "mentor__person__name"),
        *[Column(status.label.capitalize(), status.value) for status in Session.Status],
        Column("Minutes together", "time", _minutes),
        at("First session", "first"),
        at("Latest session", "last"),
        at("Next session", "next"),
    ]


def _minutes(time: timedelta | None) -> int:
    return round(time.total_seconds() / 60) if time else 0


def _duties(cohort, user):
    return Duty.objects.filter(scope=cohort.pk).annotate(deadline_at=DEADLINE).order_by("deadline_at", "pk")


def _duty_columns(cohort) -> list[Column]:
    late = When(status=Duty.Status.OPEN, deadline_at__lt=timezone.now(), then=Value("yes"))
    return [
        Column("Who", "person__name"),
        Column("E-mail", "person__email"),
        Column("Owes", JSONObject(act="act", to="owed_to__name", about="about_text"), _title),
        Column("To", "owed_to__name"),
        at("Due", "due_at"),
        at("Promised for", "promise"),
        Column("State", "status"),
        Column("Overdue", Case(late, default=Value(""), output_field=CharField())),
        Column("Reminding", "stage", _stage),
        at("Closed", "closed_at"),
    ]


def _stage(stage: int) -> str:
    return str(Duty.Stage(stage).label)


def _title(duty: dict) -> str:
    act = registry.ACTS.get(duty["act"])
    label = act.label if act else duty["act"].replace("_", " ").capitalize()
    return label.format(to=duty["to"] or "the programme", about=duty["about"])


def _feedback(cohort, user):
    """Nobody's own: how often each answer was given, by mentees and by mentors."""
    mentors = When(author=F("meeting__host"), then=Value(Role.MENTOR))
    by = Feedback.objects.filter(meeting__cohort=cohort).annotate(by=Case(mentors, default=Value(Role.MENTEE), output_field=CharField()))
    counted = by.values("by", "usefulness", "kept_agenda").annotate(count=Count("pk"), replies=Count("replied_at"))
    return counted.order_by("by", "usefulness", "kept_agenda")


def _feedback_columns(cohort) -> list[Column]:
    return [
        Column("Given by", "by"),
        Column("Useful, one to five", "usefulness"),
        Column("Kept to the agenda", "kept_agenda"),
        Column("How often", "count"),
        Column("Replied to", "replies"),
    ]


EXPORTS = [
    Export(
        "introductions", "Introductions", "Who has handed theirs in, and what became of it.", queried(_introductions, _introduction_columns)
    ),
    Export("sessions", "Sessions", "How often and how long each pair met; nothing of what was said.", queried(_pairs, _pair_columns)),
    Export("duties", "Duties", "What is and was owed, by whom and until when, and what is overdue.", queried(_duties, _duty_columns)),
    Export(
        "feedback", "Feedback", "How often which answer was given: numbers without names or words.", queried(_feedback, _feedback_columns)
    ),
]
