"""What an export is made of: columns as data, and how values read in a cell."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, count

from django.db.models import QuerySet
from django.db.models.expressions import Combinable

from mentoring.models import Cohort, User

AT_ONCE = 1000
Table = tuple[list[str], Iterable[Iterable]]


def as_is(value):
    return value


def moment(value: datetime | None) -> str:
    """A moment as spreadsheets read it; always UTC, and the heading says so."""
    return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M") if value else ""


def listed(values: list[str] | None) -> str:
    return "; ".join(values or [])


def distinct(headings: Iterable[str]) -> list[str]:
    """Headings of which no two read alike, whatever people called their questions: the second of a kind gets a number."""
    found: dict[str, str] = {}
    for heading in headings:
        names = chain([heading], (f"{heading} ({number})" for number in count(2)))
        name = next(name for name in names if name.lower() not in found)
        found[name.lower()] = name
    return list(found.values())


def yes(value: bool | None) -> str:
    return "yes" if value else ""


@dataclass(frozen=True)
class Column:
    """A heading, where the value comes from (a path of fields or an expression), and how it reads."""

    heading: str
    source: str | Combinable
    show: Callable = as_is


def at(heading: str, source: str | Combinable) -> Column:
    """A column of moments."""
    return Column(f"{heading} (UTC)", source, moment)


@dataclass(frozen=True)
class Export:
    """One file an admin can download. `private`: why it should not be passed on, said on the page."""

    name: str
    title: str
    says: str
    table: Callable[[Cohort, User], Table]
    private: str = ""


def queried(found: Callable[[Cohort, User], QuerySet], columns: Callable[[Cohort], list[Column]]) -> Callable[[Cohort, User], Table]:
    """A table of these rows: one query, read as the file goes out, however many there are."""

    def table(cohort: Cohort, user: User) -> Table:
        shown = columns(cohort)
        return [column.heading for column in shown], _cells(found(cohort, user), shown)

    return table


def _cells(found: QuerySet, shown: list[Column]) -> Iterator[list]:
    rows = found.values_list(*[column.source for column in shown])
    for row in rows.iterator(chunk_size=AT_ONCE):
        yield [column.show(value) for column, value in zip(shown, row, strict=True)]
