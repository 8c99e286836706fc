"""The pages of moving and swapping: what each side sees, what a refusal keeps, what they cost."""

import html
from datetime import time, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from mentoring.actions import moves, preparations, sessions
from mentoring.models import Match, Move, Session
from tests.mentoring.conftest import enrol, next_tuesday

pytestmark = pytest.mark.django_db

LATER = next_tuesday(time(9))


@pytest.fixture
def meeting(match, hours, mina):
    return sessions.book(match, next_tuesday(), by=mina)


@pytest.fixture
def page(client, meeting):
    """`page(person, **query)`: the page on which `person` moves the session."""

    def page(person, **query):
        client.force_login(person)
        return client.get(reverse("sessions:move", args=[meeting.pk]), query)

    return page


def text_of(response):
    return html.unescape(response.content.decode())


def offered(response):
    return [slot.start for _, day in response.context["days"] for slot, _ in day]


def test_each_side_picks_on_their_own_clock(page, mina, maya):
    for person, other in ((mina, "Maya: Tue 09:00"), (maya, "Mina: ")):
        shown = page(person)
        assert offered(shown)[0] == LATER
        assert other in text_of(shown)
    days = page(maya).context["days"]
    assert days[0][0] == LATER.date()


def test_the_hour_it_has_is_not_offered_and_its_week_still_is(page, mina):
    starts = offered(page(mina, days="60"))
    assert (LATER in starts, next_tuesday() in starts) == (True, False)


def test_the_host_is_offered_hours_at_short_notice(page, maya, mina, meeting):
    with time_machine.travel(LATER - timedelta(hours=20), tick=False):
        assert (LATER in offered(page(maya)), LATER in offered(page(mina))) == (True, False)


def test_moving_by_the_page(client, page, meeting, mina):
    chosen = page(mina, start=LATER.isoformat())
    assert "Move it here" in text_of(chosen)
    response = client.post(reverse("sessions:move", args=[meeting.pk]), {"start": LATER.isoformat(), "reason": "A train."})
    assert response.url == meeting.get_absolute_url()
    shown = text_of(client.get(response.url))
    assert "by you: A train." in shown


def test_a_refusal_keeps_the_reason_also_for_the_next_hour_picked(client, meeting, mina):
    client.force_login(mina)
    url = reverse("sessions:move", args=[meeting.pk])
    refused = client.post(url, {"start": next_tuesday(time(8, 30)).isoformat(), "reason": "A train & a <strike>."})
    assert (refused.status_code, Move.objects.count()) == (409, 0)
    assert "This hour is no longer free" in text_of(refused)
    link = next(part for part in refused.content.decode().split('"') if part.startswith("?reason="))
    again = client.get(url + html.unescape(link))
    assert again.context["form"]["reason"].value() == "A train & a <strike>."
    assert "A train & a <strike>.</textarea>" in text_of(again)


@pytest.mark.parametrize("start", ["", "nonsense", "9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+14:00", "\x00"])
@pytest.mark.parametrize("who", ["mina", "maya"])
def test_a_guessed_hour_is_refused_without_harm(client, meeting, request, who, start):
    client.force_login(request.getfixturevalue(who))
    response = client.post(reverse("sessions:move", args=[meeting.pk]), {"start": start, "reason": "-"})
    assert (response.status_code, Session.objects.get().starts_at) == (409, next_tuesday())
    assert response.context["form"].errors


def test_a_reason_is_needed(client, meeting, mina):
    client.force_login(mina)
    response = client.post(reverse("sessions:move", args=[meeting.pk]), {"start": LATER.isoformat(), "reason": " "})
    assert (response.status_code, Move.objects.count()) == (409, 0)


@pytest.mark.parametrize("name", ["move", "cancel"])
def test_short_notice_is_named_with_the_others_clock(client, meeting, mina, name):
    client.force_login(mina)
    url = reverse(f"sessions:{name}", args=[meeting.pk])
    assert "This is short notice" not in text_of(client.get(url))
    with time_machine.travel(meeting.starts_at - timedelta(hours=6), tick=False):
        client.force_login(mina)
        shown = text_of(client.get(url))
    assert "begins in 6 h, at Tue 08:00 EST for Maya, where it is Tue 02:00 now." in shown


def test_what_cannot_be_moved_says_why_and_what_to_do(page, meeting, mina, cohort):
    cohort.moves_per_session = 1
    cohort.save()
    moves.move(meeting, mina, start=LATER, reason="A train.")
    shown = page(mina)
    assert "This session has been moved once already, and that is enough." in text_of(shown)
    assert ("Write a line" in text_of(shown), "days" in shown.context) == (True, False)


@pytest.mark.parametrize("who", ["mina", "maya"])
@pytest.mark.parametrize("name", ["show", "prepare"])
def test_a_late_preparation_offers_to_move(client, meeting, request, who, name):
    person = request.getfixturevalue(who)
    with time_machine.travel(meeting.starts_at - timedelta(hours=5), tick=False):
        client.force_login(person)
        shown = text_of(client.get(reverse(f"sessions:{name}", args=[meeting.pk]), follow=True))
        assert reverse("sessions:move", args=[meeting.pk]) in shown
        assert "Would another hour be better?" in shown
        preparations.prepare(
            meeting, meeting.guest, progress="Two pages.", agenda="Talk", found_out="", questions=["a", "b", "c"], ready=True
        )
        assert "Would another hour be better?" not in text_of(client.get(reverse(f"sessions:{name}", args=[meeting.pk]), follow=True))


def test_a_preparation_in_time_is_not_nagged_about(client, meeting, mina):
    client.force_login(mina)
    assert "Would another hour be better?" not in text_of(client.get(meeting.get_absolute_url()))


@pytest.fixture
def ottos(cohort, enrolled, hours, otto):
    mentee = enrol(cohort, otto, "mentee")
    facts = {"cohort": cohort, "mentor": enrolled.mentor, "mentee": mentee}
    match = Match.objects.create(status="confirmed", confirmed_at=timezone.now(), **facts)
    return sessions.book(match, next_tuesday(weeks=1), by=otto)


def test_the_host_swaps_by_the_page_and_the_guest_is_not_offered_others_sessions(client, page, meeting, ottos, maya, mina):
    assert list(page(mina).context["others"]) == []
    assert list(page(maya).context["others"]) == [ottos]
    url = reverse("sessions:swap", args=[meeting.pk, ottos.pk])
    assert "Otto Outsider with Maya Iyer" in text_of(client.get(url))
    response = client.post(url, {"seen": meeting.starts_at.isoformat(), "reason": "A conference."})
    assert response.url == meeting.get_absolute_url()
    assert Session.objects.get(pk=meeting.pk).starts_at == ottos.starts_at


def test_somebody_elses_session_cannot_be_swapped_nor_seen(client, meeting, ottos, mina):
    client.force_login(mina)
    url = reverse("sessions:swap", args=[meeting.pk, ottos.pk])
    assert client.get(url).status_code == 404
    assert client.post(url, {"seen": meeting.starts_at.isoformat(), "reason": "-"}).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_however_many_sessions_there_are(client, page, match, meeting, mina, count, django_assert_num_queries):
    for week in range(1, count):
        sessions.book(match, next_tuesday(weeks=week), by=mina)
    page(mina)
    with django_assert_num_queries(24):  # the rules of both twice (14), who and which session, moves, others and their people
        client.get(reverse("sessions:move", args=[meeting.pk]))
