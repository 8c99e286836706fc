"""Decisions as drafts: made singly or in bulk, seen, changed, dropped, taken back, and released at once."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from etiquette import outbox
from etiquette.models import Duty, Email
from gurukool.lib.refusals import Refused
from mentoring.actions import applications, decisions, releases, revisions
from mentoring.models import Application, Cohort, Decision, Enrolment, RevisionRequest, User
from mentoring.templatetags.clocks import spoken
from tests.mentoring.selecting import receive

ANSWERS = {"motivation": "m", "goals_or_offer": "g", "tracks": [], "capacity": 0}


@pytest.fixture
def application(olga, mina, applying):
    return applications.submit(applying, "mentee", by=mina, **ANSWERS)


@pytest.fixture
def second(db):
    return User.objects.create_user("second@example.org", name="Second", is_staff=True)


def draft(application, by, verdict="admitted", seen="submitted", **facts):
    return decisions.draft_one(application, by=by, verdict=verdict, note="", seen=seen, **facts)


def draft_all(cohort, rows, by, verdict, **facts):
    return decisions.draft_many(cohort, {row.pk: row.status for row in rows}, by=by, verdict=verdict, **facts)


def mails(**facts):
    return sorted(Email.objects.filter(**facts).exclude(kind="place_reminder").values_list("kind", "status"))


def duties(act):
    return list(Duty.objects.filter(act=act).values_list("person__name", "status"))


def seen(client, page):
    """What a page says, but for the tokens of its forms, which differ at each look."""
    return re.sub(r'value="\w{64}"', "", client.get(page).content.decode())


@pytest.mark.parametrize("verdict", ["admitted", "waitlisted", "declined"])
def test_before_the_release_nobody_outside_can_tell(client, olga, mina, application, verdict):
    client.force_login(mina)
    pages = [application.get_absolute_url(), reverse("home"), "/cohorts/autumn/"]
    before = [seen(client, page) for page in pages]
    draft(application, olga, verdict)
    now = timezone.now() + timedelta(days=300)
    with time_machine.travel(now, tick=False):
        assert outbox.deliver() == 1  # the receipt, and nothing else
    assert Email.objects.get(kind=verdict).status == "draft"
    assert [seen(client, page) for page in pages] == before
    assert (Application.objects.get().status, Enrolment.objects.count()) == ("submitted", 0)
    assert duties("decide") == [("Olga Admin", "discharged")]
    assert duties("confirm_place") == []


def test_the_release_tells_everybody_at_once(olga, mina, maya, otto, applying):
    rows = [applications.submit(applying, "mentee", by=person, **ANSWERS) for person in (mina, maya, otto)]
    for row, verdict in zip(rows, ("admitted", "waitlisted", "declined"), strict=True):
        draft(row, olga, verdict)
    assert releases.release(applying, by=olga, expected=3) == 3
    assert list(Application.objects.order_by("submitted_at").values_list("status", "decided_by__name", "waiting_position")) == [
        ("admitted", "Olga Admin", None),
        ("waitlisted", "Olga Admin", 1),
        ("declined", "Olga Admin", None),
    ]
    assert mails(status="queued") == [("admitted", "queued"), ("declined", "queued"), ("waitlisted", "queued")]
    place = Enrolment.objects.get()
    assert (place.person, place.confirm_by, place.application) == (mina, applying.confirm_at, rows[0])
    assert duties("confirm_place") == [("Mina Das", "open")]
    with pytest.raises(Refused, match="There were 3 decisions on your page, and now there are 0. Nothing was sent: please look again."):
        releases.release(applying, by=olga, expected=3)


def test_many_are_decided_at_once_with_one_line_and_one_reason(olga, maya, mina, applying):
    rows = receive(applying, 3)
    drafted = draft_all(applying, rows, olga, "waitlisted", note="Soon!", reason="Full.")
    assert (len(drafted.decisions), drafted.told) == (3, [])
    assert list(Decision.objects.order_by().values_list("verdict", "reason").distinct()) == [("waitlisted", "Full.")]
    assert ["Soon!" in text for text in Email.objects.values_list("body_text", flat=True)] == [True] * 3
    assert sorted(Application.objects.values_list("waiting_position", flat=True)) == [1, 2, 3]


def test_what_another_admin_decided_meanwhile_is_left_alone_and_told(olga, second, applying):
    rows = receive(applying, 2)
    draft(rows[0], second, "declined")
    drafted = draft_all(applying, rows, olga, "admitted")
    told = "Second decided this application meanwhile: not this time. Their mail waits to be released; nothing was changed."
    assert (drafted.told, [each.application for each in drafted.decisions]) == ([told], [rows[1]])
    assert sorted(Decision.objects.values_list("verdict", "decided_by__name")) == [("admitted", "Olga Admin"), ("declined", "Second")]


def test_drafts_hold_their_places(olga, applying):
    rows = receive(applying, 4)
    draft(rows[0], olga)
    assert decisions.places_left(applying) == 1
    with pytest.raises(Refused, match="You chose 3 mentees, and one place is left. Choose fewer, or give the cohort more places first."):
        draft_all(applying, rows[1:], olga, "admitted")
    assert Decision.objects.count() == 1


def test_nobody_decides_about_themselves_in_bulk(olga, applying):
    own = applications.submit(applying, "mentor", by=olga, **ANSWERS | {"capacity": 1})
    drafted = draft_all(applying, [own], olga, "admitted")
    assert (drafted.decisions, Decision.objects.count()) == ([], 0)
    assert drafted.told == ["Your own application, and those you declared a conflict of interest in, are for others to decide."]


@pytest.mark.parametrize("count", [1, 3])
def test_deciding_about_three_takes_as_many_queries_as_about_one(olga, applying, django_assert_num_queries, count):
    rows = receive(applying, count)
    with django_assert_num_queries(11):
        draft_all(applying, rows, olga, "declined")


@pytest.mark.parametrize("count", [1, 3])
def test_releasing_three_takes_as_many_queries_as_one(olga, applying, django_assert_num_queries, count):
    draft_all(applying, receive(applying, count), olga, "declined")
    with django_assert_num_queries(14):
        releases.release(applying, by=olga, expected=count)


@pytest.mark.parametrize("count", [1, 3])
def test_admitting_three_takes_as_many_queries_as_one(olga, applying, django_assert_num_queries, count):
    Cohort.objects.update(capacity=3)
    draft_all(applying, receive(applying, count), olga, "admitted")
    ContentType.objects.clear_cache()
    with django_assert_num_queries(26):
        releases.release(applying, by=olga, expected=count)
    assert [Email.objects.filter(kind=kind, status="queued").count() for kind in ("admitted", "place_reminder")] == [count, 2 * count]
    assert Duty.objects.open().filter(act="confirm_place").count() == Enrolment.objects.offered().count() == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_drafts_takes_eleven_queries(client, olga, applying, django_assert_num_queries, count):
    draft_all(applying, receive(applying, count), olga, "declined")
    client.force_login(olga)
    with django_assert_num_queries(11):
        page = client.get(reverse("decisions:index", args=["autumn"])).context["page"]
    assert [each.mail.to_address for each in page.rows] == [f"p{n}@example.org" for n in range(count)]


def test_one_mail_is_changed_one_dropped_one_decision_taken_back(client, olga, applying):
    rows = receive(applying, 3)
    draft_all(applying, rows, olga, "declined")
    first, second, third = Decision.objects.order_by("application__submitted_at")
    client.force_login(olga)
    shown = client.get(first.get_absolute_url()).context["form"]
    assert "We cannot offer you a place this time." in shown["text"].value()
    client.post(first.get_absolute_url(), {"subject": "Not yet", "text": "Dear you, not yet."})
    client.post(reverse("decisions:silence", args=[second.pk]))
    client.post(reverse("decisions:undo", args=[third.pk]))
    page = client.get(reverse("decisions:index", args=["autumn"])).content.decode()
    assert ("Not yet" in page, "p1@example.org" in page, "p2@example.org" in page) == (True, True, False)
    client.post(reverse("decisions:release", args=["autumn"]), {"expected": "2"})
    assert list(Application.objects.order_by("submitted_at").values_list("status", flat=True)) == ["declined", "declined", "submitted"]
    sent = Email.objects.filter(status="queued").values_list("to_address", "subject", "body_text", "body_html")
    assert list(sent) == [("p0@example.org", "Not yet", "Dear you, not yet.", "")]


def test_who_is_taken_back_is_to_be_decided_about_again(olga, application):
    decisions.undo(draft(application, olga, "waitlisted"), by=olga)
    assert sorted(duties("decide")) == [("Olga Admin", "discharged"), ("Olga Admin", "open")]
    assert Application.objects.get().waiting_position is None
    draft(application, olga, "declined")
    assert [status for _, status in duties("decide")] == ["discharged", "discharged"]


def test_who_withdraws_before_the_release_hears_nothing(olga, mina, application, applying):
    draft(application, olga)
    applications.withdraw(application, by=mina)
    assert decisions.places_left(applying) == 2
    assert releases.release(applying, by=olga, expected=0) == 0
    assert (Application.objects.get().status, Decision.objects.count(), Enrolment.objects.count()) == ("withdrawn", 0, 0)
    assert mails(kind="admitted") == [("admitted", "withdrawn")]


def test_the_date_in_the_mail_moves_with_the_release(olga, mina, application, applying):
    decision = draft(application, olga)
    releases.rewrite(decision, by=olga, subject="Yes!", text=f"Confirm by {spoken(decision.confirm_by, mina.zone)}, please.")
    with time_machine.travel(applying.confirm_at + timedelta(days=3), tick=False):
        releases.release(applying, by=olga, expected=1)
        kept = Enrolment.objects.get().confirm_by
        assert kept > decision.confirm_by
        assert Email.objects.get(kind="admitted").body_text == f"Confirm by {spoken(kept, mina.zone)}, please."


def test_a_question_to_who_is_decided_about_is_closed_with_the_release_and_not_before(olga, mina, application, applying):
    revisions.ask(application, by=olga, question="How?")
    draft(application, olga, "declined")
    assert (RevisionRequest.objects.get().status, duties("revise")) == ("open", [("Mina Das", "open")])
    releases.release(applying, by=olga, expected=1)
    assert (RevisionRequest.objects.get().status, duties("revise")) == ("withdrawn", [("Mina Das", "waived")])


def test_bulk_on_the_page_shows_who_and_what_is_left_before_it_records(client, olga, applying):
    rows = receive(applying, 3)
    client.force_login(olga)
    choose = reverse("decisions:choose", args=["autumn"])
    typed = {"picked": [f"{row.pk}:submitted" for row in rows], "verdict": "admitted", "note": "Hello"}
    page = client.post(choose, typed | {"look": ""})
    assert (page.context["left"], page.context["left_then"], Decision.objects.count()) == (2, -1, 0)
    page = client.post(choose, typed | {"keep": ""})
    full = ["You chose 3 mentees, and 2 places are left. Choose fewer, or give the cohort more places first."]
    assert (page.context["form"].errors, page.context["form"]["note"].value()) == ({"__all__": full}, "Hello")
    assert client.post(choose, typed | {"picked": typed["picked"][:2], "keep": ""}).url == reverse("decisions:index", args=["autumn"])
    assert Decision.objects.count() == 2
    page = client.post(choose + "?role=mentee", {"verdict": "declined", "all": "1"})
    assert [each.pk for each in page.context["picked"]] == [rows[2].pk]


@pytest.mark.parametrize("picked", [[], ["x"], ["00000000-0000-0000-0000-000000000000:submitted"], ["\0:submitted"]])
def test_a_selection_nobody_could_tick_gets_a_sentence(client, olga, applying, picked):
    client.force_login(olga)
    response = client.post(reverse("decisions:choose", args=["autumn"]), {"picked": picked, "verdict": "declined", "keep": ""})
    assert (response.status_code, list(response.context["form"].errors)) == (200, ["picked"])


def at_once(acts):
    gate = Barrier(len(acts))

    def run(act):
        try:
            gate.wait()
            return act()
        except Refused as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.django_db(transaction=True)
def test_of_two_admins_drafting_at_once_one_wins(olga, second, applying):
    rows = receive(applying, 6)
    answers = at_once([lambda by=by: draft_all(applying, rows, by, "declined") for by in (olga, second)])
    assert sorted((len(each.decisions), len(each.told)) for each in answers) == [(0, 6), (6, 0)]
    assert (Decision.objects.count(), Email.objects.filter(kind="declined").count()) == (6, 6)


@pytest.mark.django_db(transaction=True)
def test_of_two_admins_releasing_at_once_one_wins(olga, second, applying):
    draft_all(applying, receive(applying, 2), olga, "admitted")
    answers = at_once([lambda by=by: releases.release(applying, by=by, expected=2) for by in (olga, second)])
    told = "There were 2 decisions on your page, and now there are 0. Nothing was sent: please look again."
    assert sorted(answers, key=str) == [2, told]
    assert (Enrolment.objects.count(), Email.objects.filter(kind="admitted", status="queued").count()) == (2, 2)
