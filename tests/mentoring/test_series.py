"""Every week at the same hour: each date checked, clashes said, the rest booked in one go and called off in one go."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from etiquette.ledger import absences
from etiquette.models import Duty, Email
from gurukool.lib.refusals import Refused
from mentoring.actions import availability, kinds, meetings, preparations, series, sessions
from mentoring.models import Attendance, Match, Series, Session
from mentoring.selectors.series import plan
from tests.mentoring.conftest import enrol, next_tuesday

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def until(weeks):
    return next_tuesday(weeks=weeks).date()


def said(dates):
    return ["booked" if each.is_booked else each.refusal or "free" for each in dates]


def booked_weeks(match):
    starts = match.sessions.booked().order_by("during").values_list("during", flat=True)
    return [(during.lower - next_tuesday()).days // 7 for during in starts]


@pytest.fixture
def weekly(match, hours, mina):
    """Four weeks at maya's Tuesday 08:00."""
    return series.book(match, next_tuesday(), until(3), by=mina)[0]


def test_each_week_to_the_last_day_is_a_session_of_its_own(match, weekly, mina):
    assert (booked_weeks(match), weekly.sessions.count(), weekly.booked_by) == ([0, 1, 2, 3], 4, mina)
    assert Attendance.objects.count() == 8
    invitations = Email.objects.filter(kind="session_invitation")
    assert invitations.count() == len(set(invitations.values_list("calendar", flat=True))) == 8
    assert set(invitations.values_list("not_before", "essential", "calendar_method")) == {(None, True, "REQUEST")}
    assert prepare(mina) == [0]


