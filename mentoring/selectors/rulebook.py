"""Where each rule of the handbook happens for a person: the page that is theirs, not an example of it."""

from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from etiquette.registry import Door
from mentoring.models import Attendance, Enrolment, Match, Role, Session


def scopes_of(person) -> list[tuple[UUID, str]]:
    """The cohorts a person is in: key and name. One query."""
    places = Enrolment.objects.of(person).select_related("cohort").order_by("-cohort__starts_on")
    return [(place.cohort_id, place.cohort.name) for place in places]


def doors(person) -> dict[str, list[Door]]:
    """The ways from each rule's page to where it happens for `person`; what they have no page for (yet) is left out. Three queries."""
    found: dict[str, list[Door]] = {"G4": [_door("Your profile", "people:profile")], "G6": [_door("Your profile", "people:profile")]}
    if person.is_staff:
        return found
    found |= {"G3": [_door("Thanks you gave and got", "thanks:list")], "I4": [_door("Thanks you gave and got", "thanks:list")]}
    for more in (_of_the_place(person), _of_the_match(person), _of_the_session(person)):
        for code, ways in more.items():
            found.setdefault(code, []).extend(ways)
    return found


def _of_the_place(person) -> dict[str, list[Door]]:
    place = Enrolment.objects.of(person).filter(confirmed_at__isnull=False).order_by("-cohort__starts_on").select_related("cohort").first()
    if place is None:
        return {}
    if place.role == Role.MENTOR:
        read = _door("Introductions of the mentees", "introductions:index", place.cohort.slug)
        look = _door("Look at yourself", "development:assess", place.pk)
        return {"I1": [read], "M4": [read], "M1": [look], "M7": [_door("The hours you offer", "availability:edit")]}
    write = _door("Your introduction", "introductions:write", place.pk)
    look, goals = _door("Look at yourself", "development:assess", place.pk), _door("Your goals", "development:goals", place.pk)
    plan = _door("Your development plan", "plans:show", place.pk)
    return {"I1": [write], "M4": [write], "M1": [look], "M2": [goals, plan], "M3": [goals]}


def _of_the_match(person) -> dict[str, list[Door]]:
    match = Match.objects.confirmed().of(person).with_people().order_by("-confirmed_at").first()
    if match is None:
        return {}
    talk = _door("Your conversation", "conversations:show", match.pk)
    asking = _door("Feedback and letters you ask for, or are asked for", "requests:index")
    ways = {code: [talk] for code in ("G1", "G5", "G6", "G7")} | {"M5": [asking], "M8": [asking, talk]}
    if match.mentee.person_id == person.pk:
        ways |= {"M2": [talk], "M7": [_door("Book an hour", "sessions:book", match.pk)]}
    return ways


def _of_the_session(person) -> dict[str, list[Door]]:
    sessions = _door("Your sessions", "sessions:index")
    ways = {code: [sessions] for code in ("I5", "M5", "M6")}
    coming = Attendance.objects.filter(person=person, meeting__status=Session.Status.BOOKED, during__endswith__gt=timezone.now())
    seat = coming.order_by("during").first()
    if seat is None:
        return ways | {code: [sessions] for code in ("G2", "I2", "I3", "M3")}
    is_guest = seat.role == Attendance.Role.GUEST
    way = _door("Prepare your next session", "sessions:prepare", seat.meeting_id) if is_guest else None
    way = way or _door("The brief of your next session", "sessions:brief", seat.meeting_id)
    return ways | {code: [way] for code in ("G2", "I2", "I3", "M3")}


def _door(label: str, name: str, *args) -> Door:
    return Door(label, reverse(name, args=args))
