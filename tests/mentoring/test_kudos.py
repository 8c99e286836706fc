"""One warm sentence to a mentor, once a week; read by the two and by admins."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from etiquette.models import Email
from gurukool.lib.refusals import Refused
from mentoring.actions import kudos, sessions
from mentoring.models import Introduction, Kudos, News, Session
from tests.conftest import person
from tests.mentoring.conftest import enrol, next_tuesday

pytestmark = pytest.mark.django_db
TEXT = "Your “lead with the result” changed how I write."


@pytest.fixture
def peer(cohort):
    """Somebody else of the cohort, matched with nobody."""
    peer = person("Peer Lund", "Europe/Oslo")
    enrol(cohort, peer, "mentee")
    return peer


def test_the_mentor_has_it_as_news_and_nobody_gets_a_mail(enrolled, peer, maya, client):
    given = kudos.give(enrolled.mentor, peer, text=TEXT)
    line = News.objects.get(person=maya)
    assert (line.tag, line.text, line.url) == ("kudos", f"Peer Lund: {TEXT}", f"/kudos/#kudos-{given.pk}")
    assert not Email.objects.exists()
    client.force_login(maya)
    for page in ("home", "mentees:index", "kudos:index"):
        assert "changed how I write." in client.get(reverse(page)).content.decode()


def test_only_the_two_and_admins_read_it(enrolled, peer, maya, mina, olga, otto, client):
    kudos.give(enrolled.mentor, peer, text=TEXT)
    found = {}
    for reader in (peer, maya, olga, mina, otto):
        client.force_login(reader)
        found[reader.name] = "changed how I write." in client.get(reverse("kudos:index")).content.decode()
    assert found == {"Peer Lund": True, "Maya Iyer": True, "Olga Admin": True, "Mina Das": False, "Otto Outsider": False}


def test_once_a_week_by_the_givers_own_monday(enrolled, mina):
    sunday_in_kolkata = datetime(2027, 1, 10, 18, 0, tzinfo=UTC)  # 23:30
    with time_machine.travel(sunday_in_kolkata, tick=False) as clock:
        first = kudos.give(enrolled.mentor, mina, text=TEXT)
        assert kudos.give(enrolled.mentor, mina, text=TEXT) == first
        with pytest.raises(Refused, match="the next one can follow on Monday"):
            kudos.give(enrolled.mentor, mina, text="And thank you for the other thing.")
        clock.shift(3600)
        kudos.give(enrolled.mentor, mina, text="And thank you for the other thing.")
    assert [str(each.week) for each in Kudos.objects.order_by("week")] == ["2027-01-04", "2027-01-11"]


def test_nobody_praises_themselves_or_a_mentee_or_from_outside(enrolled, maya, mina, otto, olga):
    for place, by in ((enrolled.mentor, maya), (enrolled.mentee, maya), (enrolled.mentor, otto), (enrolled.mentor, olga)):
        with pytest.raises(PermissionDenied):
            kudos.give(place, by, text=TEXT)
    assert not Kudos.objects.exists()


@pytest.mark.parametrize(("text", "says"), [("", "what did they do that helped?"), ("x" * 201, "One sentence, please")])
def test_a_bad_sentence_is_explained_and_kept(enrolled, mina, client, text, says):
    client.force_login(mina)
    page = client.post(reverse("kudos:give", args=[enrolled.mentor.pk]), {"text": text}).content.decode()
    assert (says in page, f'value="{text}"' in page, Kudos.objects.count()) == (True, bool(text), 0)


def test_a_mentors_card_leads_there_a_mentees_does_not(enrolled, peer, maya, mina, client):
    client.force_login(peer)
    url = reverse("kudos:give", args=[enrolled.mentor.pk])
    found = [url in client.get(each.get_absolute_url()).content.decode() for each in (maya, mina)]
    assert found == [True, False]
    client.force_login(maya)
    assert "Give Maya kudos" not in client.get(maya.get_absolute_url()).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_constant_queries(cohort, enrolled, maya, count, client, django_assert_num_queries):
    for number in range(count):
        giver = person(f"Giver{number} Lund", "UTC")
        enrol(cohort, giver, "mentee")
        kudos.give(enrolled.mentor, giver, text=f"{number}")
    client.force_login(maya)
    with django_assert_num_queries(4):  # login session, person, kudos, cohorts whose mentors one may thank
        assert len(client.get(reverse("kudos:index")).context["page"].rows) == count


def test_it_is_offered_where_one_would_look(client, cohort, enrolled, match, hours, mina, maya):
    give = reverse("kudos:give", args=[enrolled.mentor.pk])
    meeting = sessions.book(match, next_tuesday(), by=mina)
    introduction = Introduction.objects.create(
        enrolment=enrolled.mentor, professional="Optics.", status="ready", submitted_at=timezone.now()
    )
    pages = [meeting.get_absolute_url(), reverse("introductions:mentors", args=[cohort.slug])]

    def offered(reader):
        client.force_login(reader)
        return [give in client.get(page).content.decode() for page in pages]

    assert (introduction.is_of_mentor, offered(mina), offered(maya)) == (True, [False, True], [False, False])
    begun = timezone.now() - timedelta(hours=5)
    Session.objects.filter(pk=meeting.pk).update(during=(begun, begun + timedelta(hours=1)), status="held", settled_at=begun)
    assert (offered(mina), offered(maya)) == ([True, True], [False, False])
    client.force_login(mina)
    assert pages[1] in client.get(reverse("kudos:index")).content.decode()
