"""Cohorts: the public pages, the form, the board."""

import re
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from etiquette.models import Duty
from gurukool.lib.dates import end_of_day_anywhere
from mentoring.actions import applications, cohorts
from mentoring.models import Cohort, Enrolment, User

FACTS = {
    "name": "Spring 2027",
    "slug": "",
    "welcome": "For postdocs.",
    "applications_open_on": "2027-01-01",
    "applications_close_on": "2027-01-31",
    "decisions_on": "2027-02-10",
    "starts_on": "2027-03-01",
    "ends_on": "2027-06-01",
    "capacity": "30",
    "session_minutes": "60",
    "sessions_per_week": "1",
    "notice_hours": "24",
    "moves_per_session": "2",
    "open_hours_per_week": "1",
    "letter_sessions": "4",
    "letter_weeks": "6",
}


@pytest.fixture
def draft(db):
    return Cohort.objects.create(slug="draft", name="Draft cohort", starts_on=date(2027, 3, 1), ends_on=date(2027, 6, 1))


def test_an_admin_opens_a_cohort_with_an_address_made_from_its_name(client, olga):
    client.force_login(olga)
    response = client.post(reverse("cohorts:new"), FACTS)
    assert response.url == "/cohorts/spring-2027/board/"
    made = Cohort.objects.get()
    assert (made.slug, made.name, made.capacity, made.starts_on) == ("spring-2027", "Spring 2027", 30, date(2027, 3, 1))


ORDER = "Applications open first, then close, then the cohort starts: please put these dates in order."


@pytest.mark.parametrize(
    ("change", "errors"),
    [
        ({"ends_on": "2027-02-01"}, {"__all__": ["The cohort must end after it starts."]}),
        ({"applications_close_on": "2026-12-01"}, {"__all__": [ORDER]}),
        ({"decisions_on": "2027-01-30"}, {"__all__": ["Decisions come after applications close."]}),
        ({"session_minutes": "5"}, {"__all__": ["A session lasts between 15 and 240 minutes."]}),
        ({"sessions_per_week": "9"}, {"__all__": ["Between one and seven sessions a week."]}),
        (
            {"applications_close_on": ""},
            {"applications_close_on": ["Applications open, so they must close: please give this date, too."]},
        ),
        (
            {"applications_open_on": ""},
            {"applications_open_on": ["Applications close, so they must open: please give this date, too."]},
        ),
        ({"ends_on": "9999-12-31"}, {"ends_on": ["Please check the year."]}),
        ({"ends_on": "soon"}, {"ends_on": ["Enter a valid date."]}),
        ({"capacity": "99999"}, {"capacity": ["Ensure this value is less than or equal to 32767."]}),
        ({"slug": "new"}, {"slug": ["The address “new” is taken. Please choose another one."]}),
        ({"slug": "draft"}, {"slug": ["The address “draft” is taken. Please choose another one."]}),
        ({"name": "वसंत"}, {"slug": ["No address can be made from this name: please type one, such as spring-2027."]}),
        ({"welcome": "a\0b"}, {"welcome": ["Null characters are not allowed."]}),
        ({"welcome": "x" * 5001}, {"welcome": ["Ensure this value has at most 5000 characters (it has 5001)."]}),
    ],
)
def test_a_slip_in_the_form_gets_a_sentence(client, olga, draft, change, errors):
    client.force_login(olga)
    response = client.post(reverse("cohorts:new"), FACTS | change)
    assert (response.status_code, response.context["form"].errors) == (200, errors)
    assert response.context["form"]["notice_hours"].value() == "24"
    assert list(Cohort.objects.all()) == [draft]


