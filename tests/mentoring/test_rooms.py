"""Where people meet: a room made for each session, or the host's own, which booked sessions follow."""

import pytest
from django.urls import reverse

from etiquette.models import Email
from mentoring.actions import rooms, seats, sessions
from mentoring.models import Availability, Session
from tests.mentoring.conftest import next_tuesday, offer

pytestmark = pytest.mark.django_db

OWN = "https://video.example.org/maya"


@pytest.fixture
def meeting(match, hours, mina):
    return sessions.book(match, next_tuesday(), by=mina)


def fresh(meeting):
    return Session.objects.with_people().get(pk=meeting.pk)


def waiting_mail(meeting):
    """Who still gets what about a session: kind, name, sequence of the calendar part, whether it names maya's room."""
    rows = Email.objects.about(meeting).unsent().order_by("kind", "person__name", "not_before").select_related("person")
    return [(mail.kind, mail.person.get_short_name(), _sequence(mail), OWN in mail.body_text) for mail in rows]


def _sequence(mail):
    return next((int(row.removeprefix("SEQUENCE:")) for row in mail.calendar.splitlines() if row.startswith("SEQUENCE:")), None)


def test_each_session_has_a_room_of_its_own_that_nobody_can_guess(match, hours, mina, settings):
    one, two = (sessions.book(match, next_tuesday(weeks=weeks), by=mina) for weeks in (0, 1))
    prefix = f"{settings.MEETING_ROOMS_URL}gurukool-"
    assert [meeting.room_url.removeprefix(prefix) == meeting.room for meeting in (one, two)] == [True, True]
    assert (one.room != two.room, len(one.room)) == (True, 16)


def test_who_has_a_room_hosts_there(match, hours, cohort, maya, mina):
    rooms.use(maya, OWN)
    meeting = sessions.book(match, next_tuesday(), by=mina)
    group = offer(cohort, maya, next_tuesday(weeks=1))
    assert [each.room_url for each in (meeting, group.meeting)] == [OWN, OWN]
    mail = Email.objects.get(kind="session_invitation", person=mina)
    assert (OWN in mail.body_text, f"LOCATION:{OWN}" in mail.calendar) == (True, True)


def test_booked_sessions_follow_and_everyone_is_invited_anew(meeting, maya, mina):
    assert rooms.use(maya, OWN) == 1
    assert fresh(meeting).room_url == OWN
    assert waiting_mail(meeting) == [
        ("session_invitation", "Maya", 1, True),
        ("session_invitation", "Mina", 1, True),
        ("session_reminder", "Maya", None, True),
        ("session_reminder", "Maya", None, True),
        ("session_reminder", "Mina", None, True),
        ("session_reminder", "Mina", None, True),
    ]
    told = Email.objects.unsent().get(kind="session_invitation", person=mina)
    assert told.subject.startswith("Another room for your session with Maya Iyer: ")
    assert "Maya Iyer meets you in another room; the hour stays." in told.body_text
    assert rooms.use(maya, OWN) == 0
    assert (rooms.use(maya, ""), fresh(meeting).room_link) == (1, "")


def test_guests_of_a_group_follow_too_and_sessions_of_others_stay(cohort, match, hours, maya, mina, olga):
    group, other = offer(cohort, maya, next_tuesday(weeks=1)), offer(cohort, olga, next_tuesday(weeks=2))
    seats.join(group, by=mina)
    rooms.use(maya, OWN)
    assert [fresh(each.meeting).room_link for each in (group, other)] == [OWN, ""]
    assert [row for row in waiting_mail(group.meeting) if row[0] == "group_invitation"] == [
        ("group_invitation", "Maya", 1, True),
        ("group_invitation", "Mina", 1, True),
    ]
    told = Email.objects.unsent().get(kind="group_invitation", person=mina, about_id=group.meeting_id)
    assert "“Five CVs, read aloud” takes place in another room; the hour stays." in told.body_text


def test_by_its_page(client, meeting, maya, mina):
    client.force_login(maya)
    assert reverse("availability:room") in client.get(reverse("availability:edit")).content.decode()
    page = client.post(reverse("availability:room"), {"room_link": OWN}, follow=True).content.decode()
    assert "Saved. 1 booked session moves there, and everyone has a new invitation." in page
    client.force_login(mina)
    assert f'href="{OWN}"' in client.get(meeting.get_absolute_url()).content.decode()


@pytest.mark.parametrize("typed", ["http://video.example.org/", "javascript:alert(1)", "my room", "https://" + "a" * 500 + ".example"])
def test_what_is_no_room_is_said_and_kept(client, maya, typed):
    client.force_login(maya)
    form = client.post(reverse("availability:room"), {"room_link": typed}).context["form"]
    assert "Please give an address that begins with https://." in form.errors["room_link"]
    assert form["room_link"].value() == typed
    assert not Availability.objects.exclude(room_link="").exists()


@pytest.mark.parametrize("weeks", [1, 3])
def test_the_page_costs_the_same_whatever_is_booked(client, match, hours, maya, mina, weeks, django_assert_num_queries):
    for week in range(weeks):
        sessions.book(match, next_tuesday(weeks=week), by=mina)
    client.force_login(maya)
    with django_assert_num_queries(3):  # login session, person, their room
        client.get(reverse("availability:room"))
