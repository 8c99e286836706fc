"""How a mentor and a mentee get on: what they write, agree on and do."""

from datetime import datetime, timedelta

from django.utils import timezone

from etiquette.checklists import reading, ticking
from mentoring.actions import action_items, agreements, conversations, development, plans
from mentoring.demo import cast, members, words
from mentoring.demo.sessions import all_sessions, is_slow
from mentoring.demo.stage import Stage, Story
from mentoring.models import Match

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
PARTS = {part.name: part for part in cast.MENTORS + cast.MENTEES}


def friendship(stage: Stage, match: Match, today: datetime, days_ago: int) -> Story:
    """The mentee writes, the mentor answers; from then on they meet, last so many days ago."""
    mentor, mentee = match.people
    part = PARTS[mentee.name]
    stage.enter(all_sessions(stage, match, today, days_ago))
    stage.enter(first_steps(match))
    stage.enter(growth(stage, match, today))
    if part.name == "Mina Das":
        stage.enter(open_questions(match, today))
    yield match.confirmed_at + part.pace * HOUR
    first = words.FIRST_MESSAGE.format(mentor=mentor.get_short_name(), field=part.field, goal=part.goal)
    conversations.write(match, mentee, text=first)
    yield match.confirmed_at + 3 * DAY
    conversations.write(match, mentor, text=words.FIRST_ANSWER.format(mentee=mentee.get_short_name()))
    for number, (role, text) in enumerate(words.LATER_MESSAGES):
        yield today - (12 - 2 * number) * DAY + days_ago * HOUR
        last = conversations.write(match, mentee if role == "mentee" else mentor, text=text)
    yield today - 6 * DAY + (days_ago + part.pace) * HOUR
    conversations.receive(last, mentee)


def first_steps(match: Match) -> Story:
    """Both tick off what makes a good start; who is slow in everything stops half-way."""
    yield match.confirmed_at + 5 * DAY
    for person in match.people:
        left = [line for line in reading.listing("first_contact", person, match).lines if not line.is_ticked]
        for line in left[:1] if is_slow(person) else left:
            ticking.tick("first_contact", match, line.step.pk, by=person)


def growth(stage: Stage, match: Match, today: datetime) -> Story:
    """They agree on how they work together and on what each does next; Mina also has a plan, and shares it."""
    mentor, mentee = match.people
    part = PARTS[mentee.name]
    yield match.confirmed_at + 6 * DAY + part.pace * HOUR
    texts = {name: text.format(goal=part.goal, mentee=mentee.get_short_name()) for name, text in words.AGREEMENT.items()}
    drafted = agreements.write(match, mentee, seen=0, **texts)
    yield match.confirmed_at + (20 if is_slow(mentee) else 8) * DAY + part.pace * HOUR
    agreements.sign(drafted, mentor)
    goal = match.mentee.goals.get()
    development.change_goal(goal, mentee, text=goal.text, status=goal.status, progress=1, evidence=words.EVIDENCE)
    yield today - 5 * DAY
    sides = {"mentee": mentee, "mentor": mentor}
    items = [
        {"text": text, "person": sides[who], "due_on": (timezone.now() + days * DAY).date(), "goal": goal}
        for who, text, days in words.AGREED
    ]
    first, *others = action_items.agree(match, mentee, items=items)
    if mentee.name == "Mina Das":
        plans.share(plans.write(match.mentee, mentee, **words.PLAN), mentee)
        development.comment(goal, mentor, text=words.COMMENT)
    yield today - 2 * DAY
    action_items.finish(first, first.person)
    yield today + 3 * DAY
    for item in others:
        action_items.finish(item, item.person)
    stage.enter(looking_back(match, today))


def looking_back(match: Match, today: datetime) -> Story:
    """Half-way and near the end both look at themselves again; half-way also at what they agreed."""
    for days, taken in ((20, "midpoint"), (51, "end")):
        yield today + days * DAY
        for place in (match.mentor, match.mentee):
            members.look_at_oneself(place, PARTS[place.person.name], taken)
            if taken == "midpoint":
                agreements.confirm(match, place.person)


def late_friendship(match: Match, today: datetime) -> Story:
    """Matched late: the first message is owed, and not written yet."""
    yield today + 5 * DAY
    late = conversations.write(match, match.mentee.person, text=words.LATE)
    yield today + 6 * DAY
    conversations.receive(late, match.mentor.person)


def open_questions(match: Match, today: datetime) -> Story:
    """What waits for Mina today: an answer she promised, and a message that just came."""
    mentor, mentee = match.people
    yield today - 2 * DAY
    asked = conversations.write(match, mentor, text=words.PROMISED)
    yield today - 40 * HOUR
    conversations.promise(asked, mentee, answer_by=today + 2 * DAY)
    yield today - 4 * HOUR
    conversations.write(match, mentor, text=words.LATEST)
    yield today + 1.5 * DAY
    answer = conversations.write(match, mentee, text=words.ANSWER)
    yield today + 2 * DAY
    conversations.receive(answer, mentor)
