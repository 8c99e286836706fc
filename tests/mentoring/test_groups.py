"""Group sessions: published, joined, waited for, moved, called off, and thanked for by each guest alone."""

from datetime import time, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from etiquette.models import Duty, Email
from gurukool.lib.refusals import Refused
from mentoring.actions import endings, feedback, groups, meetings, seats, sessions, thanks
from mentoring.models import Attendance, Group, News, Session, User, Waiting
from tests.mentoring.conftest import enrol, next_tuesday, offer

SCALES = ("usefulness", "i_was_prepared", "you_were_prepared")
pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def guests(cohort, enrolled):
    """Four more mentees: ann, bea, cai, dot."""
    people = [User.objects.create_user(f"{name.lower()}@example.org", name=f"{name} Guest") for name in ("Ann", "Bea", "Cai", "Dot")]
    for person in people:
        enrol(cohort, person, "mentee")
    return people


@pytest.fixture
def group(cohort, enrolled, maya):
    """maya's, for two guests, on a Tuesday at 08:00 in New York."""
    return offer(cohort, maya, next_tuesday(weeks=1))


def fresh(group):
    return Group.objects.with_meeting().get(pk=group.pk)


def seated(group):
    rows = group.meeting.attendances.filter(role="guest", status="active").order_by("person__name")
    return [seat.person.get_short_name() for seat in rows.select_related("person")]


def line(group):
    return [waiting.person.get_short_name() for waiting in group.waiting.select_related("person")]


def mails(person, *kinds):
    rows = Email.objects.filter(person=person, kind__in=kinds).exclude(status="withdrawn").order_by("created_at", "key")
    return [(mail.kind, mail.calendar_method, _sequence(mail)) for mail in rows]


def _sequence(mail):
    return next((int(row.removeprefix("SEQUENCE:")) for row in mail.calendar.splitlines() if row.startswith("SEQUENCE:")), None)


def is_counted(group):
    return fresh(group).taken == len(seated(group)) <= fresh(group).capacity


def busy(person, start, cohort):
    meeting = Session.objects.create(cohort=cohort, format="open", host=person, during=(start, start + HOUR))
    Attendance.objects.create(meeting=meeting, person=person, role="host", during=meeting.during)
    return meeting


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


def test_moving_tells_everyone_and_frees_the_seat_of_who_is_busy_then(group, guests, maya, cohort):
    ann, bea, cai, dot = guests
    for person in guests:
        seats.join(group, by=person)
    to = next_tuesday(time(15), weeks=1)
    busy(bea, to, cohort)
    groups.move(group, by=maya, start=to, reason="A talk.")
    assert (fresh(group).meeting.starts_at, seated(group), line(group), is_counted(group)) == (to, ["Ann", "Cai"], ["Dot"], True)
    assert set(group.meeting.attendances.filter(status="active").values_list("during", flat=True)) == {fresh(group).meeting.during}
    assert mails(ann, "group_invitation", "group_moved") == [("group_moved", "REQUEST", 1)]
    assert mails(maya, "group_invitation", "group_moved") == [("group_moved", "REQUEST", 1)]
    assert mails(bea, "group_left") == [("group_left", "CANCEL", 1)]
    assert mails(cai, "group_invitation") == [("group_invitation", "REQUEST", 0)]
    assert "is moved to" in Email.objects.get(kind="group_line", person=dot).body_text
    groups.move(group, by=maya, start=to, reason="A talk.")
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
        groups.move(group, by=guests[0], start=next_tuesday(), reason="-")


@pytest.fixture
def over(group, guests, maya):
    """It is over; Ann and Bea had a seat."""
    for person in guests[:2]:
        seats.join(group, by=person)
    now = timezone.now()
    Session.objects.filter(pk=group.meeting_id).update(during=(now - 2 * HOUR, now - HOUR))
    meetings.ask_whether_they_met()
    return Session.objects.with_people().get(pk=group.meeting_id)


