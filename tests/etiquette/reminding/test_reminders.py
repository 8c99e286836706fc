"""The sweep: who is reminded of what, when, how often; and what the mail says when it goes."""

import threading
from datetime import date, time, timedelta

import pytest
import time_machine
from django.db import connections, transaction

from etiquette import health, occasions, outbox, registry, tasks
from etiquette.models import Absence, Duty, Email, MailPreference
from etiquette.occasions import Owes
from etiquette.reminding import reminders, telling
from tests.etiquette.conftest import HOUR, NOON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rule")]
DAY = 24 * HOUR


@pytest.fixture(autouse=True)
def noon():
    """It is noon in UTC, 17:30 in Kolkata where Mina lives; what was served yesterday is due now."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def owe(person, *things, at=NOON - DAY - timedelta(minutes=5), to=None):
    """Told when it happened, so that nothing is short notice."""
    with time_machine.travel(at, tick=False):
        for thing in things:
            occasions.happened("tea_served", about=thing, at=at, people=[Owes("guest", person, to)])


def windows():
    return list(Email.objects.order_by("not_before").values_list("person__name", "not_before"))


def test_one_mail_per_person_and_window(mina, maya, tea, coffee):
    owe(mina, tea, coffee)
    owe(maya, tea, at=NOON)  # due tomorrow
    assert reminders.sweep() == 2
    assert windows() == [("Mina Das", NOON + HOUR)]
    assert Email.objects.values_list("key", flat=True).get() == f"reminders:{mina.pk}:20260304T1300Z"
    assert reminders.sweep() == 0


def test_what_falls_due_within_the_hour_joins_the_same_mail(mina, tea, coffee, noon, sink):
    owe(mina, tea)
    owe(mina, coffee, at=NOON - DAY + timedelta(minutes=30))
    reminders.sweep()
    noon.move_to(NOON + timedelta(minutes=40))
    assert reminders.sweep() == 1
    assert windows() == [("Mina Das", NOON + HOUR)]
    noon.move_to(NOON + HOUR)
    outbox.deliver()
    assert sink.subjects == ["2 things are waiting for you"]


def test_the_subject_says_how_many_there_are_even_if_not_all_are_listed(mina, tea, coffee, noon, sink, monkeypatch):
    monkeypatch.setattr(reminders, "SHOWN_AT_MOST", 1)
    owe(mina, tea, coffee)
    reminders.sweep()
    noon.move_to(NOON + HOUR)
    outbox.deliver()
    assert sink.subjects == ["2 things are waiting for you"]
    text = sink.mails[0].get_body("plain").get_content()
    assert ("These are still open:" in text, "And 1 more on the page of what you owe." in text) == (True, True)


def test_the_mail_lists_what_is_still_open_when_it_goes(mina, tea, coffee, noon, sink):
    owe(mina, tea, coffee)
    reminders.sweep()
    occasions.discharge("sip", by=mina, about=tea)
    noon.move_to(NOON + HOUR)
    outbox.deliver()
    text = sink.mails[0].get_body(["plain"]).get_content()
    assert "Thank the programme for Profile of Maya Iyer" in text
    assert "It was due Wed 4 Mar, 17:25 IST. Tea gets cold." in text
    assert "Profile of Mina Das" not in text


def test_nothing_open_nothing_sent(mina, tea, noon, sink):
    owe(mina, tea)
    reminders.sweep()
    occasions.discharge("sip", by=mina, about=tea)
    noon.move_to(NOON + HOUR)
    outbox.deliver()
    assert (Email.objects.get().status, sink.mails) == ("withdrawn", [])


def test_two_reminders_then_an_admin(mina, tea, noon):
    owe(mina, tea)
    for moment in (NOON, NOON + 26 * HOUR, NOON + 80 * HOUR):
        assert not Duty.objects.escalated().exists()
        noon.move_to(moment)
        assert reminders.sweep() == 1
    noon.move_to(NOON + 30 * DAY)
    assert reminders.sweep() == 0
    assert Duty.objects.escalated().get().is_escalated
    # 24 h after the first would be 13:00 UTC; 48 h after the second is 21:00 in Kolkata or later, so the next morning
    assert [moment for _, moment in windows()][:2] == [NOON + HOUR, NOON + 27 * HOUR]


@pytest.fixture
def speakable():
    """The act may be spoken of to who waits for it."""
    registry.register_act("sip", "Thank {to} for {about}", "duties:owed_nowhere", told="{name} has not come to it yet.")


def reminded(noon, times):
    """Let as many stages pass, each when its time has come, and send what is due."""
    for _ in range(times):
        noon.move_to(max(NOON, Duty.objects.get().remind_at))
        reminders.sweep()
        noon.shift(20 * HOUR)  # beyond anybody's quiet hours
        outbox.deliver()


@pytest.mark.usefixtures("speakable")
def test_remind_remind_tell_the_other_side_then_an_admin(mina, maya, tea, noon, sink):
    owe(mina, tea, to=maya)
    reminded(noon, 2)
    assert [mail["To"] for mail in sink.mails] == [mina.email] * 2
    reminded(noon, 1)
    assert [(mail["To"], mail["Subject"]) for mail in sink.mails[2:]] == [(maya.email, "Mina takes a little longer")]
    first, second, told = [mail.get_body(["plain"]).get_content() for mail in sink.mails]
    assert ("Mina has not come to it yet." in told, "Profile of" in told) == (True, False)
    announced = "If it is still open in two days, Maya Iyer may hear from us, kindly, that it takes longer."
    assert (announced in first, announced in second) == (False, True)
    assert not Duty.objects.escalated().exists()
    reminded(noon, 1)
    assert (len(sink.mails), Duty.objects.escalated().get().remind_at) == (3, None)


def test_private_things_are_told_to_nobody_but_an_admin(mina, maya, tea, noon, sink):
    owe(mina, tea, to=maya)
    reminded(noon, 3)
    assert [mail["To"] for mail in sink.mails] == [mina.email] * 2
    assert Duty.objects.escalated().exists()


@pytest.mark.usefixtures("speakable")
def test_who_waits_is_not_told_of_what_has_come_meanwhile(mina, maya, tea, noon, sink):
    owe(mina, tea, to=maya)
    reminded(noon, 2)
    noon.move_to(Duty.objects.get().remind_at)
    reminders.sweep()
    occasions.discharge("sip", by=mina, about=tea)
    noon.shift(20 * HOUR)
    outbox.deliver()
    assert [mail["To"] for mail in sink.mails] == [mina.email] * 2
    assert list(Email.objects.filter(kind="takes_longer").values_list("status", flat=True)) == ["withdrawn"]


@pytest.mark.usefixtures("speakable")
def test_who_waits_is_told_of_everything_in_one_mail_out_of_their_quiet_hours(mina, maya, olga, tea, noon):
    MailPreference.objects.create(person=maya, quiet_from=time(6), quiet_until=time(12))  # 07:00 in New York now
    owe(mina, tea, to=maya)
    owe(olga, tea, to=maya)
    Duty.objects.update(stage=Duty.Stage.AGAIN)
    reminders.sweep()
    told = Email.objects.filter(kind="takes_longer").values_list("person", "not_before")
    assert list(told) == [(maya.pk, NOON + 5 * HOUR)]
    noon.move_to(NOON + 5 * HOUR)
    assert telling.compose(Email.objects.get(kind="takes_longer")).subject == "Some things you wait for take a little longer"


@pytest.mark.usefixtures("speakable")
def test_who_would_rather_not_know_is_not_told(mina, maya, tea):
    MailPreference.objects.create(person=maya, unsubscribed=["takes_longer"])
    owe(mina, tea, to=maya)
    Duty.objects.update(stage=Duty.Stage.AGAIN)
    reminders.sweep()
    assert (Email.objects.filter(kind="takes_longer").count(), Duty.objects.get().stage) == (0, Duty.Stage.TOLD)


def test_quiet_hours_and_digest_hold_in_the_persons_own_zone(mina, maya, tea):
    MailPreference.objects.create(person=mina, quiet_from=time(18), quiet_until=time(9))
    MailPreference.objects.create(person=maya, digest="weekly")
    owe(mina, tea)
    owe(maya, tea)
    reminders.sweep()
    nine_in_kolkata = NOON + timedelta(hours=15, minutes=30)
    assert windows() == [("Mina Das", nine_in_kolkata), ("Maya Iyer", NOON + 5 * DAY)]  # Monday 08:00 in New York, DST by then


def test_who_is_away_is_reminded_after(mina, tea, noon):
    owe(mina, tea)
    Absence.objects.create(person=mina, starts_on=date(2026, 3, 4), ends_on=date(2026, 3, 6))  # told after the fact
    assert reminders.sweep() == 1
    assert (windows(), Duty.objects.get().stage) == ([], 0)
    noon.move_to(NOON + 3 * DAY)
    reminders.sweep()
    assert windows() == [("Mina Das", NOON + 3 * DAY + HOUR)]


def test_who_unsubscribed_gets_no_mail_and_still_reaches_an_admin(mina, tea):
    MailPreference.objects.create(person=mina, unsubscribed=["reminder"])
    owe(mina, tea)
    reminders.sweep()
    assert (windows(), Duty.objects.get().stage) == ([], 1)


def test_nobody_is_reminded_of_what_they_just_came_to_owe(rule, mina, tea, noon):
    rule.within = -DAY
    rule.save()
    occasions.happened("tea_served", about=tea, at=NOON + 20 * HOUR, people=[Owes("guest", mina)])
    assert reminders.sweep() == 0
    noon.move_to(NOON + 2 * HOUR)
    assert reminders.sweep() == 1


def test_a_promise_holds_the_reminder_back(mina, tea, noon, sink):
    owe(mina, tea)
    occasions.promise(Duty.objects.get().pk, by=mina, date=NOON + 2 * DAY)
    assert reminders.sweep() == 0
    noon.move_to(NOON + 2 * DAY)
    assert reminders.sweep() == 1
    noon.move_to(NOON + 2 * DAY + HOUR)
    outbox.deliver()
    assert "You promised it for Fri 6 Mar, 17:30 IST." in sink.mails[0].get_body(["plain"]).get_content()


@pytest.mark.parametrize("count", [1, 3])
def test_a_sweep_takes_constant_queries(mina, maya, olga, tea, count, django_assert_num_queries):
    for person in [mina, maya, olga][:count]:
        owe(person, tea)
    with django_assert_num_queries(6):  # claim, absences, mails, duties; a savepoint opened and released
        reminders.sweep()


def test_sweeps_side_by_side_claim_their_own_duties(mina, tea, transactional_db, rule):
    owe(mina, tea)
    seen = []

    def rival():
        seen.append(reminders.sweep())
        connections.close_all()

    with transaction.atomic():
        seen.append(reminders.sweep())
        other = threading.Thread(target=rival)
        other.start()
        other.join()
    assert seen == [1, 0]


def test_one_persons_poison_does_not_stop_the_others(mina, maya, tea, monkeypatch, caplog):
    def back_on(moment, habits):
        if habits.zone == mina.tz:
            raise OverflowError("date value out of range")

    monkeypatch.setattr(reminders, "back_on", back_on)
    owe(mina, tea)
    owe(maya, tea)
    tasks.remind()
    assert windows() == [("Maya Iyer", NOON + HOUR)]
    assert f"no reminder for person {mina.pk}" in caplog.text
    assert Duty.objects.values_list("remind_at", "stage").get(person=mina) == (NOON + HOUR, 0)


def test_a_sweep_that_fails_is_no_heartbeat(mina, tea, monkeypatch):
    def fails():
        raise OverflowError

    monkeypatch.setattr(reminders, "sweep", fails)
    with pytest.raises(OverflowError):
        tasks.remind()
    assert (health.report()["worker"], health.report()["sweep"]) == (0, None)


def test_tasks_do_all_there_is_and_leave_a_heartbeat(mina, tea, noon, sink):
    assert health.report() == {"worker": None, "sweep": None, "oldest_overdue": None}
    owe(mina, tea)
    assert health.report()["oldest_overdue"] == 300
    tasks.remind()
    noon.move_to(NOON + 2 * HOUR)
    assert health.report() == {"worker": 7200, "sweep": 7200, "oldest_overdue": 3600}
    tasks.deliver()
    assert health.report() == {"worker": 0, "sweep": 7200, "oldest_overdue": None}
    assert sink.subjects == ["Waiting for you: Thank the programme for Profile of Mina Das"]
