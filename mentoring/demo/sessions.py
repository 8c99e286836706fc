"""How two people of the demo meet: sessions of several kinds, a whole series, one that was moved, an open hour."""

from collections.abc import Callable
from datetime import datetime, timedelta

from mentoring import slots
from mentoring.actions import feedback, meetings, moves, preparations, series, sessions, thanks
from mentoring.demo import cast, plot, words
from mentoring.demo.cvs import cv_of
from mentoring.demo.stage import Stage, Story
from mentoring.models import Cohort, Kind, Match, OpenPair, Session, User

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
WEEKS = (-2, -1, 0, 1, 2, 4, 6, 8)  # from the demo's today: at first every week, then every other
WEEKS_OF_SERIES = (-2, -1, 0, 1, 2, 3, 4, 6, 8)
NEXT = 3  # the number of the first session after today
SERIES = "Mina Das"  # who books her next four weeks at once
PACES = {part.name: part.pace for part in cast.MENTORS + cast.MENTEES}
Book = Callable[[], Session]


def all_sessions(stage: Stage, match: Match, today: datetime, days_ago: int) -> Story:
    """Every session of a pair, last so many days ago; Mina has booked the same hour for the next weeks in one go."""
    starts = _starts(match, today, days_ago)
    for number, start in enumerate(starts):
        stage.enter(meeting(stage, lambda start=start, number=number: _book(match, start, number), start, number))
    if match.guest.name == SERIES:
        yield starts[NEXT - 1] + 3 * HOUR
        series.book(match, starts[NEXT], starts[NEXT + 3].date(), by=match.guest, kind=_kind(match.cohort, "Conversation"))


def meeting(stage: Stage, book: Book, start: datetime, number: int) -> Story:
    """One session: booked, prepared, held (or not), thanked for, talked about afterwards."""
    yield start - 6 * DAY - 9 * HOUR
    booked = book()
    mentee = booked.guest
    is_minas_next = (mentee.name, number) == (SERIES, NEXT)
    if is_minas_next:
        yield start - 6 * DAY - 8.5 * HOUR
        booked = moves.move(booked, by=booked.host, start=start + HOUR, reason=words.MOVED)
    yield start - (6 * DAY + 8 * HOUR if is_minas_next else 30 * HOUR)
    _prepare(booked, number, half=is_minas_next or is_slow(mentee))
    yield start - 3 * HOUR
    preparations.read_brief(booked, booked.host)
    yield booked.ends_at + HOUR / 12
    meetings.ask_whether_they_met()
    yield booked.ends_at + 14 * HOUR
    missed = number % 5 == 1 and mentee.name in {"Nilufar Rahman", "Sipho Dlamini"}
    sessions.settle(booked, by=booked.host, missing=[mentee] if missed else [])
    if not missed:
        stage.enter(gratitude(booked, mentee, number))
        stage.enter(answered_feedback(booked, number))


def open_hour(stage: Stage, cohort: Cohort, today: datetime) -> Story:
    """Mina reads a job advert with a mentor she is not matched with, in another zone; prepared as soon as it was booked."""
    host, guest = (User.objects.get(name=name) for name in (plot.OPEN_HOUR.host, SERIES))
    day = (today + plot.OPEN_HOUR.days * DAY).astimezone(host.tz).date()
    start = slots.instant(day, plot.OPEN_HOUR.clock, host.tz)
    yield today - 26 * HOUR
    pair = OpenPair(Cohort.objects.get(pk=cohort.pk), host, guest)
    booked = sessions.book(pair, start, by=guest, kind=_kind(cohort, words.OWN_KIND["name"]))
    yield today - 20 * HOUR
    _prepare(booked, 0, half=False)
    stage.enter(meeting(stage, lambda: booked, start, 0))


def is_slow(person: User) -> bool:
    """Who is late with everything."""
    return PACES[person.name] > 48


def _book(match: Match, start: datetime, number: int) -> Session:
    kind = _kind(match.cohort, plot.KINDS.get((match.guest.name, number), "Conversation"))
    return sessions.book(match, start, by=match.guest, kind=kind)


def _kind(cohort: Cohort, name: str) -> Kind:
    return cohort.kinds.get(name=name)


def _prepare(booked: Session, number: int, half: bool) -> None:
    """Most hand over their questions in time, with what the kind asks for; some only begin."""
    progress, agenda, found_out, questions = words.HALF_PREPARED if half else words.PREPARATIONS[number % 2]
    facts = {"progress": progress, "agenda": agenda, "found_out": found_out, "questions": questions}
    if not half:
        facts["answers"] = [
            {"prompt": prompt, "text": words.PROMPTED[prompt]} for prompt in booked.kind.prompts if prompt in words.PROMPTED
        ]
        facts["document"] = cv_of(booked.guest) if "CV" in booked.kind.brings else None
    preparations.prepare(booked, booked.guest, ready=not half, **facts)


def gratitude(held: Session, mentee: User, number: int) -> Story:
    """The mentee thanks, and says how it was."""
    pace = PACES[mentee.name] * HOUR
    yield held.ends_at + 15 * HOUR + pace
    text, outcome = words.THANKS[number % len(words.THANKS)]
    thanks.thank(held, mentee, text=text, outcome=outcome)
    yield held.ends_at + 17 * HOUR + pace
    _give(held, mentee, words.FEEDBACK_FROM_MENTEE[number % 2])


def answered_feedback(held: Session, number: int) -> Story:
    """The mentor says how it was, and is thanked for that."""
    yield held.ends_at + 2 * DAY
    given = _give(held, held.host, words.FEEDBACK_FROM_MENTOR[number % 2])
    yield held.ends_at + 2 * DAY + PACES[held.guest.name] * HOUR
    feedback.reply(given, held.guest, reply=words.FEEDBACK_REPLY)


def _give(held: Session, by: User, said: tuple):
    kept_agenda, usefulness, went_well, next_time = said
    facts = {"kept_agenda": kept_agenda, "usefulness": usefulness, "i_was_prepared": 4, "you_were_prepared": usefulness}
    return feedback.give(held, by, went_well=went_well, next_time=next_time, **facts)


def _starts(match: Match, today: datetime, days_ago: int) -> list[datetime]:
    """When they meet: always on the weekday on which they met last, at the hour at which the mentor begins."""
    weeks = WEEKS_OF_SERIES if match.guest.name == SERIES else WEEKS
    hour = next(part.hour for part in cast.MENTORS if part.name == match.host.name)
    last = (today - days_ago * DAY).astimezone(match.host.tz).date()
    return [slots.instant(last + week * 7 * DAY, hour, match.host.tz) for week in weeks]
