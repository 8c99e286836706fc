"""Who owes a decision, and what admins see of what waits for one."""

import pytest
from django.urls import reverse

from etiquette.models import Duty, Email
from mentoring.actions import applications, decisions, reviewers
from mentoring.models import Application, Review, Reviewer, User
from tests.mentoring.selecting import receive, shared_out
from tests.mentoring.test_releases import ANSWERS, duties


@pytest.fixture
def application(olga, mina, applying):
    return applications.submit(applying, "mentee", by=mina, **ANSWERS)


def test_after_a_conflict_another_admin_owes_the_decision(client, olga, application, applying):
    second = User.objects.create_user("second@example.org", name="Second", is_staff=True)
    shared_out(applying, olga)
    reviewers.step_aside(Review.objects.get(reviewer=olga), by=olga, why="conflict")
    assert Application.objects.get().assigned_to == second
    assert sorted(duties("decide")) == [("Olga Admin", "waived"), ("Second", "open")]
    client.force_login(olga)
    address = reverse("applications:decide", args=[application.pk])
    typed = {"verdict": "declined", "note": "", "seen": "submitted", "preview": ""}
    assert (client.get(address).status_code, client.post(address, typed).status_code) == (404, 404)


def test_who_abstains_still_decides(olga, application, applying):
    shared_out(applying, olga)
    reviewers.step_aside(Review.objects.get(reviewer=olga), by=olga, why="abstained")
    assert duties("decide") == [("Olga Admin", "open")]


def test_after_a_conflict_of_the_only_admin_nobody_owes_the_decision(olga, application, applying):
    shared_out(applying, olga)
    reviewers.step_aside(Review.objects.get(reviewer=olga), by=olga, why="conflict")
    assert (Application.objects.get().assigned_to, duties("decide")) == (None, [("Olga Admin", "waived")])


@pytest.mark.django_db
def test_a_reviewer_freed_and_named_again_owes_and_hears_again(olga, maya, application, applying):
    shared_out(applying, olga, maya)
    reviewers.release_reviewer(Reviewer.objects.get(person=maya), by=olga)
    reviewers.name_reviewer(applying, maya.email, by=olga)
    reviewers.assign(applying, by=olga)
    owed = Duty.objects.filter(act="review_applications", person=maya).values_list("status", flat=True)
    assert sorted(owed) == ["open", "waived"]
    assert sorted(Email.objects.filter(kind="review_assigned", person=maya).values_list("status", flat=True)) == ["queued", "withdrawn"]


def test_home_counts_what_is_not_drafted_yet(client, olga, applying):
    rows = receive(applying, 3)
    decisions.draft_many(applying, {rows[0].pk: "submitted"}, by=olga, verdict="declined")
    client.force_login(olga)
    facts = client.get(reverse("home")).context
    assert ([each.pk for each in facts["waiting"]], [each.undecided for each in facts["cohorts"]]) == ([rows[1].pk, rows[2].pk], [2])
