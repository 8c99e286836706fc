"""The waiting list: its order, places that lapse, and passing each on to the next person."""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from etiquette import outbox
from etiquette.occasions import waive
from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.actions import decisions, releases
from mentoring.models import Application, Cohort, Decision, Enrolment, Match, Role, User

Status = Application.Status
PASSED_ON = "A place has become free, and you are the next on the waiting list."


def waiting(cohort: Cohort, role: str):
    """Who is on the list, in order: those told already, and those whose decision waits to be released."""
    pending = Decision.objects.pending().filter(application=OuterRef("pk"))
    told = Q(status=Status.WAITLISTED) & ~Exists(pending)
    to_be_told = Q(Exists(pending.filter(verdict=Status.WAITLISTED)), status__in=Application.UNDECIDED)
    rows = cohort.applications.filter(told | to_be_told, role=role)
    return rows.order_by("waiting_position", "submitted_at", "pk")


@transaction.atomic
def move(application: Application, *, by: User, up: bool) -> None:
    """Change places with the one above, or below; at the end of the list nothing changes."""
    policies.demand(policies.can_decide, by, application)
    cohort = Cohort.objects.select_for_update(no_key=True).get(pk=application.cohort_id)
    line = list(waiting(cohort, application.role).select_for_update(of=["self"], no_key=True))
    if application not in line:
        raise Refused("This application is no longer on the waiting list.")
    here = line.index(application)
    there = here - 1 if up else here + 1
    if 0 <= there < len(line):
        line[here], line[there] = line[there], line[here]
    for position, each in enumerate(line, start=1):
        each.waiting_position = position
    Application.objects.bulk_update(line, ["waiting_position"], batch_size=500)


def lapse_places() -> int:
    """Take back the places that were not confirmed in time; says how many. Safe to run twice, and at once."""
    matched = Match.objects.exclude(status="ended").filter(Q(mentee=OuterRef("pk")) | Q(mentor=OuterRef("pk")))
    late = Enrolment.objects.offered().filter(~Exists(matched), confirm_by__lt=timezone.now(), cohort__closed_at=None)
    return sum(_lapse(enrolment) for enrolment in late.select_related("person", "cohort"))


def pass_places_on() -> int:
    """Offer each place that lapsed or was given back to the next on the waiting list, one person at a time; says how many."""
    free = Enrolment.objects.filter(left_at__isnull=False, invited_at__isnull=False, passed_on=None)
    free = free.filter(cohort__starts_on__gt=timezone.now().date(), cohort__closed_at=None)
    line = Application.objects.filter(cohort=OuterRef("cohort"), role=OuterRef("role"), status=Status.WAITLISTED)
    return sum(_pass_on(enrolment) for enrolment in free.filter(Exists(line)).order_by("left_at", "pk"))


@transaction.atomic
def _lapse(enrolment: Enrolment) -> bool:
    late = Enrolment.objects.offered().filter(pk=enrolment.pk, confirm_by__lt=timezone.now())
    if not late.update(left_at=timezone.now()):
        return False
    waive(about=enrolment)
    context = {"enrolment": enrolment, "cohort": enrolment.cohort, "url": enrolment.get_absolute_url(), "button": "Your place"}
    facts = {"template": "mentoring/email/place_lapsed", "context": context, "key": f"enrolment:{enrolment.pk}:lapsed"}
    outbox.post("place_lapsed", to=enrolment.person, about=enrolment, essential=True, **facts)
    return True


@transaction.atomic
def _pass_on(enrolment: Enrolment) -> bool:
    """One place to one person: the cohort is held, and a decision may stand for a place only once."""
    cohort = Cohort.objects.select_for_update(no_key=True).get(pk=enrolment.cohort_id)
    is_full = enrolment.role == Role.MENTEE and decisions.places_left(cohort) <= 0
    if is_full or Decision.objects.filter(instead_of=enrolment).exists():
        return False
    pending = Decision.objects.pending().filter(application=OuterRef("pk"))
    next_one = waiting(cohort, enrolment.role).filter(~Exists(pending), status=Status.WAITLISTED).first()
    if next_one is None:
        return False
    draft = decisions.Draft(seen=Status.WAITLISTED, verdict=Status.ADMITTED, note=PASSED_ON)
    drafted = decisions.draft_these(cohort, {next_one.pk: draft}, by=None, instead_of=enrolment)
    return releases.release_these(drafted.decisions, by=None) > 0
