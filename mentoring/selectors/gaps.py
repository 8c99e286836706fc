"""Perception gaps: where mirrored answers of one hour lie two steps or more apart. Admins learn of the question, never of the answers."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Case, F, IntegerField, Q, QuerySet, When
from django.db.models.functions import Abs

from mentoring.models import Cohort, Feedback, SeenGap, User

WIDE = 2  # steps of a scale from which on two people seem to speak of different hours
STEPS = {Feedback.Agenda.NO: 1, Feedback.Agenda.PARTLY: 2, Feedback.Agenda.YES: 3}
SHOWN = 50
THEIRS = "meeting__feedback__"
QUESTIONS = list(SeenGap.Question)


@dataclass(frozen=True)
class Gap:
    """A hint: two people, when they met, and what both answered differently."""

    meeting_id: UUID
    mentor: User
    mentee: User
    at: datetime
    question: SeenGap.Question


def unseen(cohort: Cohort, by: User) -> list[Gap]:
    """The gaps of a cohort nobody has seen to, the newest hour first, the reader's own hours left out; two queries at any size."""
    rows = list(_wide(cohort).exclude(Q(author=by) | Q(recipient=by)).select_related("author", "recipient", "meeting")[:SHOWN])
    seen = set(SeenGap.objects.filter(meeting__in=[row.meeting_id for row in rows]).values_list("meeting", "question"))
    return [
        Gap(row.meeting_id, row.author, row.recipient, row.meeting.starts_at, question)
        for row in rows
        for question in QUESTIONS
        if (getattr(row, f"{question}_gap") or 0) >= WIDE and (row.meeting_id, question.value) not in seen
    ]


def count(cohort: Cohort, by: User) -> int:
    """How many hours of a cohort hold a gap nobody has seen to: one query."""
    return _wide(cohort).exclude(Q(author=by) | Q(recipient=by)).count()


def _wide(cohort: Cohort) -> QuerySet:
    """What mentors said of hours that look different from the other chair, with how far apart each answer is."""
    said = (
        Feedback.objects.filter(meeting__cohort=cohort)
        .mirrored()
        .annotate(
            agenda_gap=Abs(_steps("kept_agenda") - _steps(f"{THEIRS}kept_agenda")),
            mentor_gap=Abs(F("i_was_prepared") - F(f"{THEIRS}you_were_prepared")),
            mentee_gap=Abs(F("you_were_prepared") - F(f"{THEIRS}i_was_prepared")),
            worth_gap=Abs(F("usefulness") - F(f"{THEIRS}usefulness")),
        )
    )
    wide = Q()
    for question in QUESTIONS:
        closed = SeenGap.objects.filter(question=question).values("meeting")
        wide |= Q(**{f"{question}_gap__gte": WIDE}) & ~Q(meeting__in=closed)
    return said.filter(wide).order_by("-meeting__during", "pk")


def _steps(answer: str) -> Case:
    """Yes, partly, no as steps of a scale."""
    return Case(*[When(**{answer: value}, then=step) for value, step in STEPS.items()], output_field=IntegerField())
