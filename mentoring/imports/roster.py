"""The roster: from rows to people, and what only shows between rows (addresses twice, wishes for nobody)."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace

from django.db.models.functions import Lower

from mentoring.imports import cells, weekly
from mentoring.imports.kinds import Column, Import, Row, Sheet, Taken
from mentoring.imports.people import Person, Roster
from mentoring.imports.problems import Problem
from mentoring.imports.roster_rows import write
from mentoring.models import Application, Cohort, Enrolment, User

WISHES = "e-mail addresses of others, with semicolons between"
LIST = "a list, with semicolons between"
AS_WRITTEN = "as people write it"


def _column(heading: str, fact: str, check, says: str) -> Column:
    return Column(heading, fact, check, says, needed=True)


COLUMNS = [
    _column("role", "role", lambda cell: cells.one_of(cell, ["mentee", "mentor"]), "must be filled: mentee or mentor"),
    _column("email", "email", cells.email, "must be filled"),
    _column("full_name", "name", lambda cell: cells.required(cell, 120), "must be filled"),
    _column("pronouns", "pronouns", lambda cell: cells.text(cell, 40), AS_WRITTEN),
    _column("timezone", "zone", cells.zone, "must be filled: an IANA name such as Asia/Kolkata"),
    _column("field", "field", lambda cell: cells.text(cell, 120), AS_WRITTEN),
    _column("career_stage", "stage", lambda cell: cells.text(cell, 120), AS_WRITTEN),
    _column("organisation", "organisation", lambda cell: cells.text(cell, 160), AS_WRITTEN),
    _column("tracks", "tracks", lambda cell: cells.several(cell, 60), LIST),
    _column("languages", "languages", lambda cell: cells.several(cell, 40), LIST),
    _column("linkedin", "linkedin", cells.linkedin, "https://www.linkedin.com/in/…"),
    _column("english_help", "english_help", lambda cell: cells.one_of(cell, ["offers", "wants"], may_be_empty=True), "offers or wants"),
    _column("capacity", "capacity", cells.capacity, "must be filled for mentors: how many mentees they take"),
    _column("goals_or_offer", "goals_or_offer", lambda cell: cells.text(cell, 5000, lines=True), AS_WRITTEN),
    _column("available", "hours", weekly.hours, "hours in the person’s own zone: Mon 08:00-10:30; Fri 17:00-18:30"),
    _column("wishes", "wishes", cells.emails, WISHES),
    _column("avoid", "avoids", cells.emails, WISHES),
]


def take(cohort: Cohort, sheet: Sheet, by: User | None) -> Taken:
    """Make or change the people of a roster; what somebody has confirmed since is theirs and stays."""
    roster = people(sheet, enrolled=_enrolled(cohort), applied=_applied(cohort))
    counts = write(cohort, roster.people, by)
    return Taken(counts.created, counts.updated, counts.unchanged, roster.problems)


def people(sheet: Sheet, *, enrolled: Mapping[str, str] | None = None, applied: Collection[str] = ()) -> Roster:
    """Everything a roster says about the people of one cohort; pure.

    `enrolled` maps the addresses already in the cohort to their roles (wishes may name them);
    `applied` are those who applied and wait for a decision.
    """
    enrolled, good, problems = enrolled or {}, [], list(sheet.problems)
    skipped = {row.cells["email"].strip().lower(): row.line for row in sheet.bad if row.cells}
    for row in sheet.rows:
        person, wrong = _person(row, enrolled, applied)
        problems += wrong
        if person:
            good.append(person)
        else:
            skipped[row["email"]] = row.line
    good, twice = _once_each(good)
    skipped |= {problem.value: problem.line for problem in twice}
    good, vain = _possible_wishes(good, skipped, set(enrolled))
    return Roster(good, sorted(problems + twice + vain, key=lambda problem: problem.line))


def _enrolled(cohort: Cohort) -> dict[str, str]:
    return dict(Enrolment.objects.filter(cohort=cohort).values_list(Lower("person__email"), "role"))


def _applied(cohort: Cohort) -> set[str]:
    waiting = Application.objects.filter(cohort=cohort, enrolment__isnull=True)
    return set(waiting.values_list(Lower("person__email"), flat=True))


def _person(row: Row, enrolled: Mapping[str, str], applied: Collection[str]) -> tuple[Person | None, list[Problem]]:
    """The person of a row, or what contradicts: cells that are fine alone, but not together or not with what the cohort knows."""
    person = Person(line=row.line, **row.facts | {"capacity": row["capacity"] or 0})
    found = []
    if row["role"] == "mentee" and person.capacity:
        found.append(("capacity", row.cells["capacity"], "Only mentors have places to offer; leave this empty for a mentee."))
    if row["role"] == "mentor" and row["capacity"] is None:
        found.append(("capacity", "", "This is missing: how many mentees can this mentor take?"))
    if enrolled.get(person.email, person.role) != person.role:
        found.append(("role", person.role, f"This person is in the cohort already, as {enrolled[person.email]}."))
    if person.email in applied:
        found.append(("email", person.email, "This person has applied to the cohort: please decide on the application instead."))
    found += _contradictory_wishes(person)
    return None if found else person, [Problem(person.line, *facts) for facts in found]


def _contradictory_wishes(person: Person) -> list[tuple[str, str, str]]:
    found = []
    for column, addresses in (("wishes", person.wishes), ("avoid", person.avoids)):
        if person.email in addresses:
            found.append((column, person.email, "This is the person's own address."))
    for email in sorted(set(person.wishes) & set(person.avoids)):
        found.append(("avoid", email, "This person is wished for and avoided at once."))
    return found


def _once_each(people: list[Person]) -> tuple[list[Person], list[Problem]]:
    """Rows that repeat another count once; different people with one address are all refused, for we cannot know whose it is."""
    rows = defaultdict(list)
    for person in people:
        rows[person.email].append(person)
    kept, problems = [], []
    for first, *others in rows.values():
        lines = ", ".join(str(person.line) for person in [first, *others])
        if all(replace(other, line=first.line) == first for other in others):
            kept.append(first)
            problems += [Problem(other.line, "email", other.email, f"This row repeats line {first.line}.") for other in others]
        else:
            problems += [Problem(p.line, "email", p.email, f"Lines {lines} share this address; whose is it?") for p in [first, *others]]
    return kept, problems


def _possible_wishes(people: list[Person], skipped: dict[str, int], enrolled: set[str]) -> tuple[list[Person], list[Problem]]:
    """Drop wishes about people who are nowhere, or whose own row is bad, and say so; the wisher can still go in."""
    known = {person.email for person in people} | enrolled
    kept, problems = [], []
    for person in people:
        for column, addresses in (("wishes", person.wishes), ("avoid", person.avoids)):
            vain = [email for email in addresses if email not in known]
            problems += [Problem(person.line, column, email, _why_vain(email, skipped), whole_row=False) for email in vain]
        wishes = tuple(email for email in person.wishes if email in known)
        avoids = tuple(email for email in person.avoids if email in known)
        kept.append(replace(person, wishes=wishes, avoids=avoids))
    return kept, problems


def _why_vain(email: str, skipped: dict[str, int]) -> str:
    if email in skipped:
        return f"Line {skipped[email]}, this person's own, cannot be used; without it the wish is left out."
    return "Nobody in this file or in the cohort has this address; the wish would be left out."


ROSTER = Import(
    "roster",
    "Roster",
    "Everybody who has a place, with their zone, hours and wishes: they are in, and hear of it when you invite them.",
    lambda cohort: COLUMNS,
    take,
    skips_bad=True,
    opens=True,
)
