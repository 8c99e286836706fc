"""What is not released as it stands: the application withdrawn or changed, the mail gone, the places taken."""

import pytest
from django.urls import reverse
from django.utils import timezone

from etiquette import outbox
from etiquette.models import Email
from gurukool.lib.refusals import Refused
from mentoring.actions import applications, decisions, letters, releases, revisions
from mentoring.models import Application, Cohort, Decision, Enrolment, RevisionRequest, User
from mentoring.selectors import releasing
from tests.mentoring.conftest import enrol
from tests.mentoring.selecting import give, receive, shared_out
from tests.mentoring.test_releases import ANSWERS, draft, duties


@pytest.fixture
def application(olga, mina, applying):
    return applications.submit(applying, "mentee", by=mina, **ANSWERS)


@pytest.fixture
def second(db):
    return User.objects.create_user("second@example.org", name="Second", is_staff=True)


def test_who_withdraws_and_applies_again_is_decided_about_anew(olga, mina, maya, application, applying):
    shared_out(applying, olga, maya)
    revisions.ask(application, by=olga, question="How?")
    draft(application, olga)
    applications.withdraw(application, by=mina)
    applications.submit(applying, "mentee", by=mina, **ANSWERS)
    assert (Decision.objects.count(), RevisionRequest.objects.get().status) == (0, "withdrawn")
    assert releases.release(applying, by=olga, expected=0) == 0
    assert (Application.objects.get().status, Enrolment.objects.count()) == ("submitted", 0)
    assert sorted(duties("decide")) == [("Olga Admin", "discharged"), ("Olga Admin", "open")]


def test_who_withdraws_frees_the_reviewers_and_the_question(olga, mina, maya, application, applying):
    shared_out(applying, olga, maya)
    revisions.ask(application, by=olga, question="How?")
    applications.withdraw(application, by=mina)
    assert sorted(duties("review_applications")) == [("Maya Iyer", "discharged"), ("Olga Admin", "discharged")]
    assert (RevisionRequest.objects.get().status, duties("revise")) == ("withdrawn", [("Mina Das", "waived")])


def test_no_decision_goes_out_whose_mail_is_gone(client, olga, application, applying):
    decision = draft(application, olga)
    outbox.withdraw(about=application)
    client.force_login(olga)
    page = client.post(reverse("decisions:release", args=["autumn"]), {"expected": "1"}, follow=True)
    assert [str(each) for each in page.context["messages"]] == ["Held back: 1. What stands in the way is said beside each."]
    assert [each.obstacle for each in page.context["page"].rows] == ["Its mail is gone. Take this back and decide anew, or send no mail."]
    assert (Application.objects.get().status, Enrolment.objects.count()) == ("submitted", 0)
    releases.silence(decision, by=olga, silent=True)
    assert releases.release(applying, by=olga, expected=1) == 1


def test_what_was_changed_after_the_decision_is_looked_at_again(olga, mina, application, applying):
    decision = draft(application, olga)
    applications.submit(applying, "mentor", by=mina, **ANSWERS | {"capacity": 2})
    assert releases.release(applying, by=olga, expected=1) == 0
    assert (Application.objects.get().status, Decision.objects.get(), Email.objects.get(kind="admitted").status) == (
        "submitted",
        decision,
        "draft",
    )
    decisions.undo(decision, by=olga)
    draft(application, olga)
    assert releases.release(applying, by=olga, expected=1) == 1


def test_nobody_is_admitted_to_a_cohort_that_filled_up_meanwhile(olga, mina, application, applying):
    rows = receive(applying, 1)
    draft(application, olga)
    draft(rows[0], olga)
    Cohort.objects.filter(pk=applying.pk).update(capacity=1)
    assert releases.release(applying, by=olga, expected=2) == 1
    assert [str(place.person) for place in Enrolment.objects.select_related("person")] == ["Mina Das"]
    assert Decision.objects.pending().get().application == rows[0]


def test_a_release_leaves_no_duty_to_decide(olga, second, application, applying):
    draft(application, olga)
    letters.ask_to_decide(application, again="late")
    releases.release(applying, by=second, expected=1)
    assert sorted(duties("decide")) == [("Olga Admin", "discharged"), ("Olga Admin", "waived")]


@pytest.fixture
def admitted(olga, application):
    """mina's admission, drafted."""
    return draft(application, olga)


def place(cohort, person, role="mentee", **facts):
    return Enrolment.objects.create(cohort=cohort, person=person, role=role, **facts)


def test_who_has_a_place_nobody_told_them_of_is_offered_that_one(olga, mina, admitted, applying):
    theirs = place(applying, mina)
    Cohort.objects.filter(pk=applying.pk).update(capacity=1)  # which is theirs
    assert releases.release(applying, by=olga, expected=1) == 1
    application, theirs = Application.objects.get(), Enrolment.objects.get(pk=theirs.pk)
    assert (application.status, application.enrolment, theirs.confirm_by) == ("admitted", theirs, admitted.confirm_by)
    assert Email.objects.get(kind="admitted").status == "queued"
    assert duties("confirm_place") == [("Mina Das", "open")]


