"""What a worker does about proposals that were asked for: claim one, work it out, write it down; again until none wait."""

import logging

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from mentoring.models import Cohort, Match, Proposal
from mentoring.selectors import matchmaking

logger = logging.getLogger(__name__)


class Abandoned(Exception):
    """Somebody discarded the proposal, or another worker took over."""


def run_waiting() -> int:
    """Work out every proposal that waits; says how many."""
    count = 0
    while proposal := _claim():
        _work_out(proposal)
        count += 1
    return count


@transaction.atomic
def _claim() -> Proposal | None:
    """Take the oldest proposal no worker is at; each claim raises `attempts`, the token its worker writes with."""
    waiting = Proposal.objects.to_run(timezone.now()).select_for_update(skip_locked=True, of=["self"]).first()
    if waiting is None:
        return None
    mine = Proposal.objects.filter(pk=waiting.pk)
    mine.update(status=Proposal.Status.RUNNING, attempts=F("attempts") + 1, percent=0, moved_at=timezone.now())
    return Proposal.objects.select_related("cohort").get(pk=waiting.pk)


def _work_out(proposal: Proposal) -> None:
    try:
        locked = dict(proposal.matches.filter(locked=True).values_list("mentee_id", "mentor_id"))
        outcome = matchmaking.run(
            proposal.cohort,
            mode=proposal.mode,
            min_hours=proposal.min_hours,
            locked=locked,
            only=proposal.only,
            progress=lambda share: _note(proposal, share),
        )
        _write(proposal, outcome)
    except Abandoned:
        logger.info("proposal %s was discarded or taken over", proposal.pk)
    except Exception:
        logger.exception("proposal %s failed", proposal.pk)
        _mine(proposal).update(status=Proposal.Status.FAILED)


def _mine(proposal: Proposal):
    """The row, while this worker may still write it."""
    return Proposal.objects.filter(pk=proposal.pk, attempts=proposal.attempts, status=Proposal.Status.RUNNING)


def _note(proposal: Proposal, share: float) -> None:
    """Let the page show how far it is; at most once a percent."""
    percent = min(int(100 * share), 99)
    if percent > proposal.percent or percent == 0:
        proposal.percent = percent
        if not _mine(proposal).update(percent=percent, moved_at=timezone.now()):
            raise Abandoned


@transaction.atomic
def store(cohort: Cohort, outcome: matchmaking.Outcome, *, mode: str, min_hours: int) -> Proposal:
    """Keep what `manage.py match` worked out as a proposal like any other."""
    proposal = Proposal.objects.create(cohort=cohort, mode=mode, min_hours=min_hours, **_result(outcome))
    _draft(proposal, outcome)
    return proposal


@transaction.atomic
def _write(proposal: Proposal, outcome: matchmaking.Outcome) -> None:
    """The proposal with its matches, all of it or nothing."""
    if not _mine(proposal).update(**_result(outcome)):
        raise Abandoned
    proposal.matches.drafted().delete()
    _draft(proposal, outcome)


def _result(outcome: matchmaking.Outcome) -> dict:
    plan = outcome.plan
    facts = {"score": plan.score, "blocking_pairs": plan.blocking_pairs, "unmatched": plan.unmatched}
    return {"status": Proposal.Status.DONE, "percent": 100, "finished_at": timezone.now(), **facts}


def _draft(proposal: Proposal, outcome: matchmaking.Outcome) -> None:
    plan, places = outcome.plan, outcome.places
    Match.objects.bulk_create(
        Match(
            cohort=proposal.cohort,
            proposal=proposal,
            status=Match.Status.DRAFTED,
            mentee=places[pair.mentee.key],
            mentor=places[pair.mentor.key],
            locked=pair.locked,
            score=pair.score,
            reasons=outcome.reasons(pair),
        )
        for pair in plan.pairs
    )
