"""Hours given, and all the thanks in one letter when a cohort is over."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from etiquette import outbox
from etiquette.models import Email, ThankYou
from etiquette.models.about import about_facts
from mentoring.actions import gratitude
from mentoring.models import Attendance, Cohort, Enrolment, Session, User
from mentoring.selectors.given import Given, given
from mentoring.tasks import thank_mentors

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def meet(match, days_ago, status, *, hours=1, came=True):
    start = timezone.now().replace(minute=0, second=0, microsecond=0) - timedelta(days=days_ago)
    during = (start, start + hours * HOUR)
    settled = timezone.now() if status in {"held", "missed"} else None
    meeting = Session.objects.create(
        cohort=match.cohort, match=match, during=during, status=status, settled_at=settled, host=match.mentor.person
    )
    Attendance.objects.create(meeting=meeting, person=meeting.host, role="host", during=during, came=came, status="cancelled")
    return meeting


@pytest.fixture
def hard_worker(match, hours, olga):
    """maya: two sessions held (2½ h), one she came to in vain, one neither came to, one called off."""
    meet(match, 3, "held")
    meet(match, 5, "held", hours=1.5)
    meet(match, 7, "missed")
    meet(match, 9, "missed", came=False)
    meet(match, 11, "cancelled")
    return match


def offered(cohort):
    """maya's Tuesdays and Saturdays since the cohort began, counted day by day: two hours each."""
    zone, now, total = ZoneInfo("America/New_York"), timezone.now(), timedelta()
    begin = datetime.combine(cohort.starts_on, time(), tzinfo=timezone.get_default_timezone())
    for day in (cohort.starts_on + timedelta(days=number - 1) for number in range(20)):
        if day.weekday() in (1, 5):
            start = max(datetime.combine(day, time(8), zone), begin)
            total += max(min(datetime.combine(day, time(10), zone), now) - start, timedelta())
    return round(total / HOUR, 1)


def test_hours_are_offered_used_or_wasted(hard_worker, cohort, maya, olga):
    assert given(cohort, [maya, olga]) == {maya.pk: Given(offered(cohort), 2.5, 1.0), olga.pk: Given(0.0, 0, 0)}


def test_a_mentor_sees_them_on_their_place_and_a_mentee_has_none(hard_worker, enrolled, client, maya, mina):
    pages = []
    for person, place in ((maya, enrolled.mentor), (mina, enrolled.mentee)):
        client.force_login(person)
        pages.append(client.get(reverse("cohorts:place", args=[place.pk])).content.decode())
    assert ["The hours you give" in page for page in pages] == [True, False]
    assert "you came, and nobody else did" in pages[0]


@pytest.fixture
def over(cohort, hard_worker, mina, maya):
    """The cohort ended the day before yesterday; mina thanked maya in it, and once elsewhere."""
    today = timezone.now().date()
    Cohort.objects.filter(pk=cohort.pk).update(ends_on=today - timedelta(days=2))
    facts = {"sender": mina, "recipient": maya, "outcome": "good"}
    ThankYou.objects.create(text="You opened a door.", scope=cohort.pk, **facts, **about_facts(hard_worker))
    ThankYou.objects.create(text="For another year.", **facts, **about_facts(mina))
    return cohort


def test_when_it_is_over_each_mentor_gets_all_thanks_in_one_letter(over, maya, mina):
    thank_mentors()
    assert gratitude.thank_mentors() == 0
    letter = Email.objects.get(kind="thanks_digest")
    assert (letter.person, letter.subject) == (maya, "Spring cohort is over: thank you")
    assert "1 note of thanks reached you:" in letter.body_text
    assert "* Mina Das: You opened a door." in letter.body_text
    assert "For another year." not in letter.body_text
    assert "2.5 of them were used; we are sorry about the 1.0 for which you came in vain" in letter.body_text


@pytest.mark.parametrize("days", [-1, 40])
def test_no_letter_before_the_end_or_long_after_it(over, days):
    today = timezone.now().date()
    dates = {"applications_open_on": None, "applications_close_on": None, "starts_on": today - timedelta(days=90)}
    Cohort.objects.update(ends_on=today - timedelta(days=days), **dates)
    assert gratitude.thank_mentors() == 0


def test_who_left_or_never_came_gets_none(over, enrolled):
    Enrolment.objects.filter(pk=enrolled.mentor.pk).update(left_at=timezone.now())
    gratitude.thank_mentors()
    assert not Email.objects.filter(kind="thanks_digest").exists()


@pytest.mark.parametrize("count", [1, 3])
def test_letters_take_constant_queries(over, count, django_assert_num_queries):
    now = timezone.now()
    for number in range(count - 1):
        person = User.objects.create_user(f"mentor{number}@example.org", name=f"Mentor {number}")
        Enrolment.objects.create(cohort=over, person=person, role="mentor", invited_at=now, confirmed_at=now)
    with django_assert_num_queries(19):
        assert gratitude.thank_mentors(now) == count
    outbox.deliver()
