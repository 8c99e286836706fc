"""A roster, taken: all of it or none, twice the same as once; what people confirmed is theirs."""

import re
from threading import Thread

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from etiquette.models import Email
from gurukool.lib.refusals import Refused
from mentoring.models import Application, Cohort, Enrolment, Profile, User, WeeklyHours, Wish
from tests.mentoring.importing import ANNA, BELA, BROKEN, GOOD, counts, import_roster, written


def rows():
    return {model.__name__: model.objects.count() for model in (User, EmailAddress, Profile, WeeklyHours, Enrolment, Application, Wish)}


ALL = {"User": 84, "EmailAddress": 84, "Profile": 84, "WeeklyHours": 238, "Enrolment": 84, "Application": 84, "Wish": 97}


@pytest.mark.django_db
def test_the_real_roster_makes_a_draft_cohort_and_mails_nobody():
    report = import_roster(GOOD, slug="spring-2027", by=None)

    assert (counts(report), len(report.taken.bad_lines), report.new_cohort, report.written) == ((84, 0, 0), 0, True, True)
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

    assert (counts(report), report.new_cohort, report.written) == ((0, 0, 84), False, True)
    assert (rows(), list(Wish.objects.order_by("pk").values_list("pk", "created_at"))) == (ALL, stamps)


@pytest.mark.django_db
def test_a_changed_file_updates_what_changed():
    import_roster(written(ANNA, BELA), slug="spring", by=None)
    changed = {**BELA, "timezone": "Asia/Tokyo", "tracks": "patents", "wishes": "", "avoid": "anna@example.org", "available": ""}

    report = import_roster(written({**ANNA, "capacity": "3"}, changed), slug="spring", by=None)

    assert counts(report) == (0, 2, 0)
    bela = User.objects.get(email="bela@example.org")
    assert (bela.zone, bela.weekly_hours.count(), bela.applications.get().tracks) == ("Asia/Tokyo", 0, ["patents"])
    assert [(wish.kind, wish.about.email) for wish in bela.wishes.all()] == [("avoid", "anna@example.org")]
    assert Enrolment.objects.mentors().get().capacity == 3


@pytest.mark.django_db
def test_one_row_that_changed_is_one_person_updated():
    import_roster(written(ANNA, BELA), slug="spring", by=None)
    assert counts(import_roster(written(ANNA, {**BELA, "available": "Sun 08:00-09:00"}), slug="spring", by=None)) == (0, 1, 1)


@pytest.mark.django_db
def test_an_account_is_reused_and_what_the_person_confirmed_is_theirs(maya):
    Profile.objects.create(person=maya, field="her own words")
    mine = {**ANNA, "email": "MAYA@example.org", "full_name": "M. Iyer", "timezone": "Asia/Tokyo"}

    assert counts(import_roster(written(mine, BELA | {"wishes": "maya@example.org"}), slug="spring", by=None)) == (2, 0, 0)
    assert counts(import_roster(written(mine, BELA | {"wishes": "maya@example.org"}), slug="spring", by=None)) == (0, 0, 2)

    maya.refresh_from_db()
    assert (maya.name, maya.zone, maya.profile.field, maya.weekly_hours.count()) == ("Maya Iyer", "America/New_York", "her own words", 0)
    assert (maya.enrolments.get().capacity, Wish.objects.get().about) == (2, maya)


@pytest.mark.django_db
def test_a_confirmed_place_keeps_its_capacity_and_wishes():
    import_roster(written(ANNA, BELA), slug="spring", by=None)
    Enrolment.objects.update(confirmed_at=timezone.now())

    report = import_roster(written({**ANNA, "capacity": "9"}, {**BELA, "wishes": ""}), slug="spring", by=None)

    assert (counts(report), Enrolment.objects.mentors().get().capacity, Wish.objects.count()) == ((0, 0, 2), 2, 1)


@pytest.mark.django_db
def test_roles_and_open_applications_of_the_cohort_are_problems(maya):
    import_roster(written(ANNA), slug="spring", by=None)
    Application.objects.create(cohort=Cohort.objects.get(), person=maya, role="mentor", status="submitted", submitted_at=timezone.now())
    other_role = {**ANNA, "role": "mentee", "capacity": ""}

    report = import_roster(written(other_role, {**ANNA, "email": maya.email}), slug="spring", by=None)

    assert [(problem.line, problem.column, problem.reason) for problem in report.taken.problems] == [
        (2, "role", "This person is in the cohort already, as mentor."),
        (3, "email", "This person has applied to the cohort: please decide on the application instead."),
    ]
    assert (report.written, Enrolment.objects.count()) == (False, 1)


@pytest.mark.django_db
def test_wishes_may_name_people_already_in_the_cohort():
    import_roster(written(ANNA), slug="spring", by=None)
    assert import_roster(written(BELA), slug="spring", by=None).taken.problems == []
    assert Wish.objects.get().about.email == "anna@example.org"


@pytest.mark.django_db
def test_a_bad_file_writes_nothing_and_with_skip_bad_the_good_rows():
    report = import_roster(BROKEN, slug="spring", by=None)
    assert (report.written, counts(report), len(report.taken.bad_lines), Cohort.objects.count(), User.objects.count()) == (
        False,
        (11, 0, 0),
        19,
        0,
        0,
    )

    report = import_roster(BROKEN, slug="spring", by=None, skip_bad=True)
    assert (report.written, User.objects.count(), Wish.objects.count()) == (True, 11, 0)


@pytest.mark.django_db
def test_a_dry_run_says_all_and_writes_nothing():
    report = import_roster(GOOD, slug="spring", by=None, dry_run=True)
    assert (counts(report), report.written, Cohort.objects.count(), rows()["User"]) == ((84, 0, 0), False, 0, 0)


@pytest.mark.django_db
def test_the_number_of_queries_does_not_grow(django_assert_num_queries):
    Cohort.objects.create(slug="spring", name="Spring", starts_on="2027-01-01", ends_on="2027-04-01")
    with django_assert_num_queries(33):
        import_roster(written(ANNA, BELA), slug="spring", by=None)
    with django_assert_num_queries(33):
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
        reports.append(counts(import_roster(GOOD, slug="spring", by=None)))
        connection.close()

    rivals = [Thread(target=run) for _ in range(2)]
    [rival.start() for rival in rivals]
    [rival.join() for rival in rivals]

    assert sorted(reports, key=lambda each: each[0]) == [(0, 0, 84), (84, 0, 0)]
    assert rows() == ALL


@pytest.mark.django_db
def test_an_imported_person_signs_in_with_a_code(client):
    import_roster(written(ANNA), slug="spring", by=None)
    client.post(reverse("account_request_login_code"), {"email": "anna@example.org"})
    code = re.search(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", Email.objects.get().body_text, re.M)[1]

    client.post(reverse("account_confirm_login_code"), {"code": code})

    assert client.get(reverse("home")).context["user"].email == "anna@example.org"
    assert EmailAddress.objects.get().verified
