"""The pages around a session: who sees them, what they say, how many queries they cost."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring.actions import preparations, sessions
from mentoring.models import Session
from tests.mentoring.conftest import next_tuesday

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(match, hours, mina):
    return sessions.book(match, next_tuesday(), by=mina)


def past(meeting, hours=2):
    now = timezone.now()
    Session.objects.filter(pk=meeting.pk).update(during=(now - timedelta(hours=hours), now - timedelta(hours=hours - 1)))
    meeting.refresh_from_db()
    return meeting


PAGES = ["show", "cancel", "settle", "thank", "calendar", "prepare", "brief"]


@pytest.mark.parametrize("page", PAGES)
def test_a_session_does_not_exist_for_outsiders_or_admins(client, meeting, otto, olga, page):
    for person in (otto, olga):
        client.force_login(person)
        assert client.get(reverse(f"sessions:{page}", args=[meeting.pk])).status_code == 404


def test_the_picker_shows_slots_on_both_clocks(client, match, hours, mina):
    client.force_login(mina)
    page = client.get(reverse("sessions:book", args=[match.pk]))
    day, slots = page.context["days"][0]
    assert [fits for _, fits in slots] == [False, False]
    assert "Maya: " in page.content.decode()
    start = slots[0][0].start.isoformat()
    chosen = client.get(reverse("sessions:book", args=[match.pk]), {"start": start})
    assert chosen.context["chosen"].start.isoformat() == start
    assert "Book this hour" in chosen.content.decode()


@pytest.mark.parametrize("start", ["", "nonsense", "9999-12-31T23:59:59+00:00", "2026-11-24T08:00:00", "0001-01-01T00:00:00+14:00", "\x00"])
def test_a_guessed_slot_is_refused_without_harm(client, match, hours, mina, start):
    client.force_login(mina)
    url = reverse("sessions:book", args=[match.pk])
    assert client.get(url, {"start": start, "days": "9999999"}).context["chosen"] is None
    response = client.post(url, {"start": start})
    assert (response.status_code, Session.objects.count()) == (409, 0)
    assert response.context["form"].errors


def test_a_lost_race_shows_what_is_still_free(client, meeting, match, mina):
    client.force_login(mina)
    sessions.cancel(meeting, by=mina, reason="Another day.")
    taken = next_tuesday(weeks=1)
    sessions.book(match, taken, by=mina)
    rival = client.post(reverse("sessions:book", args=[match.pk]), {"start": next_tuesday(weeks=1).replace(hour=9).isoformat()})
    assert rival.status_code == 409
    assert "The sessions of that week are already booked." in rival.content.decode()
    assert taken not in [slot.start for _, slots in rival.context["days"] for slot, _ in slots]


def test_the_mentor_does_not_book(client, match, maya):
    client.force_login(maya)
    assert client.get(reverse("sessions:book", args=[match.pk])).status_code == 404


def test_the_host_sees_a_preparation_only_once_it_is_handed_over(client, meeting, mina, maya):
    facts = {"progress": "A secret draft", "agenda": "Talk", "found_out": "", "questions": ["One?", "Two?", "Three?"]}
    preparations.prepare(meeting, mina, **facts, ready=False)
    client.force_login(maya)
    pages = [reverse("sessions:brief", args=[meeting.pk]), reverse("sessions:show", args=[meeting.pk])]
    assert ["A secret draft" in client.get(page).content.decode() for page in pages] == [False, False]
    preparations.prepare(meeting, mina, **facts, ready=True)
    assert ["A secret draft" in client.get(page).content.decode() for page in pages] == [True, True]


def test_a_refused_preparation_keeps_every_word(client, meeting, mina):
    client.force_login(mina)
    typed = {"progress": "Half a page", "question_1": "Why leave?", "agenda": "", "ready": ""}
    page = client.post(reverse("sessions:prepare", args=[meeting.pk]), typed).content.decode()
    assert "Please bring at least 3 questions." in page
    assert "Please sketch an agenda: one line is enough." in page
    assert "Half a page" in page
    assert "Why leave?" in page


def test_settling_and_thanking_by_their_pages(client, meeting, mina):
    past(meeting)
    client.force_login(mina)
    client.post(reverse("sessions:settle", args=[meeting.pk]), {"outcome": "held"})
    meeting.refresh_from_db()
    assert (meeting.status, meeting.settled_by) == ("held", mina)
    client.post(reverse("sessions:thank", args=[meeting.pk]), {"text": "It helped.", "outcome": "good"})
    assert "It helped." in client.get(reverse("sessions:show", args=[meeting.pk])).content.decode()


def test_an_unanswered_settle_form_settles_nothing(client, meeting, mina):
    past(meeting)
    client.force_login(mina)
    response = client.post(reverse("sessions:settle", args=[meeting.pk]), {})
    meeting.refresh_from_db()
    assert (response.status_code, meeting.status) == (200, "booked")


def test_opening_pages_changes_nothing(client, meeting, mina, maya):
    before = list(Session.objects.values())
    for person in (mina, maya):
        client.force_login(person)
        for page in PAGES:
            client.get(reverse(f"sessions:{page}", args=[meeting.pk]))
    assert list(Session.objects.values()) == before
    assert not meeting.preparations.exists()


@pytest.mark.parametrize("weeks", [1, 3])
def test_the_list_of_sessions_costs_the_same_at_any_length(client, match, hours, mina, weeks, django_assert_num_queries):
    for week in range(weeks):
        sessions.book(match, next_tuesday(weeks=week), by=mina)
    client.force_login(mina)
    with django_assert_num_queries(5):  # login session, person, coming, past, matches
        page = client.get(reverse("sessions:index"))
    assert len(page.context["coming"]) == weeks


@pytest.mark.parametrize("weeks", [1, 3])
def test_home_takes_six_queries_at_most(client, match, hours, mina, weeks, django_assert_num_queries):
    for week in range(weeks):
        sessions.book(match, next_tuesday(weeks=week), by=mina)
    client.force_login(mina)
    with django_assert_num_queries(6):  # login session, person, duties, place, next session, news
        page = client.get(reverse("home"))
    assert ([duty.act for duty in page.context["owed"]], page.context["next"].during.lower) == (["prepare"] * weeks, next_tuesday())