def test_who_was_offered_a_place_by_another_road_is_not_told_twice(client, olga, mina, admitted, applying):
    theirs = place(applying, mina, invited_at=timezone.now(), confirm_by=applying.confirm_at, confirmed_at=timezone.now())
    client.force_login(olga)
    page = client.get(reverse("decisions:index", args=["autumn"])).content.decode()
    assert "their application joins it, and no second mail goes" in page
    client.post(reverse("decisions:release", args=["autumn"]), {"expected": "1"})
    application = Application.objects.get()
    assert (application.status, application.enrolment) == ("admitted", theirs)
    assert (Email.objects.get(kind="admitted").status, duties("confirm_place")) == ("withdrawn", [])


@pytest.mark.parametrize(
    ("verdict", "facts", "reason"),
    [
        ("declined", {}, releasing.HAS_PLACE),
        ("waitlisted", {}, releasing.HAS_PLACE),
        ("admitted", {"left_at": timezone.now()}, releasing.GAVE_BACK),
        ("admitted", {"role": "mentor"}, releasing.OTHER_ROLE.format(role="mentor")),
    ],
)
def test_a_decision_that_a_place_contradicts_is_held_back_and_says_why(client, olga, mina, application, applying, verdict, facts, reason):
    draft(application, olga, verdict)
    place(applying, mina, **facts)
    client.force_login(olga)
    page = client.post(reverse("decisions:release", args=["autumn"]), {"expected": "1"}, follow=True)
    assert [each.obstacle for each in page.context["page"].rows] == [reason]
    assert (Application.objects.get().status, Email.objects.get(kind=verdict).status) == ("submitted", "draft")


def test_the_way_out_of_a_contradiction_is_to_admit(olga, mina, application, applying):
    first = draft(application, olga, "declined")
    theirs = place(applying, mina)
    Cohort.objects.filter(pk=applying.pk).update(capacity=1)
    decisions.undo(first, by=olga)
    draft(application, olga)
    applying.refresh_from_db()
    assert decisions.places_left(applying) == 0
    assert releases.release(applying, by=olga, expected=1) == 1
    assert Application.objects.get().enrolment == theirs


def test_who_left_or_has_the_other_role_is_not_admitted_in_the_first_place(olga, mina, application, applying):
    place(applying, mina, left_at=timezone.now())
    with pytest.raises(Refused, match="Mina Das has had another place in Autumn cohort already"):
        draft(application, olga)


def test_a_review_is_owed_again_once_the_application_is_handed_in_again(olga, mina, maya, application, applying):
    shared_out(applying, olga, maya)
    give(application, olga)
    applications.withdraw(application, by=mina)
    assert sorted(duties("review_applications")) == [("Maya Iyer", "discharged"), ("Olga Admin", "discharged")]
    applications.submit(applying, "mentee", by=mina, **ANSWERS)
    assert sorted(duties("review_applications")) == [("Maya Iyer", "discharged"), ("Maya Iyer", "open"), ("Olga Admin", "discharged")]
    told = Email.objects.filter(kind="review_assigned", status="queued")
    assert list(told.values_list("to_address", flat=True)) == ["maya@example.org"]
    assert "1 application to Autumn cohort is waiting for your eyes" in told.get().body_text
    give(application, maya)
    assert [status for _, status in duties("review_applications")] == ["discharged"] * 3


def test_a_review_is_owed_again_once_a_decision_is_taken_back(olga, maya, application, applying):
    shared_out(applying, olga, maya)
    give(application, olga)
    decisions.undo(draft(application, olga, "declined"), by=olga)
    assert [person for person, status in duties("review_applications") if status == "open"] == ["Maya Iyer"]


def test_who_is_still_at_their_pile_is_not_told_twice(olga, mina, maya, application, applying):
    receive(applying, 1)
    shared_out(applying, olga, maya)
    applications.withdraw(application, by=mina)
    applications.submit(applying, "mentee", by=mina, **ANSWERS)
    assert sorted(duties("review_applications")) == [("Maya Iyer", "open"), ("Olga Admin", "open")]
    assert Email.objects.filter(kind="review_assigned").count() == 2


def test_a_decision_sent_at_once_that_is_held_back_says_so_and_records_nothing(client, olga, mina, application, applying):
    """mina was given a place by the roster meanwhile: declining her would leave her with both."""
    enrol(applying, mina, "mentee")
    client.force_login(olga)
    typed = {"verdict": "declined", "note": "", "reason": "", "seen": "submitted", "send": ""}
    form = client.post(reverse("applications:decide", args=[application.pk]), typed).context["form"]
    assert form.non_field_errors() == [releasing.HAS_PLACE]
    application.refresh_from_db()
    assert (application.status, Decision.objects.count(), Email.objects.drafts().count()) == ("submitted", 0, 0)
