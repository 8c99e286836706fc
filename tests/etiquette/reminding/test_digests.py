"""Digests: one mail per person and window, with a line for each thing that is still true when it goes."""

import threading
from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from django.db import connections, transaction
from django.urls import reverse

from etiquette import occasions, outbox, registry, tasks
from etiquette.mailing import delivery, unsubscribing
from etiquette.models import Duty, Email, MailPreference
from etiquette.occasions import Owes
from etiquette.reminding import digests, reminders
from tests.etiquette.conftest import HOUR, NOON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rule")]
DAY = 24 * HOUR
MORNING = datetime(2026, 3, 5, 2, 30, tzinfo=UTC)  # 08:00 in Kolkata, where Mina lives


@pytest.fixture(autouse=True)
def noon():
    """A Wednesday, 17:30 in Kolkata."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def daily(mina):
    return MailPreference.objects.create(person=mina, digest="daily")


def news(to, subject, key=None, **facts):
    context = {"subject": subject, "text": "A line.", "url": f"/{subject.lower()}/"}
    return outbox.post("news", to=to, template="account/email/letter", context=context, key=key or subject, **facts)


def owe(person, thing, to=None, at=NOON - DAY - timedelta(minutes=5)):
    with time_machine.travel(at, tick=False):
        occasions.happened("tea_served", about=thing, at=at, people=[Owes("guest", person, to)])


def go(noon, moment):
    """What workers do at a moment."""
    noon.move_to(moment)
    tasks.remind()
    tasks.deliver()


def text(mail):
    return mail.get_body(["plain"]).get_content().replace("\r\n", "\n")


def states():
    return dict(Email.objects.values_list("key", "status"))


def test_news_of_several_kinds_and_what_is_owed_are_one_mail_with_a_line_and_a_link_each(mina, daily, tea, noon, sink, settings):
    news(mina, "Apples")
    owe(mina, tea)
    go(noon, NOON + timedelta(minutes=1))  # lines stand in the order of their moments
    news(mina, "Pears")
    go(noon, MORNING - timedelta(minutes=1))
    assert sink.mails == []
    go(noon, MORNING)
    assert sink.subjects == ["Apples, and 2 more"]
    said = text(sink.mails[0])
    assert f"* Apples\n  {settings.SITE_URL}/apples/\n\n* Pears\n  {settings.SITE_URL}/pears/\n" in said
    assert "One thing is still open:\n\n* Thank the programme for Profile of Mina Das\n" in said
    assert ("A line." in said, set(states().values())) == (False, {"sent"})
    go(noon, MORNING + DAY - timedelta(minutes=1))
    assert len(sink.mails) == 1


def test_what_cannot_wait_goes_at_once(mina, daily, noon, sink):
    news(mina, "Code", essential=True)
    news(mina, "Invitation", calendar="BEGIN:VCALENDAR", calendar_method="REQUEST")
    news(mina, "Soon", expires=MORNING)
    news(mina, "Apples", expires=MORNING + timedelta(minutes=1))
    tasks.deliver()
    assert sorted(sink.subjects) == ["Code", "Invitation", "Soon"]
    assert states()["Apples"] == "gathered"


def test_only_what_is_still_true_is_in_it(mina, daily, tea, coffee, noon, sink):
    news(mina, "Moved", about=tea)
    news(mina, "Unwanted")
    Email.objects.filter(key="Unwanted").update(kind="gossip")
    owe(mina, coffee)
    news(mina, "Done", duty=Duty.objects.get())
    news(mina, "Apples")
    outbox.withdraw(tea)
    occasions.discharge("sip", by=mina, about=coffee)
    MailPreference.objects.update(unsubscribed=["gossip"])
    go(noon, MORNING)
    assert (sink.subjects, len(text(sink.mails[0]).split("* "))) == (["Apples"], 2)
    gone = {key: status for key, status in states().items() if status == "withdrawn"}
    assert set(gone) == {"Moved", "Unwanted", "Done"}


def test_nothing_true_is_left_nothing_is_sent(mina, daily, tea, noon, sink):
    news(mina, "Moved", about=tea)
    noon.move_to(MORNING)
    digests.sweep()
    outbox.withdraw(tea)
    tasks.deliver()
    assert (sink.mails, set(states().values())) == ([], {"withdrawn"})


def test_a_weekly_digest_comes_on_monday_through_the_change_of_clocks(maya, noon, sink):
    MailPreference.objects.create(person=maya, digest="weekly")  # New York: summer time from Sunday 8 March on
    news(maya, "Apples")
    monday = datetime(2026, 3, 9, 12, tzinfo=UTC)  # 08:00 EDT; 07:00 if it were still EST
    go(noon, monday - timedelta(minutes=1))
    assert sink.mails == []
    go(noon, monday)
    news(maya, "Pears")
    go(noon, monday + 7 * DAY - timedelta(minutes=1))
    assert sink.subjects == ["Apples"]
    go(noon, monday + 7 * DAY)
    assert sink.subjects == ["Apples", "Pears"]


def test_after_a_standstill_it_is_one_mail_and_keeps_the_quiet_hours(mina, daily, noon, sink):
    news(mina, "Apples")
    noon.move_to(MORNING + HOUR)
    news(mina, "Pears")
    at_night = MORNING + 2 * DAY - 4 * HOUR  # 04:00 in Kolkata
    go(noon, at_night)
    assert sink.mails == []
    go(noon, MORNING + 2 * DAY)
    assert sink.subjects == ["Apples, and 1 more"]


def test_what_comes_when_the_digest_is_made_joins_the_next(mina, daily, noon, sink):
    news(mina, "Apples")
    go(noon, MORNING)
    late = news(mina, "Pears")
    Email.objects.filter(pk=late.pk).update(next_attempt_at=MORNING)  # its transaction began before the window
    go(noon, MORNING + timedelta(minutes=2))
    assert sink.subjects == ["Apples"]
    go(noon, MORNING + DAY)
    assert sink.subjects == ["Apples", "Pears"]


@pytest.mark.usefixtures("daily")
def test_who_waits_is_told_in_the_digest_once(mina, maya, tea, noon, sink):
    registry.register_act("sip", "Thank {to} for {about}", "duties:owed_nowhere", told="{name} has not come to it yet.")
    owe(maya, tea, to=mina)
    Duty.objects.update(stage=Duty.Stage.AGAIN)
    MailPreference.objects.create(person=maya, unsubscribed=["reminder"])
    news(mina, "Apples")
    go(noon, NOON)
    go(noon, MORNING)
    assert "there is nothing you need to do:\n\nMaya has not come to it yet.\n" in text(sink.mails[0])
    for days in range(1, 5):
        go(noon, MORNING + days * DAY)
    assert (sink.subjects, Duty.objects.get().stage) == (["Apples, and 1 more"], Duty.Stage.ADMINS)


def test_choosing_anew_moves_what_waits(client, mina, daily, noon, sink):
    news(mina, "Apples")
    facts = {"quiet_from": "22:00", "quiet_until": "07:30", "digest": "each"}
    client.force_login(mina)
    client.post(reverse("mail:preferences"), facts)
    go(noon, NOON + HOUR)
    news(mina, "Pears")
    tasks.deliver()
    assert sink.subjects == ["Apples", "Pears"]


def test_who_leaves_the_digest_gets_none(mina, daily, client, noon, sink):
    news(mina, "Apples")
    client.post(unsubscribing.url(mina, "digest"))
    go(noon, MORNING)
    assert (sink.mails, states()["Apples"]) == ([], "withdrawn")


def test_a_worker_killed_after_sending_sends_the_same_mail_again_and_no_other(mina, daily, noon, sink, monkeypatch):
    news(mina, "Apples")
    noon.move_to(MORNING)
    digests.sweep()
    with monkeypatch.context() as broken:
        broken.setattr(delivery, "settle", lambda *args, **facts: None)  # dies before it can mark the row
        tasks.deliver()
    news(mina, "Pears")
    noon.shift(2 * delivery.LEASE)
    tasks.remind()
    tasks.deliver()
    assert sink.subjects == ["Apples", "Apples"]
    assert len({mail["Message-ID"] for mail in sink.mails}) == 1
    assert (states()["Apples"], states()["Pears"]) == ("sent", "gathered")


@pytest.mark.parametrize("count", [1, 3])
def test_a_sweep_takes_constant_queries(mina, maya, olga, count, noon, django_assert_num_queries):
    for person in [mina, maya, olga][:count]:
        MailPreference.objects.create(person=person, digest="daily", quiet_from=time(0), quiet_until=time(0))
        for number in range(count):
            news(person, f"{person.name} {number}")
    noon.move_to(NOON + 2 * DAY)
    with django_assert_num_queries(8):  # people, news, which are made, digests written and read, bound; a savepoint
        digests.sweep()


def test_two_sweeps_at_once_make_one_mail(mina, daily, noon, transactional_db, rule):
    news(mina, "Apples")
    noon.move_to(MORNING)
    seen = []

    def rival():
        seen.append(digests.sweep())
        connections.close_all()

    with transaction.atomic():
        seen.append(digests.sweep())
        other = threading.Thread(target=rival)
        other.start()
        other.join()
    assert (seen, digests.sweep(), Email.objects.filter(kind="digest").count()) == ([1, 0], 0, 1)


def test_reminders_alone_read_as_the_reminder_would(mina, daily, tea, noon, sink):
    owe(mina, tea)
    reminders.sweep()
    go(noon, MORNING)
    assert sink.subjects == ["Thank the programme for Profile of Mina Das"]
    assert "/mail/unsubscribe/" in text(sink.mails[0])
