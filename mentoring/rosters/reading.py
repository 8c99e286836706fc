"""From rows to people: every cell checked, then what only shows between rows (addresses twice, wishes for nobody)."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace

from mentoring.rosters import cells
from mentoring.rosters.cells import BadCell
from mentoring.rosters.files import numbered_rows
from mentoring.rosters.people import Person, Problem, Roster

SHOWN = 40

CHECKS: dict[str, tuple[str, Callable]] = {
    "role": ("role", lambda cell: cells.one_of(cell, ["mentee", "mentor"])),
    "email": ("email", cells.email),
    "full_name": ("name", lambda cell: cells.required(cell, 120)),
    "pronouns": ("pronouns", lambda cell: cells.text(cell, 40)),
    "timezone": ("zone", cells.zone),
    "field": ("field", lambda cell: cells.text(cell, 120)),
    "career_stage": ("stage", lambda cell: cells.text(cell, 120)),
    "organisation": ("organisation", lambda cell: cells.text(cell, 160)),
    "tracks": ("tracks", lambda cell: cells.several(cell, 60)),
    "languages": ("languages", lambda cell: cells.several(cell, 40)),
    "linkedin": ("linkedin", cells.linkedin),
    "english_help": ("english_help", lambda cell: cells.one_of(cell, ["offers", "wants"], may_be_empty=True)),
    "goals_or_offer": ("goals_or_offer", lambda cell: cells.text(cell, 5000, lines=True)),
    "available": ("hours", cells.hours),
    "wishes": ("wishes", cells.emails),
    "avoid": ("avoids", cells.emails),
}


def read(
    data: bytes,
    *,
    enrolled: Mapping[str, str] | None = None,
    applied: Collection[str] = (),
    progress: Callable[[list], Iterable] = iter,
) -> Roster:
    """Everything a roster file says about the people of one cohort.

    `enrolled` maps the addresses already in the cohort to their roles (wishes may name them);
    `applied` are those who applied and wait for a decision. Raises Unreadable for a file that is no roster.
    """
    enrolled, people, problems, skipped = enrolled or {}, [], [], {}
    for line, row in progress(list(numbered_rows(data))):
        person, wrong = _person(line, row)
        wrong = wrong or _contradictions(person, enrolled, applied)
        problems += wrong
        if not wrong:
            people.append(person)
        elif row:
            skipped[row["email"].strip().lower()] = line
    people, twice = _once_each(people)
    skipped |= {problem.value: problem.line for problem in twice}
    people, vain = _possible_wishes(people, skipped, set(enrolled))
    return Roster(people, sorted(problems + twice + vain, key=lambda problem: problem.line))


def _person(line: int, row: dict[str, str] | None) -> tuple[Person | None, list[Problem]]:
    """The person of a row, or what is wrong with it, cell by cell."""
    if row is None:
        return None, [Problem(line, "row", "", "This row does not have as many cells as the first line; look for a stray comma.")]
    facts, problems = {}, []
    role = row["role"].strip().lower()
    checks = CHECKS | {"capacity": ("capacity", lambda cell: cells.capacity(cell, role))}
    for column, (fact, check) in checks.items():
        try:
            facts[fact] = check(row[column])
        except BadCell as bad:
            problems.append(Problem(line, column, shortened(row[column] if bad.part is None else bad.part), str(bad)))
    return (None, problems) if problems else (Person(line=line, **facts), [])


def _contradictions(person: Person, enrolled: Mapping[str, str], applied: Collection[str]) -> list[Problem]:
    """Cells that are fine alone, but not together or not with what the cohort knows."""
    found = []
    if enrolled.get(person.email, person.role) != person.role:
        found.append(("role", person.role, f"This person is in the cohort already, as {enrolled[person.email]}."))
    if person.email in applied:
        found.append(("email", person.email, "This person has applied to the cohort: please decide on the application instead."))
    for column, addresses in (("wishes", person.wishes), ("avoid", person.avoids)):
        if person.email in addresses:
            found.append((column, person.email, "This is the person's own address."))
    for email in set(person.wishes) & set(person.avoids):
        found.append(("avoid", email, "This person is wished for and avoided at once."))
    return [Problem(person.line, *facts) for facts in found]


def shortened(value: str) -> str:
    """A cell as it may be shown anywhere: short, and with what cannot be seen spelt out."""
    visible = "".join(letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in value[:SHOWN].strip())
    return f"{visible[:SHOWN]}…" if max(len(value), len(visible)) > SHOWN else visible


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
