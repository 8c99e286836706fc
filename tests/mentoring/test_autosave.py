"""Drafts that keep themselves while people type, and pages left open that overwrite nothing newer."""

import uuid

import pytest

from etiquette.models import Duty, Email
from mentoring.actions import applications
from mentoring.models import Application, ApplicationVersion
from tests.mentoring.test_answers import AUTOSAVE, TYPED, URL, said, writer
from tests.mentoring.test_application_forms import ask

__all__ = ["writer"]


def autosave(client, page, saves=0, **typed):
    return client.post(AUTOSAVE, {"page": page, "saves": saves, **typed})


def test_autosave_keeps_a_draft_and_never_submits(writer, olga, applying):
    question = ask(applying, "What?")
    here = uuid.uuid4()
    response = autosave(writer, here, motivation="Half a sen", submit="", **{question.field_name: "this"})
    assert (response.context["application"].saves, said()) == (1, {"What?": "this"})
    assert 'value="1" hx-swap-oob="true"' in response.content.decode()
    assert Application.objects.values_list("status", "motivation", "submitted_at").get() == ("draft", "Half a sen", None)
    assert (Duty.objects.count(), Email.objects.count(), ApplicationVersion.objects.count()) == (0, 0, 0)
    assert writer.get(AUTOSAVE).status_code == 405


def test_autosave_keeps_all_but_what_is_wrong(client, maya, applying):
    client.force_login(maya)
    response = client.post("/cohorts/autumn/apply/mentor/autosave/", {"motivation": "m", "capacity": "two", "tracks": "a, b"})
    assert Application.objects.values_list("motivation", "capacity", "tracks").get() == ("m", 0, ["a", "b"])
    assert "How many mentees could you take?: Enter a whole number." in response.content.decode()


def test_a_page_left_open_overwrites_nothing_newer(writer, applying):
    here, there = uuid.uuid4(), uuid.uuid4()
    autosave(writer, there, motivation="There, first.")
    told = autosave(writer, here, motivation="Here, without knowing.").content.decode()
    assert "You changed this application in another window at" in told
    typed = TYPED | {"motivation": "Here, without knowing.", "page": here, "saves": 0}
    response = writer.post(URL, typed | {"submit": ""})
    assert response.context["form"].non_field_errors()[0].startswith("You changed this application in another window at ")
    assert response.context["form"]["motivation"].value() == "Here, without knowing."
    assert Application.objects.values_list("status", "motivation").get() == ("draft", "There, first.")
    again = response.context["page"]
    writer.post(URL, typed | {"page": again.key, "saves": again.saves, "submit": ""})
    assert Application.objects.values_list("status", "motivation").get() == ("submitted", "Here, without knowing.")


def test_a_slip_does_not_make_an_old_page_a_new_one(writer, applying):
    here = uuid.uuid4()
    autosave(writer, uuid.uuid4(), motivation="There, first.")
    page = writer.post(URL, {"motivation": "", "page": here, "saves": 0, "submit": ""}).context["page"]
    assert (page.key, page.saves) == (here, 0)


def test_the_same_page_may_save_while_its_last_save_is_on_the_way(writer, applying):
    here = uuid.uuid4()
    autosave(writer, here, motivation="One")
    autosave(writer, here, motivation="Two")
    writer.post(URL, TYPED | {"page": here, "saves": 0, "submit": ""})
    assert Application.objects.values_list("status", "saves").get() == ("submitted", 3)
    late = autosave(writer, here, motivation="Late").content.decode()
    assert "handed in already" in late
    assert Application.objects.get().motivation == "I like to explain."


@pytest.mark.parametrize("count", [1, 3])
def test_autosave_takes_a_constant_number_of_queries(writer, mina, applying, django_assert_num_queries, count):
    typed = {ask(applying, str(number)).field_name: "x" for number in range(count)}
    applications.save_draft(applying, "mentee", by=mina, motivation="m")
    with django_assert_num_queries(12):
        writer.post(AUTOSAVE, typed)
    assert len(said()) == count
