"""Asking for more time: one button agrees, silence agrees after two days, and reminders wait meanwhile."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connections, transaction
from django.urls import reverse

from etiquette import occasions, outbox
from etiquette.ledger import more_time
from etiquette.models import Duty, Email, MoreTime
from etiquette.occasions import Owes
from etiquette.reminding import reminders
from gurukool.lib.refusals import Refused
from tests.etiquette.conftest import HOUR, NOON

pytestmark = pytest.mark.django_db
DAY = 24 * HOUR


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def duty(rule, mina, maya, tea):
    """Mina owes Maya something for tomorrow noon."""
    occasions.happened("tea_served", about=tea, at=NOON, people=[Owes("guest", mina, maya)])
    return Duty.objects.get()


@pytest.fixture
def asked(duty, mina):
    return more_time.ask(duty, by=mina, date=NOON + 4 * DAY, reason="My flight is late.")


def facts():
    return Duty.objects.values_list("due_at", "promise", "remind_at", "stage").get()


def test_asking_waits_for_an_answer_and_tells_who_is_asked(asked, maya, sink, noon):
    assert facts() == (NOON + DAY, None, NOON + 2 * DAY, 0)
    outbox.deliver()
    (mail,) = sink.mails
    text = mail.get_body(["plain"]).get_content()
    assert (mail["To"], mail["Subject"]) == (maya.email, "Mina Das asks for a little more time")
    assert "asks for time until Sun 8 Mar, 08:00 EDT" in text  # Maya's clocks go forward that night
    assert "Because: My flight is late." in text
    assert text.count(asked.get_absolute_url()) == 1
    noon.move_to(NOON + DAY + HOUR)
    assert reminders.sweep() == 0


def test_who_is_asked_agrees_with_one_button(asked, maya, client):
    client.force_login(maya)
    page = client.get(asked.get_absolute_url())
    assert page.content.decode().count('class="button first"') == 1
    assert facts()[1] is None
    assert client.post(reverse("duties:agree", args=[asked.pk])).status_code == 302
    assert facts() == (NOON + DAY, NOON + 4 * DAY, NOON + 4 * DAY, 0)
    assert Duty.objects.get().deadline == NOON + 4 * DAY
    assert client.post(reverse("duties:keep", args=[asked.pk])).status_code == 409
    asked.refresh_from_db()
    assert (asked.status, asked.answered_by, asked.answered_at) == ("agreed", maya, NOON)


def test_the_day_can_be_kept(asked, maya, noon):
    noon.move_to(NOON + 30 * HOUR)
    more_time.answer(asked, by=maya, agree=False)
    assert facts() == (NOON + DAY, None, NOON + 30 * HOUR, 0)
    assert more_time.let_stand(NOON + 9 * DAY) == 0


def test_tell_me_more_is_a_third_answer_and_silence_grants_nothing_meanwhile(asked, maya, mina, client, noon):
    client.force_login(maya)
    page = asked.get_absolute_url()
    assert client.post(page, {"question": ""}).context["form"].errors == {"question": ["A line is enough, but there is none yet."]}
    noon.move_to(NOON + DAY)
    client.post(page, {"question": "Would Friday do?"})
    assert (facts()[1:], more_time.let_stand(NOON + 9 * DAY)) == ((None, NOON + 3 * DAY, 0), 0)
    question = Email.objects.get(kind="more_time_questioned")
    assert (question.person, "Would Friday do?" in question.body_text) == (mina, True)
    client.force_login(mina)
    assert "A question came back" in client.get(reverse("duties:owed")).content.decode()
    assert "Would Friday do?" in client.get(page).content.decode()
    noon.move_to(NOON + 2 * DAY)
    client.post(page, {"clarification": "Saturday at the latest."})
    assert facts()[1:] == (None, NOON + 4 * DAY, 0)
    answer = Email.objects.filter(kind="more_time_asked").order_by("created_at").last()
    assert (answer.person, "Saturday at the latest." in answer.body_text) == (maya, True)
    assert more_time.let_stand(NOON + 4 * DAY - timedelta(seconds=1)) == 0
    assert more_time.let_stand(NOON + 4 * DAY) == 1


def test_who_asked_back_may_still_agree_and_nobody_asks_or_answers_out_of_turn(asked, maya, mina, otto):
    for act, by, text in ((more_time.ask_back, otto, "question"), (more_time.clarify, mina, "clarification")):
        with pytest.raises(Refused, match="next word is not yours"):
            act(asked, by=by, **{text: "Why?"})
    more_time.ask_back(asked, by=maya, question="Why?")
    with pytest.raises(Refused):
        more_time.ask_back(asked, by=maya, question="And why?")
    with pytest.raises(Refused, match="asked already"):
        more_time.ask(asked.duty, by=mina, date=NOON + 5 * DAY)
    more_time.answer(asked, by=maya, agree=True)
    assert facts()[1] == NOON + 4 * DAY


def test_an_answer_goes_to_the_admin_who_asked_back(asked, mina, olga):
    more_time.ask_back(asked, by=olga, question="Why?")
    more_time.clarify(asked, by=mina, clarification="My flight.")
    assert Email.objects.get(kind="more_time_asked", key__endswith=":1").person == olga


def test_after_two_days_of_silence_it_stands(asked, noon):
    assert more_time.let_stand(NOON + 2 * DAY - timedelta(seconds=1)) == 0
    noon.move_to(NOON + 2 * DAY)
    assert more_time.let_stand() == 1
    assert more_time.let_stand() == 0
    assert facts() == (NOON + DAY, NOON + 4 * DAY, NOON + 4 * DAY, 0)
    assert MoreTime.objects.get().status == "stands"


def test_what_is_done_meanwhile_stays_done_and_the_mail_is_not_sent(asked, mina, tea, sink):
    occasions.discharge("sip", by=mina, about=tea)
    more_time.let_stand(NOON + 2 * DAY)
    outbox.deliver()
    assert Duty.objects.values_list("status", "promise", "remind_at").get() == ("discharged", None, None)
    assert (Email.objects.get().status, sink.mails) == ("withdrawn", [])


@pytest.mark.parametrize(
    ("days", "why"), [(1, "after the one that holds"), (0.5, "after the one that holds"), (31, "within the next 30 days")]
)
def test_a_day_that_is_no_later_or_too_far_is_refused(duty, mina, days, why):
    with pytest.raises(Refused, match=why):
        more_time.ask(duty, by=mina, date=NOON + days * DAY)


def test_nobody_asks_twice_or_for_another_or_for_what_is_done(duty, mina, maya, tea):
    with pytest.raises(Refused, match="no longer owed"):
        more_time.ask(duty, by=maya, date=NOON + 2 * DAY)
    more_time.ask(duty, by=mina, date=NOON + 2 * DAY)
    with pytest.raises(Refused, match="asked already"):
        more_time.ask(duty, by=mina, date=NOON + 3 * DAY)
    occasions.discharge("sip", by=mina, about=tea)
    MoreTime.objects.all().delete()
    with pytest.raises(Refused, match="no longer owed"):
        more_time.ask(duty, by=mina, date=NOON + 3 * DAY)


def test_what_is_due_before_a_session_moves_with_the_session(duty, mina):
    duty.within = -DAY
    with pytest.raises(Refused, match="the meeting itself would have to move"):
        more_time.ask(duty, by=mina, date=NOON + 3 * DAY)


@pytest.mark.parametrize("who", ["mina", "otto"])
def test_only_who_is_asked_or_an_admin_answers(asked, request, who):
    with pytest.raises(Refused, match="answered already"):
        more_time.answer(asked, by=request.getfixturevalue(who), agree=True)
    assert facts()[1] is None


def test_an_admin_may_agree_but_not_to_their_own(asked, olga, rule, tea):
    more_time.answer(asked, by=olga, agree=True)
    assert MoreTime.objects.get().answered_by == olga
    occasions.happened("tea_served", about=tea, at=NOON, people=[Owes("guest", olga)])
    own = more_time.ask(Duty.objects.get(person=olga), by=olga, date=NOON + 3 * DAY)
    with pytest.raises(Refused):
        more_time.answer(own, by=olga, agree=True)


def test_a_promised_day_is_changed_by_asking(duty, mina, client):
    occasions.promise(duty.pk, by=mina, date=NOON + 2 * DAY)
    with pytest.raises(Refused, match="ask for more time"):
        occasions.promise(duty.pk, by=mina, date=NOON + 3 * DAY)
    client.force_login(mina)
    page = client.get(reverse("duties:owed")).content.decode()
    assert "Ask for more time" in page
    assert "I’ll do it by …" not in page
    assert client.post(reverse("duties:ask", args=[duty.pk]), {"date": "2026-03-05"}).status_code == 200
    assert client.post(reverse("duties:ask", args=[duty.pk]), {"date": "2026-03-08", "reason": "A flight."}).status_code == 302
    assert "It stands if nobody objects." in client.get(reverse("duties:owed")).content.decode()


def test_who_it_is_owed_to_sees_what_is_promised_and_asked_and_nobody_else_does(asked, maya, otto, mina, coffee, client):
    occasions.happened("tea_served", about=coffee, at=NOON, people=[Owes("guest", mina, maya)])  # neither: not shown
    occasions.happened("tea_served", about=coffee, at=NOON, people=[Owes("guest", mina, maya)], key="again")
    occasions.promise(Duty.objects.get(key="again").pk, by=mina, date=NOON + 2 * DAY)
    seen = {}
    for person in (maya, otto):
        client.force_login(person)
        page = client.get(reverse("duties:owed"))
        seen[person] = ([duty.key for duty in page.context["promised"]], [one.pk for one in page.context["asked"]])
    assert seen == {maya: (["", "again"], [asked.pk]), otto: ([], [])}


def test_two_workers_let_it_stand_once(asked, transactional_db, noon):
    noon.move_to(NOON + 2 * DAY)
    seen = []

    def rival():
        seen.append(more_time.let_stand())
        connections.close_all()

    with transaction.atomic():
        seen.append(more_time.let_stand())
        other = threading.Thread(target=rival)
        other.start()
        other.join()
    assert seen == [1, 0]
