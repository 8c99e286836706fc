"""Open hours: who may book whom without a match, within which limits, by which pages."""

import html
from datetime import time

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from etiquette.models import Duty, Email
from gurukool.lib.refusals import Refused
from mentoring.actions import endings, moves, sessions
from mentoring.models import Availability, Enrolment, Match, OpenPair, Session, WeeklyHours, Wish
from mentoring.selectors import open_hours
from tests.conftest import person
from tests.mentoring.conftest import enrol, next_tuesday

pytestmark = pytest.mark.django_db


def mentor_of(cohort, name, *weekdays, zone="America/New_York", is_open=True):
    """A mentor who offers 08:00 to 10:00 on these weekdays."""
    made = person(name, zone)
    enrol(cohort, made, "mentor", capacity=1)
    for weekday in weekdays:
        WeeklyHours.objects.create(person=made, weekday=weekday, starts=time(8), ends=time(10))
    Availability.objects.create(person=made, open_hours=is_open)
    return made


@pytest.fixture
def opened(cohort):
    cohort.open_hours = True
    cohort.save()
    return cohort


@pytest.fixture
def kim(opened):
    return mentor_of(opened, "Kim Lee", 1)


@pytest.fixture
def pair(opened, match, kim, mina):
    return OpenPair(opened, host=kim, guest=mina)


def test_booking_one_is_a_session_without_a_match_with_the_same_mails_and_duties(pair, kim, mina):
    meeting = sessions.book(pair, next_tuesday(), by=mina)
    assert (meeting.format, meeting.match, meeting.host, meeting.guests) == ("open", None, kim, [mina])
    kinds = Email.objects.about(meeting).order_by("kind").values_list("kind", "person__name")
    assert sorted(set(kinds)) == [(kind, name) for kind in ("session_invitation", "session_reminder") for name in ("Kim Lee", "Mina Das")]
    assert [(duty.act, duty.person, duty.owed_to) for duty in Duty.objects.about(meeting)] == [("prepare", mina, kim)]
    assert sessions.book(pair, next_tuesday(), by=mina) == meeting


def test_it_has_a_limit_of_its_own_beside_the_sessions_of_a_match(pair, match, hours, mina, opened):
    sessions.book(match, next_tuesday(), by=mina)
    sessions.book(pair, next_tuesday(time(9)), by=mina)
    other = OpenPair(opened, host=mentor_of(opened, "Lena Roth", 2), guest=mina)
    with pytest.raises(Refused, match="The sessions of that week are already booked."):
        sessions.book(other, next_tuesday().replace(day=next_tuesday().day) + (next_tuesday(weeks=1) - next_tuesday()) / 7, by=mina)
    assert sessions.book(pair, next_tuesday(weeks=1), by=mina).status == "booked"


def test_nobody_is_in_two_places(pair, match, hours, mina):
    sessions.book(match, next_tuesday(), by=mina)
    with pytest.raises(Refused, match="This hour is no longer free"):
        sessions.book(pair, next_tuesday(), by=mina)


def close_cohort(pair):
    type(pair.cohort).objects.update(open_hours=False)
    pair.cohort.open_hours = False


CLOSED = {
    "the cohort has none": close_cohort,
    "the mentor takes none": lambda pair: Availability.objects.filter(person=pair.host).update(open_hours=False),
    "the mentor has left": lambda pair: Enrolment.objects.filter(person=pair.host).update(left_at="2026-01-01T00:00Z"),
    "the mentee has not confirmed": lambda pair: Enrolment.objects.filter(person=pair.guest).update(confirmed_at=None),
    "the mentor would rather not": lambda pair: Wish.objects.create(cohort=pair.cohort, person=pair.host, about=pair.guest, kind="avoid"),
    "a conflict of interest": lambda pair: Wish.objects.create(cohort=pair.cohort, person=pair.guest, about=pair.host, kind="conflict"),
    "they are matched": lambda pair: Match.objects.update(mentor=Enrolment.objects.get(person=pair.host)),
}


@pytest.mark.parametrize("why", CLOSED)
def test_it_takes_both_who_are_in_and_allow_it(client, pair, mina, why):
    CLOSED[why](pair)
    with pytest.raises(PermissionDenied):
        sessions.book(pair, next_tuesday(), by=mina)
    client.force_login(mina)
    assert client.get(reverse("open_hours:book", args=[pair.cohort.slug, pair.host.uuid])).status_code == 404
    assert not Session.objects.exists()


