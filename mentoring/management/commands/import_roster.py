"""`manage.py import_roster FILE.csv --cohort SLUG`: the people of a spreadsheet, into a cohort."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from gurukool.lib.refusals import Refused
from mentoring import rosters
from mentoring.actions.rosters import Report, import_roster


class Command(BaseCommand):
    help = "Take the people of a CSV file into a cohort; a new slug makes a draft cohort, and nobody is mailed."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--cohort", required=True, metavar="SLUG")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")
        parser.add_argument("--skip-bad", action="store_true", help="leave out the rows with problems, take the others")

    def handle(self, *, file, cohort, dry_run, skip_bad, **options):
        try:
            report = import_roster(self._bytes(file), slug=cohort, by=None, skip_bad=skip_bad, dry_run=dry_run, progress=self._progress)
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        for problem in report.problems:
            self.stderr.write(str(problem))
        self.stdout.write(summary(report))
        if report.problems and not skip_bad:
            raise CommandError("Please correct the file, or leave these rows out with --skip-bad.")

    def _bytes(self, file: Path) -> bytes:
        """No more of the file than tells that it is too large."""
        try:
            with file.open("rb") as opened:
                return opened.read(rosters.LIMIT + 1)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from None

    def _progress(self, rows: list):
        return tqdm(rows, desc="Reading", unit=" rows", file=sys.stderr, disable=None)


def summary(report: Report) -> str:
    """What an import did, in one or two lines."""
    counts, cohort = report.counts, report.cohort
    done = f"{counts.created} created, {counts.updated} updated, {counts.unchanged} unchanged, {report.left_out} left out."
    lines = [done if report.written else f"Nothing was written. It would be: {done}"]
    if report.new_cohort:
        lines.insert(0, f"New draft cohort “{cohort.name}” ({cohort.slug}), {cohort.starts_on} to {cohort.ends_on}.")
    if report.written and counts.created:
        lines.append("Nobody is mailed until an admin invites them.")
    return "\n".join(lines)
