"""What a row may never be."""

import pytest
from django.db import IntegrityError, transaction

from etiquette.models import Absence, Duty, Email, Rule, ThankYou
from etiquette.models.about import about_facts
from tests.etiquette.conftest import HOUR, NOON

pytestmark = pytest.mark.django_db


def refused(name, model, **facts):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        model.objects.create(**facts)


def test_a_scope_has_one_rule_for_an_act(rule):
    refused("one_rule_per_scope", Rule, occasion=rule.occasion, role=rule.role, act=rule.act, within=HOUR, why="-")


def test_a_duty_is_open_or_has_its_closing_moment(rule, mina, tea):
    facts = {"person": mina, "rule": rule, "occasion": "o", "role": "r", "act": "a", "due_at": NOON, **about_facts(tea)}
    refused("open_or_closed_at", Duty, status="waived", **facts)
    refused("open_or_closed_at", Duty, status="open", closed_at=NOON, **facts)
    Duty.objects.create(**facts)
    refused("owed_once", Duty, **facts)


def test_thanks_go_once_and_to_another(mina, maya, tea):
    facts = {"sender": mina, "text": "-", "outcome": "good", **about_facts(tea)}
    refused("thanks_go_to_another", ThankYou, recipient=mina, **facts)
    ThankYou.objects.create(recipient=maya, **facts)
    refused("thanked_once", ThankYou, recipient=maya, **facts)


def test_a_mail_is_sent_at_a_moment_and_a_calendar_has_a_method(db):
    facts = {"kind": "news", "to_address": "a@example.org", "message_id": "<a@b>", "next_attempt_at": NOON}
    refused("sent_has_its_moment", Email, key="a", status="sent", **facts)
    refused("sent_has_its_moment", Email, key="a", sent_at=NOON, **facts)
    refused("calendar_has_a_method", Email, key="a", calendar="BEGIN:VCALENDAR", **facts)


def test_an_absence_ends_after_it_starts(mina):
    refused("absence_ends_after_it_starts", Absence, person=mina, starts_on="2026-03-06", ends_on="2026-03-04")
