"""The numbers of a cohort, as its page of statistics shows them."""

from collections import Counter

from mentoring.exports.columns import Export, Table
from mentoring.models import Application, Tally
from mentoring.selectors.numbers import counted

HEADINGS = ["By", "Value", "Role", "Outcome", "How many"]


def _table(cohort, user) -> Table:
    total = Counter()
    for *key, count in counted(cohort):
        total[tuple(key)] += count
    return HEADINGS, [_row(*key, count) for key, count in sorted(total.items())]


def _row(what, value, role, outcome, count) -> list:
    return [Tally.What(what).label, value, role, Application.Status(outcome).label, count]


STATISTICS = Export("statistics", "Statistics", "How many applied, from where, and what came of it: numbers without names.", _table)
