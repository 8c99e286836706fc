"""allauth's mails: through the outbox, in our voice, forgotten once sent."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from etiquette import outbox
from etiquette.models import Email

pytestmark = pytest.mark.django_db


def test_signing_up_writes_a_code_that_is_sent_and_forgotten(client, sink):
    facts = {"name": "Nina New", "email": "nina@example.org", "password1": "a-long-and-odd-password"}
    reply = client.post(reverse("account_signup"), facts)
    assert (reply.status_code, reply["Location"]) == (302, reverse("account_email_verification_sent"))
    email = Email.objects.get()
    assert (email.subject, email.to_address, email.essential, email.secret) == (
        "Your code to confirm this address",
        "nina@example.org",
        True,
        True,
    )
    assert email.expires is not None
    outbox.deliver()
    text = sink.mails[0].get_body(["plain"]).get_content()
    code = re.search(r"open:\s+(\S+)\s", text)[1]
    assert code in sink.mails[0].get_body(["html"]).get_content()
    assert Email.objects.values_list("status", "body_text").get() == ("sent", "")
    assert client.post(reverse("account_email_verification_sent"), {"code": code}).status_code == 302
    assert "_auth_user_id" in client.session


def test_a_code_to_sign_in_is_a_row_of_its_own_each_time(mina):
    for _ in range(2):
        Client().post(reverse("account_request_login_code"), {"email": mina.email})
    assert list(Email.objects.values_list("subject", "kind", "secret")) == [("Your code to sign in", "account", True)] * 2


@pytest.mark.parametrize(
    ("url_name", "subject"),
    [("account_reset_password", "Choose a new password"), ("account_request_login_code", "No account with this address")],
)
def test_other_account_mails_speak_our_voice(client, mina, url_name, subject):
    email = mina.email if url_name == "account_reset_password" else "nobody@example.org"
    client.post(reverse(url_name), {"email": email})
    mail = Email.objects.get()
    assert mail.subject == subject
    assert "testserver" in mail.body_text
    assert "Thank you for using" not in mail.body_text
