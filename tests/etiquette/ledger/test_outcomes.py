"""What came of it: when it is asked, of whom, and who hears of it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from etiquette import outbox, tasks
from etiquette.ledger import outcomes
from etiquette.models import Duty, FollowUp, MailPreference, ThankYou
from etiquette.models.about import about_facts
from gurukool.lib.refusals import Refused
from mentoring.models import News, Profile

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
THEN = datetime(2026, 1, 31, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(THEN, tick=False) as traveller:
        yield traveller


@pytest.fixture
def note(mina, maya, tea):
    return thank(mina, maya, tea)


def thank(sender, recipient, about):
    return ThankYou.objects.create(sender=sender, recipient=recipient, text="It helped.", outcome="not_yet", **about_facts(about))


def asked_on(clock, days):
    """On which of these days (after the note) somebody was asked, and for which month."""
    found = []
    for day in days:
        clock.move_to(THEN + day * DAY)
        tasks.ask_what_came_of_it()
        outcomes.ask()  # twice a day is once
        found += [(day, one.months) for one in FollowUp.objects.filter(created_at=THEN + day * DAY)]
    return found


def test_it_is_asked_after_one_three_and_six_months(note, clock):
    assert asked_on(clock, range(200)) == [(29, 1), (90, 3), (181, 6)]  # 1 March, 1 May and 31 July
    duty = Duty.objects.order_by("created_at").first()
    assert (duty.person, duty.owed_to, duty.due_at) == (note.sender, note.recipient, THEN + 36 * DAY)
    assert duty.url == reverse("thanks:tell", args=[FollowUp.objects.get(months=1).pk])
    assert (duty.title, duty.about_url) == ("Tell Maya Iyer what came of it", note.get_absolute_url())


def test_a_scheduler_that_was_off_catches_up_for_two_weeks(note, clock):
    assert asked_on(clock, [40]) == [(40, 1)]
    FollowUp.objects.all().delete()
    assert asked_on(clock, [50]) == []


def test_who_thanks_every_week_is_asked_once_a_month_about_the_same_helper(mina, maya, olga, tea, coffee, clock):
    things = [tea, coffee, Profile.objects.create(person=olga)]
    for week, thing in enumerate(things):
        clock.move_to(THEN + week * 7 * DAY)
        thank(mina, maya, thing)
    days = [day for day, months in asked_on(clock, range(15, 80)) if months == 1]
    assert days == [29]
    assert asked_on(clock, range(80, 200)) == [(90, 3), (181, 6)]


def test_who_would_rather_not_be_asked_is_not(note, mina, clock):
    MailPreference.objects.create(person=mina, asks_outcomes=False)
    assert asked_on(clock, [31]) == []


def test_who_has_left_is_not_asked(note, mina, clock):
    mina.is_active = False
    mina.save()
    assert asked_on(clock, [31]) == []


@pytest.mark.parametrize("count", [1, 3])
def test_asking_takes_constant_queries(mina, maya, olga, otto, tea, clock, count, django_assert_num_queries):
    for person in [maya, olga, otto][:count]:
        ThankYou.objects.create(sender=mina, recipient=person, text="-", outcome="good", **about_facts(person))
    clock.move_to(THEN + 31 * DAY)
    outcomes.ask(THEN)  # content types are cached from here on
    with django_assert_num_queries(17):
        assert outcomes.ask() == count


@pytest.mark.parametrize(
    ("outcome", "subject", "tag"),
    [("good", "Good news from Mina Das", "good news"), ("not_so_good", "Mina Das tells you what came of it", "news")],
)
def test_who_helped_hears_of_it_as_good_or_honest_news(note, mina, maya, client, sink, clock, outcome, subject, tag):
    asked_on(clock, [29])
    follow_up = FollowUp.objects.get()
    client.force_login(mina)
    page = reverse("thanks:tell", args=[follow_up.pk])
    assert "This field is required." in client.post(page, {"text": "The paper."}).content.decode()
    assert client.post(page, {"outcome": outcome, "text": "About the paper."})["Location"] == note.get_absolute_url()
    assert client.get(page)["Location"] == note.get_absolute_url()
    assert Duty.objects.get().status == "discharged"
    outbox.deliver()
    (mail,) = sink.mails
    assert (mail["To"], mail["Subject"]) == (maya.email, subject)
    assert "About the paper." in mail.get_body(["plain"]).get_content()
    assert News.objects.values_list("person", "tag", "url").get() == (maya.pk, tag, note.get_absolute_url())
    client.force_login(maya)
    assert "What came of it, 1 month later" in client.get(note.get_absolute_url()).content.decode()


def test_it_is_told_once_and_by_who_was_asked(note, mina, maya, client, clock):
    asked_on(clock, [29])
    follow_up = FollowUp.objects.get()
    client.force_login(maya)
    assert client.get(reverse("thanks:tell", args=[follow_up.pk])).status_code == 404
    with pytest.raises(Refused):
        outcomes.tell(follow_up, by=maya, outcome="good")
    outcomes.tell(follow_up, by=mina, outcome="mixed")
    with pytest.raises(Refused, match="told this already"):
        outcomes.tell(follow_up, by=mina, outcome="good")
    assert FollowUp.objects.get().outcome == "mixed"