def owed(meeting):
    rows = Duty.objects.open().about(meeting).order_by("act", "person__name").select_related("person", "owed_to")
    return [(duty.act, duty.person.get_short_name(), duty.owed_to and duty.owed_to.get_short_name()) for duty in rows]


def test_the_host_says_who_came_and_only_they_owe_thanks_each_for_themselves(over, guests, maya):
    assert owed(over) == [("settle_group", "Maya", None)]
    groups.settle(over, by=maya, came=[guests[0]])
    assert owed(over) == [("give_feedback", "Ann", "Maya"), ("thank", "Ann", "Maya")]
    assert dict(over.attendances.filter(role="guest").values_list("person__name", "came")) == {"Ann Guest": True, "Bea Guest": False}
    with pytest.raises(Refused, match="already said who came"):
        groups.settle(over, by=maya, came=guests[:2])


def test_without_an_answer_all_came_and_the_host_may_correct_it(over, guests, maya):
    Session.objects.filter(pk=over.pk).update(during=(timezone.now() - 60 * HOUR, timezone.now() - 59 * HOUR))
    meetings.assume_held()
    thanked = [("give_feedback", "Ann", "Maya"), ("give_feedback", "Bea", "Maya"), ("thank", "Ann", "Maya"), ("thank", "Bea", "Maya")]
    assert owed(over) == thanked
    over.refresh_from_db()
    groups.settle(over, by=maya, came=[guests[0]])
    assert owed(over) == [thanked[0], thanked[2]]


def test_each_guest_thanks_and_gives_feedback_and_the_host_reads_it(client, over, guests, maya):
    groups.settle(over, by=maya, came=guests[:2])
    over = Session.objects.with_people().get(pk=over.pk)
    for person in guests[:2]:
        client.force_login(person)
        client.post(reverse("sessions:thank", args=[over.pk]), {"text": f"Thank you, says {person.name}.", "outcome": "good"})
        client.post(reverse("feedback:give", args=[over.pk]), {"kept_agenda": "yes", **dict.fromkeys(SCALES, "5"), "went_well": "Much."})
        assert f"Thank you, says {person.name}." in client.get(reverse("sessions:thank", args=[over.pk])).content.decode()
    assert owed(over) == []
    assert [(each.author, each.recipient) for each in over.feedback.order_by("created_at")] == [(person, maya) for person in guests[:2]]
    with pytest.raises(PermissionDenied):
        feedback.give(over, maya, kept_agenda="yes", usefulness=5, went_well="All.", next_time="")


def test_who_did_not_come_is_not_asked_and_may_not_thank(over, guests, maya):
    groups.settle(over, by=maya, came=[guests[0]])
    over = Session.objects.with_people().get(pk=over.pk)
    with pytest.raises(PermissionDenied):
        thanks.thank(over, guests[1], text="For nothing.", outcome="good")


def test_whoever_leaves_the_cohort_gives_seats_lines_and_groups_up(group, guests, enrolled, maya, cohort):
    for person in guests:
        seats.join(group, by=person)
    places = {place.person_id: place for place in cohort.enrolments.select_related("person", "cohort")}
    endings.leave(places[guests[0].pk], by=guests[0], reason="")
    endings.leave(places[guests[3].pk], by=guests[3], reason="")
    assert (seated(group), line(group)) == (["Bea", "Cai"], [])
    endings.leave(places[maya.pk], by=maya, reason="")
    assert (fresh(group).meeting.status, mails(guests[1], "group_cancelled")) == ("cancelled", [("group_cancelled", "CANCEL", 1)])


def test_names_are_for_those_who_come_and_the_line_for_the_host(client, group, guests, maya, mina, otto, olga):
    for person in guests[:3]:
        seats.join(group, by=person)
    seen = {}
    for person in (maya, olga, guests[0], guests[2], mina):
        client.force_login(person)
        text = client.get(group.get_absolute_url()).content.decode()
        seen[person.get_short_name()] = ("Bea Guest" in text, "Cai Guest" in text.replace("Cai Guest<br>", ""))
    assert seen == {"Maya": (True, True), "Olga": (True, True), "Ann": (True, False), "Cai": (False, False), "Mina": (False, False)}
    client.force_login(otto)
    assert client.get(group.get_absolute_url()).status_code == 404


