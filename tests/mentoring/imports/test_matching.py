"""Hours, wishes and pairs from files."""

from datetime import time

import pytest

from etiquette.models import Duty, Email
from mentoring.actions import places
from mentoring.models import Availability, Enrolment, FreeTime, Match, WeeklyHours, Wish
from tests.mentoring.importing import ANNA, BELA, bring, counts, said, table, written

pytestmark = pytest.mark.django_db
CORA = BELA | {"email": "cora@example.org", "full_name": "Cora Ek", "wishes": ""}


@pytest.fixture
def roster(applying):
    """anna, a mentor with two places, bela and cora, mentees: imported, never signed in."""
    bring("roster", written(ANNA, BELA | {"wishes": ""}, CORA), slug="autumn")
    return {place.person.get_short_name().lower(): place for place in applying.enrolments.select_related("person")}


# --- hours ---


def hours(email="anna@example.org", cell="Tue 08:00-10:00", **more):
    return {"E-mail": email, "Weekly hours": cell} | more


def offered(person):
    return [(row.weekday, row.starts, row.ends) for row in WeeklyHours.objects.filter(person=person)]


def test_hours_replace_those_of_people_who_have_not_signed_in(applying, roster):
    anna = roster["anna"].person
    report = bring("hours", table(hours(), hours("BELA@example.org", "Sat 20:00-24:00")), slug="autumn")
    assert (counts(report), said(report)) == ((0, 2, 0), [])
    assert (offered(anna), offered(roster["béla"].person)) == ([(1, time(8), time(10))], [(5, time(20), time(0))])
    assert FreeTime.objects.filter(person=anna).exists()
    assert Availability.objects.get(person=anna).kept_until
    assert counts(bring("hours", table(hours(cell="tuesday 8:00 - 10:00")), slug="autumn")) == (0, 0, 1)


def test_a_mentor_whose_hours_came_by_file_owes_none(applying, olga, maya):
    place = Enrolment.objects.create(cohort=applying, person=maya, role="mentor", capacity=1)
    places.invite_roster(applying, by=olga)
    places.confirm_place(Enrolment.objects.get(pk=place.pk), by=maya)
    assert Duty.objects.open().filter(person=maya, act="offer_hours").count() == 1
    assert counts(bring("hours", table(hours(maya.email, **{"Time zone": "America/New_York"})), slug="autumn")) == (1, 0, 0)
    assert (offered(maya), Duty.objects.open().filter(person=maya, act="offer_hours").count()) == ([(1, time(8), time(10))], 0)


def test_hours_that_cannot_go_in(applying, roster, maya, otto, match):
    Enrolment.objects.create(cohort=applying, person=maya, role="mentor", capacity=1)
    WeeklyHours.objects.create(person=maya, weekday=0, starts=time(8), ends=time(9))
    rows = [
        hours(cell="Mon 10:00-09:00"),
        hours(cell="; ".join(f"Mon {n // 2:02}:{n % 2 * 30:02}-{n // 2:02}:{n % 2 * 30 + 20:02}" for n in range(41))),
        hours("bela@example.org"),
        hours("bela@example.org"),
        hours(maya.email),
        hours("cora@example.org", **{"Time zone": "Asia/Tokyo"}),
        hours(otto.email),
        hours("mina@example.org"),
        hours("who@example.org"),
    ]
    found = {line: why for line, _, _, why in said(bring("hours", table(*({"Time zone": ""} | row for row in rows)), slug="autumn"))}
    assert found == {
        2: "These hours end before they start; hours past midnight are two ranges, Mon 22:00-24:00; Tue 00:00-01:00.",
        3: "Please keep to 40 ranges a week.",
        5: "Line 4 is about the same; please keep one of the two.",
        6: "Maya Iyer looks after these hours, and only they change them; leave this line out.",
        7: "Cora Ek’s clock is that of Europe/Stockholm: give the hours by it.",
        8: "This person has an account, but no place in Autumn cohort: import the roster first.",
        9: "This person is in Spring cohort, not in Autumn cohort.",
        10: "Nobody here has this address: check the spelling, or import the roster first.",
    }
    assert offered(maya) == [(0, time(8), time(9))]


# --- wishes ---


def wish(who, kind, about):
    return {"Their e-mail": f"{who}@example.org", "Wish": kind, "About, e-mail": f"{about}@example.org"}


