"""The roster: every kind of bad cell and file in words; an import all of it or none, twice the same as once."""

import csv
import io
import re
from datetime import time, timedelta
from pathlib import Path
from threading import Thread

import pytest
from allauth.account.models import EmailAddress
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from etiquette.models import Email
from gurukool.lib.refusals import Refused
from mentoring import rosters
from mentoring.actions.roster_rows import Counts
from mentoring.actions.rosters import import_roster
from mentoring.models import Application, Cohort, Enrolment, Profile, User, WeeklyHours, Wish
from mentoring.slots import Weekly

DATA = Path(__file__).parent.parent / "data"
GOOD = (DATA / "cohort.csv").read_bytes()
BROKEN = (DATA / "cohort-broken.csv").read_bytes()
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


def written(*rows, columns=rosters.COLUMNS):
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def said(roster):
    return [(problem.line, problem.column, problem.value, problem.reason) for problem in roster.problems]


# --- reading: pure ---


def test_a_good_row_in_full():
    (anna, bela) = rosters.read(written(ANNA, BELA)).people

    assert anna == rosters.Person(
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
    roster = rosters.read(GOOD)
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
    roster = rosters.read(BROKEN)

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
    roster = rosters.read(written({**ANNA, **change}))
    assert (said(roster), roster.people) == ([(2, *problem)], [])


def test_names_of_many_scripts_are_names():
    names = ["Ng", "Mary-Jane d'Souza", "ราเชล ส.", "می‌خواهم", "क्‍ष शर्मा", "李 小龍", "José  Núñez"]
    people = rosters.read(written(*({**ANNA, "email": f"p{n}@example.org", "full_name": name} for n, name in enumerate(names)))).people
    assert [person.name for person in people] == [*names[:-1], "José Núñez"]


def test_a_row_that_repeats_another_counts_once():
    roster = rosters.read(written(ANNA, BELA, {**ANNA, "email": "Anna@Example.org"}))
    assert [person.line for person in roster.people] == [2, 3]
    assert said(roster) == [(4, "email", "anna@example.org", "This row repeats line 2.")]


def test_wished_for_and_avoided_at_once():
    roster = rosters.read(written(ANNA, {**BELA, "avoid": "anna@example.org"}))
    assert said(roster) == [(3, "avoid", "anna@example.org", "This person is wished for and avoided at once.")]


def test_a_short_row_and_the_line_of_a_row_after_a_long_cell():
    data = written({**ANNA, "goals_or_offer": "two\nlines"}) + b"mentor,x@example.org\r\n"
    roster = rosters.read(data)
    assert [person.goals_or_offer for person in roster.people] == ["two\nlines"]
    assert said(roster) == [(4, "row", "", "This row does not have as many cells as the first line; look for a stray comma.")]


SAVE_AS = "Save it as “CSV UTF-8 (comma-separated)” and try again."


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty: please choose the one with the people in it."),
        (b" \r\n", "The file is empty: please choose the one with the people in it."),
        (b"x" * (rosters.LIMIT + 1), "The file is larger than 5 MB, which no roster is: please check that it is the right one."),
        (b"PK\x03\x04rest", f"This is an Excel or zip file, not a CSV file. {SAVE_AS}"),
        ("role,email".encode("utf-16"), f"This is text in UTF-16, not a CSV file. {SAVE_AS}"),
        (GOOD.decode().encode("cp1254", "replace"), f"Line 2 has letters that are not UTF-8. {SAVE_AS}"),
        (GOOD.replace(b",", b";"), f"The columns are separated by semicolons or tabs, not commas. {SAVE_AS}"),
        (b"hello", f"This does not look like a roster: its first line should read {','.join(rosters.COLUMNS)}."),
        (
            written(ANNA, columns=[column for column in rosters.COLUMNS if column not in {"email", "available"}]),
            "The first line lacks the columns “email”, “available”: please add them, empty if need be.",
        ),
        (written(columns=[*rosters.COLUMNS, "role"]), "The first line names the column “role” twice: please keep one of each."),
        (
            written(columns=[*rosters.COLUMNS, "phone"]),
            "The first line has the column “phone”, which we would not know where to put: please remove it.",
        ),
        (written(ANNA) + b'mentor,"open', f"Line 3 cannot be read: a quotation mark is opened and not closed. {SAVE_AS}"),
    ],
)
def test_a_file_that_is_no_roster(data, sentence):
    with pytest.raises(rosters.Unreadable) as refusal:
        rosters.read(data)
    assert str(refusal.value) == sentence


