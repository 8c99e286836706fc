"""Deciding about applications: the mail seen first, one decision each, no more places than there are."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse

from etiquette.models import Duty, Email
from gurukool.lib.refusals import Refused
from mentoring.actions import applications, decisions, releases
from mentoring.models import Application, Cohort, Decision, Enrolment, User
from tests.mentoring.selecting import give, shared_out

ANSWERS = {"motivation": "m", "goals_or_offer": "g", "tracks": [], "capacity": 0}


@pytest.fixture
def application(olga, mina, applying):
    """mina's, submitted, waiting for olga."""
    return applications.submit(applying, "mentee", by=mina, **ANSWERS)


def decide(application, by, verdict="admitted", seen="submitted", note=""):
    decisions.decide(application, by=by, verdict=verdict, note=note, seen=seen)


def mails(person):
    """Of the mails, in the order written, kind and state; the reminders of a place have a test of their own."""
    written = Email.objects.filter(person=person).exclude(kind="place_reminder").order_by("created_at")
    return list(written.values_list("kind", "status"))


def duties(about):
    return list(Duty.objects.filter(about_id=about.pk).values_list("act", "person__name", "status"))


def test_admitting_offers_a_place_and_mails_it(olga, mina, application, applying):
    decide(application, olga, note="I liked your question.")
    place = Enrolment.objects.get()
    stored = Application.objects.values_list("status", "decided_by", "enrolment").get()
    assert stored == ("admitted", olga.pk, place.pk)
    assert (place.person, place.role, place.capacity, place.confirmed_at) == (mina, "mentee", 0, None)
    assert place.invited_at is not None
    assert mails(mina) == [("application_received", "withdrawn"), ("admitted", "queued")]
    assert "I liked your question." in Email.objects.get(kind="admitted").body_text
    assert (duties(application), duties(place)) == ([("decide", "Olga Admin", "discharged")], [("confirm_place", "Mina Das", "open")])


def test_a_mentor_keeps_the_capacity_they_offered(olga, maya, applying):
    application = applications.submit(applying, "mentor", by=maya, **ANSWERS | {"capacity": 3})
    decide(application, olga)
    assert list(Enrolment.objects.values_list("person__name", "role", "capacity")) == [("Maya Iyer", "mentor", 3)]


def test_the_waiting_list_is_not_the_last_word(olga, mina, application):
    decide(application, olga, "waitlisted")
    assert (Application.objects.get().status, Enrolment.objects.count()) == ("waitlisted", 0)
    decide(application, olga, "admitted", seen="waitlisted")
    assert (Application.objects.get().status, Enrolment.objects.count()) == ("admitted", 1)
    assert mails(mina) == [("application_received", "withdrawn"), ("waitlisted", "withdrawn"), ("admitted", "queued")]


def test_another_admins_decision_frees_the_one_who_was_asked(application):
    second = User.objects.create_user("second@example.org", name="Second", is_staff=True)
    decide(application, second, "declined")
    assert duties(application) == [("decide", "Olga Admin", "waived")]


@pytest.mark.parametrize(
    ("first", "sentence"),
    [
        ("declined", "Second decided this application meanwhile: not this time. Nothing was sent again."),
        ("waitlisted", "Second decided this application meanwhile: on the waiting list. Nothing was sent again."),
    ],
)
def test_who_comes_second_is_told_who_decided_what(olga, mina, application, first, sentence):
    second = User.objects.create_user("second@example.org", name="Second", is_staff=True)
    decide(application, second, first)
    with pytest.raises(Refused) as refusal:
        decide(application, olga, "admitted")
    assert (str(refusal.value), Application.objects.get().status, Enrolment.objects.count()) == (sentence, first, 0)


def test_a_withdrawn_application_is_not_decided(olga, mina, application):
    applications.withdraw(application, by=mina)
    with pytest.raises(Refused, match="Mina Das withdrew this application meanwhile, so nothing was sent."):
        decide(application, olga)


def test_there_are_no_more_mentees_than_places(olga, otto, maya, application, applying):
    for person in (otto, maya):
        Enrolment.objects.create(cohort=applying, person=person, role="mentee")
    with pytest.raises(Refused) as refusal:
        decide(application, olga)
    full = "All 2 places for mentees are taken. Use the waiting list, or give the cohort more places first."
    assert (str(refusal.value), Application.objects.get().status, Enrolment.objects.count()) == (full, "submitted", 2)
    assert mails(application.person) == [("application_received", "queued")]
    Enrolment.objects.filter(person=otto).update(left_at=application.submitted_at)
    decide(application, olga)
    assert Application.objects.get().status == "admitted"


def test_nobody_decides_about_themselves_or_without_being_an_admin(olga, mina, otto, applying, application):
    for nobody in (mina, otto):
        with pytest.raises(PermissionDenied):
            decide(application, nobody)
    own = applications.submit(applying, "mentor", by=olga, **ANSWERS | {"capacity": 1})
    with pytest.raises(PermissionDenied):
        decide(own, olga)
    assert Enrolment.objects.count() == 0


def test_the_mail_is_seen_before_it_goes_and_is_the_one_that_goes(client, olga, mina, application):
    client.force_login(olga)
    address = reverse("applications:decide", args=[application.pk])
    words = {"note": "Dear Mina,\r\n\r\nwelcome <b>you</b>!", "reason": "Strong plan."}
    typed = {"verdict": "admitted", **words, "seen": "submitted"}
    seen = client.post(address, typed | {"preview": ""})
    assert (seen.status_code, Application.objects.get().status, Email.objects.count()) == (200, "submitted", 1)
    carried = {field.name: field.value() for field in seen.context["form"]}
    assert carried == typed
    assert client.post(address, carried | {"change": ""}).context["form"]["note"].value() == typed["note"]
    response = client.post(address, carried | {"send": ""})
    assert response.url == reverse("applications:index", args=["autumn"])
    sent, shown = Email.objects.get(kind="admitted"), seen.context["mail"]
    assert (sent.to_address, sent.subject, sent.body_text, sent.body_html) == (mina.email, shown.subject, shown.text, shown.html)
    assert "welcome <b>you</b>!" in sent.body_text
    assert "welcome &lt;b&gt;you&lt;/b&gt;!" in sent.body_html
    assert application.get_absolute_url() in sent.body_text
    assert ("Strong plan." in sent.body_text, Decision.objects.get().reason) == (False, "Strong plan.")


