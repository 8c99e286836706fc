"""A whole term as it is lived: twelve weeks, twelve mentees, five mentors; mostly as planned, and eight times not.

Mentees with an odd number meet their mentor on Wednesdays of even weeks, the others on those of odd weeks from the third on.
What goes otherwise than planned stands in `SLIPS`, and nowhere else; `tests/data/full_term.txt` says what must come of it.
"""

from datetime import UTC, datetime, time, timedelta

import time_machine

from etiquette import outbox
from etiquette.reminding import reminders
from mentoring import tasks
from mentoring.actions import approvals, availability, development, matching
from mentoring.demo.stage import Stage
from mentoring.models import Cohort, Enrolment, Match
from mentoring.selectors import pulses
from mentoring.slots import Weekly
from tests.conftest import person
from tests.mentoring import term_stories as stories
from tests.mentoring.conftest import enrol

BEGINS = datetime(2027, 1, 4, 6, tzinfo=UTC)  # a Monday; New York's clocks change in week 10, Europe's on the last day
WEEKS = 12
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)
MENTORS = ["Europe/Berlin", "America/New_York", "Asia/Tokyo", "Africa/Lagos", "Europe/Kyiv"]
MENTEES = ["Asia/Kolkata", "Africa/Nairobi", "America/Sao_Paulo", "Asia/Dhaka"]
OF_MENTOR = [0, 0, 0, 1, 1, 1, 2, 2, 3, 3, 4, 4]  # whose mentee each of the twelve is
SLIPS = {  # (number of the mentee, week) → what goes otherwise
    (3, 4): stories.PREPARES_LATE,
    (5, 6): stories.UNPREPARED,
    (7, 8): stories.ABSENT,
    (2, 5): stories.THANKS_LATE,
    (4, 7): stories.UNSETTLED,
    (12, 9): stories.MENTOR_AWAY,
    (6, 11): stories.CALLED_OFF,
    (1, 10): stories.UNACKNOWLEDGED,
}


def clock_at(moment: datetime):
    return time_machine.travel(moment, tick=False)


def over(weeks: int) -> datetime:
    """A week after the last of so many weeks, when all that began in them has been seen to."""
    return BEGINS + (weeks + 1) * WEEK


def live(weeks: int = WEEKS) -> None:
    """Let so many weeks of the term happen, from the approval of the cohort to a week after them."""
    stage = Stage(until=over(weeks), clock=clock_at)
    stage.enter(_opening(stage))
    stage.enter(_sweeps())
    stage.enter(_post())
    stage.play()


def _opening(stage: Stage):
    """Everybody is in, has looked at themselves and is matched; the admin approves, and the pairs begin."""
    yield BEGINS
    olga = person("Olga Admin", "Europe/Berlin", is_staff=True)
    last = (BEGINS + WEEKS * WEEK - DAY).date()
    cohort = Cohort.objects.create(slug="term", name="Term", starts_on=BEGINS.date(), ends_on=last)
    mentors = [_mentor(cohort, number, zone) for number, zone in enumerate(MENTORS, 1)]
    for number, index in enumerate(OF_MENTOR, 1):
        mentee = person(f"Mentee{number:02} Ray", MENTEES[number % len(MENTEES)])
        matching.propose(enrol(cohort, mentee, "mentee"), mentors[index], by=olga)
    approvals.approve(cohort, by=olga, seen=approvals.fingerprint(list(approvals.to_approve(cohort))))
    for number, match in enumerate(Match.objects.confirmed().with_people().order_by("mentee__person__name"), 1):
        _begin(stage, match, number)
    for place in cohort.enrolments.select_related("person", "cohort"):
        stage.enter(stories.looking_again(place))
    for moment, day in pulses.days(cohort).items():
        stage.enter(stories.pulse(cohort, moment, datetime(day.year, day.month, day.day, 6, tzinfo=UTC) + DAY))


def _begin(stage: Stage, match: Match, number: int) -> None:
    """All that the two will live through."""
    stage.enter(stories.beginning(match, BEGINS))
    stage.enter(stories.agreement(match, BEGINS))
    hour = 6 + OF_MENTOR[:number].count(OF_MENTOR[number - 1])
    for week in range(2 if number % 2 else 3, WEEKS + 1, 2):
        start = BEGINS + (week - 1) * WEEK + 2 * DAY + hour * HOUR
        stage.enter(stories.meeting(stage, match, start, SLIPS.get((number, week), "")))


def _mentor(cohort: Cohort, number: int, zone: str) -> Enrolment:
    mentor = person(f"Mentor{number} Lee", zone)
    availability.offer(mentor, [Weekly(2, time(6), time(0))])
    place = enrol(cohort, mentor, "mentor", capacity=3)
    development.assess(place, mentor, taken="start", **stories.SEEN)
    return place


def _sweeps():
    """What a running server does by itself, six times a day; what came of it is asked months later, and not here."""
    for number in range((WEEKS + 1) * 7 * 6):
        yield BEGINS + 2 * HOUR + number * 4 * HOUR
        tasks.settle()
        tasks.reach_milestones()
        tasks.take_pulses()
        tasks.nudge_silent()
        tasks.brief_mentors()
        tasks.thank_mentors()
        tasks.lapse()
        while reminders.sweep():
            pass


def _post():
    """What is due goes out, every hour."""
    for number in range((WEEKS + 1) * 7 * 24):
        yield BEGINS + HOUR / 4 + number * HOUR
        while outbox.deliver():
            pass


def week_of(moment: datetime) -> int:
    """Which week of the term a moment lies in, from 1; the days after its end are week 13."""
    return (moment - BEGINS.replace(hour=0)) // WEEK + 1
