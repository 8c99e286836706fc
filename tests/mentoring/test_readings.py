"""Asking a peer to read a draft: who is asked, what they see, what comes back, and that nothing stays."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from etiquette.models import Absence, Duty, Email
from gurukool.lib.refusals import Refused
from mentoring.actions import readings
from mentoring.models import News, Profile, Reading
from tests.conftest import person
from tests.mentoring.conftest import enrol

pytestmark = pytest.mark.django_db

DRAFT, BETTER = "I has read the paper quick.", "I have read the paper quickly."


def volunteer(cohort, name):
    helper = person(name, "Europe/Dublin")
    enrol(cohort, helper, "mentee")
    Profile.objects.create(person=helper, english_help="offers")
    return helper


def ask(by, **facts):
    return readings.ask(by, **{"text": DRAFT, "back": "/somewhere/", "field": "text"} | facts)


@pytest.fixture
def ines(cohort, match):
    return volunteer(cohort, "Ines Murphy")


@pytest.fixture
def reading(ines, mina, maya):
    return ask(mina, reader=maya)


def owed():
    return list(Duty.objects.open().filter(act="read_draft").values_list("person__name", flat=True))


def acts_of(person):
    return list(Duty.objects.open().filter(person=person).values_list("act", flat=True))


def test_a_volunteer_owes_a_look_within_two_days_and_the_mail_holds_no_draft(reading, ines, mina):
    duty = Duty.objects.get(act="read_draft")
    assert (duty.person, duty.owed_to, duty.url) == (ines, mina, reading.get_absolute_url())
    assert duty.due_at - timezone.now() > timedelta(hours=47)
    mail = Email.objects.get(kind="reading_asked")
    assert (mail.person, DRAFT in mail.body_text, DRAFT in mail.body_html) == (ines, False, False)


def test_the_reader_the_author_the_away_and_other_cohorts_are_not_asked(cohort, match, applying, ines, mina, maya):
    today = timezone.localdate()
    Profile.objects.create(person=maya, english_help="offers")
    Profile.objects.create(person=mina, english_help="offers")
    Absence.objects.create(person=volunteer(cohort, "Away Now"), starts_on=today - timedelta(days=1), ends_on=today + timedelta(days=1))
    volunteer(applying, "Stranger Here")
    assert ask(mina, reader=maya).helper == ines
    Profile.objects.filter(person=ines).update(english_help="")
    with pytest.raises(Refused, match="Nobody in your cohort is free"):
        ask(mina, reader=maya)


def test_the_least_busy_is_asked(cohort, ines, mina):
    other = volunteer(cohort, "Sean Byrne")
    assert [ask(mina).helper for _ in range(4)] == [ines, other, ines, other]


def test_whoever_declines_is_not_asked_again_and_nobody_left_is_said(cohort, reading, ines, mina):
    other = volunteer(cohort, "Sean Byrne")
    readings.decline(reading, ines)
    reading.refresh_from_db()
    assert (reading.helper, owed()) == (other, ["Sean Byrne"])
    with pytest.raises(PermissionDenied):
        readings.give_back(Reading.objects.get(), ines, suggested="x", note="")
    readings.decline(reading, other)
    reading.refresh_from_db()
    assert (reading.helper, reading.status, owed()) == (None, "nobody", [])
    assert News.objects.filter(person=mina, text__startswith="Nobody is free").count() == 1


def test_tell_me_more_is_a_third_answer_and_its_clock_begins_anew(client, reading, ines, mina):
    client.force_login(ines)
    page = reverse("readings:ask_back", args=[reading.pk])
    assert page in client.get(reading.get_absolute_url()).content.decode()
    empty = client.post(page, {"question": " "})
    assert (empty.status_code, empty.context["form"].errors) == (200, {"question": ["A line is enough, but there is none yet."]})
    client.post(page, {"question": "Who will read it?"})
    assert (owed(), acts_of(mina)) == ([], ["clarify_draft"])
    mail = Email.objects.get(kind="reading_questioned")
    assert (mail.person, "Who will read it?" in mail.body_text, DRAFT in mail.body_text) == (mina, True, False)
    client.force_login(mina)
    shown = client.get(reading.get_absolute_url()).content.decode()
    assert ("Who will read it?" in shown, "Send the answer" in shown) == (True, True)
    with time_machine.travel(timezone.now() + timedelta(hours=30), tick=False):
        client.post(reading.get_absolute_url(), {"clarification": "A professor."})
        duty = Duty.objects.open().get()
        assert (duty.act, duty.person, duty.due_at - timezone.now()) == ("read_draft", ines, timedelta(hours=48))
    assert Email.objects.filter(kind="reading_asked", person=ines).order_by("created_at").last().subject == (
        "Mina Das has told you more about a draft"
    )
    with pytest.raises(Refused, match="No question waits"):
        readings.clarify(reading, mina, clarification="Twice.")


def test_what_was_asked_back_is_not_shown_to_the_next_volunteer(client, cohort, reading, ines, mina):
    other = volunteer(cohort, "Sean Byrne")
    readings.ask_back(reading, ines, question="Who will read it?")
    with pytest.raises(Refused, match="not waiting for you"):
        readings.ask_back(reading, ines, question="And why?")
    readings.decline(reading, ines)
    assert (owed(), acts_of(mina)) == (["Sean Byrne"], [])
    client.force_login(other)
    assert "Who will read it?" not in client.get(reading.get_absolute_url()).content.decode()


def test_a_draft_may_be_returned_before_the_question_is_answered(reading, ines, mina):
    readings.ask_back(reading, ines, question="Who will read it?")
    readings.give_back(reading, ines, suggested=BETTER, note="")
    assert (Reading.objects.get().status, owed(), acts_of(mina)) == ("returned", [], [])


def test_only_who_is_asked_asks_back_and_only_the_author_answers(reading, ines, mina):
    with pytest.raises(PermissionDenied):
        readings.ask_back(reading, mina, question="Why?")
    readings.ask_back(reading, ines, question="Why?")
    with pytest.raises(PermissionDenied):
        readings.clarify(reading, ines, clarification="Because.")


def test_suggestions_come_back_and_are_taken_one_by_one(client, reading, ines, mina):
    client.force_login(ines)
    page = client.get(reading.get_absolute_url())
    assert page.context["form"]["suggested"].value() == DRAFT
    client.post(reading.get_absolute_url(), {"suggested": BETTER, "note": "Lovely."})
    assert (owed(), Email.objects.get(kind="reading_returned").person) == ([], mina)
    client.force_login(mina)
    page = client.get(reading.get_absolute_url())
    assert [(piece.old, piece.new) for piece in page.context["pieces"] if piece.is_change] == [("has", "have"), ("quick.", "quickly.")]
    page = client.post(reverse("readings:take", args=[reading.pk]), {"change": "2"})
    assert page.context["text"] == "I has read the paper quickly."
    assert 'action="/somewhere/"' in page.content.decode()


def test_a_draft_dies_when_it_is_taken_back(client, reading, ines, mina):
    client.force_login(mina)
    page = client.post(reverse("readings:take", args=[reading.pk]))
    assert page.context["text"] == DRAFT
    assert (Reading.objects.count(), owed(), Email.objects.count(), News.objects.count()) == (0, [], 0, 0)
    with pytest.raises(Refused, match="taken this draft back already"):
        readings.take(reading, mina, accepted=set())
    client.force_login(ines)
    assert client.get(reading.get_absolute_url()).status_code == 404


def test_nobody_else_sees_the_draft(client, reading, ines, mina, maya, otto, olga):
    for stranger in (maya, otto, olga):
        client.force_login(stranger)
        assert client.get(reading.get_absolute_url()).status_code == 404
        assert [client.post(reverse(f"readings:{act}", args=[reading.pk])).status_code for act in ("decline", "take", "ask_back")] == [
            404,
            404,
            404,
        ]
    client.force_login(ines)
    assert client.post(reverse("readings:take", args=[reading.pk])).status_code == 404
    client.force_login(mina)
    assert client.post(reverse("readings:decline", args=[reading.pk])).status_code == 404
    assert Reading.objects.count() == 1


def test_the_button_of_a_composer_asks(client, match, ines, mina, maya):
    client.force_login(mina)
    composer = client.get(match.get_absolute_url()).context["form"].fields["text"].widget.peers
    answer = client.post(composer, {"text": DRAFT.replace(" paper", "\r\npaper")})
    made = Reading.objects.get()
    assert (answer.url, made.helper, made.reader, made.text) == (made.get_absolute_url(), ines, maya, DRAFT.replace(" paper", "\npaper"))
    assert (made.back, made.field) == (match.get_absolute_url(), "text")


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("back=/a/&field=text", ""),
        ("back=/a/&field=text", "x" * 10_001),
        ("back=/a/&field=text", "a\x00b"),
        ("back=https://evil.example/&field=text", "x"),
        ("back=//evil.example/&field=text", "x"),
        ("back=/a/&field=TE XT", "x"),
        ("back=/a/&field=text&reader=nobody", "x"),
        ("", "x"),
    ],
)
def test_odd_requests_are_refused_kindly(client, ines, mina, query, text):
    client.force_login(mina)
    page = client.post(f"{reverse('readings:ask')}?{query}", {"text": text})
    assert (page.status_code, bool(page.context["reasons"]), Reading.objects.count()) == (200, True, 0)
    assert "evil.example" not in page.content.decode()


def test_nobody_free_keeps_the_text(client, match, mina):
    client.force_login(mina)
    page = client.post(f"{reverse('readings:ask')}?back=/a/&field=text", {"text": DRAFT})
    assert (page.context["text"], page.context["back"], page.context["field"]) == (DRAFT, "/a/", "text")
    assert "Nobody in your cohort is free" in page.content.decode()
