"""The pages of sessions of many: whose names they show, what they say to what cannot be."""

import pytest
from django.urls import reverse

from mentoring.actions import seats
from mentoring.models import Group
from tests.mentoring.conftest import next_tuesday, offer
from tests.mentoring.grouping import HOUR, fresh, group, guests

__all__ = ["group", "guests"]

pytestmark = pytest.mark.django_db


def test_names_are_for_those_who_come_and_the_line_for_the_host(client, group, guests, maya, mina, otto, olga):
    for person in guests[:3]:
        seats.join(group, by=person)
    seen = {}
    for person in (maya, olga, guests[0], guests[2], mina):
        client.force_login(person)
        text = client.get(group.get_absolute_url()).content.decode()
        seen[person.get_short_name()] = ("Bea Guest" in text, "Cai Guest" in text.replace("Cai Guest<br>", ""))
    assert seen == {"Maya": (True, True), "Olga": (True, True), "Ann": (True, False), "Cai": (False, False), "Mina": (False, False)}
    client.force_login(otto)
    assert client.get(group.get_absolute_url()).status_code == 404


def test_by_its_pages_from_publishing_to_cancelling(client, cohort, enrolled, maya, mina):
    client.force_login(maya)
    start = next_tuesday(weeks=2)
    typed = {"title": "Poster walk", "day": start.date().isoformat(), "clock": "08:00", "minutes": "45", "capacity": "3", "agenda": "Walk."}
    assert reverse("availability:room") in client.get(reverse("groups:publish", args=[cohort.slug])).content.decode()
    page = client.post(reverse("groups:publish", args=[cohort.slug]), typed)
    group = Group.objects.get()
    assert (page.url, group.meeting.starts_at, group.meeting.minutes) == (group.get_absolute_url(), start, 45)
    client.force_login(mina)
    client.post(reverse("groups:join", args=[group.meeting_id]))
    for address in (reverse("home"), reverse("sessions:index"), reverse("groups:index")):
        assert "Poster walk" in client.get(address).content.decode()
    client.post(reverse("groups:leave", args=[group.meeting_id]))
    assert "Poster walk" not in client.get(reverse("sessions:index")).content.decode()
    client.force_login(maya)
    client.post(reverse("groups:move", args=[group.meeting_id]), {"day": start.date().isoformat(), "clock": "09:00", "reason": "A talk."})
    assert fresh(group).meeting.starts_at == start + HOUR
    client.post(reverse("groups:cancel", args=[group.meeting_id]), {"reason": "A cold."})
    assert "Cancelled: A cold." in client.get(group.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"title": ""}, "title", "This field is required."),
        ({"capacity": "0"}, "capacity", "Ensure this value is greater than or equal to 1."),
        ({"day": "9999-12-31"}, "__all__", "Spring cohort ends on"),
        ({"day": "2027-03-14", "clock": "02:30"}, "clock", "02:30 does not exist that night, because the clocks change."),
        ({"clock": "25:00"}, "clock", "Enter a valid time."),
    ],
)
def test_what_makes_no_group_is_said_and_kept(client, cohort, enrolled, maya, typed, field, sentence):
    client.force_login(maya)
    day = next_tuesday().date().isoformat()
    right = {"title": "Poster walk", "day": day, "clock": "08:00", "minutes": "45", "capacity": "3", "agenda": "Walk."}
    form = client.post(reverse("groups:publish", args=[cohort.slug]), right | typed).context["form"]
    assert form.errors[field][0].startswith(sentence)
    assert (form["agenda"].value(), Group.objects.count()) == ("Walk.", 0)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_at_any_length(client, cohort, enrolled, maya, mina, count, django_assert_num_queries):
    for week in range(count):
        offer(cohort, maya, next_tuesday(weeks=week))
    client.force_login(mina)
    with django_assert_num_queries(6):  # login session, person, groups, my seats, my lines, where I may publish
        page = client.get(reverse("groups:index"))
    assert len(page.context["rows"]) == count