def test_who_decides_sees_the_places_left_and_what_reviews_come_to(client, olga, maya, application, applying):
    shared_out(applying, olga, maya)
    give(application, maya, points=4)
    client.force_login(olga)
    address = reverse("applications:decide", args=[application.pk])
    page = " ".join(client.get(address).content.decode().split())
    assert ("2 places for mentees left." in page, "median 4.00" in page) == (True, False)  # her own review is still to be given
    give(application, olga, points=2)
    assert "Reviewed by 2</a>: median 3.00, mean 3.00, spread 2.00." in " ".join(client.get(address).content.decode().split())


def test_a_refusal_keeps_what_was_typed(client, olga, application):
    second = User.objects.create_user("second@example.org", name="Second", is_staff=True)
    decide(application, second, "waitlisted")
    client.force_login(olga)
    typed = {"verdict": "declined", "note": "Sorry.", "seen": "submitted", "send": ""}
    form = client.post(reverse("applications:decide", args=[application.pk]), typed).context["form"]
    told = "Second decided this application meanwhile: on the waiting list. Nothing was sent again."
    assert (form.errors, form["note"].value()) == ({"__all__": [told]}, "Sorry.")


@pytest.mark.parametrize(
    ("change", "errors"),
    [
        ({"verdict": ""}, {"verdict": ["Please choose one of the decisions."]}),
        ({"verdict": "draft"}, {"verdict": ["Select a valid choice. draft is not one of the available choices."]}),
        ({"note": "a\0b"}, {"note": ["Null characters are not allowed."]}),
        ({"note": "x" * 2001}, {"note": ["Ensure this value has at most 2000 characters (it has 2001)."]}),
        ({"seen": "draft"}, {"seen": ["Select a valid choice. draft is not one of the available choices."]}),
    ],
)
def test_bad_input_gets_a_sentence_and_sends_nothing(client, olga, application, change, errors):
    client.force_login(olga)
    for button in ("preview", "send"):
        data = {"verdict": "declined", "note": "", "seen": "submitted", button: ""} | change
        response = client.post(reverse("applications:decide", args=[application.pk]), data)
        assert (response.status_code, response.context["form"].errors) == (200, errors)
    assert (Application.objects.get().status, Email.objects.count()) == ("submitted", 1)


def test_only_admins_find_the_page(client, olga, mina, otto, application):
    address = reverse("applications:decide", args=[application.pk])
    for person in (mina, otto):
        client.force_login(person)
        assert client.get(address).status_code == 404
        assert client.post(address, {"verdict": "admitted", "seen": "submitted", "send": ""}).status_code == 404
    client.force_login(olga)
    assert client.get(address).status_code == 200
    decide(application, olga, "declined")
    assert client.get(address).url == application.get_absolute_url()


def at_once(acts):
    """Run the acts in a thread each, let go together; the refusals, as sentences, or None for what was done."""
    gate = Barrier(len(acts))

    def run(act):
        try:
            gate.wait()
            act()
        except Refused as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("verdict", ["admitted", "waitlisted", "declined"])
def test_of_two_admins_deciding_at_once_one_wins(olga, mina, application, verdict):
    second = User.objects.create_user("second@example.org", name="Second", is_staff=True)
    answers = at_once([lambda: decide(application, olga, verdict), lambda: decide(application, second, verdict)])
    winner = Application.objects.select_related("decided_by").get()
    told = f"{winner.decided_by} decided this application meanwhile: {winner.get_status_display()}. Nothing was sent again."
    assert sorted(answers, key=str) == sorted([None, told], key=str)
    assert (winner.status, Email.objects.filter(kind=verdict).count()) == (verdict, 1)


@pytest.fixture
def rivals(olga, mina, maya, otto, applying):
    """Two applications for the one place that is left."""
    Enrolment.objects.create(cohort=applying, person=otto, role="mentee")
    return [applications.submit(applying, "mentee", by=person, **ANSWERS) for person in (mina, maya)]


@pytest.mark.django_db(transaction=True)
def test_the_last_place_is_given_once(olga, rivals):
    answers = at_once([lambda rival=rival: decide(rival, olga) for rival in rivals])
    full = "All 2 places for mentees are taken. Use the waiting list, or give the cohort more places first."
    assert sorted(answers, key=str) == sorted([None, full], key=str)
    assert (Enrolment.objects.count(), Application.objects.filter(status="admitted").count()) == (2, 1)


@pytest.mark.django_db(transaction=True)
def test_control_without_the_lock_the_last_place_is_given_twice(olga, rivals, monkeypatch):
    both_have_read = Barrier(2)

    def unlocked(key):
        cohort = Cohort.objects.get(pk=key)
        both_have_read.wait()
        return cohort

    monkeypatch.setattr(decisions, "_locked_cohort", unlocked)
    monkeypatch.setattr(releases, "obstacles", lambda decisions, mails: {})  # the second look, which may come in time
    assert at_once([lambda rival=rival: decide(rival, olga) for rival in rivals]) == [None, None]
    assert Enrolment.objects.count() == 3
