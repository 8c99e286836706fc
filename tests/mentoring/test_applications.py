"""Applying: drafts, handing in, changing, taking back; and the admins' list."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from etiquette.models import Duty, Email
from gurukool.lib.refusals import Refused
from mentoring.actions import applications
from mentoring.models import Application, Cohort, Enrolment, Extension, User
from mentoring.templatetags.clocks import spoken

TYPED = {"motivation": "I like to explain.", "goals_or_offer": "A job in industry.", "tracks": "patents, writing"}
ANSWERS = TYPED | {"tracks": ["patents", "writing"], "capacity": 0}


def apply_url(role="mentee"):
    return reverse("applications:apply", args=["autumn", role])


def stored():
    return list(Application.objects.values_list("person__name", "role", "status", "motivation", "tracks", "capacity"))


def duties(application):
    return list(Duty.objects.filter(about_id=application.pk).values_list("act", "person__name", "owed_to__name", "status"))


def close_applications(cohort):
    yesterday = timezone.now().date() - timedelta(days=2)
    Cohort.objects.filter(pk=cohort.pk).update(applications_open_on=yesterday - timedelta(days=9), applications_close_on=yesterday)
    cohort.refresh_from_db()


def test_a_draft_needs_nothing_and_goes_on_where_it_was_left(client, olga, mina, applying):
    client.force_login(mina)
    client.post(apply_url(), {"motivation": "Because", "draft": ""})
    assert stored() == [("Mina Das", "mentee", "draft", "Because", [], 0)]
    form = client.get(apply_url()).context["form"]
    assert (form["motivation"].value(), form["tracks"].value()) == ("Because", "")
    client.post(apply_url("mentor"), TYPED | {"capacity": "", "draft": ""})
    assert stored() == [("Mina Das", "mentor", "draft", "I like to explain.", ["patents", "writing"], 0)]
    assert (Email.objects.count(), Duty.objects.count()) == (0, 0)


def test_handing_in_asks_an_admin_to_decide_and_sends_a_receipt(client, olga, mina, applying):
    client.force_login(mina)
    response = client.post(apply_url(), TYPED | {"submit": ""})
    application = Application.objects.get()
    assert response.url == application.get_absolute_url()
    assert stored() == [("Mina Das", "mentee", "submitted", "I like to explain.", ["patents", "writing"], 0)]
    assert duties(application) == [("decide", "Olga Admin", "Mina Das", "open")]
    assert Duty.objects.get().due_at == applying.decisions_at
    assert list(Email.objects.values_list("to_address", "subject")) == [("mina@example.org", "Your application to Autumn cohort arrived")]


def test_a_second_click_changes_nothing_but_what_was_typed(client, olga, mina, applying):
    client.force_login(mina)
    client.post(apply_url(), TYPED | {"submit": ""})
    client.post(apply_url(), TYPED | {"motivation": "Changed.", "submit": ""})
    assert stored() == [("Mina Das", "mentee", "submitted", "Changed.", ["patents", "writing"], 0)]
    assert (Email.objects.count(), Duty.objects.count()) == (1, 1)


def test_handing_in_needs_two_answers_and_keeps_what_was_typed(client, mina, applying):
    client.force_login(mina)
    form = client.post(apply_url("mentor"), {"tracks": "patents", "submit": ""}).context["form"]
    assert form.errors == {
        "motivation": ["Please say why you apply: a few sentences are plenty."],
        "goals_or_offer": ["Please answer this in a sentence or two."],
        "capacity": ["Please say how many mentees you could take, at least one."],
    }
    assert (form["tracks"].value(), stored()) == ("patents", [])


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("motivation", "a\0b", "Null characters are not allowed."),
        ("motivation", "x" * 5001, "Ensure this value has at most 5000 characters (it has 5001)."),
        ("tracks", "x" * 61, "“xxxxxxxxxxxxxxxxxxxx…” is too long: at most 60 characters between two commas."),
        ("capacity", "0", "Ensure this value is greater than or equal to 1."),
        ("capacity", "9999999999", "Ensure this value is less than or equal to 20."),
        ("capacity", "two", "Enter a whole number."),
    ],
)
def test_bad_input_gets_a_sentence(client, maya, applying, field, typed, sentence):
    client.force_login(maya)
    answers = TYPED | {"capacity": "2"} | {field: typed}
    for button in ("draft", "submit"):
        response = client.post(apply_url("mentor"), answers | {button: ""})
        assert (response.status_code, response.context["form"].errors, stored()) == (200, {field: [sentence]}, [])


def test_an_unknown_role_or_a_draft_cohort_is_no_page(client, mina, applying):
    client.force_login(mina)
    assert client.get(apply_url("wizard")).status_code == 404
    Cohort.objects.update(applications_open_on=None, applications_close_on=None, decisions_on=None)
    assert client.get(apply_url()).status_code == 404


def test_after_the_deadline_the_page_keeps_what_was_typed(client, olga, mina, applying):
    close_applications(applying)
    client.force_login(mina)
    assert client.get(apply_url()).url == "/cohorts/autumn/"
    form = client.post(apply_url(), TYPED | {"submit": ""}).context["form"]
    closed = "Applications for Autumn cohort are closed. Copy what you wrote if you want to keep it for the next cohort."
    assert (form.errors, form["motivation"].value(), stored()) == ({"__all__": [closed]}, "I like to explain.", [])


def test_who_has_a_place_is_led_to_it(client, mina, applying):
    place = Enrolment.objects.create(cohort=applying, person=mina, role="mentee", invited_at=timezone.now())
    client.force_login(mina)
    assert client.get(apply_url()).url == place.get_absolute_url()
    with pytest.raises(Refused, match="You have a place in Autumn cohort already; there is no need to apply."):
        applications.submit(applying, "mentee", by=mina, **ANSWERS)


def test_without_an_admin_nothing_is_assigned_and_nothing_breaks(mina, applying):
    applications.submit(applying, "mentee", by=mina, **ANSWERS)
    assert list(Application.objects.values_list("status", "assigned_to")) == [("submitted", None)]
    assert Duty.objects.count() == 0


def test_the_least_busy_admin_is_asked_and_nobody_about_themselves(olga, mina, maya, otto, applying):
    second = User.objects.create_user("second@example.org", name="Second", is_staff=True)
    User.objects.create_user("gone@example.org", name="Gone", is_staff=True, is_active=False)
    for person in (mina, maya, otto):
        applications.submit(applying, "mentee", by=person, **ANSWERS)
    applications.submit(applying, "mentee", by=second, **ANSWERS)
    asked = Application.objects.order_by("submitted_at").values_list("person__name", "assigned_to__name")
    assert list(asked) == [
        ("Mina Das", "Olga Admin"),
        ("Maya Iyer", "Second"),
        ("Otto Outsider", "Olga Admin"),
        ("Second", "Olga Admin"),
    ]


def test_who_withdraws_is_not_decided_about_and_may_think_again(client, olga, mina, applying):
    application = applications.submit(applying, "mentee", by=mina, **ANSWERS)
    client.force_login(mina)
    assert client.get(reverse("applications:withdraw", args=[application.pk])).status_code == 405
    for _click in range(2):
        assert client.post(reverse("applications:withdraw", args=[application.pk])).url == application.get_absolute_url()
    assert (stored()[0][2], duties(application)) == ("withdrawn", [("decide", "Olga Admin", "Mina Das", "waived")])
    assert list(Email.objects.values_list("status", flat=True)) == ["withdrawn"]
    applications.submit(applying, "mentee", by=mina, **ANSWERS)
    assert stored()[0][2] == "submitted"
    assert sorted(duty[3] for duty in duties(application)) == ["open", "waived"]
    assert sorted(Email.objects.values_list("status", flat=True)) == ["queued", "withdrawn"]


def test_applications_are_private_and_drafts_are_nobody_elses(client, olga, maya, mina, otto, applying):
    submitted = applications.submit(applying, "mentee", by=mina, **ANSWERS)
    draft = applications.save_draft(applying, "mentor", by=maya, **ANSWERS)
    seen = {}
    for person in (mina, maya, olga, otto):
        client.force_login(person)
        seen[person.get_short_name()] = [client.get(application.get_absolute_url()).status_code for application in (submitted, draft)]
    assert seen == {"Mina": [200, 404], "Maya": [404, 200], "Olga": [200, 404], "Otto": [404, 404]}
    client.force_login(otto)
    assert client.post(reverse("applications:withdraw", args=[submitted.pk])).status_code == 404
    client.force_login(olga)
    assert client.post(reverse("applications:withdraw", args=[submitted.pk])).status_code == 404
    assert Application.objects.get(pk=submitted.pk).status == "submitted"


def test_the_list_is_for_admins(client, mina, applying):
    client.force_login(mina)
    assert client.get(reverse("applications:index", args=["autumn"])).status_code == 404


def receive(cohort, count, **facts):
    people = User.objects.bulk_create(User(email=f"p{n}@example.org", name=f"Person {n:03}") for n in range(count))
    at = timezone.now() - timedelta(days=1)
    facts = {"role": "mentee", "status": "submitted"} | facts
    rows = [Application(cohort=cohort, person=person, submitted_at=at + timedelta(seconds=n), **facts) for n, person in enumerate(people)]
    return Application.objects.bulk_create(rows)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_four_queries(client, olga, applying, django_assert_num_queries, count):
    receive(applying, count, assigned_to=olga)
    client.force_login(olga)
    with django_assert_num_queries(4):
        page = client.get(reverse("applications:index", args=["autumn"])).context["page"]
    assert [row.person.name for row in page.rows] == [f"Person {n:03}" for n in range(count)]


def test_the_list_is_filtered_and_paged_by_key(client, olga, mina, maya, applying):
    receive(applying, 51)
    applications.submit(applying, "mentor", by=maya, **ANSWERS | {"capacity": 2})
    applications.save_draft(applying, "mentee", by=mina, **ANSWERS)
    client.force_login(olga)

    def names(**query):
        page = client.get(reverse("applications:index", args=["autumn"]), query).context["page"]
        return [row.person.name for row in page.rows], page.next

    first, after = names()
    assert (first, names(after=after)) == ([f"Person {n:03}" for n in range(50)], (["Person 050", "Maya Iyer"], None))
    assert names(role="mentor", status="submitted") == (["Maya Iyer"], None)
    assert names(status="declined") == ([], None)
    assert names(status="draft") == ([], None)
    assert len(names(status="nonsense", role="\0")[0]) == 50


@pytest.mark.django_db(transaction=True)
def test_clicking_twice_at_once_makes_one_application(olga, mina, applying):
    def click(_number):
        try:
            applications.submit(applying, "mentee", by=mina, **ANSWERS)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(click, range(4)))
    assert (len(stored()), Email.objects.count(), Duty.objects.count()) == (1, 1, 1)


def test_the_receipt_names_no_date_that_is_over(client, olga, mina, applying):
    today = timezone.now().date()
    applying.applications_open_on = applying.applications_close_on = today - timedelta(days=20)
    applying.decisions_on = today - timedelta(days=10)
    applying.save()
    until = Extension.objects.create(cohort=applying, person=mina, until=today + timedelta(days=3), reason="Ill.", given_by=olga).until_at
    application = applications.submit(applying, "mentee", by=mina, motivation="m", goals_or_offer="g", tracks=[], capacity=0)
    client.force_login(mina)
    receipt = Email.objects.get(kind="application_received").body_text
    for said in (receipt, client.get(application.get_absolute_url()).content.decode()):
        assert ("as soon as it is decided" in said, spoken(applying.decisions_at, mina.zone) in said) == (True, False)
    assert f"Until {spoken(until, mina.zone)} you can" in receipt
