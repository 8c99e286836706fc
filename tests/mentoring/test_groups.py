"""Sessions of many: published, moved, called off."""

from datetime import time

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from etiquette.models import Email
from gurukool.lib.refusals import Refused
from mentoring.actions import endings, group_moves, groups, seats, sessions
from mentoring.models import Group, News, Session, Waiting
from tests.mentoring.conftest import next_tuesday, offer
from tests.mentoring.grouping import HOUR, busy, fresh, group, guests, is_counted, line, mails, seated

__all__ = ["group", "guests"]

pytestmark = pytest.mark.django_db


def test_publishing_invites_the_host_and_tells_the_cohort(group, maya, mina, cohort):
    assert mails(maya, "group_invitation") == [("group_invitation", "REQUEST", 0)]
    assert list(News.objects.filter(tag="group session").values_list("person", "text")) == [
        (mina.pk, "Maya Iyer offers “Five CVs, read aloud”: 2 seats.")
    ]
    assert offer(cohort, maya, next_tuesday(weeks=1)) == group
    assert Session.objects.count() == 1


@pytest.mark.parametrize(
    ("start", "sentence"),
    [
        (lambda: timezone.now() - HOUR, "This hour is over already."),
        (lambda: next_tuesday(weeks=40), "Spring cohort ends on"),
        (lambda: next_tuesday(time(8, 30), weeks=1), "Maya Iyer is in another session at that time."),
    ],
)
def test_an_hour_that_cannot_be_is_refused(group, cohort, maya, start, sentence):
    with pytest.raises(Refused) as refusal:
        offer(cohort, maya, start(), title="Another")
    assert (str(refusal.value).startswith(sentence), Group.objects.count()) == (True, 1)


def test_mentors_and_admins_publish_and_nobody_hosts_for_a_mentee(cohort, enrolled, maya, mina, olga, otto):
    facts = {"title": "Talk", "agenda": "", "start": next_tuesday(), "minutes": 60, "capacity": 2}
    for by, host in ((mina, mina), (otto, otto), (maya, mina), (olga, mina), (maya, olga)):
        with pytest.raises(PermissionDenied):
            groups.publish(cohort, by=by, host=host, **facts)
    assert groups.publish(cohort, by=olga, host=maya, **facts).meeting.host == maya
    assert groups.publish(cohort, by=olga, host=olga, **facts).meeting.host == olga


def test_moving_tells_everyone_and_frees_the_seat_of_who_is_busy_then(group, guests, maya, cohort):
    ann, bea, cai, dot = guests
    for person in guests:
        seats.join(group, by=person)
    to = next_tuesday(time(15), weeks=1)
    busy(bea, to, cohort)
    group_moves.move(group, by=maya, start=to, reason="A talk.")
    assert (fresh(group).meeting.starts_at, seated(group), line(group), is_counted(group)) == (to, ["Ann", "Cai"], ["Dot"], True)
    assert set(group.meeting.attendances.filter(status="active").values_list("during", flat=True)) == {fresh(group).meeting.during}
    assert mails(ann, "group_invitation", "group_moved") == [("group_moved", "REQUEST", 1)]
    assert mails(maya, "group_invitation", "group_moved") == [("group_moved", "REQUEST", 1)]
    assert mails(bea, "group_left") == [("group_left", "CANCEL", 1)]
    assert mails(cai, "group_invitation") == [("group_invitation", "REQUEST", 0)]
    assert "is moved to" in Email.objects.get(kind="group_line", person=dot).body_text
    group_moves.move(group, by=maya, start=to, reason="A talk.")
    assert mails(ann, "group_moved") == [("group_moved", "REQUEST", 1)]


def test_calling_it_off_tells_everyone_and_those_who_wait(group, guests, maya):
    for person in guests:
        seats.join(group, by=person)
    groups.cancel(group, by=maya, reason="A cold.")
    assert [mails(person, "group_cancelled", "group_reminder") for person in (maya, *guests[:2])] == [
        [("group_cancelled", "CANCEL", 1)]
    ] * 3
    assert [mails(person, "group_line") for person in guests[2:]] == [[("group_line", "", None)]] * 2
    assert (fresh(group).meeting.status, fresh(group).taken, Waiting.objects.count()) == ("cancelled", 0, 0)
    with pytest.raises(Refused, match="^This session was cancelled."):
        seats.join(group, by=guests[3])


def test_guests_cannot_run_it_as_if_it_were_a_session_of_two(group, guests):
    seats.join(group, by=guests[0])
    meeting = Session.objects.with_people().get(pk=group.meeting_id)
    with pytest.raises(PermissionDenied):
        sessions.cancel(meeting, by=guests[0], reason="-")
    with pytest.raises(PermissionDenied):
        sessions.settle(meeting, by=guests[0], missing=[])
    with pytest.raises(PermissionDenied):
        groups.cancel(group, by=guests[0], reason="-")
    with pytest.raises(PermissionDenied):
        group_moves.move(group, by=guests[0], start=next_tuesday(), reason="-")


def test_whoever_leaves_the_cohort_gives_seats_lines_and_groups_up(group, guests, enrolled, maya, cohort):
    for person in guests:
        seats.join(group, by=person)
    places = {place.person_id: place for place in cohort.enrolments.select_related("person", "cohort")}
    endings.leave(places[guests[0].pk], by=guests[0], reason="")
    endings.leave(places[guests[3].pk], by=guests[3], reason="")
    assert (seated(group), line(group)) == (["Bea", "Cai"], [])
    endings.leave(places[maya.pk], by=maya, reason="")
    assert (fresh(group).meeting.status, mails(guests[1], "group_cancelled")) == ("cancelled", [("group_cancelled", "CANCEL", 1)])


@pytest.mark.parametrize("count", [1, 3])
def test_calling_off_costs_the_same_for_any_number_of_guests(cohort, guests, maya, count, django_assert_num_queries):
    group = offer(cohort, maya, next_tuesday(weeks=1), capacity=9)
    for person in guests[:count]:
        seats.join(group, by=person)
    with django_assert_num_queries(33):
        groups.cancel(group, by=maya, reason="A cold.")
