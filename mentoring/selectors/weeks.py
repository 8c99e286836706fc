"""A person's week: whom they meet and what that one asks, what they promised, what they owe. Constant queries for any number of people."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Prefetch

from etiquette.models import Duty
from mentoring.models import Attendance, Preparation, Session, User
from mentoring.selectors import diary


@dataclass(frozen=True)
class Hour:
    """A session as one person sees it: with whom, and what was handed over for it that they may read."""

    meeting: Session
    is_host: bool
    others: list[User]
    preparations: list[Preparation]

    @property
    def other(self) -> User | None:
        """Whom they meet, where two people meet."""
        return self.others[0] if len(self.others) == 1 else None


@dataclass
class Week:
    """From Monday to Monday on a person's own clock (UTC instants). `owed` is what falls due in it, or is late already."""

    begins: datetime
    ends: datetime
    hours: list[Hour] = field(default_factory=list)
    promised: list[Duty] = field(default_factory=list)
    owed: list[Duty] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.hours or self.promised or self.owed)


def weeks(people: Iterable[User], now: datetime) -> dict[int, Week]:
    """The week around `now` of each of these people, by their key."""
    found = {person.pk: Week(*diary.week_of(now, person)) for person in people}
    if found:
        _add_hours(found)
        _add_duties(found)
    return found


def week(person: User, now: datetime) -> Week:
    return weeks([person], now)[person.pk]


def _add_hours(found: dict[int, Week]) -> None:
    for meeting in _meetings(found):
        for person in meeting.people:
            theirs = found.get(person.pk)
            if theirs and theirs.begins <= meeting.starts_at < theirs.ends:
                theirs.hours.append(_hour(meeting, person))


def _meetings(found: dict[int, Week]):
    """The sessions of all these people that were not called off, in the order of time."""
    span = min(each.begins for each in found.values()), max(each.ends for each in found.values())
    theirs = Attendance.objects.filter(person__in=found, during__overlap=span).values("meeting")
    handed_over = Preparation.objects.filter(ready_at__isnull=False).prefetch_related("questions__goal")
    meetings = Session.objects.filter(pk__in=theirs).exclude(status=Session.Status.CANCELLED).order_by("during", "pk")
    return meetings.with_people().prefetch_related(Prefetch("preparations", handed_over))


def _hour(meeting: Session, person: User) -> Hour:
    """A guest reads what they handed over themselves; the host all of it."""
    is_host = meeting.host_id == person.pk
    mine = [each for each in meeting.preparations.all() if is_host or each.person_id == person.pk]
    return Hour(meeting, is_host, meeting.guests if is_host else [meeting.host], mine)


def _add_duties(found: dict[int, Week]) -> None:
    latest = max(each.ends for each in found.values())
    theirs = defaultdict(list)
    for duty in Duty.objects.due_before(latest).filter(person__in=found):
        theirs[duty.person_id].append(duty)
    for key, each in found.items():
        due = [duty for duty in theirs[key] if duty.deadline < each.ends]
        each.promised = [duty for duty in due if _is_promised(duty)]
        each.owed = [duty for duty in due if not _is_promised(duty)]


def _is_promised(duty: Duty) -> bool:
    """Their own word: a day they gave for a duty, or an answer they announced."""
    return duty.promise is not None or duty.act == "answer"