def test_wishes_of_both_sides_once(applying, roster):
    data = table(wish("bela", "would like", "anna"), wish("anna", "would rather not", "cora"), wish("cora", "conflict of interest", "anna"))
    assert counts(bring("wishes", data, slug="autumn")) == (3, 0, 0)
    again = table(wish("BELA", "prefer", "anna"), wish("anna", "Avoid", "CORA"), wish("cora", "conflict", "anna"))
    assert counts(bring("wishes", again, slug="autumn")) == (0, 0, 3)
    assert counts(bring("wishes", table(wish("bela", "avoid", "anna")), slug="autumn")) == (0, 1, 0)
    found = Wish.objects.order_by("person__name").values_list("person__name", "kind", "about__name")
    assert list(found) == [
        ("Anna Bergström", "avoid", "Cora Ek"),
        ("Béla Nagy", "avoid", "Anna Bergström"),
        ("Cora Ek", "conflict", "Anna Bergström"),
    ]


def test_wishes_that_cannot_go_in(applying, roster, olga):
    bring("wishes", table(wish("bela", "prefer", "anna"), wish("cora", "conflict", "anna")), slug="autumn")
    places.invite_roster(applying, by=olga)
    bela = Enrolment.objects.get(person__email="bela@example.org")
    places.confirm_place(bela, by=bela.person)
    rows = [wish("bela", "avoid", "anna"), wish("cora", "prefer", "anna"), wish("bela", "prefer", "cora"), wish("who", "prefer", "anna")]
    report = bring("wishes", table(*rows, wish("anna", "adore", "cora")), slug="autumn")
    assert [(line, column, why) for line, column, _, why in said(report)] == [
        (6, "Wish", "This should be would like or would rather not or conflict of interest."),
        (2, "Wish", "Béla Nagy has said “would like”, and only they change that."),
        (3, "Wish", "Cora Ek has said “conflict of interest”, and only they change that."),
        (4, "About, e-mail", "Both are mentees: a wish is about somebody on the other side."),
        (5, "Their e-mail", "Nobody here has this address: check the spelling, or import the roster first."),
    ]


# --- pairs ---


def pair(mentee, mentor="anna", **more):
    return {"Mentee's e-mail": f"{mentee}@example.org", "Mentor's e-mail": f"{mentor}@example.org"} | more


def test_pairs_arrive_as_proposed_whatever_the_file_says(applying, roster):
    data = table(pair("bela", State="confirmed"), pair("CORA", State=""))
    assert counts(bring("matches", data, slug="autumn")) == (2, 0, 0)
    assert list(Match.objects.values_list("status", "confirmed_at", "mentor__person__name").distinct()) == [
        ("proposed", None, "Anna Bergström")
    ]
    assert (counts(bring("matches", data, slug="autumn")), Email.objects.count()) == ((0, 0, 2), 0)


def test_pairs_that_cannot_be(applying, roster, match):
    bring("roster", written(*[CORA | {"email": f"m{n}@example.org", "full_name": f"Mentee {n}"} for n in range(3)]), slug="autumn")
    bring("roster", written(ANNA | {"email": "dora@example.org", "full_name": "Dora"}), slug="autumn")
    bring("matches", table(pair("bela")), slug="autumn")
    rows = [pair("bela", "dora"), pair("m0"), pair("m1"), pair("anna", "bela"), pair("mina", "maya"), pair("m2", "dora", State="ended")]
    report = bring("matches", table(*({"State": ""} | row for row in rows)), slug="autumn")
    assert [(line, column, why) for line, column, _, why in said(report)] == [
        (2, "Mentee's e-mail", "Béla Nagy is with Anna Bergström already: remove that match first."),
        (4, "Mentor's e-mail", "Anna Bergström offers 2 places, 2 of them taken: pick another mentor, or remove a match of theirs first."),
        (5, "Mentor's e-mail", "A match is one mentee with one mentor: pick a mentor for a mentee."),
        (6, "Mentee's e-mail", "This person is in Spring cohort, not in Autumn cohort."),
        (7, "State", "An import proposes pairs; leave out those that are over or were only drafted."),
    ]
    assert Match.objects.filter(cohort=applying).count() == 1


# --- what it costs ---


def test_the_number_of_queries_does_not_grow(applying, django_assert_num_queries):
    people = [ANNA | {"email": f"a{n}@example.org", "capacity": "1", "available": ""} for n in range(30)]
    people += [CORA | {"email": f"c{n}@example.org", "available": ""} for n in range(30)]
    bring("roster", written(*people), slug="autumn")
    for count in (1, 3, 30):
        files = {
            "hours": [hours(f"a{n}@example.org") for n in range(count)],
            "wishes": [wish(f"c{n}", "prefer", f"a{n}") for n in range(count)],
            "matches": [pair(f"c{n}", f"a{n}") for n in range(count)],
        }
        for kind, queries in {"hours": 28, "wishes": 8, "matches": 8}.items():
            bring(kind, table(*files[kind]), slug="autumn", dry_run=True)  # what Django looks up once stays looked up
            with django_assert_num_queries(queries):
                report = bring(kind, table(*files[kind]), slug="autumn", dry_run=True)
            assert report.taken.new == count
