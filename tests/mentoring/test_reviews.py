"""Reviewing: sharing out, scoring, stepping aside, blindness, asking for a better answer."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from etiquette.models import Duty, Email
from gurukool.lib.refusals import Refused
from mentoring.actions import applications, decisions, reviewers, reviews, revisions, rubrics
from mentoring.models import Application, Criterion, News, Profile, Review, Reviewer, ReviewPlan, RevisionRequest
from tests.mentoring.selecting import give, receive, shared_out

ANSWERS = {"motivation": "m", "goals_or_offer": "g", "tracks": [], "capacity": 0}


@pytest.fixture
def application(olga, mina, applying):
    return applications.submit(applying, "mentee", by=mina, **ANSWERS)


@pytest.fixture
def reviewed(olga, maya, application, applying):
    """mina's application, shared out to maya and olga."""
    shared_out(applying, olga, maya)
    return application


def asked():
    return sorted(Review.objects.values_list("application__person__name", "reviewer__name", "status"))


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
    typed = {"points_1": "5", "points_2": "4", "points_3": "3", "comment": "Good."}
    assert client.post(mine.get_absolute_url(), typed).url == mine.get_absolute_url()
    page = client.get(mine.get_absolute_url()).content.decode()
    assert ("Between olga" in page, "Another reviewer" in page, "Olga Admin" in page) == (True, True, False)


def test_the_table_hides_scores_from_admins_who_still_owe_theirs(client, olga, maya, reviewed):
    give(reviewed, maya, 2)
    client.force_login(olga)
    table, dossier = reverse("reviews:index", args=["autumn"]), reverse("reviews:show", args=[reviewed.pk])
    assert "shown after your own review" in client.get(table).content.decode()
    assert client.get(dossier).context["others"] is None
    give(reviewed, olga, 4)
    assert "shown after your own review" not in client.get(table).content.decode()
    assert [other.reviewer for other in client.get(dossier).context["others"]] == [maya]


def test_blind_means_no_name_no_institution_no_address_anywhere(client, olga, maya, mina, reviewed, applying):
    Profile.objects.create(person=mina, organisation="Institute of Folding")
    rubrics.change_plan(applying, by=olga, blind=True)
    revisions.ask(reviewed, by=olga, question="Which protein?")
    revisions.answered(Application.objects.get(pk=reviewed.pk))
    client.force_login(maya)
    pile = Reviewer.objects.get(person=maya)
    pages = [reverse("reviews:pile", args=[pile.pk]), Review.objects.get(reviewer=maya).get_absolute_url(), reverse("home")]
    pages += [reverse("revisions:ask", args=[reviewed.pk])]
    client.force_login(olga)
    admin = [reverse("reviews:index", args=["autumn"]), reverse("reviews:show", args=[reviewed.pk])]
    for person, addresses in ((maya, pages), (olga, admin)):
        client.force_login(person)
        for address in addresses:
            html = client.get(address).content.decode()
            leaks = [word for word in ("Mina", "Das", "mina@", "Folding", str(mina.uuid)) if word in html]
            assert (address, leaks) == (address, [])
    assert "Applicant 1" in html
    told = Duty.objects.filter(person=maya).values_list("about_text", flat=True)
    told = [*told, *Email.objects.filter(person=maya).values_list("subject", flat=True)]
    told += [*Email.objects.filter(person=maya).values_list("body_text", flat=True), *News.objects.values_list("text", flat=True)]
    assert [text for text in told if "Mina" in text] == []


