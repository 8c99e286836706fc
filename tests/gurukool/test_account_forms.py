"""The forms of signing in and joining speak as the rest of the house does."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def labels(response):
    return [field.label for field in response.context["form"] if not field.is_hidden]


def test_forms_for_guests_are_in_our_words(client):
    shown = {name: labels(client.get(reverse(name))) for name in ("account_login", "account_signup", "account_reset_password")}
    assert shown == {
        "account_login": ["E-mail address", "Password", "Keep me signed in"],
        "account_signup": ["Your name", "E-mail address", "Password"],
        "account_reset_password": ["E-mail address"],
    }
    assert labels(client.get(reverse("account_request_login_code"))) == ["E-mail address"]


def test_forms_for_members_are_in_our_words(client, mina):
    mina.set_password("a-long-and-odd-password")
    mina.save()
    client.force_login(mina)
    assert labels(client.get(reverse("account_change_password"))) == ["Your password now", "New password", "The new password again"]
    assert labels(client.get(reverse("account_email"))) == ["E-mail address"]
