"""The development mailbox, through a real SMTP server and its pages."""

import subprocess
import sys

import pytest
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse

from gurukool.mailbox.letters import Letter, letters
from tests.gurukool.conftest import free_port

CALENDAR = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


def send(subject="Your code", text="The code is 4711.", to="mina@example.org", html=""):
    mail = EmailMultiAlternatives(subject, text, "hello@gurukool.example", [to], bcc=["olga@example.org"])
    if html:
        mail.attach_alternative(html, "text/html")
        mail.attach("invitation.ics", CALENDAR, "text/calendar")
    mail.send()


def test_a_mail_is_kept_whole(mailbox):
    send(subject="Grüße", text="Zwölf Boxkämpfer")
    [letter] = letters(mailbox)
    assert (letter.subject, letter.text.strip(), letter.sender) == ("Grüße", "Zwölf Boxkämpfer", "hello@gurukool.example")
    assert letter.recipients == "mina@example.org, olga@example.org"
    assert [path.suffix for path in mailbox.iterdir()] == [".eml"]


def test_newest_first_and_no_more_than_asked(mailbox):
    for number in range(3):
        send(subject=f"Mail {number}")
    assert [letter.subject for letter in letters(mailbox)] == ["Mail 2", "Mail 1", "Mail 0"]
    assert [letter.subject for letter in letters(mailbox, 1)] == ["Mail 2"]


def test_a_newcomer_reads_without_signing_in(client, mailbox):
    assert b"No mail yet" in client.get("/mailbox/").content
    send()
    [letter] = letters(mailbox)
    address = reverse("mailbox:letter", args=[letter.name])
    assert address in client.get("/mailbox/").content.decode()
    assert b"The code is 4711." in client.get(address).content


def test_foreign_html_is_shut_in_a_sandbox(client, mailbox):
    send(html='<p style="color: red">Hello</p><script>alert(1)</script>')
    [letter] = letters(mailbox)
    answer = client.get(reverse("mailbox:html", args=[letter.name]))
    policy = dict(rule.partition(" ")[::2] for rule in answer["Content-Security-Policy"].split("; "))
    assert b'<p style="color: red">Hello</p>' in answer.content
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert (policy["script-src"], policy["style-src"], policy["frame-ancestors"]) == ("'none'", "'unsafe-inline'", "'self'")
    assert policy["sandbox"] == "allow-popups allow-popups-to-escape-sandbox"
    assert "frame-src 'self'" in client.get(reverse("mailbox:letter", args=[letter.name]))["Content-Security-Policy"]


def test_a_calendar_file_can_be_saved(client, mailbox):
    send(html="<p>Come</p>")
    [letter] = letters(mailbox)
    answer = client.get(reverse("mailbox:attachment", args=[letter.name, 0]))
    assert answer.content.decode().split() == CALENDAR.split()
    assert answer["Content-Type"] == "text/calendar"
    assert answer["Content-Disposition"] == 'attachment; filename="invitation.ics"'
    assert client.get(reverse("mailbox:attachment", args=[letter.name, 1])).status_code == 404


@pytest.mark.parametrize("name", ["nothing", "0000"])
def test_a_mail_that_is_not_there(client, mailbox, name):
    assert client.get(f"/mailbox/{name}/").status_code == 404


def test_the_sink_process_stops_when_told(tmp_path):
    process = subprocess.Popen([sys.executable, "-m", "gurukool.mailbox.sink", str(tmp_path), str(free_port())])
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(2)
    process.terminate()
    assert process.wait(5) == 0


def test_letters_know_when_they_arrived(tmp_path):
    assert Letter(tmp_path / "01700000000000000000-abcd.eml").arrived.isoformat() == "2023-11-14T22:13:20+00:00"