def test_by_its_pages_from_publishing_to_cancelling(client, cohort, enrolled, maya, mina):
    client.force_login(maya)
    start = next_tuesday(weeks=2)
    typed = {"title": "Poster walk", "day": start.date().isoformat(), "clock": "08:00", "minutes": "45", "capacity": "3", "agenda": "Walk."}
    page = client.post(reverse("groups:publish", args=[cohort.slug]), typed)
    group = Group.objects.get()
    assert (page.url, group.meeting.starts_at, group.meeting.minutes) == (group.get_absolute_url(), start, 45)
    client.force_login(mina)
    client.post(reverse("groups:join", args=[group.meeting_id]))
    for address in (reverse("home"), reverse("sessions:index"), reverse("groups:index")):
        assert "Poster walk" in client.get(address).content.decode()
    client.post(reverse("groups:leave", args=[group.meeting_id]))
    assert "Poster walk" not in client.get(reverse("sessions:index")).content.decode()
    client.force_login(maya)
    client.post(reverse("groups:move", args=[group.meeting_id]), {"day": start.date().isoformat(), "clock": "09:00", "reason": "A talk."})
    assert fresh(group).meeting.starts_at == start + HOUR
    client.post(reverse("groups:cancel", args=[group.meeting_id]), {"reason": "A cold."})
    assert "Cancelled: A cold." in client.get(group.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"title": ""}, "title", "This field is required."),
        ({"capacity": "0"}, "capacity", "Ensure this value is greater than or equal to 1."),
        ({"day": "9999-12-31"}, "__all__", "Spring cohort ends on"),
        ({"day": "2027-03-14", "clock": "02:30"}, "clock", "02:30 does not exist that night, because the clocks change."),
        ({"clock": "25:00"}, "clock", "Enter a valid time."),
    ],
)
def test_what_makes_no_group_is_said_and_kept(client, cohort, enrolled, maya, typed, field, sentence):
    client.force_login(maya)
    day = next_tuesday().date().isoformat()
    right = {"title": "Poster walk", "day": day, "clock": "08:00", "minutes": "45", "capacity": "3", "agenda": "Walk."}
    form = client.post(reverse("groups:publish", args=[cohort.slug]), right | typed).context["form"]
    assert form.errors[field][0].startswith(sentence)
    assert (form["agenda"].value(), Group.objects.count()) == ("Walk.", 0)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_at_any_length(client, cohort, enrolled, maya, mina, count, django_assert_num_queries):
    for week in range(count):
        offer(cohort, maya, next_tuesday(weeks=week))
    client.force_login(mina)
    with django_assert_num_queries(6):  # login session, person, groups, my seats, my lines, where I may publish
        page = client.get(reverse("groups:index"))
    assert len(page.context["rows"]) == count


@pytest.mark.parametrize("count", [1, 3])
def test_calling_off_costs_the_same_for_any_number_of_guests(cohort, guests, maya, count, django_assert_num_queries):
    group = offer(cohort, maya, next_tuesday(weeks=1), capacity=9)
    for person in guests[:count]:
        seats.join(group, by=person)
    with django_assert_num_queries(33):
        groups.cancel(group, by=maya, reason="A cold.")


def test_who_gave_the_seat_back_hears_so_whatever_becomes_of_the_session(group, guests, maya):
    seats.join(group, by=guests[0])
    seats.leave(group, by=guests[0])
    groups.move(group, by=maya, start=next_tuesday(time(15), weeks=1), reason="A talk.")
    groups.cancel(group, by=maya, reason="A cold.")
    assert mails(guests[0], "group_left", "group_moved", "group_cancelled") == [("group_left", "CANCEL", 1)]
