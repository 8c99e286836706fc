"""The roster, read: every kind of bad cell in words."""

from datetime import time

import pytest

from mentoring.imports.people import Person
from mentoring.models import Profile, User
from mentoring.slots import Weekly
from tests.mentoring.importing import ANNA, BELA, BROKEN, GOOD, read, said, written


def test_a_good_row_in_full():
    (anna, bela) = read(written(ANNA, BELA)).people

    assert anna == Person(
        line=2,
        role="mentor",
        email="anna@example.org",
        name="Anna Bergström",
        pronouns="she/her",
        zone="Europe/Stockholm",
        field="ecology",
        stage="scientist",
        organisation="a museum",
        tracks=("policy", "teaching"),
        languages=("English", "Swedish"),
        linkedin="https://www.linkedin.com/in/example-anna",
        english_help="offers",
        capacity=2,
        goals_or_offer="Writing for the public.",
        hours=(Weekly(0, time(8), time(10, 30)), Weekly(4, time(17), time(0))),
        wishes=(),
        avoids=(),
    )
    assert bela.wishes == ("anna@example.org",)


def test_the_real_roster_has_no_problems():
    roster = read(GOOD)
    assert (len(roster.people), roster.problems) == (84, [])


NOT_LINKEDIN = (
    "Please give a LinkedIn address (https://www.linkedin.com/in/…). "
    "Private networks such as Facebook, Instagram or Snapchat stay for people one knows in person."
)
ENDS_FIRST = "These hours end before they start; hours past midnight are two ranges, Mon 22:00-24:00; Tue 00:00-01:00."
INVISIBLE = "This has invisible or control characters; please type it again."
FORMULA = "This starts like a spreadsheet formula; please write plain text."
NOBODY = "Nobody in this file or in the cohort has this address; the wish would be left out."
PLACES = "This should be a whole number from 0 to 20."
WHOSE = "Lines 4, 5 share this address; whose is it?"


