"""A date moves: whoever read the old one in a mail hears of it, once, and the admin sees it before."""

from copy import copy
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from etiquette.models import Email, MailPreference
from gurukool.lib.dates import end_of_day_anywhere
from mentoring.actions import applications, cohorts, extensions, moved_dates, places
from mentoring.models import Enrolment, User
from mentoring.models.dates import DAYS
from mentoring.selectors.told_dates import tellings
from mentoring.templatetags.clocks import spoken
from tests.mentoring.conftest import enrol
from tests.mentoring.selecting import receive, shared_out

DAY = timedelta(days=1)


def submit(cohort, person):
    return applications.submit(cohort, "mentee", by=person, motivation="m", goals_or_offer="g")


def told():
    return sorted(Email.objects.filter(kind="dates_moved").values_list("to_address", "essential"))


def said(email):
    """The lines of a mail that name a date."""
    return [line for line in email.body_text.splitlines() if "(it was " in line]


def test_an_applicant_hears_of_both_dates_their_receipt_named_in_one_mail(olga, mina, applying):
    submit(applying, mina)
    closes, decides = applying.applications_close_on + 2 * DAY, applying.decisions_on + 3 * DAY
    was = [spoken(moment, mina.zone) for moment in (applying.applications_close_at, applying.decisions_at)]
    cohorts.change_cohort(applying, by=olga, applications_close_on=closes, decisions_on=decides)
    becomes = [spoken(end_of_day_anywhere(day), mina.zone) for day in (closes, decides)]
    mail = Email.objects.get(kind="dates_moved")
    assert (mail.person, mail.subject, mail.essential) == (mina, "Dates of Autumn cohort have moved", True)
    assert said(mail) == [
        f"You can change your application until {becomes[0]} (it was {was[0]}).",
        f"You hear from us by {becomes[1]} (it was {was[1]}).",
    ]


def test_who_was_given_more_time_keeps_it_and_hears_nothing_of_the_deadline(olga, mina, applying):
    submit(applying, mina)
    extensions.give(applying, by=olga, email=mina.email, until=applying.applications_close_on + 9 * DAY, reason="Ill")
    cohorts.change_cohort(applying, by=olga, applications_close_on=applying.applications_close_on + DAY)
    assert told() == []


def test_reviewers_hear_when_their_pile_is_due_unless_they_asked_for_no_such_mail(olga, maya, otto, applying):
    receive(applying, 1)
    shared_out(applying, olga, maya)
    MailPreference.objects.create(person=maya, unsubscribed=["dates_moved"])
    cohorts.change_cohort(applying, by=olga, reviews_due_on=applying.decisions_on - DAY)
    assert told() == [("olga@example.org", False)]
    assert said(Email.objects.get(kind="dates_moved"))[0].startswith("Your reviews are due by ")


def test_an_offer_that_is_kept_longer_is_said_so_and_an_earlier_day_is_not(olga, mina, otto, applying):
    place = places.offer_place(applying, mina, "mentee", 0, by=olga)
    was, later = place.confirm_by, place.confirm_by.date() + DAY
    cohorts.change_cohort(applying, by=olga, confirm_by_on=later)
    [line] = said(Email.objects.get(kind="dates_moved"))
    zone = mina.zone
    assert line == f"Your place is kept until {spoken(end_of_day_anywhere(later), zone)} (it was {spoken(was, zone)})."
    cohorts.change_cohort(applying, by=olga, confirm_by_on=applying.decisions_on)
    assert told() == [("mina@example.org", True)]


def test_those_with_a_place_hear_when_it_starts_and_nobody_else_does(olga, mina, maya, otto, applying):
    enrol(applying, maya, "mentor", capacity=1)
    Enrolment.objects.create(cohort=applying, person=otto, role="mentee")  # imported, told of nothing yet
    enrol(applying, mina, "mentee", left_at=timezone.now())
    cohorts.change_cohort(applying, by=olga, starts_on=applying.starts_on + DAY)
    assert told() == [("maya@example.org", True)]
    [line] = said(Email.objects.get(kind="dates_moved"))
    day = applying.starts_on + DAY
    assert line == f"The cohort starts on {day:%-d %B %Y} (it was {applying.starts_on:%-d %B %Y})."


def test_what_no_mail_named_and_what_is_past_tells_nobody(olga, mina, maya, applying, cohort, enrolled):
    submit(applying, mina)
    cohorts.change_cohort(applying, by=olga, ends_on=applying.ends_on + DAY, matching_on=applying.starts_on)
    cohorts.change_cohort(cohort, by=olga, starts_on=cohort.starts_on - DAY)  # under way
    assert told() == []


def test_the_admin_reads_every_mail_and_address_before_saving(client, olga, mina, applying):
    submit(applying, mina)
    client.force_login(olga)
    url, later = reverse("cohorts:dates", args=["autumn"]), applying.decisions_on + DAY
    typed = {name: str(getattr(applying, name) or "") for name in DAYS} | {"decisions_on": str(later)}
    response = client.post(url, typed | {"preview": ""})
    [(person, mail)] = response.context["letters"]
    page = response.content.decode()
    assert (person, told(), "1 person is told by mail" in page, "mina@example.org" in page) == (mina, [], True, True)
    client.post(url, typed | {"save": ""})
    sent = Email.objects.get(kind="dates_moved")
    assert (sent.subject, sent.body_text, sent.body_html) == (mail.subject, mail.text, mail.html)


def test_a_move_nobody_read_about_says_that_no_mail_goes(client, olga, applying):
    client.force_login(olga)
    typed = {name: str(getattr(applying, name) or "") for name in DAYS} | {"ends_on": str(applying.ends_on + DAY)}
    page = client.post(reverse("cohorts:dates", args=["autumn"]), typed | {"preview": ""}).content.decode()
    assert "No mail named a date that moves, so none is sent." in page


@pytest.mark.parametrize("count", [1, 3])
def test_telling_three_takes_as_many_queries_as_one(olga, applying, django_assert_num_queries, count):
    receive(applying, count)
    shared_out(applying, olga)
    for n in range(count):
        places.offer_place(applying, User.objects.create_user(f"m{n}@example.org", name=f"M {n}"), "mentor", 1, by=olga)
    after = copy(applying)
    after.decisions_on, after.starts_on = applying.decisions_on + 9 * DAY, applying.starts_on + 9 * DAY
    with django_assert_num_queries(5):
        found = tellings(applying, after)
    with django_assert_num_queries(3):
        moved_dates.tell(after, found, at=timezone.now())
    assert Email.objects.filter(kind="dates_moved").count() == 2 * count + 1


def test_nothing_moves_and_nothing_is_asked(applying, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert tellings(applying, applying) == []
