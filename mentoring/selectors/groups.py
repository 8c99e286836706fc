"""What a reader sees of group sessions: their own place in each, and who may do what."""

from dataclasses import dataclass, field

from mentoring import policies
from mentoring.models import Attendance, Group, User, Waiting


@dataclass(frozen=True)
class Row:
    """A group session in a list, and the reader's place: `host`, `seat`, `line` or none."""

    group: Group
    place: str


@dataclass(frozen=True)
class View:
    """One group session as somebody sees it. Names of guests are for those who are in it, names in the line for who runs it."""

    group: Group
    place: str
    ahead: int = 0  # people before the reader in the line
    waiting: int = 0
    runs: bool = False
    may_join: bool = False
    guests: list[User] = field(default_factory=list)
    line: list[Waiting] = field(default_factory=list)


def rows(groups, reader: User) -> list[Row]:
    """The groups, each with the reader's place: three queries at any length."""
    groups = list(groups)
    keys = [group.meeting_id for group in groups]
    seats = Attendance.objects.filter(person=reader, meeting__in=keys, status=Attendance.Status.ACTIVE)
    places = dict(seats.values_list("meeting", "role"))
    line = set(Waiting.objects.filter(person=reader, group__in=groups).values_list("group", flat=True))
    words = {"host": "host", "guest": "seat"}
    return [Row(group, words.get(places.get(group.meeting_id), "line" if group.pk in line else "")) for group in groups]


def view(group: Group, reader: User) -> View:
    """Five queries at any number of guests."""
    meeting, runs = group.meeting, policies.can_run_group(reader, group)
    guests = meeting.guests
    line = list(group.waiting.select_related("person"))
    numbers = [waiting.person_id for waiting in line]
    place = "host" if reader.pk == meeting.host_id else "seat" if reader in guests else "line" if reader.pk in numbers else ""
    return View(
        group,
        place,
        ahead=numbers.index(reader.pk) if place == "line" else 0,
        waiting=len(line),
        runs=runs,
        may_join=not place and meeting.is_booked and not meeting.has_begun and policies.can_join_group(reader, group),
        guests=guests if runs or place == "seat" else [],
        line=line if runs else [],
    )
