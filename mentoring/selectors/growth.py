"""How a mentee has seen themselves so far."""

from dataclasses import dataclass

from mentoring.defaults.competencies import COMPETENCIES, SCALE
from mentoring.models import Enrolment, SelfAssessment


@dataclass(frozen=True)
class Change:
    """One competency, and what was picked each time it was looked at: (when, in words)."""

    label: str
    picked: list[tuple[str, str]]


def scores(place: Enrolment, besides: str = "") -> list[Change]:
    """Every competency with what was picked at all times but one; nothing if there are none. One query."""
    looked = list(place.self_assessments.exclude(taken=besides))
    if not looked:
        return []
    return [Change(label, [_pick(each, code) for each in looked if code in each.scores]) for code, label in COMPETENCIES.items()]


def expectations(place: Enrolment) -> SelfAssessment | None:
    """What the mentee wrote first; the two texts are for their mentor, too."""
    return place.self_assessments.order_by("created_at").first()


def _pick(looked: SelfAssessment, code: str) -> tuple[str, str]:
    return looked.get_taken_display(), SCALE[looked.scores[code]]
