"""The story of a cohort as its admin lives it: open, decide, match, approve."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from etiquette.models import Email
from etiquette.reminding import reminders
from mentoring.actions import approvals, cohorts, decisions, farewells, kinds, matching, meetings, milestones, pulses
from mentoring.demo import cast, plot, words
from mentoring.demo.groups import gathering
from mentoring.demo.members import account, applicant, member
from mentoring.demo.pairs import friendship, late_friendship
from mentoring.demo.sessions import open_hour
from mentoring.demo.stage import Stage, Story
from mentoring.models import Application, Cohort, Enrolment, Match, Pulse, User, Wish

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
TODAY = timedelta(days=24)  # the demo's today, in the running stage: so many days after the start
STARTS_AFTER = {"applying": 35, "matching": 8, "running": -24, "ended": -91}  # days from now until the cohort starts


def programme(stage: Stage, start: datetime) -> Story:
    """The main cohort, from its opening to its end."""
    yield start - 70 * DAY
    olga = admin()
    cohort = _open(olga, "spring", "Spring cohort", start)
    _admit_people_to(stage, cohort, start)
    yield start - 24 * DAY
    _decide(cohort, olga)
    _note_wishes(cohort)
    yield start - 6 * DAY
    for mentor, mentee, _ in plot.PAIRS:
        matching.propose(_place(cohort, mentee), _place(cohort, mentor), by=olga)
    yield start - 4 * DAY
    _approve(cohort, olga)
    for mentor, mentee, days in plot.PAIRS:
        stage.enter(friendship(stage, _match(cohort, mentor, mentee), start + TODAY, days))
    stage.enter(open_hour(stage, cohort, start + TODAY))
    for told in plot.GATHERINGS:
        stage.enter(gathering(stage, cohort, told, start + TODAY))
    yield start + 21 * DAY
    mentor, mentee = plot.LATE_PAIR
    matching.propose(_place(cohort, mentee), _place(cohort, mentor), by=olga)
    _approve(cohort, olga)
    stage.enter(late_friendship(_match(cohort, mentor, mentee), start + TODAY))


def next_cohort(stage: Stage, now: datetime) -> Story:
    """A cohort that takes applications now; three wait for a decision."""
    yield now - 12 * DAY
    cohort = _open(User.objects.get(email=cast.OLGA[0]), "next", "Next cohort", now + 50 * DAY)
    for number, (role, part) in enumerate(cast.NEXT_APPLICANTS):
        stage.enter(applicant(cohort, part, role, now - (number + 1) * 1.6 * DAY))


def daily_round(stage: Stage, start: datetime) -> Story:
    """What the sweeps of a running server would have done: mail goes out every few hours, reminders once a day."""
    for day in range(-60, 100):
        for hour in range(0, 24, 6):
            yield start + day * DAY + hour * HOUR
            send_what_is_due(timezone.now())
        meetings.ask_to_prepare()
        meetings.ask_whether_they_met()
        meetings.assume_held()
        milestones.reach()
        pulses.take()
        answer_pulses(timezone.now())
        farewells.close_over()
        reminders.sweep()


def send_what_is_due(now: datetime) -> None:
    """Say that mail written a while ago has gone out; nothing is sent."""
    due = Q(not_before__isnull=True) | Q(not_before__lte=now)
    sent_at = Coalesce("not_before", "created_at")
    Email.objects.unsent().filter(due, created_at__lt=now - 5 * HOUR).update(status=Email.Status.SENT, sent_at=sent_at, attempts=1)


def answer_pulses(now: datetime) -> None:
    """Whoever was asked how it is going says so the day after; not all the same."""
    for pulse in Pulse.objects.unanswered().filter(created_at__lt=now - 20 * HOUR).with_people():
        person = pulse.enrolment.person
        pulses.answer(pulse, person, going=3 + len(person.name) % 3, contact=4 + len(person.name) % 2, word=False)


def admin() -> User:
    """Olga, who runs the programme."""
    email, name, zone = cast.OLGA
    return account(email, name, zone, password=cast.PASSWORD, is_staff=True)


def _open(olga: User, slug: str, name: str, start: datetime) -> Cohort:
    dates = {
        "applications_open_on": start - 63 * DAY,
        "applications_close_on": start - 28 * DAY,
        "decisions_on": start - 21 * DAY,
        "starts_on": start,
        "ends_on": start + 84 * DAY,
    }
    facts = {"slug": slug, "name": name, "welcome": words.WELCOME, "capacity": 14, **{key: day.date() for key, day in dates.items()}}
    cohort = cohorts.open_cohort(by=olga, open_hours=True, **facts)
    kinds.add(cohort, by=olga, **words.OWN_KIND)
    return cohort


def _admit_people_to(stage: Stage, cohort: Cohort, start: datetime) -> None:
    """Everyone applies in the first weeks, one after the other."""
    roles = [("mentor", part) for part in cast.MENTORS] + [("mentee", part) for part in cast.MENTEES]
    for number, (role, part) in enumerate(roles):
        stage.enter(member(stage, cohort, part, role, start, start - (60 - number) * DAY))
    for number, part in enumerate([cast.WAITLISTED, cast.DECLINED]):
        stage.enter(applicant(cohort, part, "mentee", start - (39 - number) * DAY))


def _decide(cohort: Cohort, olga: User) -> None:
    verdicts = {
        cast.WAITLISTED.email: ("waitlisted", "You are first on the list; a place often comes free in the first week."),
        cast.DECLINED.email: ("declined", "The programme is for people with a PhD or close to one. Please come back then."),
    }
    for application in cohort.applications.filter(status=Application.Status.SUBMITTED).select_related("person", "cohort", "assigned_to"):
        verdict, note = verdicts.get(application.person.email, ("admitted", ""))
        decisions.decide(application, by=olga, verdict=verdict, note=note, seen=application.status)


def _note_wishes(cohort: Cohort) -> None:
    people = {user.name: user for user in User.objects.all()}
    Wish.objects.bulk_create(Wish(cohort=cohort, person=people[who], about=people[whom], kind=kind) for who, whom, kind in plot.WISHES)


def _approve(cohort: Cohort, olga: User) -> None:
    approvals.approve(cohort, by=olga, seen=approvals.fingerprint(list(approvals.to_approve(cohort))))


def _place(cohort: Cohort, name: str) -> Enrolment:
    return Enrolment.objects.get(cohort=cohort, person__name=name)


def _match(cohort: Cohort, mentor: str, mentee: str) -> Match:
    return Match.objects.with_people().get(cohort=cohort, mentor__person__name=mentor, mentee__person__name=mentee)
