"""Who reviews a cohort's applications."""

from django.db.models.functions import Lower

from mentoring.actions import reviewers
from mentoring.imports import cells
from mentoring.imports.kinds import Column, Import, Row, Sheet, Taken, WrongRow, judged, once_each
from mentoring.models import Cohort, Reviewer, User

COLUMNS = [Column("E-mail", "email", cells.email, "must be filled: somebody with an account", needed=True)]


def take(cohort: Cohort, sheet: Sheet, by: User | None) -> Taken:
    """Name these people as reviewers; who reviews already goes on."""
    rows, twice = once_each(sheet.rows, lambda row: row["email"], "E-mail")
    low = Lower("email")
    people = {user.low: user for user in User.objects.active().annotate(low=low).filter(low__in=[row["email"] for row in rows])}

    def account(row: Row) -> User:
        if row["email"] not in people:
            raise WrongRow("E-mail", "Nobody has an account with this address: ask them to sign up first.")
        return people[row["email"]]

    found, unknown = judged(rows, account)
    there = set(Reviewer.objects.active().filter(cohort=cohort, person__in=found).values_list("person", flat=True))
    new = [person for person in found if person.pk not in there]
    reviewers.name_these(cohort, new)
    return Taken(len(new), 0, len(there), [*sheet.problems, *twice, *unknown])


REVIEWERS = Import("reviewers", "Reviewers", "Who reviews applications: people with an account, by address.", lambda cohort: COLUMNS, take)