def test_only_the_mentee_books(pair, kim, otto, maya):
    for who in (kim, otto, maya):
        with pytest.raises(PermissionDenied):
            sessions.book(pair, next_tuesday(), by=who)


def test_either_side_moves_one(pair, mina, kim):
    meeting = sessions.book(pair, next_tuesday(), by=mina)
    assert moves.move(meeting, kim, start=next_tuesday(time(9)), reason="A dentist.").starts_at == next_tuesday(time(9))


def test_who_leaves_the_cohort_keeps_no_open_hours(pair, mina, kim):
    meeting = sessions.book(pair, next_tuesday(), by=mina)
    endings.leave(Enrolment.objects.get(person=kim), by=kim, reason="Private.")
    meeting.refresh_from_db()
    assert (meeting.status, meeting.cancel_reason) == ("cancelled", "Kim Lee is no longer in Spring cohort.")
    told = Email.objects.get(kind="session_cancelled", person=mina).body_text
    assert ("Kim Lee is no longer in Spring cohort." in told, "Private." in told, " wrote: " in told) == (True, False, False)


def test_the_page_lists_those_who_take_them_soonest_first(client, pair, opened, hours, mina, kim, maya):
    lena = mentor_of(opened, "Lena Roth", 0, 1, 2, 3, 4, 5, 6)
    mentor_of(opened, "Nils Berg", 0, 1, 2, is_open=False)
    client.force_login(mina)
    page = client.get(reverse("open_hours:index", args=[opened.slug]))
    assert [place.person for place in page.context["page"].rows] == [kim, lena]
    starts = [offer.slot.start for offer in page.context["soonest"]]
    assert (starts, {offer.mentor for offer in page.context["soonest"]} <= {kim, lena}) == (sorted(starts), True)
    text = html.unescape(page.content.decode())
    assert ("Nils Berg" in text, "Maya Iyer" in text) == (False, False)
    assert reverse("open_hours:book", args=[opened.slug, kim.uuid]) in text


def test_weeks_without_an_hour_left_are_not_offered(pair, opened, kim, mina):
    offered = [offer.slot.start for offer in open_hours.soonest(opened, mina)]
    booked = sessions.book(pair, next_tuesday(), by=mina)
    left = [offer.slot.start for offer in open_hours.soonest(opened, mina)]
    week = booked.starts_at.astimezone(mina.tz).isocalendar()[:2]
    weeks = [[start.astimezone(mina.tz).isocalendar()[:2] for start in starts] for starts in (offered, left)]
    assert (week in weeks[0], week in weeks[1], len(left)) == (True, False, open_hours.SOONEST_SHOWN)


def test_booking_by_the_pages(client, pair, opened, kim, mina):
    client.force_login(mina)
    assert reverse("open_hours:index", args=[opened.slug]) in client.get(reverse("sessions:index")).content.decode()
    url = reverse("open_hours:book", args=[opened.slug, kim.uuid])
    page = client.get(url, {"start": next_tuesday().isoformat()})
    assert "1 open hour a week is yours in this cohort." in page.content.decode()
    response = client.post(url, {"start": next_tuesday().isoformat(), "minutes": "60"})
    meeting = Session.objects.get()
    assert (response.url, meeting.host) == (meeting.get_absolute_url(), kim)
    for who in (mina, kim):
        client.force_login(who)
        assert client.get(response.url).status_code == 200
        assert client.get(reverse("sessions:move", args=[meeting.pk])).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_mentors(client, match, opened, mina, count, django_assert_num_queries):
    for number in range(count):
        mentor_of(opened, f"{'KLM'[number]}im Lee", 1)
    client.force_login(mina)
    with django_assert_num_queries(23):  # who, where, places, full weeks, own time (7), kept free time, rules of those not kept (7)
        page = client.get(reverse("open_hours:index", args=[opened.slug]))
    assert len(page.context["page"].rows) == count


def test_without_anyone_the_page_says_so(client, match, opened, mina):
    assert list(open_hours.places(opened, mina)) == []
    client.force_login(mina)
    assert "Nobody keeps open hours just now" in client.get(reverse("open_hours:index", args=[opened.slug])).content.decode()
