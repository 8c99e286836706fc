"""Whom the rows of a file mean: places and applications of a cohort, found for the whole file at once."""

from collections.abc import Iterable

from django.db.models.functions import Lower

from mentoring.exports.applications import of_others
from mentoring.imports import cells
from mentoring.imports.kinds import Column, Row, WrongRow
from mentoring.models import Application, Cohort, Enrolment, User

MOST = 1_000_000
NUMBER, APPLICANT = "Application", "Applicant's e-mail"
OF_AN_APPLICATION = [
    Column(
        NUMBER,
        "number",
        lambda cell: cells.whole(cell, 0, MOST) or None,
        "its number, where the address is not given",
    ),
    Column(APPLICANT, "applicant", cells.email_or_none, "the address of whoever applied, or empty where the number is given"),
]


class Places:
    """The people who are in a cohort, by address, held until the file is in; three queries. Others are told apart by a sentence."""

    def __init__(self, cohort: Cohort, emails: Iterable[str]):
        emails = set(emails)
        present = cohort.enrolments.present().select_related("person").order_by("pk").select_for_update(of=["self"], no_key=True)
        self.cohort, self.found = cohort, {place.person.email.lower(): place for place in present}
        for place in self.found.values():
            place.cohort = cohort
        self.elsewhere = self._elsewhere(emails - self.found.keys())

    def of(self, email: str, heading: str) -> Enrolment:
        """The place of whoever has this address. Raises WrongRow when they have none here."""
        if email in self.found:
            return self.found[email]
        why = self.elsewhere.get(email, "Nobody here has this address: check the spelling, or import the roster first.")
        raise WrongRow(heading, why)

    def _elsewhere(self, emails: set[str]) -> dict[str, str]:
        accounts = User.objects.annotate(low=Lower("email")).filter(low__in=emails)
        found = dict.fromkeys(
            accounts.values_list("low", flat=True), f"This person has an account, but no place in {self.cohort}: import the roster first."
        )
        others = Enrolment.objects.annotate(low=Lower("person__email")).filter(low__in=emails).order_by("created_at")
        for email, cohort, name in others.values_list("low", "cohort", "cohort__name"):
            here = cohort == self.cohort.pk
            found[email] = f"This person has left {name}." if here else f"This person is in {name}, not in {self.cohort}."
        return found


class Applications:
    """The applications an admin may decide about, by number and by address, held until the file is in: one query."""

    def __init__(self, cohort: Cohort, by: User | None):
        rows = list(of_others(cohort, by).select_related("person", "decided_by").select_for_update(of=["self"], no_key=True))
        self.cohort, self.by_email = cohort, {row.person.email.lower(): row for row in rows}
        self.by_number = {row.number: row for row in rows if row.number}
        for row in rows:
            row.cohort = cohort

    def of(self, row: Row) -> Application:
        """The application a row of `OF_AN_APPLICATION` means; an address says more than a number, which is one cohort's own."""
        number, email = row["number"], row["applicant"]
        if number is None and email is None:
            raise WrongRow(NUMBER, "Say which application: its number, or the applicant's address.")
        found = self.by_email.get(email) if email else self.by_number.get(number)
        if found is None:
            raise WrongRow(APPLICANT if email else NUMBER, f"No application to {self.cohort} that you may decide about has this.")
        return found
