"""Boards: moving a mentee, seeing first what it costs, swapping, locking."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from gurukool.lib.refusals import Refused
from mentoring.actions import boards, matchmaking, proposals
from mentoring.models import Match, Proposal, Wish
from tests.mentoring.matching_cast import draft, mentee, mentor, pairs

__all__ = ["draft"]


@pytest.fixture
def people(draft):
    return mentor(draft, "Gil"), mentor(draft, "Hal"), mentee(draft, "Ada"), mentee(draft, "Ben")


@pytest.fixture
def proposal(draft, people, olga):
    """Ada with Gil, Ben with Hal: each asked for by the other."""
    for one, other in ((people[2], people[0]), (people[3], people[1])):
        Wish.objects.create(cohort=draft, person=one.person, about=other.person, kind="prefer")
        Wish.objects.create(cohort=draft, person=other.person, about=one.person, kind="prefer")
    proposal = proposals.ask(draft, by=olga)
    matchmaking.run_waiting()
    proposal.refresh_from_db()
    return proposal


def refusal(*args, **kwargs):
    with pytest.raises(Refused) as refused:
        boards.move(*args, **kwargs)
    return str(refused.value)


def test_a_swap_moves_two_locks_both_and_counts(proposal, people, olga):
    gil, hal, ada, ben = people
    before = proposal.score
    boards.move(ada, hal, by=olga, proposal=proposal, swap=ben)
    assert pairs() == [("Ada", "Hal", "drafted", True), ("Ben", "Gil", "drafted", True)]
    proposal.refresh_from_db()
    assert (proposal.score, proposal.blocking_pairs) == (sum(Match.objects.values_list("score", flat=True)), 2)
    assert proposal.score < before


def test_to_nobody_and_back(proposal, people, olga):
    gil, hal, ada, ben = people
    boards.move(ada, None, by=olga, proposal=proposal)
    assert pairs() == [("Ben", "Hal", "drafted", False)]
    proposal.refresh_from_db()
    assert (proposal.score, proposal.blocking_pairs) == (Match.objects.get().score, 1)
    boards.move(ada, gil, by=olga, proposal=proposal)
    proposal.refresh_from_db()
    assert (len(pairs()), proposal.blocking_pairs) == (2, 0)


def test_what_cannot_be(proposal, people, olga, maya):
    gil, hal, ada, ben = people
    full = "Hal offers 1 place, 1 of them taken: pick another mentor, or remove a match of theirs first."
    assert refusal(ada, hal, by=olga, proposal=proposal) == full
    assert refusal(ada, hal, by=olga, proposal=proposal, swap=ada) == "Ada is no longer with Hal: please look at the board again."
    with pytest.raises(PermissionDenied):
        boards.move(ada, None, by=maya, proposal=proposal)
    Match.objects.filter(mentee=ada).update(status="confirmed", confirmed_at=timezone.now())
    assert refusal(ada, None, by=olga, proposal=proposal) == "Ada's match is approved, and both know of it: end that match first."
    Proposal.objects.update(status="discarded")
    assert refusal(ben, None, by=olga, proposal=proposal).startswith("This proposal was chosen or set aside meanwhile")
    assert [status for *_, status, _ in pairs()] == ["confirmed", "drafted"]


def test_the_cohorts_own_board_moves_the_same_way(draft, proposal, people, olga):
    gil, hal, ada, ben = people
    proposals.choose(proposal, by=olga)
    boards.move(ada, hal, by=olga, swap=ben)
    assert pairs() == [("Ada", "Hal", "proposed", True), ("Ben", "Gil", "proposed", True)]
    again = proposals.ask(draft, by=olga)
    matchmaking.run_waiting()
    assert pairs(proposal=again) == [("Ada", "Hal", "drafted", True), ("Ben", "Gil", "drafted", True)]


def test_locking(proposal, people, olga, maya):
    match = Match.objects.get(mentee=people[2])
    boards.lock(match, by=olga, locked=True)
    assert pairs()[0] == ("Ada", "Gil", "drafted", True)
    with pytest.raises(PermissionDenied):
        boards.lock(match, by=maya, locked=False)
    Match.objects.update(status="confirmed", confirmed_at=timezone.now())
    with pytest.raises(Refused, match="This match is approved or gone: there is nothing to lock."):
        boards.lock(match, by=olga, locked=False)


# --- the page ---


def page(client, place, query):
    return client.get(reverse("matching:change", args=[place.pk]) + query)


def test_the_page_says_what_each_change_costs(client, proposal, people, olga):
    gil, hal, ada, ben = people
    client.force_login(olga)
    response = page(client, ada, f"?proposal={proposal.pk}&to={hal.pk}")
    told = [(option["value"], option["change"].points, len(option["change"].blocking)) for option in response.context["options"]]
    both, one = -2 * (60 + 60**2 // 200), Match.objects.get(mentee=ada).score
    assert told == [(f"{hal.pk}:{ben.pk}", both, 2), ("nobody", -one, 1)]
    text = response.content.decode()
    assert f"{both} points in all" in text
    assert "2 more pairs would both rather have each other: Ada and Gil, Ben and Hal" in text
    assert pairs() == [("Ada", "Gil", "drafted", False), ("Ben", "Hal", "drafted", False)]

    done = client.post(reverse("matching:change", args=[ada.pk]) + f"?proposal={proposal.pk}", {"to": f"{hal.pk}:{ben.pk}"})
    assert done["Location"] == f"{proposal.get_absolute_url()}#mentee-{ada.pk}"
    assert pairs()[0] == ("Ada", "Hal", "drafted", True)


@pytest.mark.parametrize(
    ("to", "error"), [("", "Pick one of these first."), ("nonsense", "This person is not in the cohort (any more): pick somebody else.")]
)
def test_a_choice_that_is_none(client, proposal, people, olga, to, error):
    client.force_login(olga)
    response = client.post(reverse("matching:change", args=[people[2].pk]), {"to": to})
    assert (response.status_code, error in response.content.decode()) == (409, True)


def test_an_address_somebody_mistyped(client, proposal, people, olga):
    client.force_login(olga)
    assert [page(client, people[2], f"?proposal={key}").status_code for key in ("nonsense", people[2].pk)] == [404, 404]


def test_an_approved_match_is_not_moved_but_ended(client, proposal, people, olga):
    Match.objects.update(status="confirmed", confirmed_at=timezone.now())
    client.force_login(olga)
    assert "It can end, and then Ada can have another mentor" in page(client, people[2], "").content.decode()


def test_a_board_by_mentor(client, proposal, people, olga):
    client.force_login(olga)
    seats = client.get(proposal.get_absolute_url()).context["seats"]
    assert [(mentor.person.name, [match.mentee.person.name for match in matches]) for mentor, matches in seats.mentors] == [
        ("Gil", ["Ada"]),
        ("Hal", ["Ben"]),
    ]
    assert seats.figures == {"pairs": 2, "score": proposal.score, "locked": 0, "approved": 0, "left": 0}
    lock = client.post(reverse("matching:lock", args=[Match.objects.get(mentee=people[2]).pk]), {"locked": "1"})
    assert lock["Location"] == f"{proposal.get_absolute_url()}?#mentee-{people[2].pk}"
    assert client.get(proposal.get_absolute_url()).context["seats"].figures["locked"] == 1
