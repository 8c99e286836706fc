"""What a cohort's calendar asks by itself, and what looking again shows to whom."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from etiquette.models import Duty
from gurukool.lib.dates import end_of_day_anywhere
from mentoring.actions import cohorts, development, milestones
from mentoring.defaults.competencies import AREAS, ITEMS
from mentoring.models import Cohort, Enrolment, SelfAssessment, User
from mentoring.selectors import growth
from tests.mentoring.conftest import enrol

pytestmark = pytest.mark.django_db
TEXTS = {"brings": "Much.", "expects": "More."}


def owed():
    return sorted(Duty.objects.open().filter(act="assess_again").values_list("person__name", "key"))


def dates(cohort, **days):
    today = timezone.now().date()
    Cohort.objects.filter(pk=cohort.pk).update(**{name: today + timedelta(days=ahead) for name, ahead in days.items()})
    cohort.refresh_from_db()


def look(place, taken, score, **facts):
    return development.assess(place, place.person, taken=taken, scores=dict.fromkeys(ITEMS, score), **TEXTS, **facts)


def test_half_way_and_near_the_end_people_look_again(enrolled, cohort, mina):
    milestones.reach()
    assert owed() == []
    dates(cohort, midpoint_on=-1)
    for _ in range(2):
        milestones.reach()
    assert owed() == [("Mina Das", "midpoint")]  # maya has no beginning to compare with
    look(enrolled.mentee, "midpoint", 4)
    assert owed() == []
    dates(cohort, ends_on=5)
    milestones.reach()
    duty = Duty.objects.open().get(act="assess_again")
    assert (duty.key, duty.due_at) == ("end", end_of_day_anywhere(cohort.ends_on))


def test_what_is_owed_follows_an_end_that_moves(enrolled, cohort, olga):
    dates(cohort, ends_on=5)
    milestones.reach()
    cohorts.change_cohort(cohort, by=olga, ends_on=cohort.ends_on + timedelta(days=4))
    cohort.refresh_from_db()
    assert Duty.objects.open().get(act="assess_again", key="end").due_at == end_of_day_anywhere(cohort.ends_on)


def test_long_after_the_middle_nobody_is_asked_any_more(enrolled, cohort):
    dates(cohort, starts_on=-28, midpoint_on=-20)
    milestones.reach()
    assert owed() == []


def test_looking_again_leaves_the_first_look_owed_and_the_other_way_round(enrolled, mina):
    look(enrolled.mentee, "midpoint", 4)
    assert sorted(enrolled.mentee.self_assessments.values_list("taken", flat=True)) == ["midpoint", "start"]


def test_the_change_is_shown_by_area_and_skill(client, enrolled, mina):
    SelfAssessment.objects.all().delete()
    look(enrolled.mentee, "start", 3, skills=[["R", 2]])
    look(enrolled.mentee, "midpoint", 5, skills=[["R", 6], ["Saying no", 1]])
    client.force_login(mina)
    response = client.get(reverse("development:moved", args=[enrolled.mentee.pk]))
    table = response.context["table"]
    assert (table.times, [(row.label, row.moved) for row in table.rows]) == (
        ["at the start", "half-way"],
        [(area.label, 2) for area in AREAS],
    )
    assert [(row.label, [cell.mean for cell in row.cells], row.moved) for row in table.skills] == [
        ("R", [2, 6], 4),
        ("Saying no", [None, 1], None),
    ]
    assert response.content.decode().count('class="bar of-10"') == len(AREAS)


def test_before_looking_the_page_says_how_to_begin(client, enrolled, maya):
    client.force_login(maya)
    shown = client.get(reverse("development:moved", args=[enrolled.mentor.pk])).content.decode()
    assert ("You have not looked yet" in shown, reverse("development:assess", args=[enrolled.mentor.pk]) in shown) == (True, True)


def crowd(cohort, count, score):
    for number in range(count):
        person = User.objects.create_user(f"p{score}{number}@example.org", name=f"Person {number}")
        place = enrol(cohort, person, "mentee")
        place.self_assessments.update(scores=dict.fromkeys(ITEMS, score))


def test_admins_see_means_of_five_people_and_never_of_four(client, cohort, olga):
    url = reverse("development:means", args=[cohort.slug])
    client.force_login(olga)
    crowd(cohort, 4, 6)
    assert growth.means(cohort, "mentee").rows == []
    assert client.get(url).content.decode().count("Fewer than 5 have looked") == 2
    crowd(cohort, 1, 1)
    assert [[cell.mean for cell in row.cells] for row in growth.means(cohort, "mentee").rows] == [[5]] * len(AREAS)
    look(Enrolment.objects.filter(role="mentee").first(), "midpoint", 2)
    assert growth.means(cohort, "mentee").times == ["at the start"]
    shown = client.get(url).content.decode()
    assert ("Person" in shown, shown.count("Fewer than 5 have looked")) == (False, 1)


@pytest.mark.parametrize("count", [5, 8])
def test_means_take_one_query_however_many_people(cohort, count, django_assert_num_queries):
    crowd(cohort, count, 4)
    with django_assert_num_queries(1):
        growth.means(cohort, "mentee")
