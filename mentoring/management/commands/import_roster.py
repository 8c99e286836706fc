"""`manage.py import_roster FILE.csv --cohort SLUG`: short for `import_csv SLUG roster FILE.csv`."""

from pathlib import Path

from mentoring.management.commands import import_csv


class Command(import_csv.Command):
    help = "Take the people of a CSV file into a cohort; a new slug makes a draft cohort, and nobody is mailed."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--cohort", required=True, metavar="SLUG")
        import_csv.add_options(parser)

    def handle(self, **options):
        return super().handle(kind="roster", **options)
