"""Letters of recommendation: once two know each other; accepted, declined privately, or asked back; sent, and thanked for."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from etiquette.models import Duty, ThankYou
from gurukool.lib.dates import end_of_day_anywhere
from gurukool.lib.refusals import Refused
from mentoring.actions import letter_requests, requests
from mentoring.models import LetterRequest, Match, News
from mentoring.selectors import acquaintance
from mentoring.selectors.requests import letters_counted
from tests.mentoring.asking import FACTS, ask_for_letter, in_days, know_each_other, owed
from tests.mentoring.exporting import meet

pytestmark = pytest.mark.django_db


def ask_page(match):
    return reverse("letter_requests:ask", args=[match.pk])


def post_to(client, letter, act):
    return client.post(reverse(f"letter_requests:{act}", args=[letter.pk]))


@pytest.mark.parametrize(
    ("sessions", "weeks", "missing"),
    [(0, 0, (4, 6)), (4, 5, (0, 1)), (3, 6, (1, 0)), (4, 6, (0, 0)), (9, 20, (0, 0))],
)
def test_m8_a_letter_waits_for_sessions_and_weeks(match, sessions, weeks, missing):
    know_each_other(match, sessions, weeks)
    known = acquaintance.of(match)
    assert ((known.sessions_missing, known.weeks_missing), known.is_enough) == (missing, missing == (0, 0))


def test_m8_only_sessions_that_were_held_count_and_an_ended_match_ages_no_more(match):
    know_each_other(match, sessions=3, weeks=30)
    meet(match, -9, status="missed")
    meet(match, 2, status="booked")
    match.ended_at = match.confirmed_at + timedelta(weeks=2)
    assert (acquaintance.of(match).sessions, acquaintance.of(match).weeks) == (3, 2)


def test_m8_too_early_the_page_says_kindly_what_is_missing_and_nothing_can_be_sent(client, match, mina):
    know_each_other(match, sessions=3, weeks=5)
    client.force_login(mina)
    page = client.get(ask_page(match)).content.decode()
    assert "1 more session and 1 more week" in page
    refused = client.post(ask_page(match), FACTS | {"due_on": in_days(21).isoformat()})
    assert refused.context["form"].non_field_errors() == [letter_requests.EARLY]
    assert not LetterRequest.objects.exists()


def test_a_cohort_says_how_long_it_takes(match):
    match.cohort.letter_sessions = match.cohort.letter_weeks = 0
    assert acquaintance.of(match).is_enough


def test_the_fact_sheet_reaches_the_mentor(client, match, mina, maya):
    know_each_other(match)
    client.force_login(mina)
    client.post(ask_page(match), FACTS | {"due_on": in_days(21).isoformat(), "links": "https://example.org/cv"})
    letter = LetterRequest.objects.get()
    assert (letter.asker, letter.asked, letter.purpose, letter.due_on) == (mina, maya, "a grant", in_days(21))
    duty = Duty.objects.open().about(letter).get()
    assert (duty.person, duty.act) == (maya, "answer_request")
    assert abs(duty.due_at - timezone.now() - timedelta(hours=72)) < timedelta(minutes=1)
    client.force_login(maya)
    shown = client.get(letter.get_absolute_url()).content.decode()
    assert ["We rewrote my thesis plan together." in shown, 'href="https://example.org/cv"' in shown] == [True, True]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"purpose": ""}, "purpose"),
        ({"addressee": "x" * 301}, "addressee"),
        ({"due_on": in_days(2).isoformat()}, "due_on"),
        ({"due_on": "soon"}, "due_on"),
        ({"facts": " "}, "facts"),
    ],
)
def test_a_slip_gets_a_sentence_and_keeps_the_rest(client, match, mina, change, field):
    know_each_other(match)
    client.force_login(mina)
    form = client.post(ask_page(match), FACTS | {"due_on": in_days(21).isoformat(), "links": "kept"} | change).context["form"]
    assert (list(form.errors), form["links"].value()) == ([field], "kept")


def test_one_letter_at_a_time(client, match, mina, maya):
    letter = ask_for_letter(match)
    with pytest.raises(Refused, match="One at a time"):
        letter_requests.ask(match, mina, **FACTS, due_on=in_days(30))
    client.force_login(mina)
    assert client.get(ask_page(match)).context["open"] == letter
    requests.decline(letter, maya)
    assert letter_requests.ask(match, mina, **FACTS, due_on=in_days(30)).status == "asked"


def test_only_the_mentee_asks(match, maya, otto):
    know_each_other(match)
    for other in (maya, otto):
        with pytest.raises(PermissionDenied):
            letter_requests.ask(match, other, **FACTS, due_on=in_days(30))


def test_accepted_it_is_owed_two_days_early_then_sent_then_thanked_for(client, match, mina, maya):
    letter = ask_for_letter(match)
    client.force_login(maya)
    post_to(client, letter, "accept")
    duty = Duty.objects.open().about(letter).get()
    assert (duty.act, duty.due_at) == ("write_letter", end_of_day_anywhere(letter.due_on) - timedelta(days=2))
    post_to(client, letter, "sent")
    assert owed(letter) == [("thank_for_letter", "Mina Das")]
    client.force_login(mina)
    page = reverse("letter_requests:thank", args=[letter.pk])
    client.post(page, {"text": "I got the grant, and your letter was quoted.", "outcome": "good"})
    note = ThankYou.objects.about(letter).get()
    assert (note.sender, note.recipient, note.outcome, owed(letter)) == (mina, maya, "good", [])
    assert News.objects.latest_for(maya)[0].url == note.get_absolute_url()
    assert client.get(page).context["note"] == note


def test_what_is_not_accepted_cannot_be_sent_nor_thanked_for(client, match, mina, maya):
    letter = ask_for_letter(match)
    with pytest.raises(Refused, match="has moved on"):
        letter_requests.sent(letter, maya)
    with pytest.raises(Refused, match="not been sent yet"):
        letter_requests.thank(letter, mina, text="Thanks", outcome="good")
    letter_requests.accept(letter, maya)
    client.force_login(maya)
    assert post_to(client, letter, "accept").status_code == 409
    assert client.post(reverse("requests:decline", args=[letter.pk])).status_code == 409


def test_the_mentors_acts_are_the_mentors(client, match, mina, olga):
    letter = ask_for_letter(match)
    for other in (mina, olga):
        client.force_login(other)
        assert [post_to(client, letter, act).status_code for act in ("accept", "sent")] == [404, 404]
    letter.refresh_from_db()
    assert letter.status == "asked"


def test_admins_see_counts_in_which_a_no_does_not_show(client, match, maya, mina, olga):
    requests.decline(ask_for_letter(match), maya)
    again = letter_requests.ask(match, mina, **FACTS, due_on=in_days(30))
    letter_requests.accept(again, maya)
    assert letters_counted(match.cohort) == {"asked": 2, "promised": 1, "sent": 0}
    client.force_login(olga)
    page = client.get(reverse("feedback:overview", args=["spring"])).content.decode()
    assert ("2 asked for, 1 promised, 0 sent" in page, "a grant" in page) == (True, False)


ASKING = "Would you write me a letter of recommendation for the grant?"


@pytest.mark.parametrize(("weeks", "found"), [(5, ["letter_request"]), (6, [])])
def test_m8_the_coach_keeps_silent_about_letters_once_they_may_be_asked_for(client, match, mina, weeks, found):
    know_each_other(match, weeks=weeks)
    client.force_login(mina)
    page = client.post(match.get_absolute_url(), {"text": ASKING, "coach": "check"})
    widget = page.context["form"].fields["text"].widget
    assert [one.finding.code for one in widget.reviewed.advice] == found
    live = widget.build_attrs(widget._live("text", "id_text"))["hx-post"]
    assert [one.finding.code for one in client.post(live, {"text": ASKING}).context["advice"]] == found


def test_a_mentor_is_told_as_before(client, match, maya):
    know_each_other(match)
    client.force_login(maya)
    page = client.post(match.get_absolute_url(), {"text": ASKING, "coach": "check"})
    assert [one.finding.code for one in page.context["form"].fields["text"].widget.reviewed.advice] == ["letter_request"]


@pytest.mark.parametrize("sessions", [1, 4])
def test_whether_a_letter_is_open_takes_one_query(match, maya, mina, django_assert_num_queries, sessions):
    know_each_other(match, sessions=sessions)
    known = Match.objects.with_people().get(pk=match.pk)
    with django_assert_num_queries(1):
        assert acquaintance.letter_is_open(known, mina) == (sessions == 4)
    with django_assert_num_queries(0):
        assert not acquaintance.letter_is_open(known, maya)
