"""Sessions of many in the demo: published, joined until the seats are gone, waited for, and held."""

from datetime import datetime, timedelta

from mentoring import slots
from mentoring.actions import attendance, groups, meetings, seats
from mentoring.demo.plot import Gathering
from mentoring.demo.sessions import gratitude
from mentoring.demo.stage import Stage, Story
from mentoring.models import Cohort, Group, Session, User

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def gathering(stage: Stage, cohort: Cohort, told: Gathering, today: datetime) -> Story:
    """A mentor publishes it, people join one after the other; who comes after the last seat stands in the line."""
    host = User.objects.get(name=told.host)
    day = (today + told.days * DAY).astimezone(host.tz).date()
    start, kind = slots.instant(day, told.clock, host.tz), cohort.kinds.filter(name=told.kind).first()
    yield today - 3 * DAY
    facts = {"title": told.title, "agenda": told.agenda, "minutes": told.minutes, "capacity": told.seats, "kind": kind}
    group = groups.publish(cohort, by=host, host=host, start=start, **facts)
    for number, name in enumerate(told.comers):
        yield today - (66 - 7 * number) * HOUR
        seats.join(group, by=User.objects.get(name=name))
    stage.enter(afterwards(stage, group))


def afterwards(stage: Stage, group: Group) -> Story:
    """The host says who came, and they thank."""
    held = Session.objects.with_people().get(pk=group.meeting_id)
    yield held.ends_at + HOUR / 12
    meetings.ask_whether_they_met()
    yield held.ends_at + 14 * HOUR
    attendance.settle(held, by=held.host, came=held.guests)
    held = Session.objects.with_people().get(pk=held.pk)
    for number, guest in enumerate(held.guests):
        stage.enter(gratitude(held, guest, number))
