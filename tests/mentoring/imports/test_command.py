"""Imports from the command line."""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from mentoring.models import User
from tests.mentoring.importing import DATA


def run(*arguments, command="import_roster"):
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command(command, *map(str, arguments), stdout=out, stderr=err)
        failure = None
    except CommandError as error:
        failure = str(error)
    return out.getvalue(), err.getvalue().splitlines(), failure


@pytest.mark.django_db
def test_the_command_reports_what_it_did():
    starts, ends = timezone.now().date() + timedelta(weeks=4), timezone.now().date() + timedelta(weeks=16)
    new = f"New draft cohort “Spring 2027” (spring-2027), {starts} to {ends}.\n"
    done = "84 created, 0 updated, 0 unchanged, 0 left out.\n"

    assert run(DATA / "cohort.csv", "--cohort=spring-2027", "--dry-run") == (f"{new}Nothing was written. It would be: {done}", [], None)
    assert run(DATA / "cohort.csv", "--cohort=spring-2027") == (f"{new}{done}Nobody was mailed.\n", [], None)
    assert run(DATA / "cohort.csv", "--cohort=spring-2027") == ("0 created, 0 updated, 84 unchanged, 0 left out.\n", [], None)


@pytest.mark.django_db
def test_the_command_fails_on_a_bad_file_unless_told_to_skip():
    out, problems, failure = run(DATA / "cohort-broken.csv", "--cohort=spring")
    assert failure == "Please correct the file, or leave these rows out with --skip-bad."
    assert out.splitlines()[1:] == ["Nothing was written. It would be: 11 created, 0 updated, 0 unchanged, 19 left out."]
    assert (len(problems), problems[1]) == (30, "line 3, email: “not-an-address”: This is not an e-mail address.")

    out, problems, failure = run(DATA / "cohort-broken.csv", "--cohort=spring", "--skip-bad")
    assert (failure, len(problems), User.objects.count()) == (None, 30, 11)


@pytest.mark.django_db
def test_the_command_says_why_a_file_cannot_be_read(tmp_path):
    (tmp_path / "empty.csv").touch()
    assert run(tmp_path / "no.csv", "--cohort=spring")[2] == f"{tmp_path}/no.csv cannot be read: No such file or directory."
    assert run(tmp_path / "empty.csv", "--cohort=spring")[2] == "The file is empty: please choose another one."


# --- every kind, by one command ---


def import_csv(*arguments):
    return run(*arguments, command="import_csv")


@pytest.mark.django_db
def test_any_kind_by_one_command(applying, maya, tmp_path):
    file = tmp_path / "reviewers.csv"
    file.write_text("E-mail\nmaya@example.org\n")
    would = ("Nothing was written. It would be: 1 created, 0 updated, 0 unchanged, 0 left out.\n", [], None)
    assert (import_csv("autumn", "reviewers", file, "--dry-run"), applying.reviewers.count()) == (would, 0)
    assert import_csv("autumn", "reviewers", file) == ("1 created, 0 updated, 0 unchanged, 0 left out.\nNobody was mailed.\n", [], None)
    assert import_csv("autumn", "reviewers", file)[0] == "0 created, 0 updated, 1 unchanged, 0 left out.\n"
    assert import_csv("spring", "roster", DATA / "cohort.csv", "--dry-run")[2] is None


@pytest.mark.django_db
def test_what_is_wrong_stands_on_the_error_stream_and_the_command_fails(applying, tmp_path):
    file = tmp_path / "reviewers.csv"
    file.write_text("E-mail\nwho\n")
    out, problems, failure = import_csv("autumn", "reviewers", file)
    assert (problems, failure) == (["line 2, E-mail: “who”: This is not an e-mail address."], "Please correct the file.")
    skipping = "Only a roster can leave out the lines with problems; correct this file instead."
    assert import_csv("autumn", "reviewers", file, "--skip-bad")[2] == skipping
    assert import_csv("nowhere", "reviewers", file)[2] == "There is no cohort “nowhere”: open it first."
