"""What the pairs of a full term do, as stories: a generator yields the moment at which it goes on, and acts as of then."""

from datetime import UTC, datetime, time, timedelta

from etiquette.checklists import reading, ticking
from etiquette.ledger import absences
from mentoring.actions import agreements, conversations, development, feedback, meetings, preparations, pulses, sessions, thanks
from mentoring.demo.stage import Stage
from mentoring.models import Cohort, Enrolment, Match, Pulse, Session

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PREPARES_LATE = "prepares ten hours before"
UNPREPARED = "does not prepare"
ABSENT = "does not come"
THANKS_LATE = "thanks late"
UNSETTLED = "nobody says whether they met"
MENTOR_AWAY = "the mentor is away"
CALLED_OFF = "calls off"
UNACKNOWLEDGED = "the message is never acknowledged"
WORDS = {"progress": "One figure.", "agenda": "The figure.", "found_out": "Your last paper.", "questions": ["What?", "How?", "Whom?"]}
SAID = {"kept_agenda": "yes", "usefulness": 4, "i_was_prepared": 4, "you_were_prepared": 4, "went_well": "To the point.", "next_time": ""}
SEEN = {"scores": {"asking": 5}, "brings": "Patience.", "expects": "A push."}
AGREED = {"goals": "A talk.", "rhythm": "Every other week.", "confidentiality": "Between us.", "ending": "With a letter."}


def beginning(match: Match, begins: datetime):
    """Week 1: the mentee writes, the mentor answers, both take their first steps."""
    yield begins + 14 * HOUR
    conversations.write(match, match.guest, text="Good evening.")
    yield begins + 30 * HOUR
    answer = conversations.write(match, match.host, text="Welcome.")
    yield begins + 48 * HOUR
    conversations.receive(answer, match.guest)
    yield begins + 72 * HOUR
    for each in match.people:
        for line in reading.listing("first_contact", each, match).lines:
            if not line.is_ticked:
                ticking.tick("first_contact", match, line.step.pk, by=each)


def agreement(match: Match, begins: datetime):
    """The mentee drafts it in week 1, the mentor signs; half-way both find that it still fits."""
    yield begins + 4 * DAY
    drafted = agreements.write(match, match.guest, seen=0, **AGREED)
    yield begins + 4 * DAY + 12 * HOUR
    agreements.sign(drafted, match.host)
    yield _early_on(match.cohort.midpoint) + 2 * DAY
    for each in match.people:
        agreements.confirm(match, each)


def looking_again(place: Enrolment):
    """Somebody looks at themselves half-way, and in the last days."""
    for taken, day in (("midpoint", place.cohort.midpoint + 3 * DAY), ("end", place.cohort.ends_on - 3 * DAY)):
        yield _early_on(day)
        development.assess(place, place.person, taken=taken, **SEEN)


def pulse(cohort: Cohort, moment: str, at: datetime):
    """Everybody answers a day after they were asked."""
    yield at
    for asked in Pulse.objects.filter(enrolment__cohort=cohort, moment=moment).with_people():
        pulses.answer(asked, asked.enrolment.person, going=4, contact=4, word=False)


def _early_on(day) -> datetime:
    return datetime.combine(day, time(6), tzinfo=UTC)


def meeting(stage: Stage, match: Match, start: datetime, slip: str):
    """One hour: booked on Friday, prepared, held, thanked for, talked about, followed by a line."""
    yield start - 5 * DAY
    if slip == MENTOR_AWAY:
        monday = start.date() - timedelta(days=2)
        absences.go_away(match.host, monday, monday + timedelta(days=6))
        return
    booked = sessions.book(match, start, by=match.guest)
    if slip == CALLED_OFF:
        yield start - 3 * DAY
        sessions.cancel(booked, match.guest, reason="A clash.")
        return
    if slip != UNPREPARED:
        yield start - (10 if slip == PREPARES_LATE else 30) * HOUR
        preparations.prepare(booked, match.guest, ready=True, **WORDS)
        yield start - 3 * HOUR
        preparations.read_brief(booked, match.host)
    yield start + 65 * HOUR / 60
    meetings.ask_whether_they_met()
    if slip != UNSETTLED:
        yield start + 3 * HOUR
        sessions.settle(booked, by=match.host, missing=[match.guest] if slip == ABSENT else [])
    if slip != ABSENT:
        stage.enter(_afterwards(match, booked, start + (56 if slip == UNSETTLED else 3) * HOUR, slip))


def _afterwards(match: Match, held: Session, since: datetime, slip: str):
    """Thanks, feedback both ways, an answer to it, and a line at the end of the week."""
    mentor, mentee = match.people
    if slip != THANKS_LATE:
        yield since + 17 * HOUR
        thanks.thank(_again(held), mentee, text="It helped.", outcome="good")
    yield since + 18 * HOUR
    feedback.give(_again(held), mentee, **SAID)
    yield since + 27 * HOUR
    given = feedback.give(_again(held), mentor, **SAID)
    yield since + 37 * HOUR
    feedback.reply(given, mentee, reply="Thank you.")
    yield since + 45 * HOUR
    message = conversations.write(match, mentee, text="One more thing.")
    if slip != UNACKNOWLEDGED:
        yield since + 55 * HOUR
        conversations.receive(message, mentor)
    if slip == THANKS_LATE:
        yield since + 84 * HOUR
        thanks.thank(_again(held), mentee, text="It helped.", outcome="good")


def _again(meeting: Session) -> Session:
    """As it is by now: settled."""
    return Session.objects.with_people().get(pk=meeting.pk)
