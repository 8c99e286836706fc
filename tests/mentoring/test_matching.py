"""Matching by hand: proposals, their limits, and the board that suggests."""

from datetime import time, timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from etiquette.models import Duty, Email
from gurukool.lib.refusals import Refused
from mentoring.actions import matching
from mentoring.models import Application, Cohort, Enrolment, Match, User, WeeklyHours, Wish
from tests.mentoring.conftest import enrol
from tests.mentoring.importing import import_roster

ROSTER = Path(__file__).parent.parent / "data" / "cohort.csv"


@pytest.fixture
def draft(olga):
    """A cohort that is not approved yet."""
    today = timezone.now().date()
    return Cohort.objects.create(slug="autumn", name="Autumn cohort", starts_on=today + timedelta(20), ends_on=today + timedelta(100))


@pytest.fixture
def mentor(draft, maya):
    return enrol(draft, maya, "mentor", capacity=2)


@pytest.fixture
def mentee(draft, mina):
    return enrol(draft, mina, "mentee")


def mentees(cohort, count):
    people = [User.objects.create_user(f"m{n}@example.org", name=f"Mentee {n}", zone="Asia/Kolkata") for n in range(count)]
    return [enrol(cohort, person, "mentee") for person in people]


def refusal(call, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        call(*args, **kwargs)
    return str(refused.value)


def pairs():
    return list(Match.objects.order_by("created_at").values_list("mentee__person__name", "mentor__person__name", "status"))


def test_a_proposal_is_a_row_and_nobody_is_told(mentor, mentee, olga):
    match = matching.propose(mentee, mentor, by=olga)
    assert (pairs(), match.cohort) == ([("Mina Das", "Maya Iyer", "proposed")], mentor.cohort)
    assert (Email.objects.count(), Duty.objects.count(), list(Match.objects.visible_to(mentee.person))) == (0, 0, [])


def test_proposing_again_changes_nothing(mentor, mentee, olga):
    assert matching.propose(mentee, mentor, by=olga) == matching.propose(mentee, mentor, by=olga)


def test_only_admins_match(mentor, mentee, maya):
    with pytest.raises(PermissionDenied):
        matching.propose(mentee, mentor, by=maya)
    match = Match.objects.create(cohort=mentor.cohort, mentor=mentor, mentee=mentee)
    with pytest.raises(PermissionDenied):
        matching.remove(match, by=maya)
    assert pairs() == [("Mina Das", "Maya Iyer", "proposed")]


def test_a_mentee_has_one_mentor_at_a_time(draft, mentor, mentee, olga, otto):
    other = enrol(draft, otto, "mentor", capacity=1)
    matching.propose(mentee, mentor, by=olga)
    assert refusal(matching.propose, mentee, other, by=olga) == "Mina Das is with Maya Iyer already: remove that match first."


def test_a_mentor_takes_no_more_than_they_offer(draft, mentor, olga):
    one, two, three = mentees(draft, 3)
    matching.propose(one, mentor, by=olga)
    matching.propose(two, mentor, by=olga)
    sentence = "Maya Iyer offers 2 places, 2 of them taken: pick another mentor, or remove a match of theirs first."
    assert refusal(matching.propose, three, mentor, by=olga) == sentence

    Match.objects.filter(mentee=one).update(status="ended", ended_at=timezone.now())
    matching.propose(three, mentor, by=olga)
    assert [mentee for mentee, _, status in pairs() if status != "ended"] == ["Mentee 1", "Mentee 2"]


def test_matches_stay_within_one_cohort_and_between_roles(draft, mentor, mentee, olga, cohort, otto):
    elsewhere = enrol(cohort, otto, "mentor", capacity=1)
    apart = "Mina Das and Otto Outsider are not in the same cohort: pick a mentor of Autumn cohort."
    assert refusal(matching.propose, mentee, elsewhere, by=olga) == apart
    assert refusal(matching.propose, mentor, mentee, by=olga) == "A match is one mentee with one mentor: pick a mentor for a mentee."
    assert Match.objects.count() == 0


def test_who_left_and_what_ended_are_not_matched(draft, mentor, mentee, olga):
    Enrolment.objects.filter(pk=mentor.pk).update(left_at=timezone.now())
    assert refusal(matching.propose, mentee, mentor, by=olga) == "Maya Iyer has left Autumn cohort: pick somebody who is still in it."
    Enrolment.objects.update(left_at=None)
    Cohort.objects.filter(pk=draft.pk).update(closed_at=timezone.now())
    assert refusal(matching.propose, mentee, mentor, by=olga) == "Autumn cohort has ended, so nobody is matched in it any more."


def test_a_proposal_can_be_taken_back_until_it_is_approved(mentor, mentee, olga):
    match = matching.propose(mentee, mentor, by=olga)
    matching.remove(match, by=olga)
    matching.remove(match, by=olga)
    assert pairs() == []

    match = matching.propose(mentee, mentor, by=olga)
    Match.objects.update(status="confirmed", confirmed_at=timezone.now())
    sentence = "This match is approved, and Mina Das and Maya Iyer know of it: it stays."
    assert (refusal(matching.remove, match, by=olga), len(pairs())) == (sentence, 1)


@pytest.mark.django_db(transaction=True)
def test_rivals_cannot_fill_a_mentor_beyond_capacity(draft, mentor, olga):
    rivals, barrier, refused = mentees(draft, 6), Barrier(6), []

    def run(mentee):
        barrier.wait()
        try:
            matching.propose(mentee, mentor, by=olga)
        except Refused as refusal:
            refused.append(str(refusal))
        finally:
            connection.close()

    threads = [Thread(target=run, args=[mentee]) for mentee in rivals]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert (Match.objects.count(), len(refused)) == (2, 4)


# --- the board ---


def board(client, cohort, query=""):
    return client.get(reverse("matching:board", args=[cohort.slug]) + query)


def shown(response):
    """(mentee, their mentor, the mentors to pick from) of each row."""
    return [
        (
            row["mentee"].person.name,
            row["match"] and row["match"].mentor.person.name,
            [place.person.name for place, _ in row["suggestions"]],
        )
        for row in response.context["rows"]
    ]


def test_the_board_suggests_with_reasons(client, draft, mentor, mentee, olga, otto):
    enrol(draft, otto, "mentor", capacity=1)
    Wish.objects.create(cohort=draft, person=mentee.person, about=mentor.person, kind="prefer")
    admitted = {"cohort": draft, "status": "admitted", "submitted_at": timezone.now(), "tracks": ["policy"]}
    for place in (mentor, mentee):
        Application.objects.create(person=place.person, role=place.role, enrolment=place, **admitted)
    WeeklyHours.objects.create(person=mentor.person, weekday=1, starts=time(8), ends=time(10))
    WeeklyHours.objects.create(person=mentee.person, weekday=1, starts=time(12), ends=time(23, 30))
    client.force_login(olga)

    response = board(client, draft)

    assert shown(response) == [("Mina Das", None, ["Maya Iyer", "Otto Outsider"])]
    assert [suggestion.reasons for _, suggestion in response.context["rows"][0]["suggestions"]] == [
        ["asked for by the mentee", "both policy", "2 h overlap on Tue", "2 free places"],
        ["waking hours meet, Otto Outsider named none yet", "1 free place"],
    ]
    assert "Maya Iyer: asked for by the mentee · both policy · 2 h overlap on Tue · 2 free places" in response.content.decode()
    assert response.context["figures"] == {"mentees": 1, "matched": 0, "proposed": 0, "places": 3}


def test_proposing_and_removing_on_the_board(client, draft, mentor, mentee, olga):
    client.force_login(olga)
    response = client.post(reverse("matching:propose", args=[mentee.pk]) + "?only=unmatched", {"mentor": mentor.pk})
    assert (response.status_code, response["Location"]) == (302, f"/cohorts/autumn/matching/?only=unmatched#mentee-{mentee.pk}")
    assert shown(board(client, draft)) == [("Mina Das", "Maya Iyer", ["Maya Iyer"])]
    assert shown(board(client, draft, "?only=unmatched")) == []

    client.post(reverse("matching:remove", args=[Match.objects.get().pk]))
    assert pairs() == []


def test_the_board_leads_to_approval_while_something_waits_for_it(client, draft, mentor, mentee, olga):
    client.force_login(olga)
    first_step = '<a class="button first" href="/cohorts/autumn/{}/">{}</a>'.format
    approving, running = first_step("approval", "Look over and approve"), first_step("proposals", "Run matching")
    match = matching.propose(mentee, mentor, by=olga)
    assertContains(board(client, draft), approving, html=True)
    Match.objects.filter(pk=match.pk).update(status="confirmed", confirmed_at=timezone.now())
    page = board(client, draft)
    assertNotContains(page, approving, html=True)
    assertContains(page, running, html=True)


@pytest.mark.parametrize(
    ("picked", "sentence"),
    [
        ("", "Pick a mentor first."),
        ("nonsense", "“nonsense” is not a valid UUID."),
        ("stranger", "This person is not a mentor of the cohort: pick one who is."),
        ("full", "Otto Outsider offers 0 places, 0 of them taken: pick another mentor, or remove a match of theirs first."),
    ],
)
def test_a_refusal_stands_beside_its_mentee(client, draft, cohort, mentor, mentee, maya, otto, olga, picked, sentence):
    keys = {"stranger": enrol(cohort, maya, "mentor", capacity=1).pk, "full": enrol(draft, otto, "mentor").pk}
    client.force_login(olga)
    response = client.post(reverse("matching:propose", args=[mentee.pk]), {"mentor": keys.get(picked, picked)})
    assert response.status_code == 409
    assert [row["refused"] for row in response.context["rows"]] == [sentence]
    assert sentence in response.content.decode()


def test_the_board_does_not_exist_for_others(client, draft, mentor, mentee, maya):
    match = Match.objects.create(cohort=draft, mentor=mentor, mentee=mentee)
    client.force_login(maya)
    assert board(client, draft).status_code == 404
    assert client.post(reverse("matching:propose", args=[mentee.pk]), {"mentor": mentor.pk}).status_code == 404
    assert client.post(reverse("matching:remove", args=[match.pk])).status_code == 404
    assert len(pairs()) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_board_costs_the_same_at_any_size(client, draft, mentor, olga, count, django_assert_num_queries):
    first, *_ = mentees(draft, count)
    Match.objects.create(cohort=draft, mentor=mentor, mentee=first)
    client.force_login(olga)
    with django_assert_num_queries(10):
        board(client, draft)


def test_a_whole_roster_fits_on_small_pages(client, olga):
    import_roster(ROSTER.read_bytes(), slug="real", by=None)
    cohort = Cohort.objects.get()
    client.force_login(olga)

    names, query = [], ""
    while query is not None:
        response = board(client, cohort, query)
        assert len(response.content) < 100_000
        assert {len(options) for _, _, options in shown(response)} == {8}
        names += [name for name, _, _ in shown(response)]
        query = f"?after={response.context['next']}" if response.context["next"] else None

    assert (len(names), len(set(names)), names) == (60, 60, sorted(names, key=lambda name: names.index(name)))
    one = cohort.enrolments.mentees().first()
    assert [len(options) for _, _, options in shown(board(client, cohort, f"?mentee={one.pk}"))] == [24]


@pytest.mark.parametrize("query", ["?mentee=nonsense", "?after=nonsense", "?after=00000000-0000-0000-0000-000000000000"])
def test_an_address_somebody_mistyped(client, draft, mentee, olga, query):
    client.force_login(olga)
    assert board(client, draft, query).status_code == 200
