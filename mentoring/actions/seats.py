"""Seats of a group session: taking one, waiting for one, giving one back.

Locks are taken in one order: a person's own first, then the group's row. Whoever gets a seat from the line is locked without
waiting (`try_lock_person`), so that no two can wait for each other.
"""

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from etiquette import outbox
from etiquette.occasions import waive_for
from gurukool.lib.locks import lock_people, try_lock_person
from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.actions import freetime, invitations
from mentoring.actions.clashes import refused_politely
from mentoring.models import Attendance, Cohort, Group, Session, User, Waiting
from mentoring.selectors import diary

MOST_WAITING = 200
Status = Attendance.Status


def join(group: Group, by: User) -> Attendance | Waiting:
    """Take a seat, or a place in the line when there is none; a repeated click returns what one has.

    Nobody overtakes the line. Raises Refused once it has begun or is cancelled, and for who is in another session then;
    PermissionDenied for people outside the cohort, and for the host.
    """
    with refused_politely(), transaction.atomic():
        lock_people([by.pk])
        group = hold(group)
        policies.demand(policies.can_join_group, by, group)
        _refuse_closed(group)
        return place_of(group, by) or _join(group, by)


def _join(group: Group, by: User) -> Attendance | Waiting:
    meeting = group.meeting
    if diary.is_engaged(by, meeting.starts_at, meeting.ends_at):
        raise Refused("You are in another session at that time. Please move or cancel that one first, then join.")
    if fill(group) and group.free:
        return _seat(group, by)
    if group.waiting.count() >= MOST_WAITING:
        raise Refused("The line for this session is very long already. Please look for another one, or ask for it to be repeated.")
    last = group.waiting.aggregate(last=Max("position"))["last"] or 0
    return Waiting.objects.create(group=group, person=by, position=last + 1)


def leave(group: Group, by: User) -> None:
    """Give one's seat, or one's place in the line, back; the seat goes to the next in the line at once.

    Raises Refused once it has begun, and for who has neither.
    """
    with transaction.atomic():
        lock_people([by.pk])
        group = hold(group)
        _refuse_closed(group)
        if not group.waiting.filter(person=by).delete()[0]:
            give_back(group, by, why="left")
            fill(group)


def give_back(group: Group, person: User, why: str) -> None:
    """Take a guest's seat from them: their calendar hears of it, what they owed for it is waived. Their lock and the group's are held."""
    mine = group.meeting.attendances.filter(person=person, role=Attendance.Role.GUEST, status=Status.ACTIVE)
    if not mine.update(status=Status.LEFT, sequence=F("sequence") + 1):
        raise Refused("You have no seat in this session, so there is none to give back.")
    group.refresh_from_db(fields=["taken"])
    waive_for(person, about=group.meeting)
    freetime.refresh([person])
    invitations.send_left(group.meeting, group.meeting.attendances.get(person=person), why)


def fill(group: Group) -> bool:
    """Give free seats to the line, in its order; the group's row is held. False where one could not be asked just now.

    Who is in another session then keeps their place and is told once; nobody else is passed.
    """
    if not group.free:
        return True
    for waiting in group.waiting.select_related("person"):
        if not group.free:
            break
        if not try_lock_person(waiting.person_id):
            return False
        if diary.is_engaged(waiting.person, group.meeting.starts_at, group.meeting.ends_at):
            _pass(waiting, group)
        else:
            waiting.delete()
            _seat(group, waiting.person, moved_up=True)
    return True


def fill_all() -> int:
    """Give what seats are free to those who wait, wherever that did not happen at once; says in how many sessions there were any."""
    wanting = Group.objects.coming().filter(taken__lt=F("capacity"), waiting__isnull=False, meeting__during__startswith__gt=timezone.now())
    groups = list(wanting.order_by("pk").distinct())
    for group in groups:
        with refused_politely(), transaction.atomic():
            held = hold(group)
            if held.meeting.is_booked:
                fill(held)
    return len(groups)


@transaction.atomic
def drop_out(person: User, cohort: Cohort) -> None:
    """Whoever leaves a cohort leaves its coming group sessions and their lines, too. Their lock is held."""
    Waiting.objects.filter(person=person, group__meeting__cohort=cohort).delete()
    theirs = Attendance.objects.filter(person=person, role=Attendance.Role.GUEST, status=Status.ACTIVE)
    coming = Session.objects.ahead(timezone.now()).filter(cohort=cohort, pk__in=theirs.values("meeting"))
    for group in Group.objects.filter(meeting__in=coming).order_by("pk"):
        group = hold(group)
        give_back(group, person, why="cohort")
        fill(group)


def keep_apart(one: User, other: User) -> None:
    """Neither sits in, or waits for, what the other hosts from now on; inside a transaction."""
    lock_people([one.pk, other.pk])
    for host, guest in ((one, other), (other, one)):
        Waiting.objects.filter(person=guest, group__meeting__host=host).delete()
        seats = Attendance.objects.filter(person=guest, role=Attendance.Role.GUEST, status=Status.ACTIVE).values("meeting")
        coming = Session.objects.ahead(timezone.now()).filter(host=host, pk__in=seats)
        for group in Group.objects.filter(meeting__in=coming).order_by("pk"):
            group = hold(group)
            give_back(group, guest, why="apart")
            fill(group)


def hold(group: Group) -> Group:
    """The group as it is once nobody else can change who comes: its row is locked, and everything read afterwards."""
    Group.objects.select_for_update().get(pk=group.pk)
    return Group.objects.with_meeting().get(pk=group.pk)


def place_of(group: Group, person: User) -> Attendance | Waiting | None:
    """The seat somebody has, or their place in the line."""
    seat = group.meeting.attendances.filter(person=person, status=Status.ACTIVE).first()
    return seat or group.waiting.filter(person=person).first()


def _refuse_closed(group: Group) -> None:
    if group.meeting.status == Session.Status.CANCELLED:
        raise Refused("This session was cancelled. Please look for another one.")
    if group.meeting.has_begun:
        raise Refused("This session has begun already, so nothing can be changed any more.")


def _seat(group: Group, person: User, *, moved_up: bool = False) -> Attendance:
    """Give somebody a seat; who had one before takes it up again, with a sequence that their calendar follows."""
    meeting = group.meeting
    facts = {"role": Attendance.Role.GUEST, "during": meeting.during}
    seat, is_new = Attendance.objects.get_or_create(meeting=meeting, person=person, defaults=facts)
    if not is_new:
        Attendance.objects.filter(pk=seat.pk).update(status=Status.ACTIVE, sequence=F("sequence") + 1)
        seat.refresh_from_db()
    group.refresh_from_db(fields=["taken"])
    freetime.refresh([person])
    invitations.send_invitation(meeting, seat, moved_up=moved_up)
    return seat


def _pass(waiting: Waiting, group: Group) -> None:
    """Tell somebody, once, that a seat was free while they are in another session then."""
    if Waiting.objects.filter(pk=waiting.pk, passed_at__isnull=True).update(passed_at=timezone.now()):
        tell_line([waiting], group.meeting, "passed")


def tell_line(line: list[Waiting], meeting: Session, what: str) -> None:
    """Write to people in the line: `what` is passed, moved or cancelled."""
    outbox.post_all(
        outbox.Posting(
            "group_line",
            to=waiting.person,
            template="mentoring/email/group_line",
            context={"person": waiting.person, "meeting": meeting, "what": what, "url": meeting.get_absolute_url(), "button": "Open it"},
            key=f"waiting:{waiting.pk}:{meeting.sequence}:{what}",
            about=meeting,
            essential=True,
        )
        for waiting in line
    )
