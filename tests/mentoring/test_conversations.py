"""Conversations: who reads them, what sending and acknowledging does, and what the pages cost."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from etiquette.models import Duty, Email
from etiquette.occasions import Owes, happened
from gurukool.lib.refusals import Refused
from mentoring.actions import conversations
from mentoring.models import Match, Message, News
from tests.conftest import person
from tests.mentoring.conftest import enrol

pytestmark = pytest.mark.django_db

INDEX = reverse("conversations:index")


def owed(about=None):
    duties = Duty.objects.open().about(about) if about else Duty.objects.open()
    return {(duty.person.email, duty.act) for duty in duties.select_related("person")}


def thread(match):
    return reverse("conversations:show", args=[match.pk])


def url(act, message):
    return reverse(f"conversations:{act}", args=[message.pk])


def confirmed(cohort, mentor, mentee):
    return Match.objects.create(cohort=cohort, mentor=mentor, mentee=mentee, status="confirmed", confirmed_at=timezone.now())


@pytest.fixture
def message(match, mina):
    return conversations.write(match, mina, text="May I ask about the cover letter?")


@pytest.fixture
def other_match(cohort, olga):
    mentor = enrol(cohort, person("Ken Mori", "Asia/Tokyo"), "mentor", capacity=2)
    mentee = enrol(cohort, person("Lena Vogt", "Europe/Vienna"), "mentee")
    return confirmed(cohort, mentor, mentee)


def test_a_message_is_a_row_a_duty_a_line_of_news_and_a_mail(match, mina, maya):
    message = conversations.write(match, mina, text="Dear Maya,\nmay I ask about the cover letter?")
    assert list(match.messages.values_list("author", "text", "received_at")) == [(mina.pk, message.text, None)]
    duty = Duty.objects.get()
    assert (duty.person, duty.owed_to, duty.act, duty.due_at) == (maya, mina, "acknowledge", message.arrives_at + timedelta(hours=24))
    assert list(News.objects.values_list("person", "text", "url")) == [(maya.pk, "Mina Das wrote to you.", message.get_absolute_url())]
    mail = Email.objects.get()
    assert (mail.person, mail.key, mail.subject) == (maya, f"message:{message.pk}:arrived", "Mina Das writes to you")
    assert message.text in mail.body_text
    assert url("answer", message) in mail.body_text


def test_the_first_message_closes_the_mentees_duty_to_open(match, mina, maya):
    happened("cohort_approved", about=match, at=timezone.now(), people=[Owes("mentee", mina, to=maya), Owes("mentor", maya, to=mina)])
    duty = Duty.objects.get(act="write_first")
    conversations.write(match, maya, text="Welcome!")
    duty.refresh_from_db()
    assert duty.status == Duty.Status.OPEN
    conversations.write(match, mina, text="Thank you, dear Maya.")
    duty.refresh_from_db()
    assert duty.status == Duty.Status.DISCHARGED


def test_a_repeated_post_sends_one_message_and_an_edited_one_is_another(client, match, mina):
    client.force_login(mina)
    token = client.get(thread(match)).context["form"]["token"].value()
    for text in ("Hello", "Hello", "Hello again"):
        assert client.post(thread(match), {"text": text, "token": token}).status_code == 302
    assert list(match.messages.values_list("text", flat=True)) == ["Hello", "Hello again"]
    assert Email.objects.count() == 2


def test_nobodys_token_reaches_anothers_message(match, other_match, mina):
    token = uuid.uuid4()
    theirs = conversations.write(other_match, other_match.mentee.person, text="Same words", token=token)
    mine = conversations.write(match, mina, text="Same words", token=token)
    assert {mine.match_id, theirs.match_id} == {match.pk, other_match.pk}


def test_a_reply_answers_everything_written_before_it(match, mina, maya, message):
    conversations.promise(message, maya, answer_by=timezone.now() + timedelta(days=3))
    second = conversations.write(match, mina, text="And one about the interview.")
    assert owed() == {("maya@example.org", "answer"), ("maya@example.org", "acknowledge")}
    reply = conversations.write(match, maya, text="Both on Tuesday.")
    for sent in (message, second):
        sent.refresh_from_db()
        assert sent.answered_at >= sent.received_at > sent.created_at
    assert owed() == {("mina@example.org", "acknowledge")}
    assert owed(reply) == owed()


def test_only_the_two_of_a_living_match_may_write(match, mina, maya, otto, olga):
    for stranger in (otto, olga):
        with pytest.raises(PermissionDenied):
            conversations.write(match, stranger, text="Let me in")
    Match.objects.filter(pk=match.pk).update(status="ended", ended_at=timezone.now())
    match.refresh_from_db()
    with pytest.raises(Refused, match="This match has ended"):
        conversations.write(match, maya, text="One more thing")
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "There is nothing in this message yet. A line is enough."),
        (" \n\t", "There is nothing in this message yet. A line is enough."),
        ("a\x00b", "Null characters are not allowed."),
        ("word " * 10_001, "This has 10,001 words and a message takes 10,000."),
    ],
)
def test_a_refused_message_says_why_and_keeps_the_text(client, match, mina, text, sentence):
    client.force_login(mina)
    page = client.post(thread(match), {"text": text, "token": "no uuid"})
    assert page.context["form"]["text"].value() == text
    assert [error.startswith(sentence) for error in page.context["form"].errors["text"]] == [True]
    assert not Message.objects.exists()


def test_a_message_to_an_ended_match_is_refused_with_its_text(client, match, mina):
    Match.objects.filter(pk=match.pk).update(status="ended", ended_at=timezone.now())
    client.force_login(mina)
    page = client.post(thread(match), {"text": "My last words"}).content.decode()
    assert ["This match has ended" in page, "My last words" in page] == [True, True]


def test_a_conversation_does_not_exist_for_anyone_else(client, message, other_match, otto, olga):
    for stranger in (otto, olga, other_match.mentor.person):
        client.force_login(stranger)
        pages = [client.get(page).status_code for page in (thread(message.match), url("answer", message))]
        posts = [
            client.post(page, {"text": "x"}).status_code
            for page in (thread(message.match), url("received", message), url("promise", message))
        ]
        assert (pages, posts) == ([404, 404], [404, 404, 404])
    assert Message.objects.count() == 1


def test_nobody_acknowledges_their_own_message(client, message, mina):
    client.force_login(mina)
    assert client.get(url("answer", message)).status_code == 404
    assert client.post(url("received", message)).status_code == 404
    with pytest.raises(PermissionDenied):
        conversations.receive(message, mina)


def test_a_proposed_match_has_no_conversation_yet(client, match, mina):
    Match.objects.filter(pk=match.pk).update(status="proposed", confirmed_at=None)
    client.force_login(mina)
    assert client.get(thread(match)).status_code == 404
    assert client.get(INDEX).context["threads"] == []


def test_the_index_says_whose_turn_it_is(client, match, mina, maya):
    def turns(person):
        client.force_login(person)
        return [(row.match, row.last and row.last.text, row.my_turn) for row in client.get(INDEX).context["threads"]]

    assert (turns(mina), turns(maya)) == ([(match, None, True)], [(match, None, False)])
    conversations.write(match, mina, text="First")
    conversations.write(match, maya, text="Second")
    assert (turns(mina), turns(maya)) == ([(match, "Second", True)], [(match, "Second", False)])


def test_the_mentee_who_has_not_written_is_invited_to(client, match, mina, maya):
    invitation = "is looking forward to a line from you"
    client.force_login(maya)
    assert invitation not in client.get(thread(match)).content.decode()
    client.force_login(mina)
    assert invitation in client.get(thread(match)).content.decode()
    conversations.write(match, mina, text="Dear Maya")
    assert invitation not in client.get(thread(match)).content.decode()


def test_older_messages_are_a_page_away(client, match, mina, maya):
    start = timezone.now() - timedelta(days=1)
    rows = Message.objects.bulk_create(Message(match=match, author=(mina, maya)[n % 2], text=f"No. {n}") for n in range(101))
    for n, row in enumerate(rows):
        Message.objects.filter(pk=row.pk).update(arrives_at=start + timedelta(seconds=n // 2))
    client.force_login(mina)
    seen, page = [], client.get(thread(match))
    while True:
        seen = [row.text for row in page.context["thread"]] + seen
        if page.context["older"] is None:
            break
        page = client.get(reverse("conversations:show", args=[match.pk, page.context["older"].pk]))
        assert len(page.context["thread"]) in {50, 1}
    assert sorted(seen) == sorted(row.text for row in rows)
    assert len(seen) == 101


def test_older_than_anothers_message_is_no_page(client, match, other_match, mina):
    theirs = conversations.write(other_match, other_match.mentee.person, text="Not for Mina")
    client.force_login(mina)
    assert client.get(reverse("conversations:show", args=[match.pk, theirs.pk])).status_code == 404


@pytest.mark.parametrize("mentees", [1, 3])
def test_the_index_takes_five_queries(client, match, cohort, enrolled, maya, mina, django_assert_num_queries, mentees):
    for n in range(mentees - 1):
        mentee = enrol(cohort, person(f"Mentee{n}", "UTC"), "mentee")
        another = Match.objects.create(
            cohort=cohort, mentor=enrolled.mentor, mentee=mentee, status="confirmed", confirmed_at=timezone.now()
        )
        conversations.write(another, mentee.person, text="Hello")
    conversations.write(match, mina, text="Hello")
    client.force_login(maya)
    with django_assert_num_queries(5):
        page = client.get(INDEX)
    assert len(page.context["threads"]) == mentees


@pytest.mark.parametrize("messages", [1, 3])
def test_the_thread_takes_ten_queries(client, match, mina, maya, django_assert_num_queries, messages):
    for n in range(messages):
        conversations.write(match, mina, text=f"No. {n}")
    client.force_login(maya)
    with django_assert_num_queries(10):  # login session, person, match, messages, files, draft, openings, and three for the first steps
        page = client.get(thread(match))
    assert len(page.context["thread"]) == messages
