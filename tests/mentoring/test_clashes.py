"""Somebody would be in two places: whichever door it comes through, the database says no and people read one sentence."""

import html

import pytest
from django.urls import reverse

from mentoring.actions import sessions
from mentoring.models import Match, Move, Series, Session
from mentoring.selectors import diary, series
from tests.mentoring.conftest import enrol, next_tuesday

pytestmark = pytest.mark.django_db

SENTENCE = "One of you already has a session at this time. Please pick another hour."


@pytest.fixture
def unguarded(monkeypatch):
    """As in a race lost: the look at the diary found the hour free, and the constraint is all that is left."""
    monkeypatch.setattr(diary, "refusal", lambda *args, **kwargs: None)
    for name in ("is_engaged", "is_taken"):
        monkeypatch.setattr(diary, name, lambda *args, **kwargs: False)


@pytest.fixture
def ottos(cohort, enrolled, match, hours, otto):
    """maya's hour of next Tuesday is otto's; a week later it is mina's."""
    facts = {"cohort": cohort, "mentor": enrolled.mentor, "mentee": enrol(cohort, otto, "mentee")}
    return sessions.book(Match.objects.create(status="confirmed", confirmed_at=match.confirmed_at, **facts), next_tuesday(), by=otto)


@pytest.fixture
def minas(ottos, match, mina):
    return sessions.book(match, next_tuesday(weeks=1), by=mina)


def said(response):
    return SENTENCE in html.unescape(response.content.decode())


def test_booking_by_the_page(client, ottos, match, mina, unguarded):
    client.force_login(mina)
    response = client.post(reverse("sessions:book", args=[match.pk]), {"start": next_tuesday().isoformat()})
    assert (response.status_code, said(response), Session.objects.count()) == (409, True, 1)


def test_booking_a_series_leaves_nothing_half_written(client, ottos, match, mina, monkeypatch):
    monkeypatch.setattr(series._Check, "_refusal", lambda *args: "")
    client.force_login(mina)
    asked = {"start": next_tuesday().isoformat(), "until": next_tuesday(weeks=2).date().isoformat()}
    response = client.post(reverse("series:plan", args=[match.pk]), asked)
    assert (response.status_code, said(response), Session.objects.count(), Series.objects.count()) == (409, True, 1, 0)


@pytest.mark.parametrize("who", ["mina", "maya"])
def test_moving_by_the_page(client, minas, request, who, unguarded):
    client.force_login(request.getfixturevalue(who))
    response = client.post(reverse("sessions:move", args=[minas.pk]), {"start": next_tuesday().isoformat(), "reason": "A train."})
    minas.refresh_from_db()
    assert (response.status_code, said(response)) == (409, True)
    assert (minas.starts_at, minas.sequence, Move.objects.count()) == (next_tuesday(weeks=1), 0, 0)


def test_swapping_by_the_page(client, minas, ottos, maya, mina, cohort, unguarded):
    """mina is with another mentor at the hour the swap would give her."""
    other = Session.objects.create(cohort=cohort, host=cohort.approved_by, format="open", during=ottos.during)
    other.attendances.create(person=mina, role="guest")
    client.force_login(maya)
    url = reverse("sessions:swap", args=[minas.pk, ottos.pk])
    response = client.post(url, {"seen": minas.starts_at.isoformat(), "reason": "A conference."})
    minas.refresh_from_db()
    assert (response.status_code, said(response), minas.starts_at) == (409, True, next_tuesday(weeks=1))


@pytest.fixture
def superuser(olga):
    olga.is_superuser = True
    olga.save()
    return olga


def in_the_admin(client, meeting, start, end):
    """Change a session's time in Django's own admin."""
    url = reverse("admin:mentoring_session_change", args=[meeting.pk])
    management = {"attendances-TOTAL_FORMS": 0, "attendances-INITIAL_FORMS": 0}
    spoken = [f"{moment:%Y-%m-%d %H:%M:%S}" for moment in (start, end)]
    return client.post(url, {"during_0": spoken[0], "during_1": spoken[1], **management}, follow=True)


def test_changing_the_time_in_the_admin(client, minas, ottos, superuser):
    client.force_login(superuser)
    local = [moment.astimezone(superuser.tz) for moment in (ottos.starts_at, ottos.ends_at)]
    response = in_the_admin(client, minas, *local)
    minas.refresh_from_db()
    assert (response.status_code, said(response), minas.starts_at) == (200, True, next_tuesday(weeks=1))
    assert not Move.objects.exists()


def test_a_time_that_is_free_is_changed_there_like_anywhere(client, minas, ottos, superuser):
    client.force_login(superuser)
    later = [moment.astimezone(superuser.tz).replace(minute=30) for moment in (minas.starts_at, minas.ends_at)]
    in_the_admin(client, minas, *later)
    minas.refresh_from_db()
    assert (minas.starts_at, minas.sequence, Move.objects.get().by) == (later[0], 1, superuser)
