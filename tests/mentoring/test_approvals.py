"""Approving a cohort: everything at once, once, by one admin; and again for what came late."""

from datetime import timedelta
from itertools import islice
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from etiquette.models import Duty, Email
from gurukool.lib.refusals import Refused
from mentoring.actions import approvals, matching
from mentoring.models import Cohort, Enrolment, Introduction, Match, News, User, WeeklyHours
from tests.mentoring.conftest import enrol
from tests.mentoring.importing import import_roster

ROSTER = Path(__file__).parent.parent / "data" / "cohort.csv"


@pytest.fixture
def draft(olga):
    today = timezone.now().date()
    return Cohort.objects.create(slug="autumn", name="Autumn cohort", starts_on=today + timedelta(20), ends_on=today + timedelta(100))


@pytest.fixture
def mentor(draft, maya):
    return enrol(draft, maya, "mentor", capacity=5)


@pytest.fixture
def mentee(draft, mina):
    return enrol(draft, mina, "mentee")


@pytest.fixture
def proposed(mentor, mentee, olga):
    return matching.propose(mentee, mentor, by=olga)


def more(mentor, count, by):
    people = [User.objects.create_user(f"m{n}@example.org", name=f"Mentee {n}", zone="Asia/Kolkata") for n in range(count)]
    return [matching.propose(enrol(mentor.cohort, person, "mentee"), mentor, by=by) for person in people]


def seen(cohort):
    return approvals.fingerprint(list(approvals.to_approve(cohort)))


def approve(cohort, by):
    return approvals.approve(cohort, by=by, seen=seen(cohort))


