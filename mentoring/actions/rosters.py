"""Taking a roster file into a cohort, all of it or none."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models.functions import Lower
from django.utils import timezone

from gurukool.lib.refusals import Refused
from mentoring import policies, rosters
from mentoring.actions.roster_rows import Counts, write
from mentoring.models import Application, Cohort, Enrolment, User

STARTS_IN = timedelta(weeks=4)
LASTS = timedelta(weeks=12)


@dataclass(frozen=True)
class Report:
    """What an import did, or (`written` is False) would have done."""

    cohort: Cohort
    new_cohort: bool
    counts: Counts
    left_out: int
    problems: list[rosters.Problem]
    written: bool


def import_roster(
    data: bytes,
    *,
    slug: str,
    by: User | None,
    skip_bad: bool = False,
    dry_run: bool = False,
    progress: Callable[[list], Iterable] = iter,
) -> Report:
    """Put the people of a CSV file into the cohort `slug` (a draft is made for a new one); nobody is mailed.

    Nothing is written on a dry run, nor when anything is wrong with the file and `skip_bad` is not set.
    `by` is None for whoever runs the command line. The number of queries does not grow with the file.
    Raises Refused for a file that is no roster and for a slug that cannot be one.
    """
    if by is not None:
        policies.demand(policies.can_run_programme, by)
    try:
        with transaction.atomic():
            return _import(data, slug, by, skip_bad, dry_run, progress)
    except rosters.Unreadable as reason:
        raise Refused(str(reason)) from None
    except IntegrityError:
        raise Refused("Somebody changed the same people at this very moment, so nothing was written: please import once more.") from None


def _import(data, slug, by, skip_bad, dry_run, progress) -> Report:
    cohort, is_new = _cohort(slug)
    roster = rosters.read(data, enrolled=_enrolled(cohort), applied=_applied(cohort), progress=progress)
    counts = write(cohort, roster.people, by)
    written = not dry_run and (skip_bad or not roster.problems)
    if not written:
        transaction.set_rollback(True)
    return Report(cohort, is_new, counts, len(roster.bad_lines), roster.problems, written)


def _cohort(slug: str) -> tuple[Cohort, bool]:
    """The cohort, locked, so that two imports into it queue up; a new slug makes a draft."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) or len(slug) > 60:
        raise Refused(f"“{slug[:60]}” cannot name a cohort: write small letters, digits and hyphens, such as spring-2027.")
    starts_on = timezone.now().date() + STARTS_IN
    dates = {"starts_on": starts_on, "ends_on": starts_on + LASTS}
    return Cohort.objects.select_for_update(of=["self"]).get_or_create(slug=slug, defaults={"name": _name(slug), **dates})


def _name(slug: str) -> str:
    return slug.replace("-", " ").capitalize()


def _enrolled(cohort: Cohort) -> dict[str, str]:
    return dict(Enrolment.objects.filter(cohort=cohort).values_list(Lower("person__email"), "role"))


def _applied(cohort: Cohort) -> set[str]:
    waiting = Application.objects.filter(cohort=cohort, enrolment__isnull=True)
    return set(waiting.values_list(Lower("person__email"), flat=True))
