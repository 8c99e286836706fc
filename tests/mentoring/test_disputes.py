"""Being named as missing, saying that one came, and the decision: rows, records, duties, pages."""

import html
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from etiquette.models import Duty, Email, Incident
from gurukool.lib.refusals import Refused
from mentoring.actions import disputes, sessions
from mentoring.models import Dispute, News, Session
from mentoring.selectors import attendance
from tests.mentoring.conftest import next_tuesday

pytestmark = pytest.mark.django_db


@pytest.fixture
def past(match, hours, mina):
    meeting = sessions.book(match, next_tuesday(), by=mina)
    now = timezone.now()
    Session.objects.filter(pk=meeting.pk).update(during=(now - timedelta(hours=2), now - timedelta(hours=1)))
    return Session.objects.with_people().get(pk=meeting.pk)


@pytest.fixture
def missed(past, maya, mina):
    """maya says that mina did not come."""
    sessions.settle(past, by=maya, missing=[mina])
    return past


@pytest.fixture
def raised(missed, mina):
    return disputes.dispute(missed, mina, note="I waited for twenty minutes.")


def incidents():
    return list(Incident.objects.values_list("person__email", "kind", "role"))


def owed(act):
    return [(duty.person.email, duty.status) for duty in Duty.objects.filter(act=act)]


@pytest.mark.parametrize(("who", "role"), [("maya", "mentor"), ("mina", "mentee")])
@pytest.mark.parametrize("says", ["maya", "mina"])
def test_either_side_names_either_and_it_goes_into_the_record_of_the_one_named(past, request, says, who, role):
    sessions.settle(past, by=request.getfixturevalue(says), missing=[request.getfixturevalue(who)])
    assert incidents() == [(f"{who}@example.org", "no_show", role)]


def test_disputing_takes_it_out_of_the_record_and_asks_the_admin(raised, missed, mina, olga):
    assert incidents() == []
    assert owed("decide_dispute") == [("olga@example.org", "open")]
    assert disputes.dispute(missed, mina, note="Again.") == raised
    assert list(Dispute.objects.values_list("attendance__person", "note", "verdict")) == [(mina.pk, "I waited for twenty minutes.", "")]


def test_only_the_one_named_by_somebody_else_disputes_and_not_for_ever(missed, maya, mina, otto):
    with pytest.raises(PermissionDenied):
        disputes.dispute(missed, maya, note="-")
    with time_machine.travel(missed.settled_at + timedelta(days=15), tick=False), pytest.raises(PermissionDenied):
        disputes.dispute(missed, mina, note="Late.")
    assert not Dispute.objects.exists()


def test_who_named_themselves_has_nothing_to_dispute(past, mina):
    sessions.settle(past, by=mina, missing=[mina])
    with pytest.raises(PermissionDenied):
        disputes.dispute(past, mina, note="-")


def test_right_the_session_was_held_and_thanks_are_in_order(raised, missed, olga, mina):
    disputes.decide(raised, olga, verdict="came", answer="The link was wrong; you were there.")
    missed.refresh_from_db()
    assert (missed.status, set(missed.attendances.values_list("came", flat=True))) == ("held", {True})
    assert (incidents(), owed("decide_dispute")) == ([], [("olga@example.org", "discharged")])
    assert owed("thank") == [("mina@example.org", "open")]
    mail = Email.objects.get(kind="dispute_decided")
    assert (mail.person, "You are right" in mail.body_text, "you were there." in mail.body_text) == (mina, True, True)
    told = sorted(News.objects.filter(person=mina).values_list("text", flat=True))
    assert told == [
        "An admin has looked at the session you say you came to.",
        "Your first session is behind you. Would you like to hear from Maya how it was? A draft is ready.",
    ]


def test_not_right_it_stays_in_the_record(raised, missed, olga):
    disputes.decide(raised, olga, verdict="missing", answer="The room shows nobody.")
    missed.refresh_from_db()
    assert (missed.status, incidents()) == ("missed", [("mina@example.org", "no_show", "mentee")])
    assert "It stays as it was" in Email.objects.get(kind="dispute_decided").body_text


def test_where_the_other_did_not_come_either_it_stays_missed(past, maya, mina, olga):
    sessions.settle(past, by=maya, missing=[maya, mina])
    disputes.decide(disputes.dispute(past, mina, note="I was."), olga, verdict="came", answer="Yes.")
    past.refresh_from_db()
    assert (past.status, incidents()) == ("missed", [("maya@example.org", "no_show", "mentor")])


def test_it_is_decided_once_and_by_admins_who_were_not_there(raised, missed, olga, maya, mina):
    for person in (maya, mina):
        with pytest.raises(PermissionDenied):
            disputes.decide(raised, person, verdict="came", answer="-")
    mina.is_staff = True
    with pytest.raises(PermissionDenied):
        disputes.decide(raised, mina, verdict="came", answer="-")
    disputes.decide(raised, olga, verdict="came", answer="Yes.")
    with pytest.raises(Refused, match="decided this already"):
        disputes.decide(raised, olga, verdict="missing", answer="No.")


def test_each_side_reads_where_it_stands(client, raised, missed, mina, maya):
    pages = []
    for person in (mina, maya):
        client.force_login(person)
        pages.append(html.unescape(client.get(missed.get_absolute_url()).content.decode()))
    assert "Maya Iyer said that you did not come." in pages[0]
    assert "You told us that it was not so." in pages[0]
    assert "You said that Mina Das did not come." in pages[1]
    assert "Mina Das says that it was not so." in pages[1]
    assert "I waited for twenty minutes." not in pages[1]


def test_the_whole_way_by_pages(client, missed, mina, olga, cohort):
    client.force_login(mina)
    url = reverse("disputes:dispute", args=[missed.pk])
    assert url in client.get(missed.get_absolute_url()).content.decode()
    assert client.post(url, {"note": " "}).status_code == 200
    assert client.post(url, {"note": "I waited."}).url == missed.get_absolute_url()
    client.force_login(olga)
    listed = client.get(reverse("disputes:index", args=[cohort.slug]))
    raised = Dispute.objects.get()
    assert list(listed.context["page"].rows) == [raised]
    page = client.get(raised.get_absolute_url())
    assert "I waited." in page.content.decode()
    empty = client.post(raised.get_absolute_url(), {"verdict": "came", "answer": ""})
    assert (empty.status_code, Dispute.objects.waiting().count()) == (200, 1)
    client.post(raised.get_absolute_url(), {"verdict": "came", "answer": "Yes, you were."})
    client.force_login(mina)
    assert reverse("disputes:dispute", args=[missed.pk]) not in client.get(missed.get_absolute_url()).content.decode()


def test_admins_see_counts(raised, cohort):
    figures = attendance.figures(cohort)
    assert (figures.kept, figures.mentees_missing, figures.mentors_missing, figures.waiting) == (1, 1, 0, 1)
    assert (figures.cleared, figures.confirmed) == (0, 0)


def test_the_admins_page_costs_six_queries(client, raised, cohort, olga, django_assert_num_queries):
    client.force_login(olga)
    with django_assert_num_queries(6):  # login session, person, cohort, figures, disputes, their people
        client.get(reverse("disputes:index", args=[cohort.slug]))
