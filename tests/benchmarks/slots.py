"""What free hours cost: of one mentor, of a thousand by the rules, and the twenty soonest from kept free time.

`slots_one_mentor` is CPU, in F like the pages, and 5,000 beside 1,000 mentors is CPU too; the others are seconds on the clock,
database included, as ratios to the same answer found another way: the best of a few rounds in which both take turns.
"""

import gc
import random
import statistics
import time
from datetime import timedelta

from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mentoring import slots
from mentoring.actions import freetime as keeping
from mentoring.models import Availability, BusyCalendar, BusyTime, Cohort, Enrolment, Match, User, WeeklyHours
from mentoring.selectors import freetime, timetables
from tests.benchmarks import pages

ZONES = [
    *("America/New_York", "America/Chicago", "America/Sao_Paulo", "Europe/London", "Europe/Berlin", "Asia/Kolkata"),
    *("Asia/Kathmandu", "Asia/Tehran", "Australia/Sydney", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca"),
]
HOUR, SIX_WEEKS = timedelta(hours=1), timedelta(weeks=6)
ROUNDS = 3


def run():
    call_command("createcachetable")
    cohort, mentee = cast()
    enrol(cohort, 1000)
    yield one_mentor(cohort, mentee)
    mentors = freetime.mentors_for(cohort, mentee).only("zone")
    bulk, alone = best(lambda: in_bulk(mentors.iterator()), lambda: one_by_one(mentors.all()))
    yield line("slots_1000_mentors", bulk, alone, 0.40)
    yield soonest_of(cohort, mentee)
    enrol(cohort, 5000)
    five_times, all_of_them = best(lambda: five_times_1000(mentors), lambda: in_bulk(mentors.all().iterator()), timer=time.process_time)
    yield line("slots_5000_mentors", all_of_them, five_times / 5, 5.0) | {"unit": "ms CPU"}


def cast():
    """A cohort of twelve weeks and a mentee with hours of their own."""
    today = timezone.now().date()
    dates = {"starts_on": today - timedelta(days=7), "ends_on": today + timedelta(weeks=12)}
    cohort = Cohort.objects.create(slug="bench", name="Bench", **dates)
    mentee = User.objects.create_user("bench@example.org", name="Ben Ch", zone="Asia/Kolkata")
    WeeklyHours.objects.bulk_create(WeeklyHours(person=mentee, weekday=day, starts="08:00", ends="22:00") for day in range(6))
    Enrolment.objects.create(cohort=cohort, person=mentee, role="mentee", invited_at=timezone.now(), confirmed_at=timezone.now())
    return cohort, mentee


def enrol(cohort, upto):
    """As many mentors in twelve zones, each with three ranges a week and some busy times, their free time kept."""
    chance, now = random.Random(upto), timezone.now()  # noqa: S311 - the same data every time
    known = Enrolment.objects.filter(cohort=cohort, role="mentor").count()
    names = range(known, upto)
    people = User.objects.bulk_create(
        User(email=f"bench{n}@example.org", name=f"Bench {n}", zone=ZONES[n % 12], password="!") for n in names
    )
    Enrolment.objects.bulk_create(Enrolment(cohort=cohort, person=each, role="mentor", invited_at=now, confirmed_at=now) for each in people)
    WeeklyHours.objects.bulk_create(weekly(each, day, chance) for each in people for day in chance.sample(range(7), 3))
    Availability.objects.bulk_create(Availability(person=each, buffer_after=10, notice_hours=24, most_a_week=5) for each in people)
    calendars = BusyCalendar.objects.bulk_create(BusyCalendar(person=each, url=f"https://example.org/{each.pk}.ics") for each in people)
    times = ((each, now + timedelta(days=n, hours=chance.randrange(24))) for each in calendars for n in range(0, 84, 7))
    BusyTime.objects.bulk_create(BusyTime(calendar=each, person=each.person, during=(start, start + HOUR)) for each, start in times)
    keeping.extend()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def weekly(person, day, chance):
    starts = chance.randrange(6, 20)
    return WeeklyHours(person=person, weekday=day, starts=f"{starts:02}:00", ends=f"{(starts + 3) % 24:02}:00")


def one_mentor(cohort, mentee):
    """Six weeks of one mentor, as the picker asks for them, in F."""
    mentor, mine = (Enrolment.objects.filter(cohort=cohort, role=role).first() for role in ("mentor", "mentee"))
    match = Match.objects.create(cohort=cohort, mentor=mentor, mentee=mine, status="confirmed", confirmed_at=timezone.now())
    match = Match.objects.with_people().get(pk=match.pk)
    now = timezone.now()
    with CaptureQueriesContext(connection) as queries:
        found = freetime.kept_slots(match, now, now + SIX_WEEKS, HOUR)
        count = len(queries)
    with override_settings(ROOT_URLCONF="tests.benchmarks._bare", ALLOWED_HOSTS=["testserver"]):
        cost, bare = in_turns(lambda: freetime.kept_slots(match, now, now + SIX_WEEKS, HOUR), pages.sign_in(mentee))
    facts = pages.line("slots_one_mentor", cost, bare, 0.5)
    return facts | {"queries": count, "slots": len(found), "ok": facts["ok"] and count <= 2 and len(found) > 10}


def in_turns(act, cookie):
    """CPU seconds of `act` and of the bare view beside it: medians of rounds in which they take turns."""
    for _ in range(5):
        act(), pages.request("/bare/", cookie)
    rounds = [(cpu(act), pages.cpu("/bare/", cookie)) for _ in range(pages.ROUNDS)]
    return tuple(statistics.median(column) for column in zip(*rounds, strict=True))


def cpu(act):
    started = time.process_time()
    for _ in range(pages.REQUESTS):
        act()
    return (time.process_time() - started) / pages.REQUESTS


def in_bulk(mentors):
    """All slots of six weeks of many mentors, from seven queries (and the one that names them)."""
    now = timezone.now()
    return sum(len(found) for _, found in timetables.slots_of(mentors, now, now, now + SIX_WEEKS, HOUR))


def five_times_1000(mentors):
    """Five thousand in five parts, so that the garbage collector's rounds, which come by amount, fall on both sides alike."""
    return sum(in_bulk(mentors.order_by("pk")[part : part + 1000].iterator()) for part in range(0, 5000, 1000))


def one_by_one(mentors):
    """The same, each mentor with queries of their own."""
    return sum(in_bulk([mentor]) for mentor in mentors)


def soonest_of(cohort, mentee):
    """The twenty soonest hours that fit the mentee, beside expanding everybody; the answers must be the same."""
    mentors = freetime.mentors_for(cohort, mentee).only("zone")
    kept, everybody = best(lambda: len(freetime.soonest(cohort, mentee)), lambda: in_bulk(mentors.iterator()), same=False)
    with CaptureQueriesContext(connection) as queries:
        found = [(offer.slot, offer.mentor.pk) for offer in freetime.soonest(cohort, mentee)]
    facts = line("soonest_20_of_1000", kept, everybody, 0.10)
    identical = found == expanded(cohort, mentee, mentors)
    return facts | {"queries": len(queries), "identical": identical, "ok": facts["ok"] and identical and len(found) == 20}


def expanded(cohort, mentee, mentors):
    now = timezone.now()
    frm, until = now + cohort.notice_hours * HOUR, cohort.ends_at
    mine = freetime.own_time(mentee, frm, until + HOUR)
    everyone = timetables.slots_of(mentors, now, frm, until, HOUR)
    return sorted((slot, key) for key, found in everyone for slot in found if slots.inside(slot, mine))[:20]


def best(one, other, *, same=True, timer=time.perf_counter):
    """The best seconds of each, in turns; both must count the same where they answer the same question."""
    times = [(clock(one, timer), clock(other, timer)) for _ in range(ROUNDS)]
    assert not same or all(first[1] == second[1] for first, second in times), "the two ways differ"
    return tuple(min(seconds for seconds, _ in column) for column in zip(*times, strict=True))


def clock(act, timer):
    """Seconds an act takes and what it counts; what was loaded before is frozen, so that its size weighs on no side."""
    gc.collect()
    gc.freeze()
    started = timer()
    count = act()
    seconds = timer() - started
    gc.unfreeze()
    return seconds, count


def line(name, seconds, baseline, target):
    facts = {"name": name, "value": round(seconds * 1000, 1), "unit": "ms", "baseline": round(baseline * 1000, 1)}
    return facts | {"ratio": round(seconds / baseline, 3), "target": target, "ok": seconds / baseline <= target}
