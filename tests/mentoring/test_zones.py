"""Wall clocks over clock changes: every zone, against a deliberately simple minute-by-minute expansion of its own.

The expansion below knows nothing of `mentoring.slots`: it walks through UTC minute by minute, reads the clock on the wall,
and opens and shuts the door when the wall says so.
"""

import os
import zoneinfo
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

import pytest

from mentoring.actions import freetime as keeping
from mentoring.models import Availability, Enrolment, FreeTime, Match, User, WeeklyHours
from mentoring.selectors import diary, freetime
from mentoring.slots import Hours, Weekly, changes, instant, slots

FULL = os.environ.get("PROOF") == "full"
MINUTE, HALF, HOUR, DAY = timedelta(minutes=1), timedelta(minutes=30), timedelta(hours=1), timedelta(days=1)
YEAR = datetime(2027, 1, 1, tzinfo=UTC)

TWELVE = [
    *("America/New_York", "America/Chicago", "America/Sao_Paulo", "Europe/London", "Europe/Berlin", "Asia/Kolkata"),
    *("Asia/Kathmandu", "Asia/Tehran", "Australia/Sydney", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca"),
]


ORDINARY = [date(2027, 3, 28), date(2027, 10, 31)]


@cache
def change_days(zone, year=2027):
    """The local dates of a year on which a zone's clocks change; two ordinary ones where they never do."""
    first = datetime(year, 1, 1, tzinfo=UTC)
    return [change.at.astimezone(zoneinfo.ZoneInfo(zone)).date() for change in changes(zone, first, first + 365 * DAY)] or ORDINARY


def last_change_days(zone):
    """Both days of the latest year in which a zone's clocks changed twice: of 2027, or of 2018 in São Paulo, where they no longer do."""
    found = (change_days(zone, year) for year in range(2027, 2009, -1))
    return next((days for days in found if days is not ORDINARY and len(days) == 2), ORDINARY)


# --- twelve zones, each half hour of both days ---


def on_the_wall(day, clock, zone):
    """The first instant at which the wall shows this time or, where it is skipped, a later one: by looking at every minute."""
    moment = datetime.combine(day, clock, tzinfo=UTC) - 16 * HOUR
    wanted = datetime.combine(day, clock)
    while moment.astimezone(zone).replace(tzinfo=None) < wanted:
        moment += MINUTE
    return moment


@pytest.mark.parametrize("name", TWELVE)
def test_each_half_hour_of_a_clock_change_day_is_the_right_instant(name):
    zone, wrong, checked = zoneinfo.ZoneInfo(name), [], 0
    for day in last_change_days(name):
        for half in range(48):
            clock = time(half // 2, half % 2 * 30)
            hours = Hours(name, (Weekly(day.weekday(), clock, (datetime.combine(day, clock) + HALF).time()),))
            begin = on_the_wall(day, clock, zone)
            found = [slot.start for slot in slots(hours, [], frm=begin - HOUR, until=begin + HOUR, length=MINUTE)]
            skipped = begin == on_the_wall(day, (datetime.combine(day, clock) + HALF).time(), zone) and half < 47
            wrong += [(day, clock, found[:1], begin)] if (found[:1] != [begin]) != skipped or instant(day, clock, zone) != begin else []
            checked += 1
    print(f"{name}: {checked} slot starts on {' and '.join(map(str, last_change_days(name)))}, {len(wrong)} wrong")
    assert wrong == []


# --- every zone: kept free time beside the minute-by-minute expansion ---

RANGES = [(time(0, 15), time(1, 45)), (time(2, 30), time(3, 0)), (time(5, 0), time(9, 30)), (time(22, 45), time(0, 10))]


def walked(zone, day):
    """The minutes (UTC) at which the door is open from one date on, by walking through them one after the other."""
    is_open = set()
    for starts, ends in RANGES:
        opens, shuts = datetime.combine(day, starts), datetime.combine(day + DAY if ends <= starts else day, ends)
        moment = opens.replace(tzinfo=UTC) - 16 * HOUR
        while moment.astimezone(zone).replace(tzinfo=None) < opens:
            moment += MINUTE
        while moment.astimezone(zone).replace(tzinfo=None) < shuts:
            is_open.add(moment)
            moment += MINUTE
    return is_open


def slots_of_minutes(is_open):
    """Half hours end to end in each run of open minutes of one date."""
    found, moment = [], min(is_open)
    while moment <= max(is_open):
        if all(moment + n * MINUTE in is_open for n in range(30)):
            found.append(moment)
            moment += HALF
        else:
            moment += MINUTE
    return found


MIDNIGHTS = ["Africa/Cairo", "America/Havana", "Asia/Beirut", "America/Asuncion"]  # where clocks change at midnight, or did
ZONES = sorted(zoneinfo.available_timezones() - {"Factory", "localtime"})


@pytest.mark.proof
@pytest.mark.django_db
def test_kept_free_time_of_every_zone_agrees_with_walking_through_it(cohort, enrolled, mina, time_machine):
    time_machine.move_to(YEAR, tick=False)
    cohort.ends_on = date(2028, 3, 1)
    cohort.save()
    mentors = people(cohort, ZONES if FULL else ZONES[::60] + TWELVE + MIDNIGHTS)
    match = Match.objects.create(cohort=cohort, mentor=enrolled.mentor, mentee=enrolled.mentee, status="confirmed", confirmed_at=YEAR)
    wrong, compared = [], 0
    for mentor in mentors:
        match.mentor = Enrolment.objects.select_related("person").get(cohort=cohort, person=mentor)
        for day in change_days(mentor.zone)[-2:]:
            expected = [start for each in (day - DAY, day, day + DAY) for start in slots_of_minutes(walked(mentor.tz, each))]
            frm, until = expected[0], expected[-1]
            found = [slot.start for slot in freetime.kept_slots(match, frm, until, HALF)]
            asked = [slot.start for slot in diary.free_slots(match, frm, until, length=HALF)]
            wrong += [(mentor.zone, day)] if not found == asked == expected else []
            compared += len(expected)
    print(f"{len(mentors)} zones, {compared} slots around their clock changes, {len(wrong)} wrong; {FreeTime.objects.count()} rows kept")
    assert wrong == []


def people(cohort, zones):
    """A mentor in each zone who offers the same awkward hours every day, and whose free time is kept for a year."""
    now = YEAR
    made = User.objects.bulk_create(User(email=f"zone{n}@example.org", name=zone, zone=zone, password="!") for n, zone in enumerate(zones))
    Enrolment.objects.bulk_create(Enrolment(cohort=cohort, person=each, role="mentor", invited_at=now, confirmed_at=now) for each in made)
    for starts, ends in RANGES:
        WeeklyHours.objects.bulk_create(
            WeeklyHours(person=each, weekday=day, starts=starts, ends=ends) for each in made for day in range(7)
        )
    Availability.objects.bulk_create(Availability(person=each, horizon_weeks=52) for each in made)
    assert keeping.extend() >= len(made)
    return made
