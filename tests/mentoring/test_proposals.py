"""Proposals: asked for, worked out once, looked over, chosen; and nobody else learns of them."""

import json
import subprocess
import sys
from datetime import timedelta
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from gurukool.lib.refusals import Refused
from mentoring.actions import boards, matching, matchmaking, proposals
from mentoring.models import Enrolment, Match, Proposal, Wish
from mentoring.selectors import matchmaking as computing
from tests.mentoring.matching_cast import draft, mentee, mentor, pairs

__all__ = ["draft"]


@pytest.fixture
def people(draft):
    """Ada and Gil, who has one place, wish for each other; Ben has no wish; Hal has one place, and no hours in common with anybody."""
    people = mentor(draft, "Gil"), mentor(draft, "Hal", hours=(20, 22)), mentee(draft, "Ada"), mentee(draft, "Ben")
    for one, other in ((people[2], people[0]), (people[0], people[2])):
        Wish.objects.create(cohort=draft, person=one.person, about=other.person, kind="prefer")
    return people


def run(cohort, by, **facts):
    proposal = proposals.ask(cohort, by=by, **facts)
    matchmaking.run_waiting()
    proposal.refresh_from_db()
    return proposal


def refusal(call, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        call(*args, **kwargs)
    return str(refused.value)


def test_a_worker_works_out_what_was_asked_for(draft, people, olga):
    proposal = proposals.ask(draft, by=olga)
    assert (proposal.status, pairs(), proposals.ask(draft, by=olga)) == ("queued", [], proposal)

    assert matchmaking.run_waiting() == 1

    proposal.refresh_from_db()
    assert (proposal.status, proposal.percent, proposal.blocking_pairs) == ("done", 100, 0)
    assert pairs() == [("Ada", "Gil", "drafted", False)]
    assert (proposal.score, proposal.unmatched) == (Match.objects.get().score, {str(people[3].pk): "every possible mentor is full"})
    assert Match.objects.get().reasons == ["asked for each other", "4 h overlap on Mon"]


def test_nobody_else_learns_of_it(draft, people, olga):
    run(draft, olga)
    match = Match.objects.get()
    for person in match.people:
        assert (list(Match.objects.visible_to(person)), list(Match.objects.between(person))) == ([], [])
    assert list(Match.objects.live()) == list(Match.objects.proposed()) == []


def test_only_admins_ask_and_only_for_somebody(draft, people, olga, maya):
    for act in (proposals.ask, lambda cohort, by: proposals.choose(Proposal(cohort=cohort), by=by)):
        with pytest.raises(PermissionDenied):
            act(draft, by=maya)
    Enrolment.objects.filter(role="mentee").update(left_at=timezone.now())
    assert refusal(proposals.ask, draft, by=olga) == "Every mentee of the cohort has a mentor already: there is nobody to match."
    draft.closed_at = timezone.now()
    draft.save()
    assert refusal(proposals.ask, draft, by=olga) == "Autumn cohort has ended, so nobody is matched in it any more."


def test_a_run_that_fails_says_so_and_changes_nothing(draft, people, olga, monkeypatch):
    monkeypatch.setattr(computing.pairing, "match", lambda *args: 1 / 0)
    assert (run(draft, olga).status, pairs(), matchmaking.run_waiting()) == ("failed", [], 0)


def test_a_lost_worker_is_replaced_and_writes_no_more(draft, people, olga):
    proposal = proposals.ask(draft, by=olga)
    lost = matchmaking._claim()
    assert matchmaking._claim() is None
    Proposal.objects.update(moved_at=timezone.now() - timedelta(minutes=11))
    assert matchmaking.run_waiting() == 1
    matchmaking._work_out(lost)
    proposal.refresh_from_db()
    assert (proposal.attempts, proposal.status, len(pairs())) == (2, "done", 1)


def test_a_discarded_run_stops(draft, people, olga):
    proposal = proposals.ask(draft, by=olga)
    claimed = matchmaking._claim()
    proposals.discard(proposal, by=olga)
    matchmaking._work_out(claimed)
    proposal.refresh_from_db()
    assert (proposal.status, pairs()) == ("discarded", [])


def test_choosing_makes_the_pairs_the_cohorts_and_keeps_what_was_there(draft, people, olga):
    gil, hal, ada, ben = people
    matching.propose(ben, hal, by=olga)
    first = run(draft, olga)
    assert pairs(status="drafted") == [("Ada", "Gil", "drafted", False)]

    proposals.choose(first, by=olga)

    assert pairs(status="proposed") == [("Ada", "Gil", "proposed", False)]
    by_hand = Proposal.objects.get(mode="hand")
    assert (by_hand.is_open, pairs(proposal=by_hand)) == (True, [("Ben", "Hal", "drafted", False)])
    assert refusal(proposals.choose, first, by=olga) == "This proposal was chosen or set aside meanwhile: please look at the board again."
    assert refusal(proposals.discard, first, by=olga) == "This proposal is the one the cohort uses: choose another one first."

    proposals.choose(by_hand, by=olga)
    first.refresh_from_db()
    assert (pairs(status="proposed"), first.is_open) == ([("Ben", "Hal", "proposed", False)], True)


def test_a_proposal_the_cohort_has_outgrown_is_refused(draft, people, olga):
    proposal = run(draft, olga)
    Enrolment.objects.filter(person__name="Gil").update(capacity=0)
    sentence = "The cohort has changed since this was worked out (Gil): please run matching again."
    assert (refusal(proposals.choose, proposal, by=olga), pairs(status="proposed")) == (sentence, [])
    proposal.refresh_from_db()
    assert proposal.is_open


def test_running_again_keeps_locks(draft, people, olga):
    first = run(draft, olga)
    gil, hal, ada, ben = people
    boards.move(ben, hal, by=olga, proposal=first)
    boards.lock(Match.objects.get(mentee=ada), by=olga, locked=False)
    again = run(draft, olga, keep=first, mode="stable")
    assert pairs(proposal=again) == [("Ada", "Gil", "drafted", False), ("Ben", "Hal", "drafted", True)]
    assert Match.objects.get(proposal=again, mentee=ben).reasons == ["locked by an admin", "no hours in common"]


def test_approved_matches_stay_and_take_their_places(draft, people, olga):
    gil, hal, ada, ben = people
    Match.objects.create(cohort=draft, mentor=gil, mentee=ada, status="confirmed", confirmed_at=timezone.now())
    proposal = run(draft, olga)
    assert (pairs(proposal=proposal), proposal.unmatched) == ([], {str(ben.pk): "no mentor with capacity overlaps ≥ 1 h"})


# --- the command ---


def command(*args):
    out = StringIO()
    call_command("match", *args, stdout=out)
    return out.getvalue()


def test_the_command_prints_and_stores_nothing_when_dry(draft, people):
    told = json.loads(command("autumn", "--dry-run", "--json"))
    assert told == {
        "cohort": "autumn",
        "proposal": None,
        "pairs": [{"mentee": "Ada", "mentor": "Gil", "score": 180, "reasons": ["asked for each other", "4 h overlap on Mon"]}],
        "unmatched": [{"mentee": "Ben", "why": "every possible mentor is full"}],
        "totals": {"matched": 1, "unmatched": 1, "score": 180, "blocking_pairs": 0},
    }
    assert Proposal.objects.count() == Match.objects.count() == 0


def test_the_command_stores_a_proposal(draft, people):
    lines = command("autumn", "--stable").splitlines()
    proposal = Proposal.objects.get()
    assert (proposal.mode, proposal.is_open, len(pairs(proposal=proposal))) == ("stable", True, 1)
    assert lines[-2:] == ["matched 1, unmatched 1, score 180, blocking pairs 0", f"Stored as proposal {proposal.pk}."]
    with pytest.raises(CommandError, match="No cohort “autum”. There are: autumn."):
        command("autum")


def test_web_processes_never_import_scipy():
    code = "import sys, gurukool.wsgi; from django.urls import get_resolver; get_resolver().url_patterns; import mentoring.tasks; "
    code += "print(sorted({'numpy', 'scipy'} & set(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


# --- the pages ---


def get(client, name, *args, query=""):
    return client.get(reverse(f"proposals:{name}", args=args) + query)


def test_asking_watching_choosing(client, draft, people, olga, django_capture_on_commit_callbacks):
    client.force_login(olga)
    asked = client.post(reverse("proposals:ask", args=["autumn"]), {"mode": "optimal", "min_hours": 1})
    proposal = Proposal.objects.get()
    assert asked["Location"] == proposal.get_absolute_url()
    waiting = get(client, "show", proposal.pk).content.decode()
    assert ("No worker has picked this up" in waiting, 'hx-trigger="every 2s"' in waiting) == (False, True)
    Proposal.objects.update(created_at=timezone.now() - timedelta(minutes=1))
    assert "No worker has picked this up" in get(client, "show", proposal.pk).content.decode()

    matchmaking.run_waiting()

    assert client.get(proposal.get_absolute_url(), headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    shown = get(client, "show", proposal.pk)
    assert [place.person.name for place, _ in shown.context["why"]] == [shown.context["seats"].left[0].person.name]
    assert "every possible mentor is full" in shown.content.decode()
    client.post(reverse("proposals:choose", args=[proposal.pk]))
    assert len(pairs(status="proposed")) == 1
    assert "These are the cohort’s pairs" in get(client, "show", proposal.pk).content.decode()


def test_a_form_filled_wrong_is_shown_again(client, draft, people, olga):
    client.force_login(olga)
    response = client.post(reverse("proposals:ask", args=["autumn"]), {"mode": "hand", "min_hours": 99})
    assert (response.status_code, sorted(response.context["form"].errors), Proposal.objects.count()) == (409, ["min_hours", "mode"], 0)


def test_two_side_by_side(client, draft, people, olga):
    gil, hal, ada, ben = people
    one, other = run(draft, olga), run(draft, olga)
    free = Enrolment.objects.mentees().exclude(matches_as_mentee__proposal=other).get()
    boards.move(free, hal, by=olga, proposal=other)
    client.force_login(olga)
    response = get(client, "compare", "autumn", query=f"?a={one.pk}&b={other.pk}")
    assert [(row["mentee"], row["left"], row["right"].mentor) for row in response.context["rows"]] == [(free, None, hal)]
    assert [side["matched"] for side in response.context["sides"]] == [1, 2]
    board = get(client, "compare", "autumn", query=f"?b={other.pk}")
    assert (len(board.context["rows"]), get(client, "compare", "autumn", query="?a=nonsense").status_code) == (2, 404)


@pytest.mark.parametrize("count", [1, 3])
def test_pages_cost_the_same_at_any_size(client, draft, olga, count, django_assert_num_queries):
    for number in range(count):
        mentor(draft, f"Guru{number}")
        mentee(draft, f"Student{number}")
    mentee(draft, "Left")
    proposal = run(draft, olga)
    run(draft, olga)
    client.force_login(olga)
    for url, queries in [
        (proposal.get_absolute_url(), 8),
        (reverse("matching:mentors", args=["autumn"]), 8),
        (reverse("proposals:index", args=["autumn"]), 6),
        (reverse("proposals:compare", args=["autumn"]) + f"?b={proposal.pk}", 7),
        (reverse("matching:change", args=[Enrolment.objects.mentees().first().pk]) + f"?proposal={proposal.pk}", 9),
    ]:
        with django_assert_num_queries(queries):
            assert client.get(url).status_code == 200
