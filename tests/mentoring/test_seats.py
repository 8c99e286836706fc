"""Seats of a session of many: taken, waited for, given back, never one too many."""

from datetime import time

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from etiquette.models import Email
from gurukool.lib.refusals import Refused
from mentoring.actions import group_moves, groups, seats
from mentoring.models import Attendance, Group
from tests.mentoring.conftest import next_tuesday
from tests.mentoring.grouping import HOUR, busy, fresh, group, guests, is_counted, line, mails, seated

__all__ = ["group", "guests"]

pytestmark = pytest.mark.django_db


def test_seats_then_a_line_and_a_repeated_click_changes_nothing(group, guests):
    ann, bea, cai, dot = guests
    for person in (ann, bea, cai, dot, cai, ann):
        seats.join(group, by=person)
    assert (seated(group), line(group), is_counted(group)) == (["Ann", "Bea"], ["Cai", "Dot"], True)
    assert [mails(person, "group_invitation") for person in guests] == [[("group_invitation", "REQUEST", 0)]] * 2 + [[]] * 2
    assert Email.objects.filter(kind="group_reminder", person=ann).count() == 2


def test_a_seat_given_back_goes_to_the_next_in_the_line(group, guests):
    ann, bea, cai, dot = guests
    for person in guests:
        seats.join(group, by=person)
    seats.leave(group, by=ann)
    assert (seated(group), line(group), is_counted(group)) == (["Bea", "Cai"], ["Dot"], True)
    assert mails(ann, "group_left", "group_invitation", "group_reminder") == [("group_left", "CANCEL", 1)]
    assert mails(cai, "group_invitation") == [("group_invitation", "REQUEST", 0)]
    assert "you were next in the line" in Email.objects.get(kind="group_invitation", person=cai).body_text
    assert mails(dot, "group_invitation", "group_line") == []


def test_who_comes_back_waits_again_and_the_sequence_goes_on(group, guests):
    ann, bea, cai, _ = guests
    for person in (ann, bea, cai):
        seats.join(group, by=person)
    seats.leave(group, by=ann)
    seats.join(group, by=ann)
    assert (seated(group), line(group)) == (["Bea", "Cai"], ["Ann"])
    seats.leave(group, by=bea)
    assert (seated(group), is_counted(group)) == (["Ann", "Cai"], True)
    assert mails(ann, "group_left", "group_invitation") == [("group_left", "CANCEL", 1), ("group_invitation", "REQUEST", 2)]


def test_who_is_busy_then_is_passed_once_with_a_note_and_keeps_the_place(group, guests, cohort):
    ann, bea, cai, dot = guests
    for person in guests:
        seats.join(group, by=person)
    elsewhere = busy(cai, group.meeting.starts_at, cohort)
    seats.leave(group, by=ann)
    assert (seated(group), line(group)) == (["Bea", "Dot"], ["Cai"])
    assert mails(cai, "group_line") == [("group_line", "", None)]
    assert "it went to the next in the line" in Email.objects.get(kind="group_line").body_text
    seats.leave(group, by=bea)
    seats.fill_all()
    assert (seated(group), mails(cai, "group_line")) == (["Dot"], [("group_line", "", None)])
    elsewhere.attendances.update(status="cancelled")
    seats.fill_all()
    assert (seated(group), line(group), is_counted(group)) == (["Cai", "Dot"], [], True)


def test_a_newcomer_takes_a_seat_that_only_the_busy_wait_for(group, guests, cohort):
    ann, bea, cai, dot = guests
    for person in (ann, bea, cai):
        seats.join(group, by=person)
    busy(cai, group.meeting.starts_at, cohort)
    seats.leave(group, by=ann)
    seats.join(group, by=dot)
    assert (seated(group), line(group)) == (["Bea", "Dot"], ["Cai"])


def test_nobody_joins_in_two_places_from_outside_or_twice_as_host(group, guests, cohort, maya, otto, olga):
    busy(guests[0], group.meeting.starts_at + HOUR / 2, cohort)
    with pytest.raises(Refused, match="^You are in another session at that time."):
        seats.join(group, by=guests[0])
    for person in (maya, otto, olga):
        with pytest.raises(PermissionDenied):
            seats.join(group, by=person)
    assert (seated(group), line(group)) == ([], [])


def test_the_line_can_be_left_and_strangers_have_nothing_to_give_back(group, guests):
    for person in guests[:3]:
        seats.join(group, by=person)
    seats.leave(group, by=guests[2])
    assert (seated(group), line(group)) == (["Ann", "Bea"], [])
    with pytest.raises(Refused, match="^You have no seat"):
        seats.leave(group, by=guests[3])


def test_the_database_seats_nobody_beyond_the_last_seat(group, guests):
    for person in guests[:2]:
        seats.join(group, by=person)
    with pytest.raises(IntegrityError, match="seats_within_capacity"), transaction.atomic():
        Attendance.objects.create(meeting=group.meeting, person=guests[2], role="guest", during=group.meeting.during)
    with pytest.raises(IntegrityError, match="seats_within_capacity"), transaction.atomic():
        Group.objects.filter(pk=group.pk).update(capacity=1)
    guests[0].delete()
    assert (seated(group), is_counted(group)) == (["Bea"], True)


def test_more_seats_go_to_the_line_and_fewer_than_taken_are_refused(group, guests, maya, mina):
    for person in guests:
        seats.join(group, by=person)
    words = {"title": "Six CVs", "agenda": "Two rounds."}
    groups.change(group, by=maya, **words, capacity=3)
    assert (seated(group), line(group), fresh(group).title) == (["Ann", "Bea", "Cai"], ["Dot"], "Six CVs")
    with pytest.raises(Refused, match="^3 people have a seat already"):
        groups.change(group, by=maya, **words, capacity=2)
    with pytest.raises(PermissionDenied):
        groups.change(group, by=mina, **words, capacity=9)


def test_who_gave_the_seat_back_hears_so_whatever_becomes_of_the_session(group, guests, maya):
    seats.join(group, by=guests[0])
    seats.leave(group, by=guests[0])
    group_moves.move(group, by=maya, start=next_tuesday(time(15), weeks=1), reason="A talk.")
    groups.cancel(group, by=maya, reason="A cold.")
    assert mails(guests[0], "group_left", "group_moved", "group_cancelled") == [("group_left", "CANCEL", 1)]