def test_every_kind_of_bad_row_is_named():
    roster = read(BROKEN)

    assert said(roster) == [
        (2, "avoid", "aikorao19@example.org", "Line 14, this person's own, cannot be used; without it the wish is left out."),
        (3, "email", "not-an-address", "This is not an e-mail address."),
        (4, "email", "pemalindqvist1@example.org", WHOSE),
        (5, "email", "pemalindqvist1@example.org", WHOSE),
        (6, "timezone", "Mars/Phobos", "This is not a time zone we know; write one such as Asia/Kolkata."),
        (7, "timezone", "../../etc/passwd", "This is not a time zone we know; write one such as Asia/Kolkata."),
        (8, "role", "teacher", "This should be mentee or mentor."),
        (9, "available", "Funday 10:00-11:00", "“Funday” is not a weekday; write Mon, Tue, Wed, Thu, Fri, Sat or Sun."),
        (10, "available", "Mon 20:00-18:00", ENDS_FIRST),
        (11, "capacity", "-2", PLACES),
        (12, "full_name", "", "This is missing."),
        (13, "full_name", '=HYPERLINK("http://example.org","click")', FORMULA),
        (14, "linkedin", "https://www.facebook.com/someone", NOT_LINKEDIN),
        (15, "linkedin", "javascript:alert(1)", NOT_LINKEDIN),
        (16, "wishes", "nobody@example.org", NOBODY),
        (17, "full_name", "A" * 40 + "…", "This is 4000 characters long; at most 120 fit."),
        (18, "full_name", "Nul\\u2028Byte", INVISIBLE),
        (19, "avoid", "aishalindqvist73@example.org", NOBODY),
        (20, "capacity", "three", PLACES),
        (21, "full_name", "Right\\u202eleft", INVISIBLE),
        (22, "avoid", "fatimadlamini29@example.org", "This is the person's own address."),
        (23, "available", "Mon 10:30-12:00", "These hours overlap others of the same day; please join them into one range."),
        (25, "wishes", "chenbrown21@example.org", NOBODY),
        (27, "wishes", "imrankruger15@example.org", NOBODY),
        (29, "wishes", "harinidsouza2@example.org", "Line 15, this person's own, cannot be used; without it the wish is left out."),
        (29, "wishes", "kwametanaka5@example.org", NOBODY),
        (29, "wishes", "junmartinez14@example.org", NOBODY),
        (30, "wishes", "imrankruger15@example.org", NOBODY),
        (30, "wishes", "manpreetylmaz23@example.org", NOBODY),
        (31, "wishes", "ankekaur9@example.org", NOBODY),
    ]
    assert [person.line for person in roster.people] == [2, 16, 19, 24, 25, 26, 27, 28, 29, 30, 31]
    assert "<script>alert(1)</script>" in [person.goals_or_offer for person in roster.people]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"email": ""}, ("email", "", "This is missing.")),
        ({"full_name": "A\0B"}, ("full_name", "A\\x00B", INVISIBLE)),
        ({"full_name": "Anna\x1b[31m"}, ("full_name", "Anna\\x1b[31m", INVISIBLE)),
        ({"organisation": "@SUM(A1)"}, ("organisation", "@SUM(A1)", FORMULA)),
        ({"goals_or_offer": "-1+1"}, ("goals_or_offer", "-1+1", FORMULA)),
        ({"pronouns": "x" * 41}, ("pronouns", "x" * 40 + "…", "This is 41 characters long; at most 40 fit.")),
        ({"tracks": "policy; " + "y" * 61}, ("tracks", "policy; " + "y" * 32 + "…", "This is 61 characters long; at most 60 fit.")),
        ({"english_help": "maybe"}, ("english_help", "maybe", "This should be offers or wants, or empty.")),
        ({"capacity": ""}, ("capacity", "", "This is missing: how many mentees can this mentor take?")),
        ({"capacity": "21"}, ("capacity", "21", PLACES)),
        ({"capacity": "2.5"}, ("capacity", "2.5", PLACES)),
        ({"role": "mentee"}, ("capacity", "2", "Only mentors have places to offer; leave this empty for a mentee.")),
        ({"available": "Mon 8-10"}, ("available", "Mon 8-10", "Write hours as Mon 08:00-10:30, with semicolons between.")),
        ({"available": "Mon 08:00-25:00"}, ("available", "Mon 08:00-25:00", "25:00 is not a time of day; write 08:00 or 17:30.")),
        ({"available": "Mon 08:00-08:00"}, ("available", "Mon 08:00-08:00", ENDS_FIRST)),
        ({"linkedin": "http://www.linkedin.com/in/a"}, ("linkedin", "http://www.linkedin.com/in/a", NOT_LINKEDIN)),
        ({"linkedin": "https://linkedin.com.evil.example/in/a"}, ("linkedin", "https://linkedin.com.evil.example/in/a", NOT_LINKEDIN)),
        ({"wishes": "anna@example.org"}, ("wishes", "anna@example.org", "This is the person's own address.")),
        ({"wishes": "who?"}, ("wishes", "who?", "This is not an e-mail address.")),
    ],
)
def test_a_bad_cell(change, problem):
    roster = read(written({**ANNA, **change}))
    assert (said(roster), roster.people) == ([(2, *problem)], [])


def test_names_of_many_scripts_are_names():
    names = ["Ng", "Mary-Jane d'Souza", "ราเชล ส.", "می‌خواهم", "क्‍ष शर्मा", "李 小龍", "José  Núñez"]
    people = read(written(*({**ANNA, "email": f"p{n}@example.org", "full_name": name} for n, name in enumerate(names)))).people
    assert [person.name for person in people] == [*names[:-1], "José Núñez"]


def test_a_row_that_repeats_another_counts_once():
    roster = read(written(ANNA, BELA, {**ANNA, "email": "Anna@Example.org"}))
    assert [person.line for person in roster.people] == [2, 3]
    assert said(roster) == [(4, "email", "anna@example.org", "This row repeats line 2.")]


def test_wished_for_and_avoided_at_once():
    roster = read(written(ANNA, {**BELA, "avoid": "anna@example.org"}))
    assert said(roster) == [(3, "avoid", "anna@example.org", "This person is wished for and avoided at once.")]


def test_a_short_row_and_the_line_of_a_row_after_a_long_cell():
    data = written({**ANNA, "goals_or_offer": "two\nlines"}) + b"mentor,x@example.org\r\n"
    roster = read(data)
    assert [person.goals_or_offer for person in roster.people] == ["two\nlines"]
    assert said(roster) == [(4, "row", "", "This row does not have as many cells as the first line; look for a stray comma.")]


def test_the_lengths_are_those_of_the_columns():
    cells = [
        (Profile, "pronouns", "pronouns"),
        (Profile, "field", "field"),
        (Profile, "stage", "career_stage"),
        (Profile, "organisation", "organisation"),
        (User, "name", "full_name"),
    ]
    for model, field, column in cells:
        longest = model._meta.get_field(field).max_length
        assert read(written({**ANNA, column: "x" * longest})).problems == []
        assert len(read(written({**ANNA, column: "x" * (longest + 1)})).problems) == 1