def test_a_cohort_opens_and_closes_applications_or_neither(draft):
    for half in ({"applications_open_on": date(2027, 1, 1)}, {"applications_close_on": date(2027, 1, 1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Cohort.objects.update(**half)


def test_the_address_does_not_change(client, olga, draft):
    client.force_login(olga)
    client.post(reverse("cohorts:edit", args=["draft"]), FACTS | {"slug": "other"})
    assert list(Cohort.objects.values_list("slug", "name")) == [("draft", "Spring 2027")]


def test_there_are_no_fewer_places_than_people(client, olga, mina, otto, applying):
    for person in (mina, otto):
        Enrolment.objects.create(cohort=applying, person=person, role="mentee")
    client.force_login(olga)
    form = client.get(reverse("cohorts:edit", args=["autumn"])).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields} | {"capacity": "1"}
    errors = client.post(reverse("cohorts:edit", args=["autumn"]), typed).context["form"].errors
    assert errors == {"__all__": ["2 mentees have a place already, so there cannot be fewer than 2 places."]}


def test_open_decisions_follow_a_new_date(olga, mina, applying):
    application = applications.submit(applying, "mentee", by=mina, motivation="m", goals_or_offer="g", tracks=[], capacity=0)
    later = applying.decisions_on + timedelta(days=5)
    cohorts.change_cohort(applying, by=olga, decisions_on=later)
    duties = Duty.objects.filter(about_id=application.pk).values_list("act", "person", "due_at", "status")
    assert list(duties) == [("decide", olga.pk, end_of_day_anywhere(later), "open")]


def test_decisions_are_due_a_week_after_applications_close_if_no_date_is_named(applying):
    applying.decisions_on = None
    assert applying.decisions_at == end_of_day_anywhere(applying.applications_close_on + timedelta(days=7))


def test_guests_read_announced_cohorts_and_admins_drafts_too(client, applying, draft, olga, mina):
    pages = {}
    for name, person in (("guest", None), ("mina", mina), ("olga", olga)):
        if person:
            client.force_login(person)
        listed = [cohort.slug for cohort in client.get(reverse("cohorts:index")).context["cohorts"]]
        pages[name] = (sorted(listed), [client.get(reverse("cohorts:show", args=[slug])).status_code for slug in ("autumn", "draft")])
    assert pages == {
        "guest": (["autumn"], [200, 404]),
        "mina": (["autumn"], [200, 404]),
        "olga": (["autumn", "draft"], [200, 200]),
    }


def test_the_public_page_says_the_deadline_twice_and_how_to_apply(client, applying, mina):
    client.force_login(mina)
    text = client.get(reverse("cohorts:show", args=["autumn"])).content.decode()
    close = end_of_day_anywhere(applying.applications_close_on) + timedelta(hours=5, minutes=30)
    assert f"{close:%a} {close.day} {close:%b}, 17:30 IST" in text
    assert "Anywhere on Earth" in text
    links = [f"/cohorts/autumn/apply/{role}/" for role in ("mentee", "mentor") if f'href="/cohorts/autumn/apply/{role}/"' in text]
    assert links == ["/cohorts/autumn/apply/mentee/", "/cohorts/autumn/apply/mentor/"]


@pytest.mark.parametrize("name", ["cohorts:new", "cohorts:edit", "cohorts:board", "cohorts:invite"])
def test_the_admins_pages_do_not_exist_for_others(client, cohort, enrolled, maya, name):
    client.force_login(maya)
    address = reverse(name, args=[] if name == "cohorts:new" else [cohort.slug])
    assert [client.get(address).status_code, client.post(address, FACTS).status_code] == [404, 404]
    assert list(Cohort.objects.values_list("name", flat=True)) == ["Spring cohort"]


def enrol_many(cohort, count):
    people = User.objects.bulk_create(User(email=f"p{n}@example.org", name=f"Person {n:03}") for n in range(count))
    Enrolment.objects.bulk_create(Enrolment(cohort=cohort, person=person, role="mentee", invited_at=timezone.now()) for person in people)


@pytest.mark.parametrize("count", [1, 3])
def test_the_board_takes_ten_queries(client, olga, cohort, django_assert_num_queries, count):
    enrol_many(cohort, count)
    client.force_login(olga)
    with django_assert_num_queries(10):
        response = client.get(reverse("cohorts:board", args=["spring"]))
    assert [row.person.name for row in response.context["roster"].rows] == [f"Person {n:03}" for n in range(count)]


def test_the_board_counts(client, olga, cohort, enrolled, match):
    client.force_login(olga)
    context = client.get(reverse("cohorts:board", args=["spring"])).context
    assert context["places"] == {"mentees": 1, "mentors": 1, "offered": 3, "confirmed": 2, "uninvited": 0}
    assert (context["matches"], context["applications"], context["introductions"]) == ({"confirmed": 1}, {}, {})


def test_a_long_roster_comes_in_pages(client, olga, cohort):
    enrol_many(cohort, 101)
    client.force_login(olga)
    sizes, names, after = [], [], ""
    while after is not None:
        roster = client.get(reverse("cohorts:board", args=["spring"]), {"after": after}).context["roster"]
        sizes.append(len(roster.rows))
        names += [row.person.name for row in roster.rows]
        after = roster.next
    assert (sizes, names) == ([25, 25, 25, 25, 1], [f"Person {n:03}" for n in range(101)])


@pytest.mark.parametrize("after", ["nonsense", "\0", "00000000-0000-4000-8000-000000000000"])
def test_a_mark_nobody_gave_out_leads_to_the_first_page(client, olga, cohort, after):
    enrol_many(cohort, 1)
    client.force_login(olga)
    roster = client.get(reverse("cohorts:board", args=["spring"]), {"after": after}).context["roster"]
    assert [row.person.name for row in roster.rows] == ["Person 000"]


@pytest.mark.parametrize("page", ["/cohorts/new/", "/cohorts/spring/edit/"])
def test_the_page_shows_every_field_its_form_asks_for(client, olga, cohort, page):
    client.force_login(olga)
    response = client.get(page)
    shown = set(re.findall(r'name="([a-z_]+)"', response.content.decode()))
    assert set(response.context["form"].fields) - shown == set()
