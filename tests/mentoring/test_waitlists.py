"""The waiting list: its order, places that lapse or are given back, and what is left of those who were declined."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from etiquette.models import Duty, Email
from mentoring.actions import decisions, places, releases, tallies, waitlists
from mentoring.models import Application, Decision, Enrolment, Match, Profile, ReviewPlan, Tally
from mentoring.tasks import lapse
from tests.mentoring.selecting import receive


@pytest.fixture
def line(olga, applying):
    """Both places are offered; three people wait."""
    rows = receive(applying, 5)
    for some, verdict in ((rows[:2], "admitted"), (rows[2:], "waitlisted")):
        decisions.draft_many(applying, {row.pk: "submitted" for row in some}, by=olga, verdict=verdict)
    releases.release(applying, by=olga, expected=5)
    return rows


def states():
    return list(Application.objects.order_by("submitted_at").values_list("status", flat=True))


def waiting(cohort):
    return [application.person.name[-1] for application in waitlists.waiting(cohort, "mentee").select_related("person")]


def expire(application):
    Enrolment.objects.filter(application=application).update(confirm_by=timezone.now() - timedelta(minutes=1))


def test_a_place_that_lapses_goes_to_the_next_in_line(applying, line):
    expire(line[0])
    lapse()
    lapse()
    assert states() == ["admitted", "admitted", "admitted", "waitlisted", "waitlisted"]
    old, new = Enrolment.objects.get(application=line[0]), Enrolment.objects.get(application=line[2])
    assert (old.left_at is not None, new.left_at, new.confirmed_at, Enrolment.objects.count()) == (True, None, None, 3)
    assert list(Duty.objects.filter(act="confirm_place", about_id=old.pk).values_list("status", flat=True)) == ["waived"]
    assert set(Email.objects.filter(about_id=old.pk, kind="place_reminder").values_list("status", flat=True)) == {"withdrawn"}
    written = Email.objects.filter(status="queued", kind__in=["place_lapsed", "admitted"]).order_by("created_at")
    assert list(written.values_list("to_address", "kind"))[-2:] == [("p0@example.org", "place_lapsed"), ("p2@example.org", "admitted")]
    assert waitlists.PASSED_ON in Email.objects.get(to_address="p2@example.org", kind="admitted").body_text
    assert waiting(applying) == ["3", "4"]


def test_a_place_given_back_goes_to_the_next_in_line(applying, line):
    place = Enrolment.objects.get(application=line[1])
    places.give_back_place(place, by=place.person)
    assert (waitlists.pass_places_on(), waitlists.pass_places_on()) == (1, 0)
    assert states()[2:] == ["admitted", "waitlisted", "waitlisted"]


def test_the_order_is_the_admins(client, olga, applying, line):
    client.force_login(olga)
    client.post(reverse("waitlists:move", args=[line[4].pk]), {"up": ""})
    client.post(reverse("waitlists:move", args=[line[4].pk]), {"up": ""})
    client.post(reverse("waitlists:move", args=[line[4].pk]), {"up": ""})
    client.post(reverse("waitlists:move", args=[line[2].pk]), {"down": ""})
    assert waiting(applying) == ["4", "3", "2"]
    expire(line[0])
    lapse()
    assert states() == ["admitted", "admitted", "waitlisted", "waitlisted", "admitted"]


def test_the_best_reviewed_wait_in_front_and_the_order_may_change_before_the_release(olga, applying):
    rows = receive(applying, 3)
    for row, median in zip(rows, (2, 5, 3), strict=True):
        Application.objects.filter(pk=row.pk).update(score_median=median)
    decisions.draft_many(applying, {row.pk: "submitted" for row in rows}, by=olga, verdict="waitlisted")
    assert waiting(applying) == ["1", "2", "0"]
    waitlists.move(rows[0], by=olga, up=True)
    releases.release(applying, by=olga, expected=3)
    assert waiting(applying) == ["1", "0", "2"]


def test_no_place_lapses_that_is_confirmed_matched_or_in_time(olga, maya, applying, line):
    one, two = (Enrolment.objects.get(application=row) for row in line[:2])
    places.confirm_place(one, by=one.person)
    mentor = Enrolment.objects.create(cohort=applying, person=maya, role="mentor", capacity=1)
    Match.objects.create(cohort=applying, mentor=mentor, mentee=two)
    Enrolment.objects.update(confirm_by=timezone.now() - timedelta(days=1))
    assert waitlists.lapse_places() == 0
    Match.objects.all().delete()
    assert waitlists.lapse_places() == 1


def test_after_the_start_nobody_is_offered_a_place(applying, line):
    expire(line[0])
    applying.starts_on = timezone.now().date()
    applying.applications_open_on = applying.applications_close_on = applying.decisions_on = applying.starts_on - timedelta(days=9)
    applying.save()
    lapse()
    assert states()[2] == "waitlisted"


def test_a_smaller_cohort_passes_nothing_on(applying, line):
    expire(line[0])
    applying.capacity = 1
    applying.save()
    lapse()
    assert states()[2:] == ["waitlisted"] * 3


@pytest.mark.django_db(transaction=True)
def test_at_once_each_place_goes_to_one_person_and_no_one_is_skipped(applying, line):
    for row in line[:2]:
        expire(row)
    gate = Barrier(4)

    def run(_number):
        try:
            gate.wait()
            lapse()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(run, range(4)))
    assert states() == ["admitted", "admitted", "admitted", "admitted", "waitlisted"]
    assert Enrolment.objects.present().count() == 2
    assert Email.objects.filter(kind="place_lapsed").count() == 2


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_seven_queries(client, olga, applying, django_assert_num_queries, count):
    rows = receive(applying, count)
    decisions.draft_many(applying, {row.pk: "submitted" for row in rows}, by=olga, verdict="waitlisted")
    client.force_login(olga)
    with django_assert_num_queries(7):
        lines = client.get(reverse("waitlists:show", args=["autumn"])).context["lines"]
    assert [len(line) for _, line in lines] == [count]


@pytest.fixture
def declined(olga, applying):
    """Three declined, one admitted."""
    rows = receive(applying, 4)
    for row, field in zip(rows, ("Physics", "Physics", "Law", "Law"), strict=True):
        Profile.objects.create(person=row.person, field=field, stage="PhD")
    for some, verdict in ((rows[:3], "declined"), (rows[3:], "admitted")):
        decisions.draft_many(applying, {row.pk: "submitted" for row in some}, by=olga, verdict=verdict)
    releases.release(applying, by=olga, expected=4)
    return rows


def numbers(client):
    tables = dict(client.get(reverse("waitlists:statistics", args=["autumn"])).context["tables"])
    return {what: {value: counts for value, counts, _ in rows} for what, rows in tables.items()}


def test_what_declined_people_wrote_goes_and_the_numbers_stay(client, olga, applying, declined):
    client.force_login(olga)
    before = numbers(client)
    assert before["research field"] == {"Physics": {"declined": 2}, "Law": {"declined": 1, "admitted": 1}}
    assert tallies.forget_declined() == 0
    Application.objects.filter(status="declined").update(decided_at=timezone.now() - timedelta(days=181))
    assert (tallies.forget_declined(), tallies.forget_declined()) == (3, 0)
    assert list(Application.objects.values_list("status", flat=True)) == ["admitted"]
    assert (Email.objects.filter(kind="declined").count(), Decision.objects.filter(verdict="declined").count()) == (0, 0)
    assert not Duty.objects.filter(about_id__in=[row.pk for row in declined[:3]]).exists()
    assert numbers(client) == before
    assert sorted(Tally.objects.values_list("what", "value", "count")) == [
        ("all", "", 3),
        ("field", "Law", 1),
        ("field", "Physics", 2),
        ("stage", "PhD", 3),
        ("zone", "UTC", 3),
    ]


def test_each_cohort_says_how_long_it_keeps_them(applying, declined):
    ReviewPlan.objects.create(cohort=applying, keep_days=14)
    Application.objects.filter(status="declined").update(decided_at=timezone.now() - timedelta(days=15))
    assert tallies.forget_declined() == 3


@pytest.mark.parametrize("count", [1, 3])
def test_the_numbers_take_eight_queries(client, olga, applying, django_assert_num_queries, count):
    receive(applying, count)
    client.force_login(olga)
    with django_assert_num_queries(8):
        assert numbers(client)["all"] == {"mentee": {"submitted": count}}


def test_what_is_said_of_a_lapsed_place_is_true(client, applying):
    row = receive(applying, 1)[0]
    place = places.offer_place(applying, row.person, "mentee", 0, by=None)
    Application.objects.filter(pk=row.pk).update(status="admitted", enrolment=place)
    expire(row)
    lapse()
    text = Email.objects.get(kind="place_lapsed").body_text
    assert "it goes to the next person on the waiting list, if there is one." in text
    assert "You are welcome in the next cohort." in text
    client.force_login(row.person)
    for page in (place.get_absolute_url(), row.get_absolute_url(), applying.get_absolute_url()):
        said = client.get(page).content.decode()
        assert ("was not confirmed in time" in said, "You are in" in said, "gave this place back" in said) == (True, False, False)


def test_what_is_said_of_a_place_given_back_is_true(client, applying, line):
    place = Enrolment.objects.get(application=line[1])
    places.give_back_place(place, by=place.person)
    client.force_login(place.person)
    said = [client.get(page).content.decode() for page in (line[1].get_absolute_url(), applying.get_absolute_url())]
    assert ["You are in" in each for each in said] == [False, False]
    assert "You gave this place back." in client.get(place.get_absolute_url()).content.decode()
