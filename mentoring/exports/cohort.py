"""The cohort itself: its name, limits and dates."""

from collections.abc import Iterator

from django.utils.text import capfirst

from mentoring.exports.columns import Export, Table, moment

HEADINGS = ["What", "Says"]
LEFT_OUT = {"id", "created_at", "approved_by"}


def _table(cohort, user) -> Table:
    return HEADINGS, _rows(cohort)


def _rows(cohort) -> Iterator[list]:
    for field in cohort._meta.concrete_fields:
        if field.name not in LEFT_OUT:
            value = getattr(cohort, field.attname)
            yield [capfirst(field.verbose_name), moment(value) if hasattr(value, "hour") else value]


COHORT = Export("cohort", "Name, limits and dates", "What was set for the cohort, line by line; moments in UTC.", _table)
