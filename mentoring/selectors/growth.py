"""How people have seen themselves: one's own change over time, and the means of a cohort."""

from dataclasses import dataclass
from statistics import fmean

from django.db import connection

from mentoring.defaults.competencies import AREAS, MIDDLE, SCALE
from mentoring.models import Cohort, Enrolment, Match, SelfAssessment

FEWEST = 5  # people behind a mean that anybody else may see
LABELS = dict(SelfAssessment.Taken.choices)


@dataclass(frozen=True)
class Cell:
    """What was picked at one time: a mean of 1 to 7, or None where nothing was."""

    taken: str
    mean: float | None

    @property
    def step(self) -> int:
        """The mean in half steps, 2 to 14: which bar shows it."""
        return round(self.mean * 2) if self.mean else 0


@dataclass(frozen=True)
class Row:
    """One area (or a skill of one's own) and its cells, in the order of time."""

    label: str
    cells: list[Cell]

    @property
    def moved(self) -> float | None:
        """By how much the last differs from the first."""
        means = [cell.mean for cell in self.cells if cell.mean is not None]
        return round(means[-1] - means[0], 1) if len(means) > 1 else None


@dataclass(frozen=True)
class Moved:
    """All of it as a table: the times looked, then the rows."""

    times: list[str]
    rows: list[Row]
    skills: list[Row]


def moved(place: Enrolment) -> Moved | None:
    """How one's own picture has changed; None before one has looked at all. One query."""
    looked = list(place.self_assessments.all())
    if not looked:
        return None
    rows = [Row(area.label, [_cell(each.taken, _picked(each, area)) for each in looked]) for area in AREAS]
    names = dict.fromkeys(name for each in looked for name, _ in each.skills)
    skills = [Row(name, [_cell(each.taken, [level for known, level in each.skills if known == name]) for each in looked]) for name in names]
    return Moved([each.get_taken_display() for each in looked], rows, skills)


def _picked(looked: SelfAssessment, area) -> list[int]:
    return [looked.scores[code] for code in area.items if code in looked.scores]


def _cell(taken: str, numbers: list) -> Cell:
    return Cell(LABELS[taken], round(fmean(numbers), 1) if numbers else None)


def before(place: Enrolment, taken: str) -> dict[str, str]:
    """What was picked for each statement the time before this one, in words."""
    last = place.self_assessments.exclude(taken=taken).last()
    return {code: SCALE[score] for code, score in last.scores.items() if score in SCALE} if last else {}


def extremes(place: Enrolment) -> tuple[list[str], list[str]]:
    """The areas in which one sees oneself above and below the middle, as of the last time."""
    table = moved(place)
    last = [(row.label, row.cells[-1].mean) for row in table.rows if row.cells[-1].mean] if table else []
    return [label for label, mean in last if mean > MIDDLE], [label for label, mean in last if mean < MIDDLE]


def expectations(place: Enrolment) -> SelfAssessment | None:
    """What somebody wrote first; the two texts are for whoever they are matched with, too."""
    return place.self_assessments.order_by("created_at").first()


def both_expectations(match: Match) -> list[SelfAssessment]:
    """What the two of a match wrote first, the mentee's before the mentor's. One query."""
    first = SelfAssessment.objects.filter(place__in=[match.mentee_id, match.mentor_id]).select_related("place__person")
    oldest = first.order_by("place", "created_at").distinct("place")
    return sorted(oldest, key=lambda each: each.place_id != match.mentee_id)


MEANS = """
    SELECT place.role, looked.taken, score.key, avg(score.value::numeric), count(*)
    FROM mentoring_selfassessment AS looked
    JOIN mentoring_enrolment AS place ON place.id = looked.place_id
    CROSS JOIN LATERAL jsonb_each_text(looked.scores) AS score
    WHERE place.cohort_id = %s
    GROUP BY place.role, looked.taken, score.key
"""


def means(cohort: Cohort, role: str) -> Moved:
    """The mean of each area in a cohort, for one role, at each time; nothing that fewer than five people stand behind. One query."""
    with connection.cursor() as cursor:
        cursor.execute(MEANS, [cohort.pk])
        known = {(taken, code): float(mean) for of, taken, code, mean, count in cursor.fetchall() if of == role and count >= FEWEST}
    times = [taken for taken in LABELS if any(when == taken for when, _ in known)]
    rows = [
        Row(area.label, [_cell(taken, [known[taken, code] for code in area.items if (taken, code) in known]) for taken in times])
        for area in AREAS
    ]
    return Moved([LABELS[taken] for taken in times], rows if times else [], [])
