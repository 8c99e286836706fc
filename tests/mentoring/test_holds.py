"""Second thoughts: for a minute, or as long as it is held, a message is its author's alone and can be taken back."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from etiquette.models import Duty, Email
from etiquette.occasions import Owes, happened
from gurukool.lib.refusals import Refused
from mentoring.actions import conversations, endings, holds
from mentoring.models import Message, News
from mentoring.models.conversations import UNDO

pytestmark = pytest.mark.django_db

RUDE = "How dare you ignore me for weeks? You people never bother to answer."


def thread(match):
    return reverse("conversations:show", args=[match.pk])


def seen(client, person, match):
    """What `person` reads in the thread, and on their home page of it."""
    client.force_login(person)
    page = client.get(thread(match))
    home = client.get("/")
    return [message.text for message in page.context["thread"]], [line.text for line in home.context["news"]]


def owed(person):
    return list(Duty.objects.owed_by(person).values_list("act", flat=True))


def later(seconds):
    return time_machine.travel(timezone.now() + timedelta(seconds=seconds), tick=False)


@pytest.fixture
def sent(match, mina):
    return conversations.write(match, mina, text="Dear Maya, quickly before I think.", wait=UNDO)


def test_for_a_minute_nobody_but_its_author_knows(client, match, mina, maya, sent):
    assert seen(client, mina, match)[0] == [sent.text]
    assert (seen(client, maya, match), owed(maya)) == (([], []), [])
    assert client.get(reverse("conversations:answer", args=[sent.pk])).status_code == 404
    assert client.get(reverse("conversations:index")).context["threads"][0].last is None
    mail = Email.objects.get(kind="message")
    assert mail.next_attempt_at == mail.not_before == sent.arrives_at + timedelta(seconds=5)
    with later(61):
        assert (seen(client, maya, match), owed(maya)) == (([sent.text], ["Mina Das wrote to you."]), ["acknowledge"])
    assert Duty.objects.get().due_at == sent.arrives_at + timedelta(hours=24)


def test_undo_takes_back_message_duty_news_and_mail_and_gives_the_text_back(client, match, mina, maya, sent):
    client.force_login(mina)
    assert client.post(reverse("holds:undo", args=[sent.pk])).url == thread(match) + "#write"
    page = client.get(thread(match))
    assert (page.context["thread"], page.context["form"]["text"].value()) == ([], sent.text)
    assert (Duty.objects.count(), News.objects.count(), Email.objects.count()) == (0, 0, 0)
    with later(3600):
        assert seen(client, maya, match) == ([], [])
        assert seen(client, mina, match) == ([], [])


def test_sending_again_leaves_one_message(client, match, mina, sent):
    holds.undo(sent, mina)
    conversations.write(match, mina, text=sent.text, wait=UNDO)
    assert [(message.text, message.withdrawn_at) for message in Message.objects.all()] == [(sent.text, None)]


def test_what_was_taken_back_can_be_thrown_away(client, match, mina, maya, sent):
    holds.undo(sent, mina)
    client.force_login(maya)
    client.post(reverse("holds:discard", args=[match.pk]))
    assert Message.objects.count() == 1
    client.force_login(mina)
    client.post(reverse("holds:discard", args=[match.pk]))
    assert Message.objects.count() == 0


def test_what_arrived_stays(client, match, mina, sent):
    with later(61):
        with pytest.raises(Refused, match="has arrived, so it stays"):
            holds.undo(sent, mina)
        client.force_login(mina)
        assert client.post(reverse("holds:undo", args=[sent.pk])).status_code == 409
        with pytest.raises(IntegrityError), transaction.atomic():
            Message.objects.filter(pk=sent.pk).update(withdrawn_at=timezone.now())
    sent.refresh_from_db()
    assert sent.withdrawn_at is None
    assert Email.objects.filter(status="queued").count() == 1


def test_only_its_author_has_second_thoughts(client, match, mina, maya, otto, olga, sent):
    for stranger in (maya, otto, olga):
        client.force_login(stranger)
        for act in ("undo", "move", "send_now"):
            assert client.post(reverse(f"holds:{act}", args=[sent.pk])).status_code == 404
    with pytest.raises(PermissionDenied):
        holds.undo(sent, maya)
    sent.refresh_from_db()
    assert sent.is_waiting


def test_an_undone_reply_leaves_the_question_open_as_it_was(match, mina, maya):
    happened("cohort_approved", about=match, at=timezone.now(), people=[Owes("mentee", mina, to=maya)])
    question = conversations.write(match, maya, text="How did it go?")
    before = set(Duty.objects.open().values_list("person", "act", "due_at"))
    reply = conversations.write(match, mina, text="Badly.", wait=UNDO)
    question.refresh_from_db()
    assert (question.is_received, question.answered_with, owed(mina)) == (False, reply, ["first_steps", "draft_agreement"])
    holds.undo(reply, mina)
    question.refresh_from_db()
    assert (question.received_at, question.answered_at, question.answered_with) == (None, None, None)
    assert set(Duty.objects.open().values_list("person", "act", "due_at")) == before


def test_a_reply_answers_only_what_could_be_read(match, mina, maya):
    held = conversations.write(match, mina, text="Held.", wait=timedelta(minutes=20))
    conversations.write(match, maya, text="Hello!")
    held.refresh_from_db()
    assert (held.answered_at, held.received_at) == (None, None)


def test_a_heated_draft_is_offered_a_hold_and_its_author_decides(client, match, mina):
    client.force_login(mina)
    page = client.post(thread(match), {"text": RUDE})
    assert (page.status_code, page.context["form"]["hold"].value(), Message.objects.count()) == (200, "20", 0)
    client.post(thread(match), {"text": RUDE, "hold": "20"})
    message = Message.objects.get()
    assert timedelta(minutes=19) < message.arrives_at - timezone.now() <= timedelta(minutes=20)
    client.post(reverse("holds:move", args=[message.pk]), {"hold": "180"})
    message.refresh_from_db()
    assert timedelta(minutes=179) < message.arrives_at - timezone.now() <= timedelta(minutes=180)
    assert Email.objects.get().not_before == message.arrives_at + timedelta(seconds=5)
    assert Duty.objects.get().since == message.arrives_at
    client.post(reverse("holds:send_now", args=[message.pk]))
    message.refresh_from_db()
    assert not message.is_waiting
    assert Email.objects.get().not_before is None


def test_send_now_means_the_usual_minute(client, match, mina):
    client.force_login(mina)
    client.post(thread(match), {"text": RUDE, "hold": "20", "now": "yes"})
    assert Message.objects.get().arrives_at - timezone.now() <= UNDO


@pytest.mark.parametrize("hold", ["-5", "999999", "soon", "\x00"])
def test_an_odd_hold_is_asked_again(client, match, mina, hold):
    client.force_login(mina)
    page = client.post(thread(match), {"text": RUDE, "hold": hold})
    assert (list(page.context["form"].errors), Message.objects.count()) == (["hold"], 0)


def test_a_match_that_ends_lets_no_waiting_message_through(client, match, mina, maya, sent):
    endings.end(match, by=maya, reason="")
    with later(61):
        assert seen(client, maya, match)[0] == []
    assert Email.objects.get(kind="message").status == "withdrawn"


def test_answering_a_hard_message_starts_calmly_and_may_wait(client, match, mina, maya):
    hard = conversations.write(match, maya, text="This is not what I asked for.")
    client.force_login(mina)
    client.post(reverse("conversations:hard", args=[hard.pk]))
    for address in (thread(match), reverse("conversations:answer", args=[hard.pk])):
        form = client.get(address).context["form"]
        assert (form["text"].value()[:41], form.offers_hold) == ("Thank you for writing so openly, Maya. So", True)
    client.force_login(maya)
    assert "hard" not in client.get(thread(match)).content.decode().lower().replace("hard_", "")
    client.force_login(mina)
    client.post(reverse("conversations:hard", args=[hard.pk]))
    assert client.get(thread(match)).context["form"].offers_hold is False


def test_the_page_of_one_message_is_a_composer_like_the_thread(client, match, mina, maya):
    message = conversations.write(match, mina, text="Could you look at the second page of my CV?")
    client.force_login(maya)
    address = reverse("conversations:answer", args=[message.pk])
    assert "Ask a peer to read this" in client.get(address).content.decode()
    page = client.post(address, {"text": RUDE, "coach": "check"})
    assert (page.status_code, Message.objects.count()) == (200, 1)
    assert ("As the reader will see it:" in page.content.decode(), page.context["form"]["text"].value()) == (True, RUDE)
    refused = client.post(reverse("conversations:promise", args=[message.pk]), {"answer_by": "soon", "text": RUDE})
    assert ("Please give the day as a date" in refused.content.decode(), refused.context["form"].is_bound) == (True, False)
    sent = client.post(address, {"text": "Gladly, on Friday."})
    assert (sent.url, Message.objects.exclude(pk=message.pk).get().text) == (thread(match) + "#write", "Gladly, on Friday.")
