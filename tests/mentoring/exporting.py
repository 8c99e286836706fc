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
