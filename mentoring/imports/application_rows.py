"""The rows that imported applications make or change, in bulk."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from mentoring.actions import answers, deciders
from mentoring.imports import accounts
from mentoring.imports.kinds import Row
from mentoring.models import Application, Cohort, FormQuestion, Profile, User

COLUMNS = ["motivation", "goals_or_offer", "tracks", "capacity"]
ABOUT = ["field", "stage", "organisation"]
BATCH = 500


@dataclass
class Told:
    """What a row says: of whom (None: somebody new), of which application (None: a new one), and what of it differs."""

    row: Row
    person: User | None
    application: Application | None
    columns: dict
    answers: dict[FormQuestion, object]

    @property
    def is_new(self) -> bool:
        return self.application is None

    @property
    def is_different(self) -> bool:
        """Whether it says something else than the application that is there."""
        return bool(self.answers) or any(getattr(self.application, name) != value for name, value in self.columns.items())


def write(cohort: Cohort, told: list[Told], by: User | None) -> None:
    """Make and change what the rows say: people, applications, answers, versions, and who owes a decision."""
    new, changed = ([each for each in told if each.is_new == is_new] for is_new in (True, False))
    _make_people([each for each in new if each.person is None])
    _make_applications(cohort, new)
    for each in changed:
        for name, value in each.columns.items():
            setattr(each.application, name, value)
    Application.objects.bulk_update([each.application for each in changed], COLUMNS, batch_size=BATCH)
    answers.record({each.application: each.answers for each in told}, by=by)


def _make_people(told: list[Told]) -> None:
    facts = [{"email": each.row["email"], "name": each.row["name"], "zone": each.row["zone"] or "UTC"} for each in told]
    people = accounts.create(facts)
    for each in told:
        each.person = people[each.row["email"]]
    Profile.objects.bulk_create(Profile(person=each.person, **{name: each.row[name] or "" for name in ABOUT}) for each in told)


def _make_applications(cohort: Cohort, told: list[Told]) -> None:
    """Submitted when the row says, else now, one after the other in the order of the file."""
    now, submitted = timezone.now(), Application.Status.SUBMITTED
    for place, each in enumerate(reversed(told)):
        at = each.row["submitted_at"] or now - timedelta(microseconds=place)
        facts = {"cohort": cohort, "person": each.person, "role": each.row["role"], "status": submitted, "submitted_at": at}
        each.application = Application(**facts, **each.columns)
    applications = [each.application for each in told]
    deciders.share_out(applications)
    Application.objects.bulk_create(applications, batch_size=BATCH)
    deciders.announce_these(cohort, applications)
