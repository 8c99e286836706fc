"""A cohort's dates: their order, the phase they make, the timeline, moving a date, more time for one person."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from etiquette.models import Duty, Email
from gurukool.lib.dates import end_of_day_anywhere, months_after
from gurukool.lib.refusals import Refused
from mentoring.actions import applications, cohorts, extensions, places, reviewers
from mentoring.models import Application, Cohort, Enrolment, Extension, User
from mentoring.models.dates import BEFORE_THE_START, DAYS
from mentoring.selectors import consequences, timelines

DATES = {
    "applications_open_on": date(2027, 1, 1),
    "applications_close_on": date(2027, 1, 31),
    "reviews_due_on": date(2027, 2, 7),
    "decisions_on": date(2027, 2, 14),
    "confirm_by_on": date(2027, 2, 21),
    "matching_on": date(2027, 2, 26),
    "starts_on": date(2027, 3, 1),
    "midpoint_on": date(2027, 4, 15),
    "ends_on": date(2027, 6, 1),
}


@pytest.fixture
def dated(db):
    return Cohort.objects.create(slug="dated", name="Dated cohort", **DATES)


def at(day, hour=13):
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "phase"),
    [
        (at(date(2026, 12, 31), 23), "upcoming"),
        (at(date(2027, 1, 1), 0), "applying"),
        (at(date(2027, 2, 1), 11), "applying"),  # 31 January lasts until 12:00 UTC of the next day, Anywhere on Earth
        (at(date(2027, 2, 1), 12), "reviewing"),
        (at(date(2027, 2, 8)), "deciding"),
        (at(date(2027, 2, 15)), "confirming"),
        (at(date(2027, 2, 22)), "matching"),
        (at(date(2027, 4, 1)), "matching"),  # not approved: no date makes it run
        (at(date(2027, 6, 2)), "ended"),
    ],
)
def test_the_phase_follows_from_the_dates(dated, moment, phase):
    assert dated.phase_at(moment) == phase


def test_the_phase_follows_from_the_approval(dated, olga):
    dated.approved_at, dated.approved_by = timezone.now(), olga
    assert [dated.phase_at(at(day)) for day in (date(2027, 2, 22), date(2027, 3, 1), date(2027, 6, 2))] == ["approved", "running", "ended"]


def test_without_dates_in_between_it_is_selection(dated):
    for name in ("reviews_due_on", "decisions_on", "confirm_by_on", "matching_on"):
        setattr(dated, name, None)
    assert dated.phase_at(at(date(2027, 2, 15))) == "selecting"
    assert dated.confirm_at == end_of_day_anywhere(date(2027, 2, 14))
    dated.applications_open_on = dated.applications_close_on = None
    assert (dated.phase_at(at(date(2027, 2, 15))), dated.confirm_at, dated.reviews_due_at) == ("draft", None, None)


def test_what_is_not_set_is_derived(dated):
    dated.midpoint_on = None
    assert dated.midpoint == date(2027, 4, 16)
    assert dated.follow_ups == [date(2027, 7, 1), date(2027, 9, 1), date(2027, 12, 1)]
    assert [months_after(date(2027, 8, 31), months) for months in (1, 6)] == [date(2027, 9, 30), date(2028, 2, 29)]


@pytest.mark.parametrize(("earlier", "later"), [(one, other) for n, one in enumerate(DAYS) for other in DAYS[n + 1 :]])
def test_no_date_comes_before_an_earlier_one(db, earlier, later):
    """Any two dates, the ones between them set or not."""
    needed = {"applications_open_on", "applications_close_on", "starts_on", "ends_on", earlier, later}
    few = {name: day for name, day in DATES.items() if name in needed}
    for facts in (DATES, few):
        with pytest.raises(IntegrityError), transaction.atomic():
            Cohort.objects.create(slug="x", name="x", **facts | {later: DATES[earlier] - timedelta(days=1)})


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"reviews_due_on": "2027-01-30"}, "Reviews are due after applications close."),
        ({"decisions_on": "2027-02-06"}, "Decisions come after the reviews are due."),
        ({"confirm_by_on": "2027-02-13"}, "Places are confirmed after they are decided about."),
        ({"matching_on": "2027-02-20"}, "Matching is done after the places are confirmed."),
        ({"matching_on": "2027-03-02"}, "Reviews, decisions, confirmations and matching come before the cohort starts."),
        ({"midpoint_on": "2027-06-02"}, "The mid-point lies between the start and the end."),
    ],
)
def test_dates_out_of_order_get_a_sentence(client, olga, dated, change, sentence):
    client.force_login(olga)
    typed = {name: day.isoformat() for name, day in DATES.items()} | change
    for button in ("preview", "save"):
        response = client.post(reverse("cohorts:dates", args=["dated"]), typed | {button: ""})
        assert response.context["form"].errors == {"__all__": [sentence]}
    assert {name: getattr(Cohort.objects.get(), name) for name in DAYS} == DATES


def submit(cohort, person):
    return applications.submit(cohort, "mentee", by=person, motivation="m", goals_or_offer="g")


def typed(cohort, **change):
    return {name: str(getattr(cohort, name) or "") for name in DAYS} | {name: str(day) for name, day in change.items()}


def test_moving_a_date_shows_what_follows_and_saves_only_then(client, olga, mina, maya, applying):
    submit(applying, mina)
    Application.objects.create(cohort=applying, person=maya, role="mentor")
    client.force_login(olga)
    url = reverse("cohorts:dates", args=["autumn"])
    later = applying.decisions_on + timedelta(5)
    context = client.post(url, typed(applying, decisions_on=later) | {"preview": ""}).context
    due = Duty.objects.get(act="decide").due_at
    ((label, effects),) = [(move.label, move.effects) for move in context["moves"]]
    day = consequences.spoken(later)
    assert (label, effects) == (
        "Decisions by",
        [
            f"1 open decision: due by {day}; the reminders move along.",
            "1 person read another day of the answer in the mail they got: one mail tells them the new one.",
            "Places offered from now on are kept until then.",
        ],
    )
    assert (Cohort.objects.get().decisions_on, due) == (applying.decisions_on, end_of_day_anywhere(applying.decisions_on))
    assert client.post(url, typed(applying, decisions_on=later) | {"save": ""}).url == reverse("cohorts:timeline", args=["autumn"])
    assert (Cohort.objects.get().decisions_on, Duty.objects.get(act="decide").due_at) == (later, end_of_day_anywhere(later))


def test_closing_earlier_says_who_is_shut_out_and_that_the_phase_changes(client, olga, mina, maya, applying):
    submit(applying, mina)
    Application.objects.create(cohort=applying, person=maya, role="mentor")
    client.force_login(olga)
    gone = timezone.now().date() - timedelta(2)
    context = client.post(reverse("cohorts:dates", args=["autumn"]), typed(applying, applications_close_on=gone) | {"preview": ""}).context
    assert context["moves"][0].effects[0] == "1 person with a draft can no longer hand it in."
    assert context["phase_change"] == "The cohort's phase becomes “decisions are being made” at once; it is “applications open” now."


def test_every_date_has_something_to_say_about_its_move(dated):
    many = timelines.Open(drafts=2, submitted=2, reviews=2, offers=2, confirmed=2, matches=2, extensions=2, approved=False)
    none = timelines.Open(*[0] * 7, approved=False)
    for stands in (many, none):
        after = Cohort(name="x", **{name: day + timedelta(days=1) for name, day in DATES.items()})
        found = consequences.moves(dated, after, stands)
        assert [(move.was, move.becomes) for move in found] == [(DATES[name], DATES[name] + timedelta(1)) for name in DAYS]
        assert all(move.effects and all(effect.endswith((".", ":")) for effect in move.effects) for move in found)


def test_open_offers_follow_a_later_day_and_never_an_earlier_one(olga, mina, applying):
    was = end_of_day_anywhere(applying.decisions_on + timedelta(7))
    place = Enrolment.objects.create(cohort=applying, person=mina, role="mentee", invited_at=timezone.now(), confirm_by=was)
    cohorts.change_cohort(applying, by=olga, confirm_by_on=applying.decisions_on + timedelta(9))
    place.refresh_from_db()
    assert place.confirm_by == was + timedelta(2)
    cohorts.change_cohort(applying, by=olga, confirm_by_on=applying.decisions_on + timedelta(1))
    place.refresh_from_db()
    assert place.confirm_by == was + timedelta(2)


def test_two_admins_cannot_put_dates_out_of_order_together(olga, applying):
    cohorts.change_cohort(applying, by=olga, decisions_on=applying.starts_on)
    with pytest.raises(Refused, match="come before the cohort starts"):
        cohorts.change_cohort(applying, by=olga, starts_on=applying.starts_on - timedelta(1))


def states(cohort, now):
    rows = timelines.milestones(cohort, timelines.count_open(cohort), now)
    return {row.label: row.state for row in rows}, {row.label: row.doing for row in rows if row.doing}


def test_the_timeline_says_what_is_next_and_what_is_late(dated, mina, maya):
    facts = {"cohort": dated, "submitted_at": timezone.now()}
    Application.objects.create(person=mina, role="mentee", status="submitted", **facts)
    Application.objects.create(person=maya, role="mentor", **facts)
    state, doing = states(dated, at(date(2027, 2, 16)))
    assert list(state.values()) == ["done", "done", "done", "late", "next", *["ahead"] * 7]
    assert doing == {
        "Applications close": "1 application, 1 draft",
        "Decisions": "1 application undecided",
        "Matching done": "not approved yet, 0 matches proposed",
        "Starts": "not approved yet",
    }
    state, _ = states(dated, at(date(2027, 3, 2)))
    assert [label for label, each in state.items() if each == "late"] == ["Decisions", "Matching done", "Starts"]


def enrol(cohort, count):
    people = User.objects.bulk_create(User(email=f"p{n}@example.org", name=f"Person {n}") for n in range(count))
    for person in people:
        Extension.objects.create(cohort=cohort, person=person, until=cohort.starts_on, reason="Ill")
        Application.objects.create(cohort=cohort, person=person, role="mentee", status="submitted", submitted_at=timezone.now())
        Enrolment.objects.create(cohort=cohort, person=person, role="mentee", invited_at=timezone.now())
    return people


@pytest.mark.parametrize("count", [1, 3])
def test_the_timeline_takes_ten_queries(client, olga, applying, django_assert_num_queries, count):
    enrol(applying, count)
    client.force_login(olga)
    with django_assert_num_queries(10):
        context = client.get(reverse("cohorts:timeline", args=["autumn"])).context
    assert (len(context["extensions"]), len(context["milestones"])) == (count, 12)


def test_what_is_owed_is_counted_by_act(client, olga, mina, applying):
    submit(applying, mina)
    owed = timelines.owed(applying, timezone.now() + timedelta(99))
    assert owed == [{"act": "decide", "count": 1, "late": 1, "oldest": applying.decisions_at}]


def more_time(client, **typed):
    return client.post(reverse("cohorts:more_time", args=["autumn"]), typed)


def test_an_admin_gives_one_person_more_time(client, olga, mina, applying):
    client.force_login(olga)
    until = applying.applications_close_on + timedelta(3)
    response = more_time(client, email="MINA@example.org", until=until, reason="Her laptop was stolen.")
    assert response.url == reverse("cohorts:timeline", args=["autumn"])
    assert list(Extension.objects.values_list("person", "until", "reason", "given_by")) == [
        (mina.pk, until, "Her laptop was stolen.", olga.pk)
    ]
    mail = Email.objects.get(kind="more_time")
    assert (mail.to_address, "Anywhere on Earth" in mail.body_text, "laptop" in mail.body_text) == ("mina@example.org", True, False)
    more_time(client, email="mina@example.org", until=until + timedelta(1), reason="Again.")
    assert [row.until for row in Extension.objects.of(mina, applying)] == [until + timedelta(1), until]
    page = client.get(reverse("cohorts:timeline", args=["autumn"])).content.decode()
    assert ["Her laptop was stolen." in page, "Olga Admin" in page] == [True, True]


def test_more_time_is_refused_where_it_gives_none(olga, mina, maya, otto, applying, cohort, enrolled):
    Application.objects.create(cohort=applying, person=otto, role="mentee", status="declined", submitted_at=timezone.now())
    Enrolment.objects.create(cohort=applying, person=maya, role="mentor")
    close, starts = applying.applications_close_on, applying.starts_on
    refusals = {}
    for name, (email, until) in {
        "nobody": ("x@example.org", close + timedelta(1)),
        "early": ("mina@example.org", close),
        "late": ("mina@example.org", starts + timedelta(1)),
        "declined": ("otto@example.org", close + timedelta(1)),
        "placed": ("maya@example.org", close + timedelta(1)),
    }.items():
        with pytest.raises(Refused) as refusal:
            extensions.give(applying, by=olga, email=email, until=until, reason="r")
        refusals[name] = str(refusal.value)
    assert refusals == {
        "nobody": "Nobody here has the address x@example.org. Ask the person to sign up first, or check the spelling.",
        "early": f"Applications are open for everybody until {close:%d %B %Y}: please give a later day.",
        "late": f"The cohort starts on {starts:%d %B %Y}: please give a day before that.",
        "declined": "Otto Outsider's application has been decided, so more time would not help.",
        "placed": "Maya Iyer has a place in Autumn cohort already, so there is nothing to apply for.",
    }
    assert (Extension.objects.count(), Email.objects.count()) == (0, 0)


def test_the_dates_before_the_start_are_the_ones_the_start_comes_after():
    assert DAYS[: len(BEFORE_THE_START)] == BEFORE_THE_START


def test_reviews_and_reminders_follow_their_dates(olga, maya, mina, otto, applying):
    submit(applying, mina)
    reviewers.assign(applying, by=olga)
    place = places.offer_place(applying, otto, "mentor", 1, by=olga)
    due = applying.applications_close_on + timedelta(2)
    cohorts.change_cohort(applying, by=olga, reviews_due_on=due, confirm_by_on=applying.decisions_on + timedelta(15))
    assert list(Duty.objects.filter(act="review_applications").values_list("due_at", flat=True)) == [end_of_day_anywhere(due)]
    until = end_of_day_anywhere(applying.decisions_on + timedelta(15))
    assert Duty.objects.open().get(about_id=place.pk).due_at == until
    reminders = Email.objects.filter(kind="place_reminder").order_by("not_before").values_list("status", "not_before")
    assert [row for row in reminders if row[0] != "withdrawn"] == [("queued", until - timedelta(days)) for days in (3, 1)]
    assert [status for status, _ in reminders].count("withdrawn") == 2
