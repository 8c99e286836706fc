"""What all requests share: three answers, one of them a question back; nobody but the two learns of any."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from etiquette.models import Duty, Email
from gurukool.lib.dates import end_of_day_anywhere
from gurukool.lib.refusals import Refused
from mentoring.actions import feedback_requests, letter_requests, requests
from mentoring.models import Block, FeedbackRequest, LetterRequest, News
from tests.mentoring.asking import FACTS, ask_for_feedback, ask_for_letter, in_days, know_each_other, owed

pytestmark = pytest.mark.django_db

INDEX = reverse("requests:index")


@pytest.fixture(params=[ask_for_feedback, ask_for_letter], ids=["feedback", "letter"])
def asked(request, match):
    return request.param(match)


def test_a_request_is_owed_an_answer_and_told(asked, maya):
    assert owed(asked) == [("answer_request", "Maya Iyer")]
    mail = Email.objects.get(kind="request_made")
    assert (mail.person, asked.get_absolute_url() in mail.body_text, "each of the three is a good answer" in mail.body_text) == (
        maya,
        True,
        True,
    )


def test_tell_me_more_turns_the_duty_round_and_back(client, asked, maya, mina):
    client.force_login(maya)
    assert client.post(asked.get_absolute_url(), {"question": "Which version?"}).url == asked.get_absolute_url()
    asked.refresh_from_db()
    assert (asked.status, asked.question, owed(asked)) == ("questioned", "Which version?", [("clarify_request", "Mina Das")])
    client.force_login(mina)
    assert "Which version?" in client.get(asked.get_absolute_url()).content.decode()
    client.post(asked.get_absolute_url(), {"clarification": "The one of May."})
    asked.refresh_from_db()
    assert (asked.status, asked.clarification, owed(asked)) == ("asked", "The one of May.", [("answer_request", "Maya Iyer")])
    assert Email.objects.filter(kind="request_made", person=maya).count() == 2


def test_the_clock_stands_still_while_a_question_is_out(match, maya, mina):
    feedback, letter = ask_for_feedback(match), ask_for_letter(match)
    days = (feedback.due_on, letter.due_on)
    for asked in (feedback, letter):
        requests.ask_back(asked, maya, question="Which one?")
    with time_machine.travel(timezone.now() + timedelta(days=2, hours=1), tick=False):
        for asked in (feedback, letter):
            requests.clarify(asked, mina, clarification="This one.")
        assert (feedback.due_on - days[0], letter.due_on - days[1]) == (timedelta(days=3), timedelta())
        due = {duty.about_id: duty.due_at for duty in Duty.objects.open().filter(act="answer_request")}
        assert due == {feedback.pk: end_of_day_anywhere(feedback.due_on), letter.pk: timezone.now() + timedelta(hours=72)}


def test_declining_needs_no_reason_and_reaches_one_person_only(client, asked, maya, mina, olga):
    before = News.objects.count()
    client.force_login(maya)
    client.post(reverse("requests:decline", args=[asked.pk]))
    asked.refresh_from_db()
    assert (asked.status, owed(asked)) == ("declined", [])
    told = Email.objects.filter(kind="request_moved")
    sentence = "Maya Iyer cannot take this on this time. Asking was right, and it says nothing about your work."
    assert [(mail.person, sentence in mail.body_text) for mail in told] == [(mina, True)]
    assert (News.objects.count() - before, News.objects.latest_for(mina)[0].text) == (1, sentence)
    client.force_login(olga)
    outbox = client.get(reverse("outbox:list")).content.decode()
    assert ["Maya Iyer about a request between you" in outbox, "cannot take this on" in outbox] == [True, False]
    for address in (asked.get_absolute_url(), reverse("requests:decline", args=[asked.pk])):
        assert client.post(address).status_code == 404
    assert "not this time" not in client.get(reverse("feedback:overview", args=["spring"])).content.decode()


def test_what_is_over_moves_no_more(asked, maya, mina):
    requests.decline(asked, maya)
    for act, by, words in [
        (requests.decline, maya, {}),
        (requests.withdraw, mina, {}),
        (requests.ask_back, maya, {"question": "Why?"}),
        (requests.clarify, mina, {"clarification": "So."}),
    ]:
        with pytest.raises(Refused, match="has moved on"):
            act(asked, by, **words)
    assert asked.status == "declined"


def test_who_asked_takes_it_back_and_nothing_is_owed(client, asked, mina):
    client.force_login(mina)
    client.post(reverse("requests:withdraw", args=[asked.pk]))
    asked.refresh_from_db()
    assert (asked.status, owed(asked)) == ("withdrawn", [])


def test_each_act_is_one_persons(asked, maya, mina, olga):
    for act, others in [(requests.decline, (mina, olga)), (requests.withdraw, (maya, olga))]:
        for other in others:
            with pytest.raises(PermissionDenied):
                act(asked, other)


def test_only_the_two_see_a_request(client, asked, maya, mina, otto, olga):
    seen = {}
    for reader in (maya, mina, otto, olga):
        client.force_login(reader)
        seen[reader.get_short_name()] = (client.get(asked.get_absolute_url()).status_code, len(client.get(INDEX).context["requests"]))
    assert seen == {"Maya": (200, 1), "Mina": (200, 1), "Otto": (404, 0), "Olga": (404, 0)}


def test_nobody_asks_who_wants_to_hear_no_more_of_them(client, match, maya, mina):
    know_each_other(match)
    Block.objects.create(match=match, by=maya, other=mina)
    client.force_login(mina)
    for address in (reverse("feedback_requests:ask", args=[maya.uuid]), reverse("letter_requests:ask", args=[match.pk])):
        assert client.get(address).status_code == 404
    with pytest.raises(PermissionDenied):
        ask_for_feedback(match)
    with pytest.raises(PermissionDenied):
        letter_requests.ask(match, mina, **FACTS, due_on=in_days(30))


def test_an_empty_question_is_none(client, asked, maya):
    client.force_login(maya)
    page = client.post(asked.get_absolute_url(), {"question": "  "})
    assert list(page.context["form"].errors) == ["question"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_five_queries(client, match, mina, django_assert_num_queries, count):
    for number in range(count):
        ask_for_feedback(match, subject=f"text {number}")
    client.force_login(mina)
    with django_assert_num_queries(5):  # login session, person, two kinds, matches
        assert len(client.get(INDEX).context["requests"]) == count


def test_two_kinds_know_nothing_of_each_other(match, maya):
    feedback, letter = ask_for_feedback(match), ask_for_letter(match)
    requests.decline(feedback, maya)
    assert (FeedbackRequest.objects.get().status, LetterRequest.objects.get().status) == ("declined", "asked")
    with pytest.raises(Refused):
        feedback_requests.answer(feedback, maya, usefulness=3, went_well="x", next_time="", answers=[])
    letter_requests.accept(letter, maya)
