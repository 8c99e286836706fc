"""Answers by mail over a real SMTP connection: each gets a clear answer, and none is lost or doubled."""

import smtplib
import socket
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from etiquette.models import Duty, Email
from gurukool.inbound.reception import LARGEST, reception
from mentoring.actions import conversations, endings
from mentoring.actions.correspondence import SENT_BACK_A_DAY
from mentoring.models import Attachment, InboundMail, Message
from tests.mentoring.conftest import cohort, enrolled, match
from tests.mentoring.papers import pdf, png

__all__ = ["cohort", "enrolled", "match"]

REPLIES = Path(__file__).parent.parent / "data" / "replies"


@pytest.fixture
def door(transactional_db):
    """The server, on a free port; how to reach it."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = reception("127.0.0.1", port)
    controller.start()
    yield lambda: smtplib.SMTP("127.0.0.1", port, timeout=20)
    controller.stop()


@pytest.fixture
def message(transactional_db, settings, match):
    settings.REPLY_DOMAIN = "reply.gurukool.example"
    return conversations.write(match, match.mentor.person, text="How did the pitch go?")


def address(message):
    return Email.objects.get(key=f"message:{message.pk}:arrived").reply_to


def answer(text="It went well.", sender="mina@example.org", **headers):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"], mail["Message-ID"] = f"Mina <{sender}>", "r@x.example", "Re: hello", "<one@example.org>"
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text, cte="base64")
    return mail.as_bytes(policy=SMTP)


def written():
    return list(Message.objects.order_by("created_at").values_list("author__email", "text"))


ASKED = ("maya@example.org", "How did the pitch go?")


def test_an_answer_by_mail_goes_into_the_conversation_and_discharges_what_it_answers(door, message):
    with door() as smtp:
        smtp.sendmail("mina@example.org", address(message), answer())
    assert written() == [ASKED, ("mina@example.org", "It went well.")]
    acknowledged = Duty.objects.about(message).get(act="acknowledge")
    assert (acknowledged.person.email, acknowledged.status) == ("mina@example.org", Duty.Status.DISCHARGED)


def test_the_same_mail_again_changes_nothing(door, message):
    for _ in range(2):
        with door() as smtp:
            smtp.sendmail("mina@example.org", address(message), answer())
    assert written() == [ASKED, ("mina@example.org", "It went well.")]
    assert InboundMail.objects.count() == 1


def test_a_forged_address_is_refused_at_the_door(door, message):
    local, _, host = address(message).partition("@")
    forged = f"{local[:-4]}{'aaaa' if local[-4:] != 'aaaa' else 'bbbb'}@{host}"
    with door() as smtp, pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        smtp.sendmail("mina@example.org", forged, answer())
    assert refused.value.recipients[forged][0] == 550
    assert written() == [ASKED]


def test_a_mail_from_elsewhere_goes_back_to_its_owner_with_the_words(door, message):
    with door() as smtp:
        smtp.sendmail("eve@elsewhere.example", address(message), answer("Let me in", sender="eve@elsewhere.example"))
    assert written() == [ASKED]
    back = Email.objects.get(kind="answer_sent_back")
    assert back.to_address == "mina@example.org"
    assert "eve@elsewhere.example, where we do not know you" in back.body_text
    assert "Let me in" in back.body_text


def test_an_answer_without_words_goes_back(door, message):
    with door() as smtp:
        smtp.sendmail("mina@example.org", address(message), (REPLIES / "empty-answer.eml").read_bytes())
    assert written() == [ASKED]
    assert "no words of your own" in Email.objects.get(kind="answer_sent_back").body_text


def test_ten_thousand_words_go_back_whole(door, message):
    text = " ".join(f"word{at}" for at in range(10_001))
    with door() as smtp:
        smtp.sendmail("mina@example.org", address(message), answer(text))
    back = Email.objects.get(kind="answer_sent_back")
    assert "10,001 words" in back.body_text
    assert "word10000" in back.body_text


def test_an_ended_match_says_so(door, message):
    endings.end(message.match, by=message.match.mentor.person, reason="Time")
    with door() as smtp:
        smtp.sendmail("mina@example.org", address(message), answer())
    assert written() == [ASKED]
    assert "This match has ended" in Email.objects.get(kind="answer_sent_back").body_text


@pytest.mark.parametrize("name", ["auto-outlook", "auto-gmail-vacation", "auto-subject-only", "bounce", "list"])
def test_machines_are_let_go_in_silence(door, message, name):
    mails = Email.objects.count()
    with door() as smtp:
        smtp.sendmail("mina@example.org", address(message), (REPLIES / f"{name}.eml").read_bytes())
    assert written() == [ASKED]
    assert Email.objects.count() == mails
    assert InboundMail.objects.get().outcome == InboundMail.Outcome.IGNORED


def test_a_calendars_reply_is_harmless(door, message):
    mail = EmailMessage()
    mail["From"], mail["Message-ID"] = "mina@example.org", "<two@example.org>"
    mail.set_content("BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR", subtype="calendar")
    with door() as smtp:
        smtp.sendmail("mina@example.org", address(message), mail.as_bytes())
    assert written() == [ASKED]


def test_a_loop_stops_after_a_few_letters_a_day(door, message):
    for at in range(8):
        raw = answer("again", sender="eve@elsewhere.example").replace(b"one@example.org", f"{at}@example.org".encode())
        with door() as smtp:
            smtp.sendmail("eve@elsewhere.example", address(message), raw)
    assert InboundMail.objects.count() == 8
    assert Email.objects.filter(kind="answer_sent_back").count() == SENT_BACK_A_DAY == 5


def test_forty_megabytes_are_refused_with_a_reason(door, message):
    with door() as smtp:
        smtp.ehlo()
        assert smtp.esmtp_features["size"] == str(LARGEST)
        with pytest.raises(smtplib.SMTPResponseException) as refused:
            smtp.sendmail("mina@example.org", address(message), b"Subject: big\r\n\r\n" + b"x" * 70 * 600_000)
    assert refused.value.smtp_code == 552
    assert written() == [ASKED]


def with_files(*files, text="Here it is."):
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Message-ID"] = "Mina <mina@example.org>", "Re: hello", "<three@example.org>"
    mail.set_content(text, cte="base64")
    for name, content, kind in files:
        mail.add_attachment(content, maintype=kind.split("/")[0], subtype=kind.split("/")[1], filename=name)
    return mail.as_bytes(policy=SMTP)


def test_files_of_an_answer_go_along(door, message):
    with door() as smtp:
        smtp.sendmail(
            "mina@example.org", address(message), with_files(("pitch.pdf", pdf(), "application/pdf"), ("me.png", png(), "image/png"))
        )
    assert written() == [ASKED, ("mina@example.org", "Here it is.")]
    assert list(Attachment.objects.order_by("form").values_list("name", "form")) == [("pitch.pdf", "PDF"), ("me.png", "PNG")]
    assert not Email.objects.filter(kind="answer_sent_back").exists()


def test_what_cannot_go_along_is_told_and_the_words_are_posted(door, message):
    sent = [("a.pdf", pdf(), "application/pdf"), ("run.pdf", b"MZ\x90 a program", "application/pdf")]
    for _ in range(2):
        with door() as smtp:
            smtp.sendmail("mina@example.org", address(message), with_files(*sent))
    assert written() == [ASKED, ("mina@example.org", "Here it is.")]
    assert list(Attachment.objects.values_list("name", flat=True)) == ["a.pdf"]
    told = Email.objects.get(kind="answer_sent_back")
    assert (told.to_address, told.subject) == ("mina@example.org", "Your answer to Maya has arrived, without a file")
    assert "“run.pdf” cannot go along. It is neither a PDF nor a picture (JPEG, PNG or WebP)." in told.body_text