def test_a_scale_left_open_gets_a_sentence(client, maya, reviewed):
    client.force_login(maya)
    form = client.post(Review.objects.get(reviewer=maya).get_absolute_url(), {"points_1": "5", "points_2": "9"}).context["form"]
    assert form.errors == {
        "points_2": ["Select a valid choice. 9 is not one of the available choices."],
        "points_3": ["Please give commitment its points, or abstain."],
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


def test_a_question_reopens_the_application_after_the_deadline(client, olga, maya, mina, reviewed, applying):
    applying.applications_open_on = applying.applications_close_on = timezone.now().date() - timezone.timedelta(days=2)
    applying.save()
    apply = reverse("applications:apply", args=["autumn", "mentee"])
    client.force_login(mina)
    assert client.get(apply).status_code == 302
    client.force_login(maya)
    client.post(reverse("revisions:ask", args=[reviewed.pk]), {"question": "Which protein?"})
    request = RevisionRequest.objects.get()
    owed = Duty.objects.get(person=mina)
    assert (owed.act, owed.owed_to, owed.due_at, owed.url) == ("revise", None, request.due_at, request.get_absolute_url())
    mail = Email.objects.get(kind="revision_requested")
    assert ("Which protein?" in mail.body_text, "Maya" in mail.body_text, mail.to_address) == (True, False, "mina@example.org")
    client.force_login(mina)
    assert "Which protein?" in client.get(request.get_absolute_url()).content.decode()
    assert client.get(apply).status_code == 200
    applications.submit(applying, "mentee", by=mina, **ANSWERS | {"motivation": "Titin."})
    owed.refresh_from_db()
    assert (RevisionRequest.objects.get().status, owed.status) == ("answered", "discharged")
    assert list(News.objects.values_list("person__name", "text", "url")) == [
        ("Maya Iyer", "Application 1 has been revised, as was asked.", Review.objects.get(reviewer=maya).get_absolute_url())
    ]
    assert client.get(apply).status_code == 302


def test_a_second_question_waits_for_the_first(olga, maya, otto, reviewed):
    revisions.ask(reviewed, by=maya, question="One?")
    with pytest.raises(Refused, match="A revision of this application is asked for already; please wait for the answer."):
        revisions.ask(reviewed, by=olga, question="Two?")
    with pytest.raises(PermissionDenied):
        revisions.ask(reviewed, by=otto, question="Three?")


def test_a_question_lapses(olga, mina, reviewed):
    revisions.ask(reviewed, by=olga, question="One?")
    assert revisions.lapse() == 0
    RevisionRequest.objects.update(due_at=timezone.now())
    assert (revisions.lapse(), revisions.lapse(), RevisionRequest.objects.get().status) == (1, 0, "lapsed")
    assert list(Duty.objects.filter(person=mina).values_list("act", "status")) == [("revise", "waived")]


@pytest.mark.parametrize("count", [1, 3])
def test_the_table_takes_eleven_queries(client, olga, maya, applying, django_assert_num_queries, count):
    receive(applying, count)
    shared_out(applying, olga, maya)
    client.force_login(olga)
    with django_assert_num_queries(11):
        page = client.get(reverse("reviews:index", args=["autumn"])).context["page"]
    assert len(page.rows) == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_pile_takes_seven_queries(client, olga, maya, applying, django_assert_num_queries, count):
    receive(applying, count)
    shared_out(applying, olga, maya)
    client.force_login(maya)
    address = reverse("reviews:pile", args=[Reviewer.objects.get(person=maya).pk])
    with django_assert_num_queries(7):
        assert len(client.get(address).context["page"].rows) == count


@pytest.mark.parametrize("count", [1, 3])
def test_sharing_out_takes_as_many_queries_for_three_as_for_one(olga, maya, applying, django_assert_max_num_queries, count):
    receive(applying, count)
    with django_assert_max_num_queries(50):
        shared_out(applying, olga, maya)
    assert Review.objects.count() == 2 * count


def test_the_table_sorts_filters_and_pages_by_key(client, olga, maya, applying):
    rows = receive(applying, 53)
    for number, row in enumerate(rows):
        facts = {"score_median": 1 + number % 4, "score_mean": 2, "score_spread": number % 2, "reviews_given": number % 3}
        Application.objects.filter(pk=row.pk).update(**facts)
    receive(applying, 1, first=60, role="mentor", motivation="Lasers")
    Review.objects.create(application=rows[7], reviewer=maya)
    client.force_login(olga)

    def names(**query):
        page = client.get(reverse("reviews:index", args=["autumn"]), query).context["page"]
        return [int(row.person.name[-4:]) for row in page.rows], page.next

    for sort, key in {
        "-median": lambda n: -(1 + n % 4),
        "median": lambda n: 1 + n % 4,
        "-spread": lambda n: -(n % 2),
        "name": lambda n: n,
    }.items():
        first, after = names(sort=sort, role="mentee")
        second, end = names(sort=sort, role="mentee", after=after)
        assert (len(first), len(second), end, sorted(first + second)) == (50, 3, None, list(range(53)))
        assert [key(n) for n in first + second] == sorted(key(n) for n in range(53))
    assert names(role="mentor") == ([60], None)
    assert names(text="laser") == ([60], None)
    assert names(reviewer=maya.pk)[0] == names(sort="submitted")[0]
    Reviewer.objects.create(cohort=applying, person=maya)
    assert names(reviewer=maya.pk) == ([7], None)
    assert names(left="some") == ([7], None)
    assert names(left="none", role="mentee")[0] == [n for n in range(53) if n % 3 == 0]
    assert names(left="mine") == ([], None)
    assert names(status="nonsense", sort="wrong", after="x")[0][:2] == [0, 1]


def test_five_thousand_take_as_many_queries_as_fifty(client, olga, applying, django_assert_num_queries):
    client.force_login(olga)
    for first, count in ((0, 50), (50, 4950)):
        receive(applying, count, first=first)
        with django_assert_num_queries(11):
            assert len(client.get(reverse("reviews:index", args=["autumn"]), {"sort": "-median"}).context["page"].rows) == 50


def test_a_plan_is_kept_in_bounds(client, olga, applying):
    client.force_login(olga)
    address = reverse("reviews:setup", args=["autumn"])
    typed = {"per_application": "3", "blind": "on", "revision_days": "5", "keep_days": "180"}
    assert client.post(address, typed).status_code == 302
    assert (ReviewPlan.objects.get().per_application, ReviewPlan.objects.get().admins_review) == (3, False)
    errors = client.post(address, typed | {"per_application": "99"}).context["form"].errors
    assert errors == {"per_application": ["Ensure this value is less than or equal to 10."]}


def test_a_click_on_a_column_sorts_by_it_and_a_second_one_the_other_way(client, olga, applying):
    rows = receive(applying, 3)
    for row, median in zip(rows, (2, 4, 3), strict=True):
        Application.objects.filter(pk=row.pk).update(score_median=median, reviews_given=1)
    client.force_login(olga)
    table = reverse("reviews:index", args=["autumn"])
    heads = {column["label"]: column for column in client.get(table).context["form"].columns}
    assert (heads["Submitted"]["sorted"], heads["Median"]["order"], heads["Role"]["order"]) == ("ascending", "-median", "")
    first = client.get(table, {"sort": "-median", "role": "mentee"})
    assert [row.score_median for row in first.context["page"].rows] == [4, 3, 2]
    assert (
        '<th scope="col" class="number" aria-sort="descending"><a href="?sort=median&amp;role=mentee">Median</a>' in first.content.decode()
    )
