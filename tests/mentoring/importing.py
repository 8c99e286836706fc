"""What tests of imports do again and again."""

import csv
import io
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mentoring import imports
from mentoring.imports import reading, roster

DATA = Path(__file__).parent.parent / "data"
GOOD = (DATA / "cohort.csv").read_bytes()
BROKEN = (DATA / "cohort-broken.csv").read_bytes()
COLUMNS = [column.heading for column in roster.COLUMNS]
SAVE_AS = "Save it as “CSV UTF-8 (comma-separated)” and try again."
ANNA = {
    "role": "mentor",
    "email": "anna@example.org",
    "full_name": "Anna Bergström",
    "pronouns": "she/her",
    "timezone": "Europe/Stockholm",
    "field": "ecology",
    "career_stage": "scientist",
    "organisation": "a museum",
    "tracks": "policy; teaching",
    "languages": "English; Swedish",
    "linkedin": "https://www.linkedin.com/in/example-anna",
    "english_help": "offers",
    "capacity": "2",
    "goals_or_offer": "Writing for the public.",
    "available": "Fri 17:00-24:00; mon 8:00-10:30",
    "wishes": "",
    "avoid": "",
}
BELA = {**ANNA, "role": "mentee", "email": "bela@example.org", "full_name": "Béla Nagy", "capacity": "", "wishes": "anna@example.org"}


def written(*rows, columns=COLUMNS):
    """A CSV file of these rows (heading → cell)."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def table(*rows):
    """A CSV file whose columns are those of its first row."""
    return written(*rows, columns=list(rows[0]))


def sheet(data):
    """A roster file, read."""
    return reading.sheet(reading.lines(data, roster.COLUMNS, "Roster"), roster.COLUMNS)


def read(data, **known):
    """What a roster file says about people."""
    return roster.people(sheet(data), **known)


def bring(kind, data, slug="spring", by=None, **options):
    """Import a file; the report."""
    return imports.run(imports.IMPORTS[kind], data, slug=slug, by=by, **options)


def import_roster(data, **facts):
    return imports.run(imports.IMPORTS["roster"], data, **facts)


def counts(report):
    """(new, changed, unchanged), of a report or of the preview page's context."""
    taken = report["taken"] if hasattr(report, "keys") else report.taken
    return taken.new, taken.changed, taken.unchanged


def said(found):
    """Every problem of a report, or of a roster that was read."""
    problems = found.taken.problems if hasattr(found, "taken") else found.problems
    return [(problem.line, problem.column, problem.value, problem.reason) for problem in problems]


def upload(client, data, kind="roster", name="people.csv", slug="spring"):
    return client.post(reverse("imports:upload", args=[slug, kind]), {"file": SimpleUploadedFile(name, data)})


def confirming(response):
    """What the button beneath a preview sends."""
    return {name: response.context["form"][name].value() for name in ("mark", "skip_bad") if response.context["form"][name].value()}
