"""Every time in every mail carries its zone: a mail is read anywhere, forwarded, printed."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command

from etiquette.models import Email

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
MAILS = sorted(path for path in TEMPLATES.glob("*/email/**/*") if path.is_file())
BARE = re.compile(r"""\|\s*(?:clock\b(?!_)|hour\b|time\b|(?:date|clock_date)\s*:\s*["'][^"']*[aAgGhHiPf][^"']*["'])""")
TIME = re.compile(r"\b(?<!:)\d{1,2}:\d{2}\b(?!:)")
ZONED = re.compile(r"\b\d{1,2}:\d{2}(?: [ap]m)? (?:[A-Z]{3,5}\b|UTC[+−]\d)")


@pytest.mark.parametrize("path", MAILS, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_no_template_of_a_mail_writes_a_time_without_its_zone(path):
    assert BARE.findall(path.read_text()) == []


@pytest.mark.parametrize(
    ("text", "is_bare"),
    [
        ("{{ at|moment:person.zone }}", False),
        ("{{ at|when }}", False),
        ('{{ day|date:"j F Y" }}', False),
        ("{{ at|hour:person.zone }}", True),
        ("{{ at|clock }}", True),
        ('{{ at|date:"j F, H:i" }}', True),
    ],
)
def test_the_rule_above_tells_the_two_apart(text, is_bare):
    assert bool(BARE.search(text)) is is_bare


@pytest.mark.django_db
def test_no_mail_of_the_demo_says_a_time_without_its_zone():
    call_command("seed_demo", stage="running", verbosity=0)
    mails = list(Email.objects.all())
    assert {"session_invitation", "session_reminder"} <= {mail.kind for mail in mails}
    said = [(mail.kind, text) for mail in mails for text in (mail.subject, mail.body_text, visible(mail.body_html))]
    assert [(kind, text) for kind, text in said if len(TIME.findall(text)) != len(ZONED.findall(text))] == []
    assert sum(len(ZONED.findall(text)) for _, text in said) > 100


def visible(page):
    return re.sub(r"<style.*?</style>|<[^>]+>", " ", page, flags=re.S)