def prepare(person):
    """For which weeks a preparation is owed."""
    due = Duty.objects.open().filter(act="prepare", person=person).order_by("due_at").values_list("due_at", flat=True)
    return [(at - next_tuesday() + timedelta(days=1)).days // 7 for at in due]


def test_a_preparation_is_owed_a_week_ahead_and_not_for_all_at_once(weekly, mina, time_machine):
    second, third = weekly.sessions.with_people().order_by("during")[1:3]
    facts = {"progress": "", "agenda": "Talk", "found_out": "", "questions": ["a", "b", "c"]}
    preparations.prepare(third, mina, **facts, ready=True)
    owed = []
    for meeting in (second, third):
        time_machine.move_to(meeting.starts_at - timedelta(days=6))
        meetings.ask_to_prepare()
        meetings.ask_to_prepare()
        owed.append(Duty.objects.open().filter(act="prepare", about_id=meeting.pk).count())
    assert owed == [1, 0]


def test_a_repeated_click_shows_the_series_that_exists(match, weekly, mina):
    mails = Email.objects.count()
    again, refused = series.book(match, next_tuesday(), until(3), by=mina)
    assert (again, refused, match.sessions.count(), Email.objects.count()) == (weekly, [], 4, mails)


def test_a_later_end_goes_on_with_the_series(match, weekly, mina):
    again, _ = series.book(match, next_tuesday(), until(5), by=mina)
    again.refresh_from_db()
    assert (again, again.until, booked_weeks(match)) == (weekly, until(5), [0, 1, 2, 3, 4, 5])


def _other_session(match, person, start, role):
    facts = {"cohort": match.cohort, "during": (start, start + HOUR), "format": "open", "host": person}
    meeting = Session.objects.create(**facts)
    Attendance.objects.create(meeting=meeting, person=person, role=role, during=meeting.during)


def test_clashes_are_said_with_what_is_free_that_week_and_the_rest_is_booked(match, hours, mina, maya):
    sessions.book(match, next_tuesday(time(9), weeks=1), by=mina)
    _other_session(match, maya, next_tuesday(weeks=2), "host")
    _other_session(match, mina, next_tuesday(weeks=3), "host")
    absences.go_away(maya, until(4), until(4))
    dates = plan(match, next_tuesday(), until(5), HOUR)
    assert said(dates) == [
        "free",
        "The sessions of that week are already booked.",
        "Maya's hour is taken.",
        "You are in another session then.",
        "Maya is away, or takes no sessions that day.",
        "free",
    ]
    after, saturday = HOUR, timedelta(days=4)
    assert [[slot.start - each.start for slot in each.instead] for each in dates] == [
        [],
        [],
        [after, saturday, saturday + HOUR],
        [after, saturday, saturday + HOUR],
        [saturday, saturday + HOUR],
        [],
    ]
    made, refused = series.book(match, next_tuesday(), until(5), by=mina)
    assert (made.sessions.count(), said(refused)) == (2, said(dates)[1:5])


def test_what_was_free_in_the_preview_and_is_taken_since_is_left_out(client, match, hours, maya, mina):
    client.force_login(mina)
    url = reverse("series:plan", args=[match.pk])
    asked = {"start": next_tuesday().isoformat(), "until": until(2).isoformat()}
    assert client.get(url, asked).context["free"] == 3
    _other_session(match, maya, next_tuesday(weeks=1), "host")
    page = client.post(url, asked, follow=True)
    assert booked_weeks(match) == [0, 2]
    assert [str(message).partition(". ")[2] for message in page.context["messages"]] == [
        "Each session comes with an invitation of its own for your calendars.",
        "Maya's hour is taken.",
    ]


def test_the_weekly_limit_counts_the_dates_of_the_series_itself(match, hours, mina):
    match.cohort.sessions_per_week = 2
    match.cohort.save()
    sessions.book(match, next_tuesday(time(9)), by=mina)
    assert said(plan(match, next_tuesday(), until(1), HOUR)) == ["free", "free"]
    sessions.book(match, next_tuesday() + timedelta(days=4), by=mina)
    assert said(plan(match, next_tuesday(), until(1), HOUR)) == ["The sessions of that week are already booked.", "free"]


def test_where_no_date_can_be_booked_nothing_is(match, hours, mina, maya):
    absences.go_away(maya, until(0), until(8))
    with pytest.raises(Refused, match="^None of these dates can be booked."):
        series.book(match, next_tuesday(), until(3), by=mina)
    assert (Series.objects.count(), Session.objects.count(), Email.objects.count()) == (0, 0, 0)


def test_it_ends_with_the_cohort_and_the_mentors_horizon(match, hours, mina, maya):
    late = match.cohort.ends_on + timedelta(days=1)
    with pytest.raises(Refused, match="^Spring cohort ends on .*: please let the series end by then.$"):
        series.book(match, next_tuesday(), late, by=mina)
    series.book(match, next_tuesday(), match.cohort.ends_on, by=mina)
    assert match.sessions.latest("during").starts_at <= match.cohort.ends_at


def test_beyond_the_horizon_the_reason_says_so(match, hours, mina, maya):
    availability.set_rules(maya, horizon_weeks=2)
    assert said(plan(match, next_tuesday(), until(4), HOUR))[-1] == "Maya is not booked so far ahead."


def test_the_kind_and_its_length_hold_for_every_session(match, hours, mina):
    kinds.write_usual_kinds(match.cohort)
    chalk = match.cohort.kinds.get(name="Chalk talk")
    made, _ = series.book(match, next_tuesday(), until(1), by=mina, kind=chalk)
    assert [(each.kind, each.minutes) for each in made.sessions.all()] == [(chalk, 45)] * 2


def test_the_mentors_hour_stays_and_the_mentees_shift_is_said(client, match, hours, mina, time_machine):
    match.cohort.ends_on = date(2027, 4, 30)
    match.cohort.save()
    time_machine.move_to(datetime(2027, 3, 4, 12, tzinfo=UTC))
    start = datetime(2027, 3, 9, 13, tzinfo=UTC)  # 08:00 in New York, whose clocks go forward on 14 March
    dates = plan(match, start, date(2027, 3, 23), HOUR)
    assert [f"{each.start.astimezone(match.host.tz):%H:%M}" for each in dates] == ["08:00"] * 3
    assert [f"{each.start.astimezone(mina.tz):%H:%M}" for each in dates] == ["18:30", "17:30", "17:30"]
    assert [each.shift for each in dates] == [timedelta(0), -HOUR, timedelta(0)]
    client.force_login(mina)
    page = client.get(reverse("series:plan", args=[match.pk]), {"start": start.isoformat(), "until": "2027-03-23"})
    assert page.content.decode().count("From here on an hour earlier for you: clocks change in between.") == 1


def test_the_rest_is_called_off_in_one_go_and_what_is_over_stays(weekly, match, mina, maya):
    first = weekly.sessions.earliest("during")
    Session.objects.filter(pk=first.pk).update(during=(timezone.now() - 2 * HOUR, timezone.now() - HOUR))
    assert series.cancel_rest(weekly, by=maya, reason="A new job.") == 3
    assert sorted(weekly.sessions.values_list("status", flat=True)) == ["booked", "cancelled", "cancelled", "cancelled"]
    cancels = Email.objects.filter(kind="session_cancelled")
    assert (cancels.count(), set(cancels.values_list("calendar_method", flat=True))) == (6, {"CANCEL"})
    assert not Duty.objects.open().filter(act="prepare").exclude(about_id=first.pk).exists()
    with pytest.raises(Refused, match="^Nothing is left of this series"):
        series.cancel_rest(weekly, by=mina, reason="Again.")


def test_a_series_called_off_can_be_booked_again(weekly, match, mina):
    series.cancel_rest(weekly, by=mina, reason="A new job.")
    series.book(match, next_tuesday(), until(3), by=mina)
    assert booked_weeks(match) == [0, 1, 2, 3]


def test_one_session_of_a_series_can_be_cancelled_alone(weekly, match, mina):
    sessions.cancel(weekly.sessions.with_people().order_by("during")[1], by=mina, reason="A talk.")
    assert booked_weeks(match) == [0, 2, 3]


def test_only_the_mentee_books_and_only_the_two_see_and_cancel(client, weekly, match, maya, otto, olga, mina):
    for person in (maya, otto):
        with pytest.raises(PermissionDenied):
            series.book(match, next_tuesday(), until(3), by=person)
    with pytest.raises(PermissionDenied):
        series.cancel_rest(weekly, by=otto, reason="-")
    statuses = []
    for person in (mina, maya, otto, olga):
        client.force_login(person)
        statuses.append([client.get(reverse(f"series:{name}", args=[weekly.pk])).status_code for name in ("show", "cancel")])
    assert statuses == [[200, 200], [200, 200], [404, 404], [404, 404]]


def test_two_mentees_series_share_no_hour(weekly, match, cohort, otto):
    rival = Match.objects.create(
        cohort=cohort, mentor=match.mentor, mentee=enrol(cohort, otto, "mentee"), status="confirmed", confirmed_at=timezone.now()
    )
    made, refused = series.book(rival, next_tuesday(), until(5), by=otto)
    assert (booked_weeks(rival), said(refused)) == ([4, 5], ["Maya's hour is taken."] * 4)
    assert made != weekly


BAD = [
    ({"start": "nonsense"}, "start", "Please pick one of the slots shown."),
    ({"until": "nonsense"}, "until", "Please give a date."),
    ({"until": "9999-12-31"}, "until", "Spring cohort ends on"),
    ({"until": "2020-01-01"}, "until", "This day comes before the first session."),
    ({"kind": "00000000-0000-0000-0000-000000000000"}, "kind", "Please pick one of the kinds of session shown."),
]


@pytest.mark.parametrize(("typed", "field", "sentence"), BAD)
def test_what_makes_no_series_is_refused_without_harm(client, match, hours, mina, typed, field, sentence):
    client.force_login(mina)
    url = reverse("series:plan", args=[match.pk])
    asked = {"start": next_tuesday().isoformat(), "until": until(2).isoformat()} | typed
    assert client.get(url, asked).status_code == 200
    response = client.post(url, asked)
    assert (response.status_code, Session.objects.count()) == (409, 0)
    assert response.context["form"].errors[field][0].startswith(sentence)


def test_without_an_hour_the_page_leads_back_to_the_picker(client, match, hours, mina):
    client.force_login(mina)
    page = client.get(reverse("series:plan", args=[match.pk]))
    assert (page.status_code, page.context["dates"]) == (200, [])
    assert reverse("sessions:book", args=[match.pk]) in page.content.decode()


@pytest.mark.parametrize("weeks", [1, 3])
def test_looking_costs_the_same_for_any_number_of_dates(match, hours, weeks, django_assert_num_queries):
    match = Match.objects.with_people().get(pk=match.pk)
    with django_assert_num_queries(8):  # weekly hours, dates, journeys, absences, rules, busy times, sessions, and the match's own
        assert len(plan(match, next_tuesday(), until(weeks - 1), HOUR)) == weeks


@pytest.mark.parametrize("weeks", [1, 3])
def test_the_page_of_a_series_costs_the_same_at_any_length(client, match, hours, mina, weeks, django_assert_num_queries):
    made, _ = series.book(match, next_tuesday(), until(weeks - 1), by=mina)
    client.force_login(mina)
    with django_assert_num_queries(5):  # login session, person, series, its sessions, their people
        page = client.get(reverse("series:show", args=[made.pk]))
    assert len(page.context["sessions"]) == weeks