def refusal(call, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        call(*args, **kwargs)
    return str(refused.value)


def nothing_happened():
    rows = [Match.objects.exclude(status="proposed"), Cohort.objects.exclude(approved_at=None), Email.objects, Duty.objects, News.objects]
    return [each.count() for each in rows] == [0, 0, 0, 0, 0]


@pytest.mark.parametrize("count", [1, 3])
def test_approving_three_takes_as_many_queries_as_one(draft, mentor, olga, django_assert_num_queries, count):
    more(mentor, count, olga)
    name = seen(draft)
    ContentType.objects.clear_cache()
    with django_assert_num_queries(17):
        approvals.approve(draft, by=olga, seen=name)
    assert [Email.objects.count(), Duty.objects.count(), News.objects.count()] == [1 + count, 4 * count, 2 * count]


def test_approval_makes_matches_real_and_tells_everyone(draft, proposed, mentor, mentee, olga):
    more(mentor, 1, olga)

    assert approve(draft, olga) == 2

    draft.refresh_from_db()
    assert (draft.approved_by, set(Match.objects.values_list("status", flat=True))) == (olga, {"confirmed"})
    assert sorted(Email.objects.values_list("kind", "to_address", "subject")) == [
        ("cohort_approved", "m0@example.org", "Maya Iyer is your mentor in Autumn cohort"),
        ("cohort_approved", "maya@example.org", "Your 2 mentees in Autumn cohort"),
        ("cohort_approved", "mina@example.org", "Maya Iyer is your mentor in Autumn cohort"),
    ]
    assert sorted(Duty.objects.values_list("act", "person__name", "owed_to__name")) == [
        ("draft_agreement", "Mentee 0", "Maya Iyer"),
        ("draft_agreement", "Mina Das", "Maya Iyer"),
        ("first_steps", "Maya Iyer", "Mentee 0"),
        ("first_steps", "Maya Iyer", "Mina Das"),
        ("first_steps", "Mentee 0", "Maya Iyer"),
        ("first_steps", "Mina Das", "Maya Iyer"),
        ("write_first", "Mentee 0", "Maya Iyer"),
        ("write_first", "Mina Das", "Maya Iyer"),
    ]
    assert sorted(News.objects.values_list("person__name", "text")) == [
        ("Maya Iyer", "Mentee 0 is your mentee in Autumn cohort."),
        ("Maya Iyer", "Mina Das is your mentee in Autumn cohort."),
        ("Mentee 0", "Maya Iyer is your mentor in Autumn cohort."),
        ("Mina Das", "Maya Iyer is your mentor in Autumn cohort."),
    ]


def test_the_mentors_letter_names_their_mentees(draft, proposed, mentor, olga):
    more(mentor, 1, olga)
    approve(draft, olga)
    assert Email.objects.get(person=mentor.person).body_text.startswith(
        "Dear Maya,\n\nAutumn cohort is set. It is good to have you: you will mentor\n\n- Mentee 0 (Kolkata)\n- Mina Das (Kolkata)\n\n"
    )


def test_only_admins_approve(draft, proposed, maya):
    with pytest.raises(PermissionDenied):
        approve(draft, maya)
    assert nothing_happened()


def test_a_cohort_without_matches_is_refused(draft, olga):
    assert refusal(approve, draft, olga) == "There are no matches to approve yet: propose some on the matching board first."
    assert nothing_happened()


def test_an_ended_cohort_is_refused(draft, proposed, olga):
    Cohort.objects.update(closed_at=timezone.now())
    assert refusal(approve, draft, olga) == "Autumn cohort has ended, so there is nothing to approve any more."


def test_the_second_admin_learns_who_was_quicker(draft, proposed, olga, otto):
    otto.is_staff, otto.zone = True, "Asia/Tokyo"
    approve(draft, olga)
    when = Cohort.objects.get().approved_at.astimezone(otto.tz)
    assert refusal(approve, draft, otto) == (
        f"Olga Admin approved Autumn cohort on {when:%-d %B %Y at %H:%M} JST; no match has been proposed since."
    )
    assert (Email.objects.count(), Cohort.objects.get().approved_by) == (2, olga)


def test_what_was_not_looked_over_is_not_approved(draft, proposed, mentor, olga):
    before = seen(draft)
    more(mentor, 1, olga)
    sentence = "The matches have changed since you opened this page: please look them over once more, then approve."
    assert refusal(approvals.approve, draft, by=olga, seen=before) == sentence
    assert nothing_happened()


def test_nobody_is_told_who_was_not_invited_or_has_left(draft, proposed, mentor, mentee, olga):
    Enrolment.objects.filter(pk=mentee.pk).update(invited_at=None)
    assert refusal(approve, draft, olga) == "Mina Das has not been invited yet: invite the people of the cohort first."
    Enrolment.objects.filter(pk=mentor.pk).update(left_at=timezone.now())
    assert refusal(approve, draft, olga) == "Maya Iyer has left the cohort: remove the match with them first."
    assert nothing_happened()


def test_late_matches_are_approved_by_the_same_button(draft, proposed, mentor, olga, otto):
    approve(draft, olga)
    first = Cohort.objects.get().approved_at
    otto.is_staff = True
    more(mentor, 2, olga)

    assert approve(draft, otto) == 2

    cohort = Cohort.objects.get()
    assert (cohort.approved_at, cohort.approved_by, Match.objects.confirmed().count()) == (first, olga, 3)
    subjects = Email.objects.filter(person=mentor.person).order_by("created_at").values_list("subject", flat=True)
    assert list(subjects) == ["Mina Das is your mentee in Autumn cohort", "Your 2 mentees in Autumn cohort"]
    assert Email.objects.count() == 5


def test_nothing_half_approved_can_exist(draft, proposed, mentor, olga):
    more(mentor, 2, olga)
    User.objects.filter(email="m1@example.org").update(zone="Not/AZone")  # the third letter cannot be written
    with pytest.raises(Exception, match="Not/AZone"):
        approve(draft, olga)
    assert nothing_happened()


@pytest.mark.django_db(transaction=True)
def test_two_admins_at_once_one_wins(draft, proposed, olga, otto):
    User.objects.filter(pk=otto.pk).update(is_staff=True)
    otto.is_staff, mark = True, seen(draft)
    barrier, outcomes = Barrier(2), []

    def run(admin):
        barrier.wait()
        try:
            outcomes.append(approvals.approve(draft, by=admin, seen=mark))
        except Refused as refused:
            outcomes.append(str(refused).split(" approved ")[0])
        finally:
            connection.close()

    threads = [Thread(target=run, args=[admin]) for admin in (olga, otto)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    winner = Cohort.objects.get().approved_by.name
    assert sorted(outcomes, key=str) == [1, winner]
    assert (Email.objects.count(), Duty.objects.count()) == (2, 4)


# --- the page ---


def page(client, cohort, query=""):
    return client.get(reverse("approvals:show", args=[cohort.slug]) + query)


def test_the_page_shows_what_is_open_and_every_letter(client, draft, proposed, mentor, mentee, olga, otto):
    enrol(draft, otto, "mentor", capacity=1)
    Enrolment.objects.filter(pk=mentor.pk).update(capacity=0)
    Enrolment.objects.filter(pk=mentee.pk).update(confirmed_at=None)
    client.force_login(olga)

    response = page(client, draft)

    assert response.context["figures"] == {"mentees": 1, "mentors": 2, "proposed": 1, "approved": 0}
    assert [(concern.text, concern.names, concern.blocks) for concern in response.context["concerns"]] == [
        ("mentors with more mentees than places", ["Maya Iyer"], False),
        ("invited, place not confirmed yet", ["Mina Das"], False),
        ("mentors who offer no hours yet", ["Maya Iyer"], False),
        ("mentees without an introduction handed in", ["Mina Das"], False),
    ]
    assert [[place.person.name for place in places] for places in response.context["unmatched"]] == [[], ["Otto Outsider"]]
    text = response.content.decode()
    assert (text.count('<article class="letter"'), response.context["letters"]) == (2, 2)
    assert "To Mina Das, mentee: Maya Iyer is your mentor in Autumn cohort" in text
    assert "- Mina Das (Kolkata)" in text
    roster = [(place.person.name, [each.person.name for each in mentees]) for place, mentees in response.context["roster"]]
    assert roster == [("Maya Iyer", ["Mina Das"]), ("Otto Outsider", [])]
    assert (Email.objects.count(), Match.objects.get().status) == (0, "proposed")


def test_a_ready_cohort_has_nothing_open(client, draft, proposed, mentor, mentee, olga):
    WeeklyHours.objects.create(person=mentor.person, weekday=0, starts="08:00", ends="10:00")
    Introduction.objects.create(enrolment=mentee, status="submitted", submitted_at=timezone.now())
    client.force_login(olga)
    response = page(client, draft)
    assert (response.context["concerns"], response.context["blocked"], response.context["unmatched"]) == ([], False, ([], []))


def test_the_button_approves_what_the_page_showed(client, draft, proposed, olga):
    client.force_login(olga)
    mark = page(client, draft).context["form"]["seen"].value()
    url = reverse("approvals:approve", args=[draft.slug])

    assert (client.post(url, {"seen": "other"}).status_code, Match.objects.get().status) == (409, "proposed")
    assert (client.post(url, {}).status_code, Match.objects.get().status) == (409, "proposed")
    assert (client.get(url).status_code, Match.objects.get().status) == (405, "proposed")
    response = client.post(url, {"seen": mark}, follow=True)
    assert [str(message) for message in response.context["messages"]] == [
        "Autumn cohort is approved. Everyone who was matched gets their letter now."
    ]
    assert Match.objects.get().status == "confirmed"
    assert "Nothing waits for approval" in response.content.decode()


def test_no_button_while_something_must_come_first(client, draft, proposed, mentee, olga):
    Enrolment.objects.filter(pk=mentee.pk).update(invited_at=None)
    client.force_login(olga)
    response = page(client, draft)
    assert [(concern.text, concern.blocks) for concern in response.context["concerns"]][0] == ("not invited yet: invite them first", True)
    assert reverse("approvals:approve", args=[draft.slug]) not in response.content.decode()


def test_the_page_does_not_exist_for_others(client, draft, proposed, maya):
    client.force_login(maya)
    assert page(client, draft).status_code == 404
    assert client.post(reverse("approvals:approve", args=[draft.slug]), {"seen": seen(draft)}).status_code == 404
    assert nothing_happened()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_at_any_size(client, draft, mentor, olga, count, django_assert_num_queries):
    more(mentor, count, olga)
    client.force_login(olga)
    with django_assert_num_queries(9):
        page(client, draft)


def test_a_whole_roster_fits_on_small_pages(client, olga):
    import_roster(ROSTER.read_bytes(), slug="real", by=None)
    cohort = Cohort.objects.get()
    cohort.enrolments.update(invited_at=timezone.now())
    mentees = iter(cohort.enrolments.mentees())
    for mentor in cohort.enrolments.mentors():
        for mentee in islice(mentees, mentor.capacity):
            matching.propose(mentee, mentor, by=olga)
    client.force_login(olga)

    letters, query = 0, ""
    while query is not None:
        response = page(client, cohort, query)
        letters += response.content.decode().count('<article class="letter"')
        assert len(response.content) < 100_000
        query = f"?after={response.context['next']}" if response.context["next"] else None

    told = Match.objects.values("mentor").distinct().count() + 60
    assert (letters, approve(cohort, olga), Email.objects.count()) == (told, 60, told)


def test_many_mentors_come_in_pages(client, draft, olga):
    for n in range(14):
        person = User.objects.create_user(f"g{n}@example.org", name=f"Guru {n:02}")
        more_of = enrol(draft, person, "mentor", capacity=1)
        mentee = User.objects.create_user(f"s{n}@example.org", name=f"Student {n}")
        matching.propose(enrol(draft, mentee, "mentee"), more_of, by=olga)
    client.force_login(olga)

    first = page(client, draft)
    second = page(client, draft, f"?after={first.context['next']}")

    names = [[group["mentor"].place.person.name for group in response.context["groups"]] for response in (first, second)]
    assert (names, second.context["next"]) == ([[f"Guru {n:02}" for n in range(12)], ["Guru 12", "Guru 13"]], None)
    assert first.context["letters"] == 28
