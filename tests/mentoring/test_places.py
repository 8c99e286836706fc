"""Places in a cohort: inviting a roster, confirming, giving back."""

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from etiquette import outbox
from etiquette.models import Duty, Email
from gurukool.lib.dates import end_of_day_anywhere
from gurukool.lib.refusals import Refused
from mentoring.actions import places
from mentoring.models import Cohort, Enrolment, User, WeeklyHours
from mentoring.templatetags.clocks import spoken


@pytest.fixture
def roster(applying, maya, mina):
    """Imported, not told yet."""
    mentor = Enrolment.objects.create(cohort=applying, person=maya, role="mentor", capacity=2)
    return mentor, Enrolment.objects.create(cohort=applying, person=mina, role="mentee")


def duties(about):
    return list(Duty.objects.filter(about_id=about.pk).order_by("occasion", "act").values_list("act", "person__name", "status"))


def test_inviting_mails_each_once_and_asks_them_to_confirm(olga, applying, roster):
    assert places.invite_roster(applying, by=olga) == 2
    mails = Email.objects.filter(kind="place_offered").order_by("to_address").values_list("to_address", "subject", "about_id")
    assert list(mails) == [
        ("maya@example.org", "Your place in Autumn cohort", roster[0].pk),
        ("mina@example.org", "Your place in Autumn cohort", roster[1].pk),
    ]
    by = end_of_day_anywhere(applying.decisions_on + timedelta(days=7))
    assert list(Enrolment.objects.order_by("role").values_list("role", "confirm_by")) == [("mentee", by), ("mentor", by)]
    assert [duties(place) for place in roster] == [[("confirm_place", "Maya Iyer", "open")], [("confirm_place", "Mina Das", "open")]]
    with pytest.raises(Refused, match="Everybody in this cohort has been invited already."):
        places.invite_roster(applying, by=olga)
    assert Email.objects.filter(kind="place_offered").count() == 2
    reminders = Email.objects.filter(kind="place_reminder", about_id=roster[0].pk).order_by("not_before")
    expected = [("queued", by - timedelta(days=days), by, "confirm_place") for days in (3, 1)]
    assert list(reminders.values_list("status", "not_before", "expires", "duty__act")) == expected


@pytest.mark.parametrize("count", [1, 3])
def test_inviting_three_takes_as_many_queries_as_one(olga, applying, django_assert_num_queries, count):
    people = [User.objects.create_user(f"p{n}@example.org", name=f"Person {n}") for n in range(count)]
    Enrolment.objects.bulk_create(Enrolment(cohort=applying, person=person, role="mentee") for person in people)
    ContentType.objects.clear_cache()
    with django_assert_num_queries(14):
        places.invite_roster(applying, by=olga)
    assert [Email.objects.filter(kind=kind).count() for kind in ("place_offered", "place_reminder")] == [count, 2 * count]


def test_only_admins_invite(mina, applying, roster):
    with pytest.raises(PermissionDenied):
        places.invite_roster(applying, by=mina)
    assert Email.objects.count() == 0


def test_the_preview_is_the_mail(client, olga, applying, roster):
    client.force_login(olga)
    letter = client.get(reverse("cohorts:invite", args=["autumn"])).context["letter"]
    assert (letter["to"].name, Enrolment.objects.uninvited().count()) == ("Maya Iyer", 2)
    client.post(reverse("cohorts:invite", args=["autumn"]))
    sent = Email.objects.get(to_address="maya@example.org", kind="place_offered")
    assert (sent.subject, sent.body_text, sent.body_html) == (letter["mail"].subject, letter["mail"].text, letter["mail"].html)
    assert f"/accounts/login/code/?next=%2Fplaces%2F{roster[0].pk}%2F" in sent.body_text


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_who_will_be_mailed_takes_four_queries(client, olga, applying, django_assert_num_queries, count):
    for n in range(count):
        person = User.objects.create_user(f"p{n}@example.org", name=f"Person {n}")
        Enrolment.objects.create(cohort=applying, person=person, role="mentee")
    client.force_login(olga)
    with django_assert_num_queries(4):
        response = client.get(reverse("cohorts:invite", args=["autumn"]))
    assert [place.person.name for place in response.context["waiting"]] == [f"Person {n}" for n in range(count)]


def test_a_place_is_kept_a_week_after_the_decisions_and_at_least_a_week(applying):
    applying.decisions_on = date(2027, 2, 10)
    assert places.confirm_by(applying, datetime(2027, 2, 1, 13, tzinfo=UTC)) == end_of_day_anywhere(date(2027, 2, 17))
    assert places.confirm_by(applying, datetime(2027, 3, 1, 13, tzinfo=UTC)) == end_of_day_anywhere(date(2027, 3, 8))
    nothing_named = Cohort(starts_on=date(2027, 3, 1), ends_on=date(2027, 6, 1))
    assert places.confirm_by(nothing_named, datetime(2027, 3, 1, 13, tzinfo=UTC)) == end_of_day_anywhere(date(2027, 3, 8))


