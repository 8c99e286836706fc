"""The page on which a cohort is looked over and approved."""

from itertools import islice
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from etiquette.models import Email
from mentoring.actions import matching
from mentoring.models import Cohort, Enrolment, Introduction, Match, User, WeeklyHours
from tests.mentoring.approving import approve, draft, mentee, mentor, more, nothing_happened, proposed, seen
from tests.mentoring.conftest import enrol
from tests.mentoring.importing import import_roster

ROSTER = Path(__file__).parent.parent / "data" / "cohort.csv"
__all__ = ["draft", "mentee", "mentor", "proposed"]


def page(client, cohort, query=""):
    return client.get(reverse("approvals:show", args=[cohort.slug]) + query)


def test_the_page_shows_what_is_open_and_every_letter(client, draft, proposed, mentor, mentee, olga, otto):
    enrol(draft, otto, "mentor", capacity=1)
    Enrolment.objects.filter(pk=mentor.pk).update(capacity=0)
    Enrolment.objects.filter(pk=mentee.pk).update(confirmed_at=None)
    client.force_login(olga)

    response = page(client, draft)

    assert response.context["figures"] == {"mentees": 1, "mentors": 2, "proposed": 1, "approved": 0}
    assert [(concern.text, concern.names, concern.blocks) for concern in response.context["concerns"]] == [
        ("with more mentees than places", ["Maya Iyer"], False),
        ("invited, place not confirmed yet", ["Mina Das"], False),
        ("offering no hours yet", ["Maya Iyer"], False),
        ("without an introduction handed in", ["Mina Das"], False),
    ]
    assert [[place.person.name for place in places] for places in response.context["unmatched"]] == [[], ["Otto Outsider"]]
    text = response.content.decode()
    assert (text.count('<article class="letter"'), response.context["letters"]) == (2, 2)
    assert "To Mina Das, mentee: Maya Iyer is your mentor in Autumn cohort" in text
    assert "- Mina Das (Kolkata)" in text
    roster = [(place.person.name, [each.person.name for each in mentees]) for place, mentees in response.context["roster"]]
    assert roster == [("Maya Iyer", ["Mina Das"]), ("Otto Outsider", [])]
    assert (Email.objects.count(), Match.objects.get().status) == (0, "proposed")


def test_a_ready_cohort_has_nothing_open(client, draft, proposed, mentor, mentee, olga):
    WeeklyHours.objects.create(person=mentor.person, weekday=0, starts="08:00", ends="10:00")
    Introduction.objects.create(enrolment=mentee, status="submitted", submitted_at=timezone.now())
    client.force_login(olga)
    response = page(client, draft)
    assert (response.context["concerns"], response.context["blocked"], response.context["unmatched"]) == ([], False, ([], []))


def test_the_button_approves_what_the_page_showed(client, draft, proposed, olga):
    client.force_login(olga)
    mark = page(client, draft).context["form"]["seen"].value()
    url = reverse("approvals:approve", args=[draft.slug])

    assert (client.post(url, {"seen": "other"}).status_code, Match.objects.get().status) == (409, "proposed")
    assert (client.post(url, {}).status_code, Match.objects.get().status) == (409, "proposed")
    assert (client.get(url).status_code, Match.objects.get().status) == (405, "proposed")
    response = client.post(url, {"seen": mark}, follow=True)
    assert [str(message) for message in response.context["messages"]] == [
        "Autumn cohort is approved. Everyone who was matched gets their letter now."
    ]
    assert Match.objects.get().status == "confirmed"
    assert "Nothing waits for approval" in response.content.decode()


def test_no_button_while_something_must_come_first(client, draft, proposed, mentee, olga):
    Enrolment.objects.filter(pk=mentee.pk).update(invited_at=None)
    client.force_login(olga)
    response = page(client, draft)
    assert [(concern.text, concern.blocks) for concern in response.context["concerns"]][0] == ("not invited yet: invite them first", True)
    assert reverse("approvals:approve", args=[draft.slug]) not in response.content.decode()


def test_the_page_does_not_exist_for_others(client, draft, proposed, maya):
    client.force_login(maya)
    assert page(client, draft).status_code == 404
    assert client.post(reverse("approvals:approve", args=[draft.slug]), {"seen": seen(draft)}).status_code == 404
    assert nothing_happened()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_at_any_size(client, draft, mentor, olga, count, django_assert_num_queries):
    more(mentor, count, olga)
    client.force_login(olga)
    with django_assert_num_queries(9):
        page(client, draft)


def test_a_whole_roster_fits_on_small_pages(client, olga):
    import_roster(ROSTER.read_bytes(), slug="real", by=None)
    cohort = Cohort.objects.get()
    cohort.enrolments.update(invited_at=timezone.now())
    mentees = iter(cohort.enrolments.mentees())
    for guide in cohort.enrolments.mentors():
        for guided in islice(mentees, guide.capacity):
            matching.propose(guided, guide, by=olga)
    client.force_login(olga)

    letters, query = 0, ""
    while query is not None:
        response = page(client, cohort, query)
        letters += response.content.decode().count('<article class="letter"')
        assert len(response.content) < 100_000
        query = f"?after={response.context['next']}" if response.context["next"] else None

    told = Match.objects.values("mentor").distinct().count() + 60
    assert (letters, approve(cohort, olga), Email.objects.count()) == (told, 60, told)


def test_many_mentors_come_in_pages(client, draft, olga):
    for n in range(14):
        person = User.objects.create_user(f"g{n}@example.org", name=f"Guru {n:02}")
        more_of = enrol(draft, person, "mentor", capacity=1)
        student = User.objects.create_user(f"s{n}@example.org", name=f"Student {n}")
        matching.propose(enrol(draft, student, "mentee"), more_of, by=olga)
    client.force_login(olga)

    first = page(client, draft)
    second = page(client, draft, f"?after={first.context['next']}")

    names = [[group["mentor"].place.person.name for group in response.context["groups"]] for response in (first, second)]
    assert (names, second.context["next"]) == ([[f"Guru {n:02}" for n in range(12)], ["Guru 12", "Guru 13"]], None)
    assert first.context["letters"] == 28
