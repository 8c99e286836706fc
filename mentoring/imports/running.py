"""Taking a file into a cohort, all of it or none: the one road of the page and the command, for every kind of file."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from gurukool.lib.refusals import Refused
from gurukool.lib.spreadsheets import neutralised
from mentoring import policies
from mentoring.exports import EXPORTS
from mentoring.imports import reading
from mentoring.imports.kinds import Column, Import, Taken
from mentoring.imports.problems import Unreadable
from mentoring.models import Cohort, User

STARTS_IN = timedelta(weeks=4)
LASTS = timedelta(weeks=12)


@dataclass(frozen=True)
class Report:
    """What an import did, or (`written` is False) would have done."""

    cohort: Cohort
    new_cohort: bool
    taken: Taken
    written: bool


def run(
    what: Import,
    data: bytes,
    *,
    slug: str,
    by: User | None,
    skip_bad: bool = False,
    dry_run: bool = False,
    progress: Callable[[list], Iterable] = iter,
) -> Report:
    """Bring a CSV file into the cohort `slug`; nobody is mailed.

    Nothing is written on a dry run, nor when anything is wrong with the file (unless `skip_bad` is set and the kind allows it).
    A line that says what the export of the same kind says now is unchanged, whatever stands in it.
    `by` is None for whoever runs the command line. Raises Refused for a file that is not of this kind, and for an unknown cohort.
    """
    if by is not None:
        policies.demand(policies.can_run_programme, by)
    try:
        with transaction.atomic():
            cohort, is_new = _cohort(slug, what)
            taken = _take(what, data, cohort, by, progress)
            written = not dry_run and (not taken.problems or (skip_bad and what.skips_bad))
            if not written:
                transaction.set_rollback(True)
            return Report(cohort, is_new, taken, written)
    except Unreadable as reason:
        raise Refused(str(reason)) from None
    except IntegrityError:
        raise Refused("Somebody changed the same things at this very moment, so nothing was written: please import once more.") from None


def _take(what: Import, data: bytes, cohort: Cohort, by: User | None, progress: Callable) -> Taken:
    columns = what.columns(cohort)
    headings, rows = EXPORTS[what.name].table(cohort, by)
    lines = reading.lines(data, columns, what.title, passed_over=headings)
    fresh = _without_known(lines, columns, headings, rows)
    taken = what.take(cohort, reading.sheet(fresh, columns, progress), by)
    taken.unchanged += len(lines) - len(fresh)
    return taken


def _without_known(lines: list[reading.Line], columns: list[Column], headings: list[str], rows: Iterable[list]) -> list[reading.Line]:
    """The lines that differ from every row of the export, in the columns that are read."""
    first = next((cells for _, cells in lines if cells), {})
    read = [column.heading for column in columns if column.heading in first]
    exported = (dict(zip(headings, row, strict=True)) for row in rows)
    known = {tuple(_plain(neutralised(cells.get(heading, ""))) for heading in read) for cells in exported}
    return [line for line in lines if line[1] is None or tuple(_plain(line[1][heading]) for heading in read) not in known]


def _plain(cell) -> str:
    return str(cell).replace("\r\n", "\n").strip()


def _cohort(slug: str, what: Import) -> tuple[Cohort, bool]:
    """The cohort, locked, so that two imports into it queue up; where the kind may, a new slug makes a draft."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) or len(slug) > 60:
        raise Refused(f"“{slug[:60]}” cannot name a cohort: write small letters, digits and hyphens, such as spring-2027.")
    held = Cohort.objects.select_for_update(of=["self"])
    if what.opens:
        starts_on = timezone.now().date() + STARTS_IN
        dates = {"starts_on": starts_on, "ends_on": starts_on + LASTS}
        return held.get_or_create(slug=slug, defaults={"name": slug.replace("-", " ").capitalize(), **dates})
    if cohort := held.filter(slug=slug).first():
        return cohort, False
    raise Refused(f"There is no cohort “{slug}”: open it first.")
