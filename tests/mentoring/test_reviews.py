"""Reviewing: sharing out, scoring, stepping aside, blindness, asking for a better answer."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from etiquette.models import Duty, Email
from gurukool.lib.refusals import Refused
from mentoring.actions import applications, decisions, reviewers, reviews, rubrics
from mentoring.models import Application, Criterion, Review, Reviewer, ReviewPlan, Score
from tests.mentoring.selecting import ANSWERS, give, receive, shared_out


def asked():
    return sorted(Review.objects.values_list("application__person__name", "reviewer__name", "status"))


def scored(*points):
    """What the form sends for these points, in the order of the rubric."""
    rubric = Criterion.objects.filter(role="mentee")
    return {f"points_{criterion.pk.hex}": str(given) for criterion, given in zip(rubric, points, strict=False)}


def standing():
    names = ["reviews_given", "score_median", "score_mean", "score_spread"]
    return Application.objects.order_by("submitted_at").values_list(*names).last()


def test_sharing_out_adds_what_is_missing_and_only_that(olga, maya, application, applying):
    shared_out(applying, olga, maya)
    assert asked() == [("Mina Das", "Maya Iyer", "open"), ("Mina Das", "Olga Admin", "open")]
    assert reviewers.assign(applying, by=olga) == 0
    receive(applying, 1)
    assert reviewers.assign(applying, by=olga) == 2
    assert Application.objects.order_by("submitted_at").values_list("number", flat=True).distinct().count() == 2


def test_nobody_reviews_their_own(olga, maya, applying):
    own = applications.submit(applying, "mentor", by=maya, **ANSWERS | {"capacity": 1})
    shared_out(applying, olga, maya)
    assert list(own.reviews.values_list("reviewer__name", flat=True)) == ["Olga Admin"]


def test_a_reviewer_owes_one_pile_and_gets_one_mail(olga, maya, mina, application, applying):
    receive(applying, 2)
    shared_out(applying, olga, maya)
    pile = Reviewer.objects.get(person=maya)
    owed = Duty.objects.filter(act="review_applications", person=maya)
    assert list(owed.values_list("about_id", "status", "due_at")) == [(pile.pk, "open", applying.decisions_at)]
    assert Duty.objects.get(act="review_applications", person=maya).url == reverse("reviews:pile", args=[pile.pk])
    assert Email.objects.filter(kind="review_assigned", person=maya).count() == 1
    for one in Application.objects.all():
        assert owed.get().status == "open"
        give(one, maya)
    assert owed.get().status == "discharged"
    receive(applying, 1, first=9)
    reviewers.assign(applying, by=olga)
    assert sorted(owed.values_list("status", flat=True)) == ["discharged", "open"]
    assert Email.objects.filter(kind="review_assigned", person=maya).count() == 2


def test_without_reviewers_nothing_is_shared_out(olga, application, applying):
    rubrics.change_plan(applying, by=olga, admins_review=False)
    with pytest.raises(Refused, match="Nobody reviews this cohort yet: name reviewers first."):
        reviewers.assign(applying, by=olga)


def test_scores_come_to_median_mean_and_spread(olga, maya, otto, reviewed, applying):
    Review.objects.create(application=reviewed, reviewer=otto)
    for person, points in ((olga, 2), (maya, 5), (otto, 4)):
        give(reviewed, person, points)
    assert standing() == (3, Decimal("4.00"), Decimal("3.67"), Decimal("3.00"))
    give(reviewed, olga, 5, comment="I read it again.")
    assert standing() == (3, Decimal("5.00"), Decimal("4.67"), Decimal("1.00"))
    assert Review.objects.get(reviewer=olga).scores.count() == 3


def test_who_steps_aside_is_replaced_and_what_they_said_is_taken_back(olga, maya, otto, reviewed, applying):
    Reviewer.objects.create(cohort=applying, person=otto)
    review = give(reviewed, maya, 5)
    reviewers.step_aside(review, by=maya, why="conflict")
    assert asked() == [
        ("Mina Das", "Maya Iyer", "conflict"),
        ("Mina Das", "Olga Admin", "open"),
        ("Mina Das", "Otto Outsider", "open"),
    ]
    assert (standing(), review.scores.count()) == ((0, 0, 0, 0), 0)
    reviewers.assign(applying, by=olga)
    assert len(asked()) == 3


def test_after_a_conflict_the_application_is_not_there(client, olga, maya, reviewed):
    mine, hers = Review.objects.get(reviewer=maya), Review.objects.get(reviewer=olga)
    for person, review in ((maya, mine), (olga, hers)):
        client.force_login(person)
        address = reverse("reviews:aside", args=[review.pk])
        assert client.post(address, {"why": "conflict"}).url == reverse("reviews:pile", args=[Reviewer.objects.get(person=person).pk])
        assert client.get(reverse("reviews:review", args=[review.pk])).status_code == 404
    for name in ("applications:show", "reviews:show"):
        assert client.get(reverse(name, args=[reviewed.pk])).status_code == 404
    for name in ("reviews:index", "applications:index"):
        assert client.get(reverse(name, args=["autumn"])).context["page"].rows == []
    assert list(client.get(reverse("home")).context["waiting"]) == []
    with pytest.raises(PermissionDenied):
        decisions.draft_one(reviewed, by=olga, verdict="declined", note="", seen="submitted")


def test_only_the_one_asked_reviews_and_not_after_the_decision(olga, maya, otto, reviewed):
    review = Review.objects.get(reviewer=maya)
    with pytest.raises(PermissionDenied):
        reviews.give(review, by=otto, points={}, comment="")
    decisions.draft_one(reviewed, by=olga, verdict="declined", note="", seen="submitted")
    with pytest.raises(Refused, match="This application has been decided or withdrawn meanwhile"):
        give(reviewed, maya)
    assert not Duty.objects.open().filter(act="review_applications").exists()


def test_what_others_said_is_hidden_until_ones_own_is_in(client, olga, maya, reviewed):
    give(reviewed, olga, 2, comment="Between olga and the admins.")
    mine = Review.objects.get(reviewer=maya)
    client.force_login(maya)
    page = client.get(mine.get_absolute_url())
    assert (page.context["others"], "Between olga" in page.content.decode()) == (None, False)
    typed = {**scored(5, 4, 3), "comment": "Good."}
    assert client.post(mine.get_absolute_url(), typed).url == mine.get_absolute_url()
    page = client.get(mine.get_absolute_url()).content.decode()
    assert ("Between olga" in page, "Another reviewer" in page, "Olga Admin" in page) == (True, True, False)


def test_a_scale_left_open_gets_a_sentence(client, maya, reviewed):
    client.force_login(maya)
    form = client.post(Review.objects.get(reviewer=maya).get_absolute_url(), scored(5, 9)).context["form"]
    _, second, third = scored(1, 1, 1)
    assert form.errors == {
        second: ["Select a valid choice. 9 is not one of the available choices."],
        third: ["Please give commitment its points, or abstain."],
        "comment": ["Please say in a sentence why you see it so: it helps those who decide."],
    }


def test_the_rubric_is_copied_changed_and_then_fixed(client, olga, maya, application, applying):
    client.force_login(olga)
    address = reverse("reviews:rubric", args=["autumn", "mentee"])
    typed = {
        "form-TOTAL_FORMS": "1",
        "form-INITIAL_FORMS": "0",
        "form-0-name": "Curiosity",
        "form-0-one": "none",
        "form-0-five": "boundless",
    }
    assert len(client.get(address).context["criteria"]) == 3
    assert Criterion.objects.count() == 0
    assert client.post(address, typed).url == reverse("reviews:setup", args=["autumn"])
    shared_out(applying, olga, maya)
    assert list(Criterion.objects.values_list("role", "name")) == [
        ("mentee", "Curiosity"),
        ("mentor", "What they offer"),
        ("mentor", "Attitude to mentoring"),
        ("mentor", "Time"),
    ]
    give(application, maya)
    assert client.get(address).context["fixed"]
    with pytest.raises(Refused, match="The first review is in, so the rubric stays as it is"):
        rubrics.change_rubric(applying, "mentee", [], by=olga)


def test_reviewers_are_named_and_freed(client, olga, maya, application, applying):
    client.force_login(olga)
    name = reverse("reviews:name", args=["autumn"])
    form = client.post(name, {"email": "nobody@example.org"}).context["name"]
    assert form.errors == {"__all__": ["Nobody has an account with the address nobody@example.org. Ask them to sign up first."]}
    client.post(name, {"email": "Maya@example.org"})
    reviewers.assign(applying, by=olga)
    client.post(reverse("reviews:free", args=[Reviewer.objects.get(person=maya).pk]))
    assert asked() == [("Mina Das", "Olga Admin", "open")]
    assert list(Duty.objects.filter(person=maya).values_list("act", "status")) == [("review_applications", "waived")]


@pytest.mark.parametrize("count", [1, 3])
def test_sharing_out_takes_as_many_queries_for_three_as_for_one(olga, maya, applying, django_assert_max_num_queries, count):
    receive(applying, count)
    with django_assert_max_num_queries(50):
        shared_out(applying, olga, maya)
    assert Review.objects.count() == 2 * count


def test_a_plan_is_kept_in_bounds(client, olga, applying):
    client.force_login(olga)
    address = reverse("reviews:setup", args=["autumn"])
    typed = {"per_application": "3", "blind": "on", "revision_days": "5", "keep_days": "180"}
    assert client.post(address, typed).status_code == 302
    assert (ReviewPlan.objects.get().per_application, ReviewPlan.objects.get().admins_review) == (3, False)
    errors = client.post(address, typed | {"per_application": "99"}).context["form"].errors
    assert errors == {"per_application": ["Ensure this value is less than or equal to 10."]}


def test_points_typed_under_another_rubric_fall_on_no_criterion_of_this_one(client, olga, maya, reviewed, applying):
    """An admin changes the rubric while maya reads: her five for curiosity is not a five for time."""
    typed, mine = {**scored(5, 5, 5), "comment": "Good."}, Review.objects.get(reviewer=maya)
    before = list(Criterion.objects.filter(role="mentee"))
    scale = {"one": "none", "two": "", "three": "", "four": "", "five": "much"}
    rubrics.change_rubric(applying, "mentee", [{"name": name, **scale} for name in ("Time", "Fit", "Need")], by=olga)
    client.force_login(maya)
    page = client.post(mine.get_absolute_url(), typed)
    assert next(iter(page.context["form"].errors.values())) == ["Please give time its points, or abstain."]
    with pytest.raises(Refused, match="What reviewers look at was changed while you read"):
        reviews.give(mine, by=maya, points=dict.fromkeys(before, 5), comment="Good.")
    assert (standing()[0], Score.objects.count()) == (0, 0)


def test_a_review_given_after_stepping_aside_in_another_tab_is_not_kept(olga, maya, reviewed):
    opened = Review.objects.get(reviewer=maya)
    reviewers.step_aside(Review.objects.get(reviewer=maya), by=maya, why="conflict")
    with pytest.raises(Refused, match="You have stepped aside from this application meanwhile"):
        reviews.give(opened, by=maya, points=dict.fromkeys(Criterion.objects.filter(role="mentee"), 5), comment="Good.")
    assert (Score.objects.count(), Review.objects.get(reviewer=maya).status) == (0, "conflict")


def test_who_is_no_reviewer_by_name_may_step_aside(client, olga, application, applying):
    """A review that came by a file, of an admin nobody named: there is no pile to go back to."""
    rubrics.change_plan(applying, by=olga, admins_review=False)
    rubrics.settle(applying)
    review = Review.objects.create(application=application, reviewer=olga)
    client.force_login(olga)
    assert client.post(reverse("reviews:aside", args=[review.pk]), {"why": "abstained"}).url == reverse("home")
    review.refresh_from_db()
    assert review.status == "abstained"