def test_a_byte_order_mark_is_no_problem():
    assert rosters.read(b"\xef\xbb\xbf" + written(ANNA)).problems == []


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
        assert rosters.read(written({**ANNA, column: "x" * longest})).problems == []
        assert len(rosters.read(written({**ANNA, column: "x" * (longest + 1)})).problems) == 1


# --- importing ---


def rows():
    return {model.__name__: model.objects.count() for model in (User, EmailAddress, Profile, WeeklyHours, Enrolment, Application, Wish)}


ALL = {"User": 84, "EmailAddress": 84, "Profile": 84, "WeeklyHours": 238, "Enrolment": 84, "Application": 84, "Wish": 97}


@pytest.mark.django_db
def test_the_real_roster_makes_a_draft_cohort_and_mails_nobody():
    report = import_roster(GOOD, slug="spring-2027", by=None)

    assert (report.counts, report.left_out, report.new_cohort, report.written) == (Counts(84, 0, 0), 0, True, True)
    assert rows() == ALL
    cohort = Cohort.objects.get()
    assert (cohort.slug, cohort.name, cohort.phase, cohort.weeks) == ("spring-2027", "Spring 2027", "draft", 12)
    assert Enrolment.objects.filter(invited_at=None, confirmed_at=None).count() == 84
    assert sum(Enrolment.objects.mentors().values_list("capacity", flat=True)) == 66
    assert Email.objects.count() == 0
    noor = User.objects.get(email="lakshmirossi16@example.org")
    assert (noor.has_usable_password(), noor.zone_confirmed, noor.zone) == (False, False, "Europe/London")
    assert [str(hours) for hours in noor.weekly_hours.all()] == ["Monday 14:00-16:30", "Friday 08:00-11:30", "Saturday 15:30-18:30"]
    application = noor.applications.get()
    assert (application.status, application.tracks, application.capacity) == ("admitted", ["consulting", "teaching"], 1)
    assert application.goals_or_offer == "Mock interviews and résumé reading for industry roles."


@pytest.mark.django_db
def test_a_second_import_changes_nothing():
    import_roster(GOOD, slug="spring", by=None)
    stamps = list(Wish.objects.order_by("pk").values_list("pk", "created_at"))

    report = import_roster(GOOD, slug="spring", by=None)

    assert (report.counts, report.new_cohort, report.written) == (Counts(0, 0, 84), False, True)
    assert (rows(), list(Wish.objects.order_by("pk").values_list("pk", "created_at"))) == (ALL, stamps)


@pytest.mark.django_db
def test_a_changed_file_updates_what_changed():
    import_roster(written(ANNA, BELA), slug="spring", by=None)
    changed = {**BELA, "timezone": "Asia/Tokyo", "tracks": "patents", "wishes": "", "avoid": "anna@example.org", "available": ""}

    report = import_roster(written({**ANNA, "capacity": "3"}, changed), slug="spring", by=None)

    assert report.counts == Counts(0, 2, 0)
    bela = User.objects.get(email="bela@example.org")
    assert (bela.zone, bela.weekly_hours.count(), bela.applications.get().tracks) == ("Asia/Tokyo", 0, ["patents"])
    assert [(wish.kind, wish.about.email) for wish in bela.wishes.all()] == [("avoid", "anna@example.org")]
    assert Enrolment.objects.mentors().get().capacity == 3


@pytest.mark.django_db
def test_one_row_that_changed_is_one_person_updated():
    import_roster(written(ANNA, BELA), slug="spring", by=None)
    assert import_roster(written(ANNA, {**BELA, "available": "Sun 08:00-09:00"}), slug="spring", by=None).counts == Counts(0, 1, 1)


@pytest.mark.django_db
def test_an_account_is_reused_and_what_the_person_confirmed_is_theirs(maya):
    Profile.objects.create(person=maya, field="her own words")
    mine = {**ANNA, "email": "MAYA@example.org", "full_name": "M. Iyer", "timezone": "Asia/Tokyo"}

    assert import_roster(written(mine, BELA | {"wishes": "maya@example.org"}), slug="spring", by=None).counts == Counts(2, 0, 0)
    assert import_roster(written(mine, BELA | {"wishes": "maya@example.org"}), slug="spring", by=None).counts == Counts(0, 0, 2)

    maya.refresh_from_db()
    assert (maya.name, maya.zone, maya.profile.field, maya.weekly_hours.count()) == ("Maya Iyer", "America/New_York", "her own words", 0)
    assert (maya.enrolments.get().capacity, Wish.objects.get().about) == (2, maya)


