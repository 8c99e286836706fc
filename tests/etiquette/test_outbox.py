"""The outbox before delivery: what is written, once, for whom, and what is taken back."""

import time

import pytest
from django.db import transaction

from etiquette import outbox
from etiquette.mailing import nudge, unsubscribing
from etiquette.models import Email, MailPreference
from gurukool.lib.refusals import Refused
from mentoring.models import User
from tests.etiquette.conftest import MAIL, NOON

pytestmark = pytest.mark.django_db
LETTER = {"subject": "Tea & cake", "text": "Come at four."}


def post(to, key="k", **facts):
    return outbox.post("news", to=to, template="account/email/letter", context=LETTER, key=key, **facts)


def test_post_renders_three_templates_for_the_person(mina):
    email = post(mina)
    assert (email.subject, email.to_address, email.person, email.status) == ("Tea & cake", "mina@example.org", mina, "queued")
    assert email.body_text.startswith("Dear Mina,\n\nCome at four.\n")
    assert "/mail/preferences/" in email.body_text
    assert "<p>Come at four.</p>" in email.body_html


def test_post_to_an_address_knows_no_person_and_offers_no_unsubscribing(db):
    email = post("someone@example.org")
    assert (email.person, email.to_address) == (None, "someone@example.org")
    assert "unsubscribe" not in email.body_text + email.body_html


def test_one_key_is_one_mail(mina):
    assert post(mina).pk == post(mina, essential=True).pk
    assert Email.objects.values_list("key", "essential").get() == ("k", False)


def test_the_message_id_is_made_from_the_key(mina, settings):
    assert post(mina).message_id == outbox.message_id("k")
    assert outbox.message_id("k") == f"<8254c329a92850f6d539dd376f4816ee@{settings.SITE_HOST}>"


def test_a_rolled_back_act_leaves_no_mail(mina):
    with transaction.atomic():
        post(mina)
        transaction.set_rollback(True)
    assert not Email.objects.exists()


def test_who_unsubscribed_from_a_kind_gets_only_the_essential(mina):
    MailPreference.objects.create(person=mina, unsubscribed=["news"])
    assert post(mina) is None
    assert post(mina, essential=True).key == "k"
    assert outbox.post("invitation", to=mina, template="account/email/letter", context=LETTER, key="other").key == "other"


@pytest.mark.parametrize("count", [1, 3])
def test_three_mails_take_as_many_queries_as_one(db, django_assert_num_queries, count):
    people = [User.objects.create_user(f"p{n}@example.org", name=f"Person {n}") for n in range(count)]
    MailPreference.objects.create(person=people[0], unsubscribed=["news"])
    facts = {"template": "account/email/letter", "context": LETTER}
    news = [outbox.Posting("news", to=person, key=f"news:{person.pk}", **facts) for person in people]
    calls = [outbox.Posting("call", to=person, key=f"call:{person.pk}", essential=True, **facts) for person in people]
    with django_assert_num_queries(3):
        written = outbox.post_all(news + calls)
    wanted = sorted([f"call:{person.pk}" for person in people] + [f"news:{person.pk}" for person in people[1:]])
    assert sorted(email.key for email in written) == wanted
    assert sorted(email.key for email in outbox.post_all(news + calls)) == wanted
    assert Email.objects.count() == len(wanted)


def test_no_mail_takes_no_query(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert outbox.post_all([]) == []


def test_withdraw_takes_back_what_is_not_sent(tea, coffee, mina):
    for key, about, status in (("a", tea, "queued"), ("b", tea, "claimed"), ("c", tea, "failed"), ("d", coffee, "queued")):
        post(mina, key, about=about)
        Email.objects.filter(key=key).update(status=status)
    assert outbox.withdraw(tea) == 2
    assert dict(Email.objects.values_list("key", "status")) == {"a": "withdrawn", "b": "withdrawn", "c": "failed", "d": "queued"}


def test_a_withdrawn_secret_is_forgotten(tea, mina):
    post(mina, about=tea, secret=True)
    outbox.withdraw(tea)
    assert Email.objects.values_list("status", "body_text", "body_html").get() == ("withdrawn", "", "")


def test_only_admins_see_the_outbox(mina, olga):
    email = post(mina)
    assert list(Email.objects.visible_to(olga)) == [email]
    assert list(Email.objects.visible_to(mina)) == []


def test_retry_queues_a_stuck_mail_and_refuses_any_other(mina):
    email = post(mina)
    with pytest.raises(Refused, match="not stuck"):
        outbox.retry(email)
    Email.objects.update(status="failed", attempts=8, error="550", next_attempt_at=NOON)
    outbox.retry(email)
    assert Email.objects.values_list("status", "attempts", "error").get() == ("queued", 0, "")


def test_retry_refuses_a_mail_whose_text_is_forgotten(mina):
    email = outbox.enqueue("account", to=mina, mail=MAIL, key="code", secret=True)
    with pytest.raises(Refused, match="ask for a new one"):
        outbox.retry(email)


def test_a_token_is_bound_to_person_and_kind(mina):
    token = unsubscribing.url(mina, "news").split("/")[-2]
    assert unsubscribing.read(token) == (mina, "news")
    assert unsubscribing.read(token[:-1] + ("a" if token[-1] != "a" else "b")) is None


@pytest.mark.parametrize("broker", ["redis://127.0.0.1:1/0", "redis://10.255.255.1:6379/0", "redis+socket:///nowhere/valkey.sock"])
def test_a_dead_broker_costs_at_most_200_ms_and_raises_nothing(broker, monkeypatch):
    from celery import current_app

    def cost():
        monkeypatch.setattr(nudge, "_silent_until", 0.0)
        current_app.pool.force_close_all()
        started = time.monotonic()
        assert [nudge.nudge("etiquette.tasks.deliver") for _ in range(20)] == [False] * 20
        return time.monotonic() - started

    monkeypatch.setitem(current_app.conf, "broker_url", broker)
    assert min(cost() for _ in range(3)) < 0.2  # a machine busy with other things is no slow broker
