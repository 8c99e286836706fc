"""`manage.py import_csv COHORT KIND FILE`: a file of a spreadsheet, into a cohort; the same road as the page."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from gurukool.lib.refusals import Refused
from mentoring.imports import IMPORTS, LIMIT, Report, run


class Command(BaseCommand):
    help = "Bring a CSV file into a cohort, all of it or nothing; nobody is mailed. A roster with a new slug makes a draft cohort."

    def add_arguments(self, parser):
        parser.add_argument("cohort", metavar="COHORT", help="the slug of the cohort")
        parser.add_argument("kind", metavar="KIND", choices=IMPORTS, help=f"what the file holds: {', '.join(IMPORTS)}")
        parser.add_argument("file", metavar="FILE", type=Path)
        add_options(parser)

    def handle(self, *, cohort, kind, file, dry_run, skip_bad, **options):
        if skip_bad and not IMPORTS[kind].skips_bad:
            raise CommandError("Only a roster can leave out the lines with problems; correct this file instead.")
        try:
            report = run(
                IMPORTS[kind], self._bytes(file), slug=cohort, by=None, skip_bad=skip_bad, dry_run=dry_run, progress=self._progress
            )
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        for problem in report.taken.problems:
            self.stderr.write(str(problem))
        self.stdout.write(summary(report))
        if report.taken.problems and not skip_bad:
            raise CommandError(
                "Please correct the file" + (", or leave these rows out with --skip-bad." if IMPORTS[kind].skips_bad else ".")
            )

    def _bytes(self, file: Path) -> bytes:
        """No more of the file than tells that it is too large."""
        try:
            with file.open("rb") as opened:
                return opened.read(LIMIT + 1)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from None

    def _progress(self, rows: list):
        return tqdm(rows, desc="Reading", unit=" rows", file=sys.stderr, disable=None)


def add_options(parser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")
    parser.add_argument("--skip-bad", action="store_true", help="of a roster: leave out the rows with problems, take the others")


def summary(report: Report) -> str:
    """What an import did, in one or two lines."""
    taken, cohort = report.taken, report.cohort
    done = f"{taken.new} created, {taken.changed} updated, {taken.unchanged} unchanged, {len(taken.bad_lines)} left out."
    lines = [done if report.written else f"Nothing was written. It would be: {done}"]
    if report.new_cohort:
        lines.insert(0, f"New draft cohort “{cohort.name}” ({cohort.slug}), {cohort.starts_on} to {cohort.ends_on}.")
    if report.written and taken.new:
        lines.append("Nobody was mailed.")
    return "\n".join(lines)
