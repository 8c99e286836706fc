"""Publishing a session many can join, changing it, calling it off."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from gurukool.lib.locks import lock_people, try_lock_person
from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.actions import freetime, invitations, rooms, seats, sessions
from mentoring.actions.clashes import refused_politely
from mentoring.models import Attendance, Block, Cohort, Enrolment, Group, Kind, News, Session, User
from mentoring.selectors import diary

ACTIVE = Attendance.Status.ACTIVE


def publish(
    cohort: Cohort, *, by: User, host: User, title: str, agenda: str, start: datetime, minutes: int, capacity: int, kind: Kind | None = None
) -> Group:
    """Offer a session to the whole cohort, who hear of it on their home page; the host gets the invitation.

    A repeated call returns the one that exists. Raises Refused for an hour that is over, after the cohort, or taken in the
    host's diary; PermissionDenied unless `by` may publish, for that host.
    """
    policies.demand(policies.can_publish_group, by, cohort)
    policies.demand(policies.can_host_group, host, cohort, by)
    with refused_politely(), transaction.atomic():
        lock_people([host.pk])
        again = Group.objects.filter(title=title, meeting__host=host, meeting__during__startswith=start, meeting__status="booked").first()
        return again or _publish(cohort, by, host, kind, (start, start + timedelta(minutes=minutes)), title, agenda, capacity)


def _publish(cohort, by, host, kind, during, title, agenda, capacity) -> Group:
    refuse_hour(cohort, host, *during)
    facts = {"cohort": cohort, "format": Session.Format.GROUP, "host": host, "kind": kind, "booked_by": by, "room_link": rooms.of(host)}
    meeting = Session.objects.create(**facts, during=during)
    seat = Attendance.objects.create(meeting=meeting, person=host, role=Attendance.Role.HOST, during=during)
    group = _save(Group(meeting=meeting, title=title, agenda=agenda, capacity=capacity))
    group = Group.objects.with_meeting().get(pk=group.pk)
    freetime.refresh([host])
    invitations.send_invitation(group.meeting, seat)
    _announce(group, by)
    return group


def _announce(group: Group, by: User) -> None:
    """One line of news for everyone in the cohort whom the host may meet."""
    members = Enrolment.objects.present().filter(cohort=group.meeting.cohort, confirmed_at__isnull=False)
    text = f"{group.meeting.host.name} offers {group}: {group.capacity} seats."
    url = group.get_absolute_url()
    apart = Block.objects.kept_from(group.meeting.host)
    others = members.exclude(person__in=[group.meeting.host, by]).exclude(person__in=apart).values_list("person_id", flat=True)
    News.objects.bulk_create(News(person_id=person, tag="group session", text=text[:300], url=url) for person in others)


def refuse_hour(cohort: Cohort, host: User, start: datetime, end: datetime, leaving_out: Session | None = None) -> None:
    """Raise Refused for an hour that is over, after the cohort, or taken in the host's diary; `leaving_out` what moves there."""
    if start <= timezone.now():
        raise Refused("This hour is over already. Please pick a later one.")
    if start > cohort.ends_at:
        raise Refused(f"{cohort.name} ends on {cohort.ends_on:%-d %B %Y}: please pick an hour before that.")
    if diary.is_engaged(host, start, end, leaving_out=[leaving_out] if leaving_out else []):
        raise Refused(f"{host.name} is in another session at that time. Please pick another hour.")


def change(group: Group, *, by: User, title: str, agenda: str, capacity: int) -> Group:
    """Put it in other words, or give it more seats, which go to those who wait; never fewer than are taken."""
    with refused_politely(), transaction.atomic():
        group = seats.hold(group)
        policies.demand(policies.can_run_group, by, group)
        if capacity < group.taken:
            raise Refused(f"{group.taken} people have a seat already, so there cannot be fewer than {group.taken}.")
        group.title, group.agenda, group.capacity = title, agenda, capacity
        _save(group)
        if group.meeting.is_booked and not group.meeting.has_begun:
            seats.fill(group)
        return group


def cancel(group: Group, *, by: User, reason: str) -> None:
    """Call it off: everyone who has a seat or waits is told, calendars follow. Raises Refused once it has begun or is cancelled."""
    with transaction.atomic():
        group = hold_everyone(group)
        policies.demand(policies.can_run_group, by, group)
        _call_off(group, by, reason)


def _call_off(group: Group, by: User, reason: str) -> None:
    line = list(group.waiting.select_related("person"))
    sessions.call_off(group.meeting, by, reason)
    seats.tell_line(line, group.meeting, "cancelled")
    group.waiting.all().delete()


def hold_everyone(group: Group) -> Group:
    """The group with everybody who has a seat locked, then its row; whoever joined in between is locked without waiting."""
    first = set(Attendance.objects.filter(meeting=group.meeting_id, status=ACTIVE).values_list("person_id", flat=True))
    lock_people(first)
    group = seats.hold(group)
    now = set(Attendance.objects.filter(meeting=group.meeting_id, status=ACTIVE).values_list("person_id", flat=True))
    if not all(try_lock_person(key) for key in sorted(now - first)):
        raise Refused("Somebody joined at this very moment. Please try once more.")
    return group


def _save(group: Group) -> Group:
    try:
        group.validate_constraints()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from None
    if group._state.adding:
        group.save()
    else:
        group.save(update_fields=["title", "agenda", "capacity"])
    return group


def withdraw(place: Enrolment, *, by: User) -> None:
    """Whoever leaves a cohort hosts no group session in it any more, and gives seats and lines back; inside a transaction.

    Everybody concerned is locked at once, so that nobody waits for somebody who waits for them.
    """
    person, cohort = place.person, place.cohort
    hosted = Group.objects.filter(meeting__in=Session.objects.ahead(timezone.now()).filter(cohort=cohort, host=person))
    lock_people([person.pk, *Attendance.objects.filter(meeting__group__in=hosted, status=ACTIVE).values_list("person_id", flat=True)])
    for group in hosted.order_by("pk"):
        _call_off(hold_everyone(group), by, "The host has left the cohort.")
    seats.drop_out(person, cohort)
