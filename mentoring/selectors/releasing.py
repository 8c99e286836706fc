"""What stands in the way of releasing decisions, and who has a place already by another road."""

from collections.abc import Collection
from uuid import UUID

from mentoring.models import Application, Decision, Enrolment, Role

Status = Application.Status

CHANGED = "The application was changed after this was decided. Read it again; then take this back and decide anew."
MAIL_GONE = "Its mail is gone. Take this back and decide anew, or send no mail."
FULL = "All places for mentees are taken. Give the cohort more, or take this back and use the waiting list."
GAVE_BACK = "They had a place in this cohort meanwhile and no longer hold it, so none can be offered again. Take this back and decline."
OTHER_ROLE = "They have a place in this cohort as {role} meanwhile. Take this back; whoever is to change sides gives that place back first."
HAS_PLACE = "They have a place in this cohort meanwhile. Take this back and admit them: the application then joins that place."


def seats(decisions: Collection[Decision]) -> dict[UUID, Enrolment]:
    """Decision → the place its person has in the cohort already, given by another road. One query."""
    people = {(each.application.cohort_id, each.application.person_id): each.pk for each in decisions}
    found = Enrolment.objects.filter(cohort__in={key[0] for key in people}, person__in={key[1] for key in people})
    return {people[key]: place for place in found.select_related("person") if (key := (place.cohort_id, place.person_id)) in people}


def obstacles(decisions: Collection[Decision], mails: Collection[str]) -> dict[UUID, str]:
    """Decision → why it cannot be released as it stands, given the keys of the `mails` that are drafted.

    One query, and one per cohort for its places; who decided first is served first.
    """
    taken, left, found = seats(decisions), {}, {}
    for decision in sorted(decisions, key=lambda each: (each.created_at, each.pk)):
        reason = _own(decision, mails, taken.get(decision.pk))
        if not reason and needs_place(decision, taken.get(decision.pk)):
            reason = _take_one(decision.application.cohort, left)
        if reason:
            found[decision.pk] = reason
    return found


def needs_place(decision: Decision, place: Enrolment | None) -> bool:
    """Whether releasing it takes one of the cohort's places for mentees."""
    return decision.verdict == Status.ADMITTED and decision.application.role == Role.MENTEE and place is None


def _own(decision: Decision, mails: Collection[str], place: Enrolment | None) -> str:
    """What is the matter with this decision itself, if anything."""
    application = decision.application
    if application.saved_at and application.saved_at > decision.created_at:
        return CHANGED
    if place:
        return _seated(decision, place)
    return "" if decision.silent or decision.mail_key in mails else MAIL_GONE


def _seated(decision: Decision, place: Enrolment) -> str:
    if place.left_at:
        return GAVE_BACK if decision.verdict == Status.ADMITTED else ""
    if place.role != decision.application.role:
        return OTHER_ROLE.format(role=place.get_role_display())
    return "" if decision.verdict == Status.ADMITTED else HAS_PLACE


def _take_one(cohort, left: dict) -> str:
    """Take a place of what is `left` in each cohort, if there is one."""
    if cohort.pk not in left:
        left[cohort.pk] = cohort.capacity - cohort.mentees_placed
    if left[cohort.pk] <= 0:
        return FULL
    left[cohort.pk] -= 1
    return ""
