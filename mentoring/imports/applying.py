"""What each row of a file of applications comes to, against what the cohort has already."""

from django.utils import timezone

from mentoring.exports.applications import questions
from mentoring.imports import accounts, answers
from mentoring.imports.application_rows import COLUMNS, Told
from mentoring.imports.kinds import Row, WrongRow
from mentoring.imports.problems import BadCell
from mentoring.intake.answers import as_text
from mentoring.models import Answer, Application, Cohort, Decision, Enrolment, User

Status = Application.Status


class Desk:
    """The applications, people and questions of a cohort, as the file finds them: a fixed number of queries."""

    def __init__(self, cohort: Cohort, rows: list[Row], by: User | None):
        self.cohort, self.accounts = cohort, accounts.by_email(row["email"] for row in rows)
        everyone = cohort.applications.select_related("person").select_for_update(of=["self"], no_key=True)
        self.applications = {each.person_id: each for each in everyone}
        self.readable = set(cohort.applications.visible_to(by).values_list("pk", flat=True)) if by else {a.pk for a in everyone}
        self.placed = set(Enrolment.objects.filter(cohort=cohort).values_list("person", flat=True))
        self.pending = set(Decision.objects.pending().in_cohort(cohort).values_list("application", flat=True))
        self.questions = questions(cohort)
        self.answers: dict = {}
        for key, question, value in Answer.objects.filter(application__cohort=cohort).values_list("application", "question", "value"):
            self.answers.setdefault(key, {})[question] = value

    def told(self, row: Row) -> Told | None:
        """What is to be written for a row; None: it stands there already. Raises WrongRow."""
        person = self.accounts.get(row["email"])
        old = self.applications.get(person.pk) if person else None
        if old:
            self._refuse_hidden(old)
        self._refuse(row, person)
        columns = {name: row[name] for name in COLUMNS if row[name] is not None}
        told = Told(row, person, old, columns, self._answers(row, person, old))
        if old and not told.is_different:
            return None
        self._refuse_settled(row, person, old)
        return told

    def _refuse(self, row: Row, person: User | None) -> None:
        if not person and not row["name"]:
            raise WrongRow("Name", "This is missing: nobody here has this address yet.")
        if row["status"] in {Status.DRAFT, Status.WITHDRAWN}:
            raise WrongRow("Status", "An import brings applications that wait for a decision; leave this line out.")
        if row["capacity"] and row["role"] == "mentee":
            raise WrongRow("Mentees they could take", "Only mentors have places to offer; leave this empty for a mentee.")

    def _refuse_hidden(self, old: Application) -> None:
        if old.status == Status.DRAFT:
            raise WrongRow("E-mail", f"{old.person} has begun an application here: it is theirs to hand in.")
        if old.pk not in self.readable:
            raise WrongRow("E-mail", "You declared a conflict of interest in this application: it is for another admin to import.")

    def _refuse_settled(self, row: Row, person: User | None, old: Application | None) -> None:
        """A new application of somebody with a place, and changes to what is decided or somebody's own."""
        if person and person.pk in self.placed:
            raise WrongRow("E-mail", f"{person} has a place in {self.cohort} already.")
        if old is None:
            return
        if old.role != row["role"]:
            raise WrongRow("Role", f"{old.person} has applied already, as a {old.role}.")
        if old.status != Status.SUBMITTED or old.pk in self.pending:
            raise WrongRow("E-mail", f"{old.person}’s application has been decided or withdrawn, so what it says stays.")
        if old.saves:
            raise WrongRow("E-mail", f"{old.person} wrote this application here, and only they change it; leave this line out.")

    def _answers(self, row: Row, person: User | None, old: Application | None) -> dict:
        """Question → its new answer, for those whose answer changes; None takes it away."""
        kept, found = self.answers.get(old.pk, {}) if old else {}, {}
        for heading, question in self.questions:
            cell = row[question.field_name]
            was = as_text(question.kind, kept[question.pk]) if question.pk in kept else ""
            if cell is None or cell == str(was).strip():
                continue
            if question.role != row["role"]:
                raise WrongRow(heading, f"This is asked of a {question.role}; leave it empty.")
            value = _read(heading, question, cell, row, person)
            if (as_text(question.kind, value) if value is not None else "") != was:
                found[question] = value
        return found


def _read(heading: str, question, cell: str, row: Row, person: User | None):
    try:
        zone = (person.zone if person else row["zone"]) or "UTC"
        return answers.read(question, cell, zone=zone, at=row["submitted_at"] or timezone.now())
    except BadCell as bad:
        raise WrongRow(heading, str(bad)) from None
