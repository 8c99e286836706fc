"""The pages around a session: who sees them, what they say, how many queries they cost."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from etiquette.occasions import Owes, happened
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


def test_pages_of_signed_in_people_stay_out_of_caches(client, meeting, mina):
    client.force_login(mina)
    assert client.get(reverse("sessions:show", args=[meeting.pk])).headers["Cache-Control"] == "private, no-store"


def test_the_mentor_does_not_book(client, match, maya):
    client.force_login(maya)
    assert client.get(reverse("sessions:book", args=[match.pk])).status_code == 404


def test_a_cohort_that_is_closed_leads_to_its_end_and_no_longer_to_booking(client, match, cohort, mina):
    client.force_login(mina)
    booking, ending = reverse("sessions:book", args=[match.pk]), reverse("closings:show", args=[match.mentee_id])
    assert booking in client.get(reverse("sessions:index")).content.decode()
    cohort.closed_at = timezone.now()
    cohort.save()
    assert booking not in client.get(reverse("sessions:index")).content.decode()
    assert f'href="{ending}">How it ends' in client.get(reverse("home")).content.decode()


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
    with django_assert_num_queries(6):  # login session, person, sessions, their people, matches, cohorts with open hours
        page = client.get(reverse("sessions:index"))
    assert len(page.context["coming"]) == weeks


@pytest.mark.parametrize("weeks", [1, 3])
def test_home_takes_eight_queries(client, match, hours, mina, weeks, django_assert_num_queries):
    for week in range(weeks):
        sessions.book(match, next_tuesday(weeks=week), by=mina)
    client.force_login(mina)
    with django_assert_num_queries(8):  # login session, person, duties, place, next session, news; matches, their newest messages
        page = client.get(reverse("home"))
    assert ([duty.act for duty in page.context["owed"]], page.context["next"].during.lower) == (["prepare"] * weeks, next_tuesday())


@pytest.mark.parametrize("count", [1, 3])
def test_the_admins_home_shows_what_they_owe_at_the_same_cost(client, cohort, enrolled, match, olga, count, django_assert_num_queries):
    for number in range(count):
        happened("match_ended", about=match, at=timezone.now(), people=[Owes("admin", olga)], key=str(number))
    client.force_login(olga)
    with django_assert_num_queries(6):  # login session, person, duties, applications, overdue, cohorts
        page = client.get(reverse("home"))
    assert [duty.act for duty in page.context["owed"]] == ["rematch"] * count
