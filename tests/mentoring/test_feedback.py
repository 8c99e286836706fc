"""Feedback on a session: given once, read by two, answered once with thanks."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from etiquette.models import Duty, Email
from gurukool.lib.refusals import Refused
from mentoring.actions import feedback as feedbacks
from mentoring.actions import sessions
from mentoring.models import Feedback, News, Session
from tests.mentoring.conftest import next_tuesday

pytestmark = pytest.mark.django_db

SCALES = {"kept_agenda": "partly", "usefulness": 4, "i_was_prepared": 5, "you_were_prepared": 3}
SAID = {**SCALES, "went_well": "The mock interview.", "next_time": "Fewer topics."}


@pytest.fixture
def meeting(match, hours, mina, maya):
    """A session that was held this morning, and what it leaves both to do."""
    meeting = sessions.book(match, next_tuesday(), by=mina)
    now = timezone.now()
    Session.objects.filter(pk=meeting.pk).update(during=(now - timedelta(hours=2), now - timedelta(hours=1)))
    meeting.refresh_from_db()
    sessions.settle(meeting, by=maya, missing=[])
    Email.objects.all().delete()
    News.objects.all().delete()
    return meeting


@pytest.fixture
def given(meeting, maya):
    return feedbacks.give(meeting, maya, **SAID)


def give_page(meeting):
    return reverse("feedback:give", args=[meeting.pk])


def owed(act):
    return set(Duty.objects.open().filter(act=act).values_list("person__email", flat=True))


# --- Giving ---


def test_a_mentors_feedback_is_for_the_mentee_who_owes_an_answer(client, meeting, maya, mina):
    client.force_login(maya)
    response = client.post(give_page(meeting), SAID)
    feedback = Feedback.objects.get()
    assert response.url == feedback.get_absolute_url()
    assert {name: getattr(feedback, name) for name in SAID} == SAID
    assert (feedback.author, feedback.recipient) == (maya, mina)
    duty = Duty.objects.about(feedback).get()
    assert (duty.person, duty.owed_to, duty.act, duty.due_at) == (
        mina,
        maya,
        "reply_to_feedback",
        feedback.created_at + timedelta(hours=48),
    )
    assert owed("give_feedback") == {"mina@example.org"}


def test_a_mentees_feedback_owes_the_mentor_nothing(meeting, mina, maya):
    feedback = feedbacks.give(meeting, mina, **SAID)
    assert (feedback.recipient, Duty.objects.about(feedback).count()) == (maya, 0)
    assert owed("give_feedback") == {"maya@example.org"}


def test_feedback_is_mailed_and_told_as_news(given, maya, mina):
    mail = Email.objects.get()
    assert (mail.person, mail.subject) == (mina, "Maya Iyer has feedback for you")
    assert [words in mail.body_text for words in ("The mock interview.", "Fewer topics.", given.get_absolute_url())] == [True] * 3
    assert list(News.objects.values_list("person", "url")) == [(mina.pk, given.get_absolute_url())]


def test_feedback_given_again_shows_what_exists(client, given, meeting, maya):
    client.force_login(maya)
    assert client.get(give_page(meeting)).url == given.get_absolute_url()
    assert client.post(give_page(meeting), {**SAID, "went_well": "Other"}).url == given.get_absolute_url()
    assert feedbacks.give(meeting, maya, **SAID) == given
    assert (list(Feedback.objects.values_list("went_well", flat=True)), Email.objects.count()) == (["The mock interview."], 1)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("usefulness", "0"),
        ("usefulness", "6"),
        ("usefulness", ""),
        ("i_was_prepared", "9"),
        ("you_were_prepared", ""),
        ("kept_agenda", "maybe"),
        ("went_well", " "),
        ("went_well", "a\x00b"),
    ],
)
def test_refused_feedback_says_which_field_and_keeps_the_rest(client, meeting, mina, field, value):
    client.force_login(mina)
    page = client.post(give_page(meeting), {**SAID, field: value})
    assert list(page.context["form"].errors) == [field]
    assert page.context["form"]["next_time"].value() == "Fewer topics."
    assert not Feedback.objects.exists()


def test_the_page_says_who_reads_it(client, meeting, mina):
    client.force_login(mina)
    fields = client.get(give_page(meeting)).context["form"].fields
    readers = {name: fields[name].help_text.rsplit(". ", 1)[-1] for name in ("went_well", "next_time")}
    assert readers == dict.fromkeys(readers, "Maya reads this box.")
    assert fields["to_admins"].help_text.startswith("Only the admins of the cohort read this box.")


def test_feedback_waits_for_a_session_that_was_held(client, meeting, mina):
    Session.objects.filter(pk=meeting.pk).update(status="missed")
    meeting.refresh_from_db()
    client.force_login(mina)
    assert client.get(give_page(meeting)).status_code == 404
    with pytest.raises(PermissionDenied):
        feedbacks.give(meeting, mina, **SAID)


# --- Reading and answering ---


def test_feedback_is_between_the_two(client, given, meeting, otto, olga, maya, mina):
    seen = {}
    for reader in (maya, mina, otto, olga):
        client.force_login(reader)
        seen[reader.get_short_name()] = client.get(given.get_absolute_url()).status_code
    assert seen == {"Maya": 200, "Mina": 200, "Otto": 404, "Olga": 404}
    for stranger in (otto, olga):
        client.force_login(stranger)
        assert client.post(give_page(meeting), SAID).status_code == 404
        assert client.post(given.get_absolute_url(), {"reply": "x"}).status_code == 404


def test_the_answer_opens_with_thanks_and_a_question(client, given, mina):
    client.force_login(mina)
    opening = client.get(given.get_absolute_url()).context["form"]["reply"].value()
    assert opening.startswith("Thank you for taking the time to tell me this, Maya.")
    assert opening.endswith("?")


def test_an_answer_closes_the_duty_and_is_mailed_to_the_author(client, given, mina, maya):
    client.force_login(mina)
    assert client.post(given.get_absolute_url(), {"reply": "Thank you! Which topic?"}).url == given.get_absolute_url()
    given.refresh_from_db()
    assert (given.reply, owed("reply_to_feedback")) == ("Thank you! Which topic?", set())
    mail = Email.objects.get(kind="feedback_reply")
    assert (mail.person, "Thank you! Which topic?" in mail.body_text) == (maya, True)
    assert client.get(given.get_absolute_url()).context["form"] is None


def test_feedback_is_answered_once(client, given, mina):
    for _ in range(2):
        feedbacks.reply(given, mina, reply="Thank you!")
    with pytest.raises(Refused, match="answered this feedback already"):
        feedbacks.reply(given, mina, reply="And another thing")
    client.force_login(mina)
    page = client.post(given.get_absolute_url(), {"reply": "And another thing"})
    assert page.context["form"]["reply"].value() == "And another thing"
    given.refresh_from_db()
    assert (given.reply, Email.objects.filter(kind="feedback_reply").count()) == ("Thank you!", 1)


def test_the_author_does_not_answer_themselves(client, given, maya):
    client.force_login(maya)
    assert client.get(given.get_absolute_url()).context["form"] is None
    assert client.post(given.get_absolute_url(), {"reply": "Me too"}).status_code == 404
    given.refresh_from_db()
    assert given.reply == ""


@pytest.mark.parametrize("with_answer", [False, True])
def test_the_page_takes_four_queries(client, given, mina, maya, with_answer, django_assert_num_queries):
    if with_answer:
        feedbacks.reply(given, mina, reply="Thank you!")
    client.force_login(mina)
    with django_assert_num_queries(4):  # login session, person, feedback, whether the two are apart
        client.get(given.get_absolute_url())
