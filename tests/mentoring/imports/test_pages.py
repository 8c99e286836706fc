"""The pages of importing: choose a file, look at what it would do, say yes."""

import csv
import io

import pytest
from django.urls import reverse

from etiquette.models import Email
from mentoring.imports import IMPORTS
from mentoring.imports.files import LIMIT
from mentoring.models import Application, Cohort, Enrolment
from tests.mentoring.importing import BROKEN, GOOD, SAVE_AS, confirming, counts, upload


@pytest.fixture
def spring(olga, client):
    """A draft cohort, and its admin signed in."""
    client.force_login(olga)
    return Cohort.objects.create(slug="spring", name="Spring", starts_on="2027-01-01", ends_on="2027-04-01")


def test_a_good_file_is_shown_first_then_imported(client, spring, olga):
    response = upload(client, GOOD)
    assert (counts(response.context), response.context["problems"], Enrolment.objects.count()) == ((84, 0, 0), [], 0)
    assert "Import 84 lines" in response.content.decode()

    done = client.post(reverse("imports:confirm", args=["spring", "roster"]), confirming(response), follow=True)

    assert [str(message) for message in done.context["messages"]] == ["84 came in, 0 changed, 0 were there already. Nobody was mailed."]
    assert (Enrolment.objects.count(), Email.objects.count()) == (84, 0)
    assert set(Application.objects.values_list("decided_by", flat=True)) == {olga.pk}


def test_a_bad_file_is_a_table_of_problems(client, spring):
    response = upload(client, BROKEN, name="photo.png")
    text = response.content.decode()
    assert (len(response.context["problems"]), response.context["taken"].good, text.count("<tr>")) == (30, 11, 31)
    assert "=HYPERLINK(&quot;http://example.org&quot;,&quot;click&quot;)" in text
    assert "\u202e" not in text

    client.post(reverse("imports:confirm", args=["spring", "roster"]), confirming(response))
    assert Enrolment.objects.count() == 11


def test_without_skip_bad_a_bad_file_stays_out(client, spring):
    mark = confirming(upload(client, BROKEN))["mark"]
    assert client.post(reverse("imports:confirm", args=["spring", "roster"]), {"mark": mark}).status_code == 409
    assert Enrolment.objects.count() == 0


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty: please choose another one."),
        (b"PK\x03\x04", f"This is an Excel or zip file, not a CSV file. {SAVE_AS}"),
        (b"x" * (LIMIT + 1), "The file is larger than 5 MB: please check that it is the right one, or divide it."),
    ],
)
def test_a_file_that_is_no_roster_is_refused_above_the_form(client, spring, data, sentence):
    assert upload(client, data).context["form"].non_field_errors() == [sentence]


def test_no_file_chosen(client, spring):
    assert client.post(reverse("imports:upload", args=["spring", "roster"])).context["form"].errors == {"file": ["Choose a file first."]}


@pytest.mark.parametrize("mark", ["", "x", "0" * 64])
def test_a_file_that_was_not_kept(client, spring, mark):
    response = client.post(reverse("imports:confirm", args=["spring", "roster"]), {"mark": mark})
    assert response.status_code == 409
    assert "The file is kept for an hour only, and that is over: please go back and choose it again." in response.content.decode()


def test_a_kept_file_is_its_admins_alone(client, spring, otto):
    mark = confirming(upload(client, GOOD))["mark"]
    otto.is_staff = True
    otto.save()
    client.force_login(otto)
    assert client.post(reverse("imports:confirm", args=["spring", "roster"]), {"mark": mark}).status_code == 409
    assert Enrolment.objects.count() == 0


def test_the_page_does_not_exist_for_others(client, spring, maya):
    mark = confirming(upload(client, GOOD))["mark"]
    client.force_login(maya)
    assert client.get(reverse("imports:upload", args=["spring", "roster"])).status_code == 404
    assert upload(client, GOOD).status_code == 404
    assert client.post(reverse("imports:confirm", args=["spring", "roster"]), {"mark": mark}).status_code == 404
    assert Enrolment.objects.count() == 0


# --- every kind ---


def test_the_board_leads_to_every_kind_and_each_has_its_template(client, spring, django_assert_num_queries):
    index = reverse("imports:index", args=["spring"])
    assert index in client.get(reverse("cohorts:board", args=["spring"])).content.decode()
    with django_assert_num_queries(3):
        text = client.get(index).content.decode()
    for kind in IMPORTS.values():
        page = reverse("imports:upload", args=["spring", kind.name])
        template = reverse("imports:template", args=["spring", kind.name])
        assert (page in text, template in client.get(page).content.decode()) == (True, True)
        headings, remarks = csv.reader(io.StringIO(b"".join(client.get(template).streaming_content).decode("utf-8-sig")))
        assert headings == [column.heading for column in kind.columns(spring)]
        assert all(cell.startswith("# ") and len(cell) > 2 for cell in remarks)


@pytest.mark.parametrize("kind", IMPORTS)
def test_the_empty_template_can_be_read(client, spring, kind):
    template = b"".join(client.get(reverse("imports:template", args=["spring", kind])).streaming_content)
    response = upload(client, template, kind)
    assert (counts(response.context), response.context["problems"], "Import 0" in response.content.decode()) == ((0, 0, 0), [], False)


def test_problems_come_first_then_the_corrected_file(client, spring, maya, olga):
    shown = upload(client, b"E-mail\nmaya@example.org\nwho\n", "reviewers")
    (problem,) = shown.context["problems"]
    assert (problem.line, problem.column, problem.value, problem.reason) == (3, "E-mail", "who", "This is not an e-mail address.")
    assert reverse("imports:confirm", args=["spring", "reviewers"]) not in shown.content.decode()
    assert client.post(reverse("imports:confirm", args=["spring", "reviewers"]), confirming(shown)).status_code == 409
    response = upload(client, b"E-mail\nmaya@example.org\n", "reviewers")
    done = client.post(reverse("imports:confirm", args=["spring", "reviewers"]), confirming(response), follow=True)
    assert [str(message) for message in done.context["messages"]] == ["1 came in, 0 changed, 0 were there already. Nobody was mailed."]
    assert [row.person for row in spring.reviewers.all()] == [maya]


def test_a_file_looked_over_as_one_kind_is_not_taken_as_another(client, spring, maya):
    shown = upload(client, b"E-mail\nmaya@example.org\n", "reviewers")
    assert client.post(reverse("imports:confirm", args=["spring", "hours"]), confirming(shown)).status_code == 409


def test_unknown_kinds_and_methods(client, spring):
    assert client.get("/cohorts/spring/imports/messages/").status_code == 404
    assert client.get("/cohorts/autumn/imports/roster/").status_code == 404
    assert client.post("/cohorts/spring/imports/").status_code == 405
    assert client.get("/cohorts/spring/imports/roster/confirm/").status_code == 405
