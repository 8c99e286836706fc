"""What is and was owed, by whom and until when."""

from django.db.models import Case, CharField, Value, When
from django.db.models.functions import JSONObject
from django.utils import timezone

from etiquette import registry
from etiquette.models import Duty
from etiquette.models.duties import DEADLINE
from mentoring.exports.columns import Column, Export, at, queried


def _duties(cohort, user):
    return Duty.objects.filter(scope=cohort.pk).annotate(deadline_at=DEADLINE).order_by("deadline_at", "pk")


def _columns(cohort) -> list[Column]:
    late = When(status=Duty.Status.OPEN, deadline_at__lt=timezone.now(), then=Value("yes"))
    return [
        Column("Who", "person__name"),
        Column("E-mail", "person__email"),
        Column("Owes", JSONObject(act="act", to="owed_to__name", about="about_text"), _title),
        Column("To", "owed_to__name"),
        at("Due", "due_at"),
        at("Promised for", "promise"),
        Column("State", "status"),
        Column("Overdue", Case(late, default=Value(""), output_field=CharField())),
        Column("Reminding", "stage", _stage),
        at("Closed", "closed_at"),
    ]


def _stage(stage: int) -> str:
    return str(Duty.Stage(stage).label)


def _title(duty: dict) -> str:
    act = registry.ACTS.get(duty["act"])
    label = act.label if act else duty["act"].replace("_", " ").capitalize()
    return label.format(to=duty["to"] or "the programme", about=duty["about"])


DUTIES = Export("duties", "Duties", "What is and was owed, by whom and until when, and what is overdue.", queried(_duties, _columns))