@pytest.mark.django_db
def test_a_confirmed_place_keeps_its_capacity_and_wishes():
    import_roster(written(ANNA, BELA), slug="spring", by=None)
    Enrolment.objects.update(confirmed_at=timezone.now())

    report = import_roster(written({**ANNA, "capacity": "9"}, {**BELA, "wishes": ""}), slug="spring", by=None)

    assert (report.counts, Enrolment.objects.mentors().get().capacity, Wish.objects.count()) == (Counts(0, 0, 2), 2, 1)


@pytest.mark.django_db
def test_roles_and_open_applications_of_the_cohort_are_problems(maya):
    import_roster(written(ANNA), slug="spring", by=None)
    Application.objects.create(cohort=Cohort.objects.get(), person=maya, role="mentor", status="submitted", submitted_at=timezone.now())
    other_role = {**ANNA, "role": "mentee", "capacity": ""}

    report = import_roster(written(other_role, {**ANNA, "email": maya.email}), slug="spring", by=None)

    assert [(problem.line, problem.column, problem.reason) for problem in report.problems] == [
        (2, "role", "This person is in the cohort already, as mentor."),
        (3, "email", "This person has applied to the cohort: please decide on the application instead."),
    ]
    assert (report.written, Enrolment.objects.count()) == (False, 1)


@pytest.mark.django_db
def test_wishes_may_name_people_already_in_the_cohort():
    import_roster(written(ANNA), slug="spring", by=None)
    assert import_roster(written(BELA), slug="spring", by=None).problems == []
    assert Wish.objects.get().about.email == "anna@example.org"


@pytest.mark.django_db
def test_a_bad_file_writes_nothing_and_with_skip_bad_the_good_rows():
    report = import_roster(BROKEN, slug="spring", by=None)
    assert (report.written, report.counts, report.left_out, Cohort.objects.count(), User.objects.count()) == (
        False,
        Counts(11, 0, 0),
        19,
        0,
        0,
    )

    report = import_roster(BROKEN, slug="spring", by=None, skip_bad=True)
    assert (report.written, User.objects.count(), Wish.objects.count()) == (True, 11, 0)


@pytest.mark.django_db
def test_a_dry_run_says_all_and_writes_nothing():
    report = import_roster(GOOD, slug="spring", by=None, dry_run=True)
    assert (report.counts, report.written, Cohort.objects.count(), rows()["User"]) == (Counts(84, 0, 0), False, 0, 0)


@pytest.mark.django_db
def test_the_number_of_queries_does_not_grow(django_assert_num_queries):
    Cohort.objects.create(slug="spring", name="Spring", starts_on="2027-01-01", ends_on="2027-04-01")
    with django_assert_num_queries(32):
        import_roster(written(ANNA, BELA), slug="spring", by=None)
    with django_assert_num_queries(32):
        import_roster(GOOD, slug="spring", by=None)


@pytest.mark.django_db
@pytest.mark.parametrize("slug", ["", "Spring", "../x", "a b", "x" * 61])
def test_a_slug_that_cannot_be_one(slug):
    with pytest.raises(Refused, match="cannot name a cohort"):
        import_roster(GOOD, slug=slug, by=None)


@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once_are_one_after_the_other():
    reports = []

    def run():
        reports.append(import_roster(GOOD, slug="spring", by=None).counts)
        connection.close()

    rivals = [Thread(target=run) for _ in range(2)]
    [rival.start() for rival in rivals]
    [rival.join() for rival in rivals]

    assert sorted(reports, key=lambda counts: counts.created) == [Counts(0, 0, 84), Counts(84, 0, 0)]
    assert rows() == ALL


