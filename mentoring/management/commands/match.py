"""`manage.py match COHORT [--dry-run] [--json] [--stable] [--min-hours N]`: propose who mentors whom, without a worker."""

import json

from django.core.management.base import BaseCommand, CommandError

from mentoring.actions import matchmaking as working
from mentoring.models import Cohort, Match, Proposal
from mentoring.selectors import matchmaking


class Command(BaseCommand):
    help = "Match a cohort: print pairs, scores, reasons, who is unmatched and why; without --dry-run, store it as a proposal."

    def add_arguments(self, parser):
        parser.add_argument("cohort", help="the cohort's short name, as in its address")
        parser.add_argument("--dry-run", action="store_true", help="store nothing")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument("--stable", action="store_true", help="no mentee and mentor who would both rather have each other")
        parser.add_argument("--min-hours", type=int, default=1, help="hours in common a week, at least (1)")

    def handle(self, *args, **options):
        cohort = Cohort.objects.filter(slug=options["cohort"]).first()
        if cohort is None:
            known = ", ".join(Cohort.objects.values_list("slug", flat=True)[:20]) or "none yet"
            raise CommandError(f"No cohort “{options['cohort']}”. There are: {known}.")
        mode = Proposal.Mode.STABLE if options["stable"] else Proposal.Mode.OPTIMAL
        locked = dict(Match.objects.proposed().filter(cohort=cohort, locked=True).values_list("mentee_id", "mentor_id"))
        outcome = matchmaking.run(cohort, mode=mode, min_hours=options["min_hours"], locked=locked)
        proposal = None if options["dry_run"] else working.store(cohort, outcome, mode=mode, min_hours=options["min_hours"])
        facts = _facts(cohort, outcome, proposal)
        self.stdout.write(json.dumps(facts, ensure_ascii=False, indent=2) if options["json"] else _text(facts))


def _facts(cohort: Cohort, outcome: matchmaking.Outcome, proposal: Proposal | None) -> dict:
    plan = outcome.plan
    return {
        "cohort": cohort.slug,
        "proposal": proposal and str(proposal.pk),
        "pairs": [
            {"mentee": pair.mentee.name, "mentor": pair.mentor.name, "score": pair.score, "reasons": outcome.reasons(pair)}
            for pair in plan.pairs
        ],
        "unmatched": [{"mentee": outcome.places[key].person.name, "why": why} for key, why in plan.unmatched.items()],
        "totals": {
            "matched": len(plan.pairs),
            "unmatched": len(plan.unmatched),
            "score": plan.score,
            "blocking_pairs": plan.blocking_pairs,
        },
    }


def _text(facts: dict) -> str:
    pairs = [f"{pair['mentee']} with {pair['mentor']} ({pair['score']}): {'; '.join(pair['reasons'])}" for pair in facts["pairs"]]
    left = [f"{one['mentee']} unmatched: {one['why']}" for one in facts["unmatched"]]
    totals = ", ".join(f"{name.replace('_', ' ')} {figure}" for name, figure in facts["totals"].items())
    stored = f"Stored as proposal {facts['proposal']}." if facts["proposal"] else "Nothing stored."
    return "\n".join([*pairs, *left, totals, stored])
