"""How people come in: an account, a profile, an application, a place, an introduction or hours."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from allauth.account.models import EmailAddress

from mentoring.actions import applications, availability, development, introductions, people, places
from mentoring.defaults.competencies import ITEMS
from mentoring.demo import cast, plot, words
from mentoring.demo.cast import Part
from mentoring.demo.stage import Stage, Story
from mentoring.models import Cohort, Enrolment, Introduction, User
from mentoring.slots import Weekly

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
EVENINGS = [Weekly(weekday, time(16), time(22)) for weekday in (0, 1, 3, 5)]
WITH_PASSWORD = {"maya@example.org", "mina@example.org"}


def account(email: str, name: str, zone: str, **facts) -> User:
    """An account whose address is confirmed."""
    user = User.objects.create_user(email, name=name, zone=zone, zone_confirmed=True, **facts)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def applicant(cohort: Cohort, part: Part, role: str, applies_at: datetime) -> Story:
    """Somebody who applies and waits for the answer."""
    yield applies_at
    _apply(cohort, part, role)


def member(stage: Stage, cohort: Cohort, part: Part, role: str, start: datetime, applies_at: datetime) -> Story:
    """Somebody who is admitted, takes the place, and gets ready for the first week."""
    yield applies_at
    user = _apply(cohort, part, role)
    yield start - 23 * DAY + part.pace * HOUR
    place = Enrolment.objects.select_related("cohort").get(cohort=cohort, person=user)
    places.confirm_place(place, by=user)
    place.refresh_from_db(fields=["confirmed_at"])
    look_at_oneself(place, part, "start")
    if role == "mentee":
        development.set_goal(place, user, text=part.goal)
    if role == "mentor":
        yield start - 20 * DAY
        availability.offer(user, _hours(part, start))
        availability.set_rules(user, not_today=True, most_a_day=3, open_hours=part.opens)
        mentors_introduction(place, part)
        if part.travels:
            first = (start + 29 * DAY).astimezone(user.tz).date()  # between two of the days they meet somebody
            availability.travel(user, first, first + 3 * DAY, part.travels)
    else:
        availability.offer(user, EVENINGS)
        yield start - 20 * DAY
        stage.enter(introduction(place, part, start))


def mentors_introduction(place: Enrolment, part: Part) -> None:
    """What a mentor tells, so that mentees have something to read."""
    facts = {"field": part.field, "stage": part.stage, "organisation": part.organisation, "goal": part.goal}
    introductions.hand_in(place, place.person, **{name: text.format(**facts) for name, text in words.MENTORS_INTRODUCTION.items()})


def introduction(place: Enrolment, part: Part, start: datetime) -> Story:
    """A mentee writes about themselves; how far that gets depends on the part."""
    yield start - 18 * DAY
    facts = {"field": part.field, "stage": part.stage, "organisation": part.organisation, "goal": part.goal}
    sections = {name: text.format(**facts) for name, text in words.INTRODUCTION.items()}
    if part.introduction == "draft":
        introductions.save_draft(place, place.person, professional=sections["professional"])
        return
    if part.introduction == "submitted":
        yield start + 23 * DAY
        introductions.hand_in(place, place.person, **sections)
        return
    handed_in = introductions.hand_in(place, place.person, **sections)
    yield start - 17 * DAY
    _review(handed_in, part.introduction)


def look_at_oneself(place: Enrolment, part: Part, taken: str) -> None:
    """Where they stand, and what they expect; each time a little further on."""
    further = ["start", "midpoint", "end"].index(taken)
    scores = {code: min(7, 2 + (number + len(part.name)) % 4 + further) for number, code in enumerate(ITEMS)}
    brings, expects = words.BRINGS.format(field=part.field), words.EXPECTS.format(goal=part.goal)
    skills = [["Explaining my work to outsiders", 3 + further], ["Saying no", 2]]
    development.assess(place, place.person, taken=taken, scores=scores, brings=brings, expects=expects, skills=skills)


def _review(handed_in: Introduction, verdict: str) -> None:
    reviewer = handed_in.reviewers.order_by("pk").first()
    comment = words.REVIEW_READY if verdict == "ready" else words.REVIEW_REVISE
    introductions.review(handed_in, reviewer, comment=comment, verdict=verdict)


def _apply(cohort: Cohort, part: Part, role: str) -> User:
    password = cast.PASSWORD if part.email in WITH_PASSWORD else None
    user = account(part.email, part.name, part.zone, password=password)
    linkedin = f"https://www.linkedin.com/in/example-{part.email.split('@')[0]}"
    facts = {"pronouns": part.pronouns, "field": part.field, "stage": part.stage, "organisation": part.organisation}
    people.save_profile(by=user, name=part.name, zone=part.zone, languages=part.languages, linkedin=linkedin, **facts)
    answers = {"motivation": words.MOTIVATION, "goals_or_offer": part.goal, "tracks": part.tracks, "capacity": 0}
    if role == "mentor":
        answers |= {"motivation": words.OFFER, "capacity": 3}
    applications.submit(cohort, role, by=user, **answers)
    return user


def _hours(part: Part, start: datetime) -> list[Weekly]:
    """Two hours on each day the mentor meets somebody, and two days later."""
    today = (start + 24 * DAY).astimezone(ZoneInfo(part.zone)).date()
    met = {days_ago for mentor, _, days_ago in plot.PAIRS if mentor == part.name}
    weekdays = {(today - days_ago * DAY).weekday() for days_ago in met | {days_ago - 2 for days_ago in met}}
    return [Weekly(weekday, part.hour, time(part.hour.hour + 2)) for weekday in sorted(weekdays)]
