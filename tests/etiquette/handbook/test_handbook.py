"""The handbook: twenty pages, each complete; a cohort's own words for its members; the way to where a rule happens."""

import pytest
from django.urls import reverse

from etiquette import registry
from etiquette.handbook.pages import CODES, neighbours, pages
from etiquette.models import Norm, Wording
from mentoring.actions import conversations, sessions
from tests.mentoring.conftest import cohort, enrolled, hours, match, next_tuesday

__all__ = ["cohort", "enrolled", "hours", "match"]

pytestmark = pytest.mark.django_db


def test_the_twenty_rules_are_there_in_reading_order():
    groups = [("G", 7), ("M", 8), ("I", 5)]
    assert list(pages()) == CODES == [f"{letter}{number}" for letter, count in groups for number in range(1, count + 1)]
    assert [neighbours(code) for code in ("G1", "G7", "I5")] == [("", "G2"), ("G6", "M1"), ("I4", "")]


@pytest.mark.parametrize("code", CODES)
def test_a_page_says_why_what_to_do_and_shows_it(client, code):
    page = pages()[code]
    assert (len(page.do) >= 2, len(page.dont) >= 2, 1 <= len(page.examples) <= 2) == (True, True, True)
    shown = client.get(reverse("handbook:page", args=[code.lower()])).content.decode()
    norm = Norm.objects.get(code=code)
    texts = [norm.name, norm.sentence, page.why[:40], page.do[0], page.dont[0], page.where, page.examples[0].before, page.examples[0].after]
    escaped = shown.replace("&#x27;", "'").replace("&quot;", '"').replace("&amp;", "&")
    assert [text for text in texts if text not in escaped] == []


def test_every_page_is_reached_from_the_index_and_from_its_neighbours(client):
    index = client.get(reverse("handbook:index")).content.decode()
    assert [code for code in CODES if f'href="/handbook/{code.lower()}/"' not in index] == []
    page = client.get("/handbook/m1/").content.decode()
    assert ('rel="prev" href="/handbook/g7/"' in page, 'rel="next" href="/handbook/m2/"' in page) == (True, True)
    assert client.get("/handbook/z9/").status_code == 404


def test_the_handbook_takes_the_same_queries_for_one_wording_and_for_three(client, cohort, enrolled, mina, django_assert_num_queries):
    client.force_login(mina)
    for codes in (["G1"], ["G2", "M1"]):
        for code in codes:
            Wording.objects.create(norm=Norm.objects.get(code=code), scope=cohort.pk, sentence=f"Ours of {code}.")
        with django_assert_num_queries(5):  # login session, person, cohorts, norms, wordings
            client.get(reverse("handbook:all"))


def test_members_read_their_cohorts_words_and_nobody_else_does(client, cohort, enrolled, mina, otto):
    facts = {
        "norm": Norm.objects.get(code="G2"),
        "scope": cohort.pk,
        "sentence": "Four questions, please.",
        "note": "We meet for 90 minutes.",
    }
    Wording.objects.create(**facts)
    seen = []
    for person in (None, otto, mina):
        if person:
            client.force_login(person)
        page = client.get("/handbook/g2/").content.decode()
        seen.append(("In Spring cohort:" in page, "Four questions, please." in page, "90 minutes" in page))
    assert seen == [(False,) * 3, (False,) * 3, (True,) * 3]


def test_the_page_leads_to_where_the_rule_happens_for_this_person(client, match, hours, mina, maya, otto):
    meeting = sessions.book(match, next_tuesday(), by=mina)
    ways = {"g2": [None, "/sessions/", f"/sessions/{meeting.pk}/prepare/", f"/sessions/{meeting.pk}/brief/"]}
    ways["m7"] = [None, None, f"/matches/{match.pk}/book/", "/hours/"]
    for code, expected in ways.items():
        client.logout()
        for person, way in zip((None, otto, mina, maya), expected, strict=True):
            if person:
                client.force_login(person)
            doors = client.get(f"/handbook/{code}/").context["doors"]
            assert ([door.url for door in doors] or [None])[0] == way


@pytest.mark.parametrize("who", ["mina", "maya"])
def test_each_rule_leads_to_where_it_happens_and_from_there_back(client, match, hours, mina, maya, who):
    sessions.book(match, next_tuesday(), by=mina)
    conversations.write(match, mina, text="Good morning.")
    conversations.write(match, maya, text="Good evening.")
    client.force_login({"mina": mina, "maya": maya}[who])
    doors = registry.handbook_doors({"mina": mina, "maya": maya}[who])
    shown = {door.url: client.get(door.url).content.decode() for ways in doors.values() for door in ways}
    lost = [code for code, ways in doors.items() if not any(f'href="/handbook/{code.lower()}/"' in shown[door.url] for door in ways)]
    assert (sorted(set(CODES) - set(doors)), lost) == ({"mina": [], "maya": ["M2"]}[who], [])
