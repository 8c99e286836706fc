"""What tests of exports do again and again."""

import csv
import io
from datetime import timedelta

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.urls import reverse
from django.utils import timezone

from mentoring.models import Attendance, Session


def download(client, what, cohort):
    return b"".join(client.get(reverse("exports:download", args=[cohort.slug, what])).streaming_content)


def rows(client, what, cohort):
    return list(csv.DictReader(io.StringIO(download(client, what, cohort).decode("utf-8-sig"), newline="")))


def open_hour(cohort, host, guest, days=-4, status="held"):
    """One that belongs to no pair."""
    starts = (timezone.now() + timedelta(days=days)).replace(second=0, microsecond=0)
    facts = {"format": "open", "during": DateTimeTZRange(starts, starts + timedelta(hours=1)), "status": status}
    meeting = Session.objects.create(cohort=cohort, host=host, settled_at=timezone.now(), **facts)
    for person, role in ((host, "host"), (guest, "guest")):
        Attendance.objects.create(meeting=meeting, person=person, role=role)
    return meeting


def meet(match, days, status="held", hours=1):
    """A session so many days from now."""
    starts = (timezone.now() + timedelta(days=days)).replace(second=0, microsecond=0)
    settled = timezone.now() if status in {"held", "missed"} else None
    during = DateTimeTZRange(starts, starts + timedelta(hours=hours))
    facts = {"cohort": match.cohort, "match": match, "host": match.host}
    meeting = Session.objects.create(**facts, during=during, status=status, settled_at=settled)
    for person, role in ((match.host, "host"), (match.guest, "guest")):
        Attendance.objects.create(meeting=meeting, person=person, role=role, status="cancelled" if status == "cancelled" else "active")
    return meeting
