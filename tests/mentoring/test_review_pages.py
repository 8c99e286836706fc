"""The pages of reviewing: what the table and the pile show, in which order, and what they hide from whom."""

import pytest
from django.urls import reverse

from etiquette.models import Duty, Email
from mentoring.actions import applications, decisions, revisions, rubrics
from mentoring.models import Application, News, Profile, Review, Reviewer
from tests.mentoring.selecting import ANSWERS, give, receive, shared_out


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


def test_the_order_does_not_tell_what_a_row_hides(client, olga, maya, applying):
    rows = receive(applying, 3)
    for row, median in zip(rows, (2, 5, 3), strict=True):
        Application.objects.filter(pk=row.pk).update(score_median=median, score_mean=median, score_spread=median, reviews_given=1)
    Review.objects.create(application=rows[1], reviewer=olga)
    client.force_login(olga)
    for sort in ("-median", "-mean", "-spread"):
        found = client.get(reverse("reviews:index", args=["autumn"]), {"sort": sort}).context["page"].rows
        assert (sort, [row.pk for row in found]) == (sort, [rows[2].pk, rows[0].pk, rows[1].pk])


def test_an_admin_who_applies_reads_nothing_of_their_own_before_it_is_released(client, olga, maya, otto, applying):
    """Not the scores, not the decision that waits, not its mail, not the place on the waiting list."""
    otto.is_staff = True
    otto.save()
    own = applications.submit(applying, "mentee", by=olga, **ANSWERS)
    shared_out(applying, otto, maya)
    give(own, maya, 2)
    decisions.draft_one(own, by=otto, verdict="waitlisted", note="Unripe.", seen="submitted")
    client.force_login(olga)
    assert client.get(reverse("reviews:index", args=["autumn"])).context["page"].rows == []
    assert client.get(reverse("waitlists:show", args=["autumn"])).context["lines"] == []
    page = client.get(reverse("decisions:index", args=["autumn"]))
    assert (page.context["page"].rows, page.context["count"], "Unripe" in page.content.decode()) == ([], 1, False)
    assert "Some of them concern yourself" in page.content.decode()
    client.force_login(otto)
    assert len(client.get(reverse("decisions:index", args=["autumn"])).context["page"].rows) == 1