def test_one_click_takes_the_place_and_a_second_changes_nothing(client, olga, mina, applying, roster):
    places.invite_roster(applying, by=olga)
    mine = roster[1]
    client.force_login(mina)
    assert client.get(mine.get_absolute_url()).status_code == 200
    assert Enrolment.objects.get(pk=mine.pk).confirmed_at is None
    first = client.post(reverse("cohorts:confirm", args=[mine.pk]))
    confirmed_at = Enrolment.objects.get(pk=mine.pk).confirmed_at
    second = client.post(reverse("cohorts:confirm", args=[mine.pk]))
    assert [first.url, second.url] == [reverse("home")] * 2
    assert Enrolment.objects.get(pk=mine.pk).confirmed_at == confirmed_at
    open_ones = [("assess", "Mina Das", "open"), ("introduce", "Mina Das", "open")]
    assert duties(mine) == [*open_ones, ("confirm_place", "Mina Das", "discharged")]


def test_a_mentor_who_confirms_owes_hours(olga, maya, applying, roster):
    places.invite_roster(applying, by=olga)
    place = Enrolment.objects.get(pk=roster[0].pk)
    places.confirm_place(place, by=maya)
    assert duties(place) == [
        ("assess", "Maya Iyer", "open"),
        ("offer_hours", "Maya Iyer", "open"),
        ("confirm_place", "Maya Iyer", "discharged"),
    ]


def test_a_place_given_back_is_owed_nothing_and_stays_so(client, olga, mina, applying, roster):
    places.invite_roster(applying, by=olga)
    mine = roster[1]
    client.force_login(mina)
    response = client.post(reverse("cohorts:leave", args=[mine.pk]))
    assert response.url == mine.get_absolute_url()
    assert duties(mine) == [("confirm_place", "Mina Das", "waived")]
    assert set(Email.objects.filter(to_address="mina@example.org").values_list("status", flat=True)) == {"withdrawn"}
    again = client.post(reverse("cohorts:confirm", args=[mine.pk]))
    assert again.status_code == 409
    assert "You have given this place back." in again.content.decode()
    assert Enrolment.objects.get(pk=mine.pk).confirmed_at is None


def test_a_confirmed_place_is_not_left_by_a_click(client, mina, enrolled):
    client.force_login(mina)
    response = client.post(reverse("cohorts:leave", args=[enrolled.mentee.pk]))
    assert (response.status_code, Enrolment.objects.get(pk=enrolled.mentee.pk).left_at) == (409, None)


def test_places_are_private_and_clicks_are_posts(client, olga, maya, mina, otto, applying, roster):
    mine = roster[1]
    Enrolment.objects.filter(pk=mine.pk).update(invited_at=timezone.now(), confirm_by=timezone.now())
    paths = [reverse(f"cohorts:{name}", args=[mine.pk]) for name in ("place", "confirm", "leave")]
    for stranger in (maya, otto):
        client.force_login(stranger)
        answers = [client.get(paths[0]), client.post(paths[1]), client.post(paths[2])]
        assert [answer.status_code for answer in answers] == [404, 404, 404]
    client.force_login(olga)
    assert [client.get(paths[0]).status_code, client.post(paths[1]).status_code] == [200, 404]
    client.force_login(mina)
    assert [client.get(path).status_code for path in paths] == [200, 405, 405]
    assert list(Enrolment.objects.filter(pk=mine.pk).values_list("confirmed_at", "left_at")) == [(None, None)]


def test_nobody_sees_their_place_before_they_are_invited(client, mina, roster):
    client.force_login(mina)
    assert client.get(roster[1].get_absolute_url()).status_code == 404
    with pytest.raises(PermissionDenied):
        places.confirm_place(roster[1], by=mina)


@pytest.mark.parametrize(("offers_hours", "owed"), [(True, "discharged"), (False, "open")])
def test_hours_are_owed_only_by_mentors_who_offer_none_yet(maya, applying, offers_hours, owed):
    place = Enrolment.objects.create(
        cohort=applying, person=maya, role="mentor", capacity=1, invited_at=timezone.now(), confirm_by=timezone.now()
    )
    if offers_hours:
        WeeklyHours.objects.create(person=maya, weekday=1, starts=time(8), ends=time(10))
    places.confirm_place(place, by=maya)
    assert duties(place) == [("assess", "Maya Iyer", "open"), ("offer_hours", "Maya Iyer", owed)]


def test_a_place_reminder_speaks_the_zone_of_the_day_it_goes(olga, applying, mina, mailoutbox):
    place = places.offer_place(applying, mina, "mentee", 0, by=olga)
    User.objects.filter(pk=mina.pk).update(zone="America/New_York", name="Mina Sen")
    with time_machine.travel(place.confirm_by - timedelta(days=3), tick=False):
        outbox.deliver()
        [letter] = mailoutbox
        assert letter.body.startswith("Dear Mina,")
        assert f"is kept until {spoken(place.confirm_by, 'America/New_York')}" in letter.body


def test_what_is_said_of_a_place_that_ended_is_true(client, olga, applying):
    now = timezone.now()
    ways = {
        "Lapsed": {"confirm_by": now - timedelta(2), "left_at": now},
        "Left": {"confirm_by": now, "confirmed_at": now, "left_at": now},
        "Returned": {"confirm_by": now + timedelta(2), "left_at": now},
    }
    for name, facts in ways.items():
        person = User.objects.create_user(f"{name.lower()}@example.org", name=name)
        Enrolment.objects.create(cohort=applying, person=person, role="mentee", invited_at=now, **facts)
    client.force_login(olga)
    page = client.get(reverse("cohorts:board", args=["autumn"])).content.decode()
    tags = re.findall(r'<span class="tag">([^<]*)</span>', page[page.index("<tbody>") :])
    assert tags == ["not confirmed in time", "left", "given back"]
