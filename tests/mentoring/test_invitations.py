"""Invitations as they are mailed: RFC 5546, one name for life, nobody else's address."""

from urllib.parse import parse_qs, urlsplit

import icalendar
import pytest

from etiquette.models import Email
from mentoring.actions import invitations, moves, sessions
from tests.mentoring.conftest import next_tuesday

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(match, hours, mina):
    return sessions.book(match, next_tuesday(), by=mina)


def sent(kind, person):
    """The (method in the row, calendar, event) of the one mail of this kind."""
    mail = Email.objects.get(kind=kind, person=person)
    calendar = icalendar.Calendar.from_ical(mail.calendar)
    [event] = calendar.walk("VEVENT")
    return mail.calendar_method, calendar, event


def test_a_cancellation_has_the_name_of_its_invitation_and_a_higher_sequence(meeting, maya, mina):
    sessions.cancel(meeting, by=mina, reason="Ill.")
    for person in (maya, mina):
        method, asked, event = sent("session_invitation", person)
        assert (method, str(asked["METHOD"]), event["SEQUENCE"]) == ("REQUEST", "REQUEST", 0)
        method, taken_back, gone = sent("session_cancelled", person)
        assert (method, str(taken_back["METHOD"]), gone["SEQUENCE"], str(gone["STATUS"])) == ("CANCEL", "CANCEL", 1, "CANCELLED")
        assert gone["UID"] == event["UID"]
        assert gone.decoded("DTSTART") == event.decoded("DTSTART") == meeting.starts_at


def test_the_programme_invites_and_each_invitation_names_its_reader_alone(meeting, maya, mina, settings):
    for person, other in ((maya, mina), (mina, maya)):
        _, calendar, event = sent("session_invitation", person)
        assert event["ORGANIZER"] == "mailto:hello@gurukool.example"
        assert event["ATTENDEE"] == f"mailto:{person.email}"
        assert (event["ATTENDEE"].params["RSVP"], event["ATTENDEE"].params["PARTSTAT"]) == ("FALSE", "ACCEPTED")
        assert other.email not in calendar.to_ical().decode()


def test_the_file_of_the_page_is_the_invitation_of_its_reader(client, meeting, maya, mina):
    client.force_login(maya)
    answer = client.get(f"/sessions/{meeting.pk}/calendar.ics")
    _, _, mailed = sent("session_invitation", maya)
    [event] = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert {**event, "DTSTAMP": 0} == {**mailed, "DTSTAMP": 0}
    assert answer["Content-Type"] == "text/calendar; charset=utf-8; method=REQUEST"


def test_links_carry_the_same_hour_and_stand_in_the_mail_and_on_the_page(client, meeting, mina):
    links = {link.label: parse_qs(urlsplit(link.url).query) for link in invitations.add_links(meeting)}
    assert list(links) == ["Google", "Outlook", "Microsoft 365"]
    start, end = meeting.starts_at, meeting.ends_at
    assert links["Google"]["dates"] == [f"{start:%Y%m%dT%H%M%SZ}/{end:%Y%m%dT%H%M%SZ}"]
    for name in ("Outlook", "Microsoft 365"):
        assert (links[name]["startdt"], links[name]["enddt"]) == ([f"{start:%Y-%m-%dT%H:%M:%SZ}"], [f"{end:%Y-%m-%dT%H:%M:%SZ}"])
        assert links[name]["subject"] == links["Google"]["text"] == ["Gurukool: Mina Das with Maya Iyer"]
    client.force_login(mina)
    shown = client.get(f"/sessions/{meeting.pk}/").content.decode()
    mailed = Email.objects.get(kind="session_invitation", person=mina).body_html
    for link in invitations.add_links(meeting):
        assert link.url.replace("&", "&amp;") in shown
        assert link.url.replace("&", "&amp;") in mailed


def test_a_moved_session_keeps_its_name_and_its_links_carry_the_new_hour(meeting, maya, mina):
    moved = moves.move(meeting, by=mina, start=next_tuesday(weeks=1), reason="A clash.")
    for person in (maya, mina):
        method, asked, event = sent("session_moved", person)
        assert (method, str(asked["METHOD"]), event["SEQUENCE"], event.decoded("DTSTART")) == ("REQUEST", "REQUEST", 1, moved.starts_at)
        assert event["UID"] == sent("session_invitation", person)[2]["UID"]
        html = Email.objects.get(kind="session_moved", person=person).body_html
        assert all(link.url.replace("&", "&amp;") in html for link in invitations.add_links(moved))
    sessions.cancel(moved, by=mina, reason="Ill.")
    assert [sent("session_cancelled", person)[2]["SEQUENCE"] for person in (maya, mina)] == [2, 2]


def test_a_declined_invitation_has_no_door_to_come_in_by(client, meeting, mina):
    """A reply goes to the programme's postbox as a mail; nothing here reads it, and no address takes one."""
    client.force_login(mina)
    reply = Email.objects.get(kind="session_invitation", person=mina).calendar.replace("METHOD:REQUEST", "METHOD:REPLY")
    reply = reply.replace("PARTSTAT=ACCEPTED", "PARTSTAT=DECLINED")
    for address in (f"/sessions/{meeting.pk}/calendar.ics", "/calendar/gurukool.ics"):
        assert client.post(address, reply, content_type="text/calendar; method=REPLY").status_code == 405
    meeting.refresh_from_db()
    assert (meeting.status, meeting.sequence) == ("booked", 0)
