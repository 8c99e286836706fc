"""Refusals and outages as pages with a sentence, never a stack trace."""

import pytest
from django.contrib.auth.decorators import login_not_required
from django.urls import path

from gurukool.lib.refusals import Refused
from gurukool.urls import urlpatterns as ours


@login_not_required
def refuse(request):
    raise Refused("The slot was taken a moment ago. Pick another one.")


urlpatterns = [*ours, path("refuse/", refuse)]


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_a_refusal_no_form_caught_is_a_409_page_with_its_sentence(client, mina):
    client.force_login(mina)
    answer = client.get("/refuse/")
    assert answer.status_code == 409
    assert "The slot was taken a moment ago. Pick another one." in answer.content.decode()


@pytest.mark.parametrize("address", ["/", "/accounts/login/", "/nowhere/"])
def test_a_database_that_is_gone_is_a_503_page(without_database, address):
    answer = without_database(address)
    assert (answer["status"], answer["retry"]) == (503, "30")
    assert "We will be back in a moment" in answer["body"]
    assert "Traceback" not in answer["body"]
