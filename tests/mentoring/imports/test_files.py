"""Files that are not what they should be: one sentence each."""

import pytest

from gurukool.lib.refusals import Refused
from mentoring.imports.files import LIMIT, MOST_LINES
from mentoring.imports.problems import Unreadable
from tests.mentoring.importing import ANNA, COLUMNS, GOOD, SAVE_AS, bring, counts, read, said, written

UNREADABLE = "The first line has the column without a name that can be read, which we would not know where to put: please remove it."
TOO_MANY = "The file has more than 20,000 lines: please divide it, and bring the parts one after the other."


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty: please choose another one."),
        (b" \r\n", "The file is empty: please choose another one."),
        (b"x" * (LIMIT + 1), "The file is larger than 5 MB: please check that it is the right one, or divide it."),
        (b"PK\x03\x04rest", f"This is an Excel or zip file, not a CSV file. {SAVE_AS}"),
        ("role,email".encode("utf-16"), f"This is text in UTF-16, not a CSV file. {SAVE_AS}"),
        (GOOD.decode().encode("cp1254", "replace"), f"Line 2 has letters that are not UTF-8. {SAVE_AS}"),
        (GOOD.replace(b",", b";"), f"The columns are separated by semicolons or tabs, not commas. {SAVE_AS}"),
        (b"hello", f"This does not look like a file for “Roster”: its first line should name {','.join(COLUMNS)}."),
        (
            written(ANNA, columns=[column for column in COLUMNS if column not in {"email", "available"}]),
            "The first line lacks the columns “email”, “available”: please add them, empty if need be.",
        ),
        (written(columns=[*COLUMNS, "role"]), "The first line names the column “role” twice: please keep one of each."),
        (
            written(columns=[*COLUMNS, "phone"]),
            "The first line has the column “phone”, which we would not know where to put: please remove it.",
        ),
        (written(ANNA) + b'mentor,"open', f"Line 3 cannot be read: a quotation mark is opened and not closed. {SAVE_AS}"),
    ],
)
def test_a_file_that_is_no_roster(data, sentence):
    with pytest.raises(Unreadable) as refusal:
        read(data)
    assert str(refusal.value) == sentence


def test_a_byte_order_mark_is_no_problem():
    assert read(b"\xef\xbb\xbf" + written(ANNA)).problems == []


def test_a_byte_order_mark_capitals_and_blanks_in_headings_are_no_problem(applying, maya):
    data = "\ufeff  e-MAIL ,Name\nmaya@example.org,whoever\n\n , \n".encode()
    assert counts(bring("reviewers", data, slug="autumn")) == (1, 0, 0)


def test_a_line_of_remarks_is_passed_over():
    assert said(read(written(dict.fromkeys(COLUMNS, "# explained"), ANNA))) == []


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"Nobody\nx", "This does not look like a file for “Reviewers”: its first line should name E-mail."),
        (b"E-mail,Phone\nx,y", "The first line has the column “phone”, which we would not know where to put: please remove it."),
        (b"E-mail,e-mail \nx,y", "The first line names the column “E-mail” twice: please keep one of each."),
        (
            b"E-mail,\nx,y",
            "The first line has the column without a name that can be read, which we would not know where to put: please remove it.",
        ),
        (b"E-mail;Name\nx;y", f"The columns are separated by semicolons or tabs, not commas. {SAVE_AS}"),
        (b"E-mail\n" + b"a@example.org\n" * (MOST_LINES + 1), TOO_MANY),
    ],
)
@pytest.mark.django_db
def test_a_file_of_another_kind_is_refused_in_a_sentence(applying, data, sentence):
    with pytest.raises(Refused) as refusal:
        bring("reviewers", data, slug="autumn")
    assert str(refusal.value) == sentence


@pytest.mark.django_db
def test_twenty_thousand_lines_are_read_to_the_end(applying, maya):
    data = b"E-mail\n" + b"".join(b"p%d@example.org\n" % number for number in range(MOST_LINES - 1)) + b"maya@example.org\n"
    report = bring("reviewers", data, slug="autumn")
    assert (counts(report), len(report.taken.problems), report.written) == ((1, 0, 0), MOST_LINES - 1, False)


@pytest.mark.django_db
def test_no_such_cohort():
    with pytest.raises(Refused, match="There is no cohort “autumn”: open it first."):
        bring("reviewers", b"E-mail\nx@example.org\n", slug="autumn")
