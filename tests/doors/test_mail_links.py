"""Every link of every mail, opened by everybody, changes nothing: mail scanners follow links, and people forward mails."""

import re

import pytest

from etiquette import registry
from etiquette.mailing import transport
from etiquette.models import Duty, Email, MailPreference
from etiquette.reminding import digests, reminders, telling
from gurukool.lib.mail import Mail
from tests.doors.test_doors import ROLES, clients, rows

__all__ = ["clients"]

pytestmark = pytest.mark.django_db
LINK = re.compile(r"https?://[^\s\"'<>]+")


def composed(world):
    """Every mail of this world as it would go out now, those included that are written at the last moment."""
    long_ago = "2020-01-01T00:00Z"
    for stage in (Duty.Stage.NOT_YET, Duty.Stage.AGAIN):  # its person is reminded; who waits is told
        Duty.objects.open().update(due_at=long_ago, remind_at=long_ago, promise=None, stage=stage)
        while reminders.sweep():
            pass
    composers = {reminders.KIND: reminders.compose, telling.KIND: telling.compose, digests.KIND: digests.compose}
    for email in [*Email.objects.select_related("person"), *bundled(long_ago)]:
        composer = composers.get(email.kind)
        yield email, composer(email) if composer else Mail(email.subject, email.body_text, email.body_html)


def bundled(moment):
    """The digests that would say it all, if everybody had chosen one."""
    waiting = Email.objects.filter(essential=False, secret=False, calendar="", person__isnull=False)
    likes = [MailPreference(person_id=person, digest="daily") for person in waiting.values_list("person", flat=True).distinct()]
    MailPreference.objects.bulk_create(likes, ignore_conflicts=True)
    waiting.update(status=Email.Status.GATHERED, next_attempt_at=moment, sent_at=None)
    digests.sweep()
    return Email.objects.filter(kind=digests.KIND).select_related("person")


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


def test_every_kind_of_mail_has_a_name_and_says_whether_one_can_leave_it(world):
    sent = {(email.kind, email.essential) for email, _ in composed(world)}
    assert (digests.KIND, False) in sent
    assert sent == {(kind.code, kind.essential) for kind in registry.KINDS.values() if kind.code in dict(sent)}
