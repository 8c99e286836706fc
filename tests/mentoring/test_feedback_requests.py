"""“Ask for feedback on …”: one thing, some prompts, a file; the answer arrives as feedback."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from etiquette.models import Duty, Email
from gurukool.lib.dates import end_of_day_anywhere
from mentoring.actions import feedback, feedback_requests, sessions
from mentoring.models import Feedback, FeedbackRequest, News, Session, User
from tests.mentoring.asking import ask_for_feedback, in_days, owed
from tests.mentoring.conftest import enrol
from tests.mentoring.exporting import meet
from tests.mentoring.papers import pdf

pytestmark = pytest.mark.django_db

ANSWER = {
    "usefulness": 4,
    "went_well": "The first page.",
    "next_time": "",
    "answers": [{"prompt": "Where did you stop reading?", "text": "On page two."}],
}


def typed(**change):
    return {"subject": "my talk", "prompt_1": "Too fast?", "prompt_2": "Which slide?", "due_on": in_days(7).isoformat()} | change


def ask_page(person):
    return reverse("feedback_requests:ask", args=[person.uuid])


def test_m5_a_mentee_asks_about_one_thing_with_a_file(client, match, mina, maya):
    client.force_login(mina)
    client.post(ask_page(maya), typed(file=SimpleUploadedFile("My talk.pdf", pdf())))
    asked = FeedbackRequest.objects.get()
    assert (asked.subject, asked.prompts, asked.cohort) == (
        "my talk",
        ["Too fast?", "Which slide?"],
        match.cohort,
    )
    duty = Duty.objects.open().about(asked).get()
    assert (duty.person, duty.owed_to, duty.due_at) == (maya, mina, end_of_day_anywhere(asked.due_on))
    client.force_login(maya)
    response = client.get(reverse("feedback_requests:file", args=[asked.pk]))
    assert (b"".join(response.streaming_content), response["Content-Disposition"]) == (pdf(), 'attachment; filename="My_talk.pdf"')


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"subject": " "}, "subject"),
        ({"prompt_2": ""}, "prompt_2"),
        ({"due_on": ""}, "due_on"),
        ({"due_on": "2020-01-01"}, "due_on"),
        ({"due_on": "9999-12-31"}, "due_on"),
        ({"subject": "a\x00b"}, "subject"),
    ],
)
def test_a_slip_gets_a_sentence_and_keeps_the_rest(client, match, mina, maya, change, field):
    client.force_login(mina)
    form = client.post(ask_page(maya), typed(**change)).context["form"]
    assert (list(form.errors), form["prompt_1"].value()) == ([field], "Too fast?")
    assert not FeedbackRequest.objects.exists()


def test_a_file_that_is_no_pdf_is_refused(client, match, mina, maya):
    client.force_login(mina)
    form = client.post(ask_page(maya), typed(file=SimpleUploadedFile("cv.pdf", b"<html>"))).context["form"]
    assert (list(form.errors), FeedbackRequest.objects.count()) == (["file"], 0)


def test_m5_the_answer_arrives_as_feedback_and_is_owed_a_reply(client, match, mina, maya):
    asked = ask_for_feedback(match)
    client.force_login(maya)
    page = reverse("feedback_requests:answer", args=[asked.pk])
    assert list(client.get(page).context["form"].fields) == ["usefulness", "went_well", "prompt_1", "prompt_2", "next_time"]
    client.post(page, {"usefulness": "4", "went_well": "The first page.", "prompt_1": "On page two.", "prompt_2": ""})
    given = Feedback.objects.get()
    assert (given.author, given.recipient, given.request, given.meeting, given.usefulness) == (maya, mina, asked, None, 4)
    assert (owed(asked), owed(given)) == ([], [("reply_to_feedback", "Mina Das")])
    mail = Email.objects.get(kind="feedback")
    assert (mail.person, "writes about my CV, as you asked." in mail.body_text) == (mina, True)
    client.force_login(mina)
    shown = client.get(given.get_absolute_url()).content.decode()
    assert [words in shown for words in ("Where did you stop reading?", "On page two.", "What would you leave out?")] == [True, True, False]
    feedback.reply(given, mina, reply="Thank you. Which paragraph?")
    assert owed(given) == []
    assert "answers what you said about my CV:" in Email.objects.get(kind="feedback_reply").body_text


def test_answered_twice_the_first_stands(client, match, maya):
    asked = ask_for_feedback(match)
    feedback_requests.answer(asked, maya, **ANSWER)
    client.force_login(maya)
    assert client.post(reverse("feedback_requests:answer", args=[asked.pk]), {}).url == asked.get_absolute_url()
    assert Feedback.objects.count() == 1


def test_the_answer_is_the_mentors_alone(client, match, mina, otto):
    asked = ask_for_feedback(match)
    for other in (mina, otto):
        with pytest.raises(PermissionDenied):
            feedback_requests.answer(asked, other, **ANSWER)
    client.force_login(otto)
    assert client.get(reverse("feedback_requests:file", args=[asked.pk])).status_code == 404


def test_one_can_ask_whom_one_has_met_and_nobody_else(client, match, cohort, mina, otto):
    kim = User.objects.create_user("kim@example.org", name="Kim Lee")
    enrol(cohort, kim, "mentor")
    client.force_login(mina)
    assert client.get(ask_page(kim)).status_code == 404
    hour = meet(match, -1)
    hour.attendances.filter(role="host").update(person=kim)
    Session.objects.filter(pk=hour.pk).update(host=kim, format="open", match=None)
    assert client.get(ask_page(kim)).status_code == 200
    client.post(ask_page(kim), typed())
    assert FeedbackRequest.objects.get().asked == kim
    client.force_login(otto)
    assert client.get(ask_page(kim)).status_code == 404


def test_m5_after_the_first_session_a_draft_is_offered_once_and_owed_by_nobody(client, match, mina, maya):
    hours = [meet(match, day, status="booked") for day in (-3, -2)]
    for hour in hours:
        sessions.settle(hour, by=maya, missing=[])
    news = News.objects.get(person=mina, url__contains="draft=first")
    assert "A draft is ready." in news.text
    assert not Duty.objects.filter(person=mina, act__contains="ask").exists()
    client.force_login(mina)
    form = client.get(news.url).context["form"]
    assert (form["subject"].value(), form["due_on"].value()) == ("our first session", in_days(7))
    assert [bool(form[f"prompt_{number}"].value()) for number in (1, 2, 3)] == [True] * 3


def test_the_file_goes_with_the_request(match, maya, mina, uploads, django_capture_on_commit_callbacks):
    asked = ask_for_feedback(match, file=SimpleUploadedFile("cv.pdf", pdf()))
    kept = uploads / asked.file.name
    assert kept.read_bytes() == pdf()
    with django_capture_on_commit_callbacks(execute=True):
        asked.delete()
    assert not kept.exists()


def test_the_day_is_within_two_months(client, match, mina, maya):
    client.force_login(mina)
    client.post(ask_page(maya), typed(due_on=in_days(60).isoformat()))
    assert FeedbackRequest.objects.get().due_on == timezone.now().date() + (in_days(60) - in_days(0))