@pytest.mark.django_db
def test_an_imported_person_signs_in_with_a_code(client):
    import_roster(written(ANNA), slug="spring", by=None)
    client.post(reverse("account_request_login_code"), {"email": "anna@example.org"})
    code = re.search(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", Email.objects.get().body_text, re.M)[1]

    client.post(reverse("account_confirm_login_code"), {"code": code})

    assert client.get(reverse("home")).context["user"].email == "anna@example.org"
    assert EmailAddress.objects.get().verified


# --- the command ---


def run(*arguments):
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("import_roster", *map(str, arguments), stdout=out, stderr=err)
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
    assert run(DATA / "cohort.csv", "--cohort=spring-2027") == (f"{new}{done}Nobody is mailed until an admin invites them.\n", [], None)
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
    assert run(tmp_path / "empty.csv", "--cohort=spring")[2] == "The file is empty: please choose the one with the people in it."


# --- the page ---


def upload(client, data, name="people.csv", slug="spring"):
    return client.post(reverse("rosters:upload", args=[slug]), {"file": SimpleUploadedFile(name, data)})


@pytest.fixture
def spring(olga, client):
    """A draft cohort, and its admin signed in."""
    client.force_login(olga)
    return Cohort.objects.create(slug="spring", name="Spring", starts_on="2027-01-01", ends_on="2027-04-01")


def confirming(response):
    return {name: response.context["form"][name].value() for name in ("mark", "skip_bad") if response.context["form"][name].value()}


def test_a_good_file_is_shown_first_then_imported(client, spring, olga):
    response = upload(client, GOOD)
    assert (response.context["report"].counts, response.context["problems"], Enrolment.objects.count()) == (Counts(84, 0, 0), [], 0)
    assert "Import 84 people" in response.content.decode()

    done = client.post(reverse("rosters:confirm", args=["spring"]), confirming(response), follow=True)

    assert [str(message) for message in done.context["messages"]] == ["84 came in, 0 changed, 0 were there already. Nobody was mailed."]
    assert (Enrolment.objects.count(), Email.objects.count()) == (84, 0)
    assert set(Application.objects.values_list("decided_by", flat=True)) == {olga.pk}


def test_a_bad_file_is_a_table_of_problems(client, spring):
    response = upload(client, BROKEN, name="photo.png")
    text = response.content.decode()
    assert (len(response.context["problems"]), response.context["good"], text.count("<tr>")) == (30, 11, 31)
    assert "=HYPERLINK(&quot;http://example.org&quot;,&quot;click&quot;)" in text
    assert "\u202e" not in text

    client.post(reverse("rosters:confirm", args=["spring"]), confirming(response))
    assert Enrolment.objects.count() == 11


def test_without_skip_bad_a_bad_file_stays_out(client, spring):
    mark = confirming(upload(client, BROKEN))["mark"]
    assert client.post(reverse("rosters:confirm", args=["spring"]), {"mark": mark}).status_code == 409
    assert Enrolment.objects.count() == 0


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty: please choose the one with the people in it."),
        (b"PK\x03\x04", f"This is an Excel or zip file, not a CSV file. {SAVE_AS}"),
        (b"x" * (rosters.LIMIT + 1), "The file is larger than 5 MB, which no roster is: please check that it is the right one."),
    ],
)
def test_a_file_that_is_no_roster_is_refused_above_the_form(client, spring, data, sentence):
    assert upload(client, data).context["form"].non_field_errors() == [sentence]


def test_no_file_chosen(client, spring):
    assert client.post(reverse("rosters:upload", args=["spring"])).context["form"].errors == {"file": ["Choose a file first."]}


@pytest.mark.parametrize("mark", ["", "x", "0" * 64])
def test_a_file_that_was_not_kept(client, spring, mark):
    response = client.post(reverse("rosters:confirm", args=["spring"]), {"mark": mark})
    assert response.status_code == 409
    assert "The file is kept for an hour only, and that is over: please go back and choose it again." in response.content.decode()


def test_a_kept_file_is_its_admins_alone(client, spring, otto):
    mark = confirming(upload(client, GOOD))["mark"]
    otto.is_staff = True
    otto.save()
    client.force_login(otto)
    assert client.post(reverse("rosters:confirm", args=["spring"]), {"mark": mark}).status_code == 409
    assert Enrolment.objects.count() == 0


def test_the_page_does_not_exist_for_others(client, spring, maya):
    mark = confirming(upload(client, GOOD))["mark"]
    client.force_login(maya)
    assert client.get(reverse("rosters:upload", args=["spring"])).status_code == 404
    assert upload(client, GOOD).status_code == 404
    assert client.post(reverse("rosters:confirm", args=["spring"]), {"mark": mark}).status_code == 404
    assert Enrolment.objects.count() == 0
