"""Every link of every mail, opened by everybody, changes nothing: mail scanners follow links, and people forward mails."""

import re

import pytest

from etiquette.mailing import transport
from etiquette.models import Duty, Email
from etiquette.reminding import reminders, telling
from gurukool.lib.mail import Mail
from tests.doors.test_doors import ROLES, clients, rows

__all__ = ["clients"]

pytestmark = pytest.mark.django_db
LINK = re.compile(r"https?://[^\s\"'<>]+")


def composed(world):
    """Every mail of this world as it would go out now, those included that are written at the last moment."""
    Duty.objects.open().update(due_at="2020-01-01T00:00Z", remind_at="2020-01-01T00:00Z", promise=None, stage=Duty.Stage.AGAIN)
    while reminders.sweep():
        pass
    for email in Email.objects.select_related("person"):
        composer = {reminders.KIND: reminders.compose, telling.KIND: telling.compose}.get(email.kind)
        yield email, composer(email) if composer else Mail(email.subject, email.body_text, email.body_html)


def links(world, site):
    """The addresses on our own site that stand in those mails and in their headers."""
    found = set()
    for email, mail in composed(world):
        texts = [mail.text, mail.html, *transport.headers(email).values()]
        found |= {link for text in texts for link in LINK.findall(text)}
    return sorted(link.removeprefix(site) for link in found if link.startswith(site))


def test_looking_at_any_link_of_any_mail_changes_nothing(clients, world, settings):
    addresses = links(world, settings.SITE_URL)
    kinds = {name: sum(address.startswith(f"/{name}/") for address in addresses) for name in ("received", "mail", "owed", "sessions")}
    assert all(kinds.values()), kinds  # the receipt, leaving, what is owed, and sessions are among them
    before = rows()
    for address in addresses:
        for role in ROLES:
            assert clients[role].get(address).status_code in {200, 302, 404}
            clients[role].head(address)
    assert rows() == before
