"""The record: what counts, who sees what of it, and how it is corrected."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from etiquette import occasions, outbox
from etiquette.ledger import record
from etiquette.models import Correction, Duty
from etiquette.occasions import Owes
from gurukool.lib.refusals import Refused
from tests.etiquette.conftest import HOUR, NOON

pytestmark = pytest.mark.django_db
DAY = 24 * HOUR


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def owe(person, tea, key, to=None):
    """Due in a day."""
    occasions.happened("tea_served", about=tea, at=NOON, people=[Owes("guest", person, to)], key=key)
    return Duty.objects.get(key=key)


def close(noon, duty, after, how):
    noon.move_to(NOON + after)
    Duty.objects.filter(pk=duty.pk).close(how)


@pytest.mark.parametrize(
    ("after", "how", "outcome"),
    [
        (DAY, "discharged", "kept"),
        (DAY + timedelta(seconds=1), "discharged", "late"),
        (DAY, "waived", None),
        (2 * DAY, "waived", None),
        (2 * DAY + timedelta(seconds=1), "waived", "missed"),
    ],
)
def test_a_duty_tells_by_itself_how_it_came_out(rule, mina, tea, noon, after, how, outcome):
    close(noon, owe(mina, tea, "a"), after, how)
    assert [entry.what for entry in record.read(mina).entries] == ([outcome] if outcome else [])


def test_a_promised_day_is_the_day_that_counts(rule, mina, tea, noon):
    duty = owe(mina, tea, "a")
    occasions.promise(duty.pk, by=mina, date=NOON + 3 * DAY)
    close(noon, duty, 3 * DAY, "discharged")
    assert record.read(mina).entries[0].what == "kept"


def test_what_only_an_admin_can_help_with_is_missed_until_it_is_done(rule, mina, tea, noon):
    duty = owe(mina, tea, "a")
    noon.move_to(NOON + 5 * DAY)
    assert record.read(mina).entries == []
    Duty.objects.update(stage=Duty.Stage.ADMINS)
    assert [entry.what for entry in record.read(mina).entries] == ["missed"]
    close(noon, duty, 6 * DAY, "discharged")
    assert [entry.what for entry in record.read(mina).entries] == ["late"]


@pytest.fixture
def full(rule, mina, maya, tea, noon):
    """Mina: one kept, one late (both closed on the third day), one no-show of that day; Maya came late."""
    occasions.note("no_show", person=mina, about=tea, at=NOON + 3 * DAY)
    occasions.note("late_arrival", person=maya, about=tea, at=NOON + 3 * DAY)
    kept, late = owe(mina, tea, "kept", maya), owe(mina, tea, "late", maya)
    Duty.objects.filter(pk=kept.pk).update(promise=NOON + 4 * DAY)
    close(noon, kept, 3 * DAY, "discharged")
    close(noon, late, 3 * DAY, "discharged")
    return late


def test_both_roles_have_one_that_fades(full, mina, maya, otto, noon):
    assert [record.read(person).share for person in (mina, maya, otto)] == pytest.approx([3.5 / 5, 2 / 3, 1])
    noon.move_to(NOON + 48 * DAY)
    assert [record.read(person).share for person in (mina, maya)] == pytest.approx([2.75 / 3.5, 2 / 2.5])  # half as much
    noon.move_to(NOON + 93 * DAY)
    assert (record.read(mina).entries, record.read(mina).share) == ([], 1)


@pytest.mark.parametrize("count", [1, 3])
def test_reading_takes_constant_queries(rule, mina, tea, noon, count, django_assert_num_queries):
    for number in range(count):
        close(noon, owe(mina, tea, f"{number}"), DAY, "discharged")
        noon.move_to(NOON)
    noon.move_to(NOON + 2 * DAY)
    with django_assert_num_queries(3):
        assert len(record.read(mina).entries) == count


def test_its_owner_reads_the_reasons_and_an_admin_only_counts(full, client, mina, olga, otto):
    client.force_login(mina)
    page = client.get(reverse("record:mine")).content.decode()
    assert page.count("Thank Maya Iyer for Profile of Mina Das") == 3  # two entries, one of which may be disputed
    assert page.count("This is not right") == 2
    assert "did not come" in page
    client.force_login(olga)
    counts = client.get(reverse("record:counts", args=[mina.uuid]))
    figures = {"in time": 1, "late": 1, "missed": 0, "did not come": 1}
    figures |= {"cancelled at short notice": 0, "moved at short notice": 0, "came late": 0}
    assert counts.context["counts"] == figures
    assert "Profile of" not in counts.content.decode()
    assert "Thank Maya" not in counts.content.decode()
    assert "Thank Maya" not in client.get(reverse("record:mine")).content.decode()
    client.force_login(otto)
    assert client.get(reverse("record:counts", args=[mina.uuid])).status_code == 404
    assert "Thank Maya" not in client.get(reverse("record:mine")).content.decode()


def test_an_entry_is_struck_out_with_a_note(full, client, mina, olga, otto, sink):
    client.force_login(mina)
    ask = reverse("record:ask", args=["duty", full.pk])
    assert "This field is required." in client.post(ask, {"text": ""}).content.decode()
    assert client.post(ask, {"text": "The page was down."}).status_code == 302
    asked = Correction.objects.get()
    assert record.read(mina).share == pytest.approx(3.5 / 5)  # asking changes nothing
    client.force_login(olga)
    assert [one.pk for one in client.get(reverse("record:corrections")).context["corrections"]] == [asked.pk]
    page = client.get(asked.get_absolute_url()).content.decode()
    assert "The page was down." in page
    assert "Say why" not in page
    assert client.post(asked.get_absolute_url(), {"granted": "yes", "note": "Indeed it was."}).status_code == 302
    assert record.read(mina).share == pytest.approx(3 / 4)
    assert record.counts(mina)["late"] == 0
    outbox.deliver()
    assert "Indeed it was." in sink.mails[0].get_body(["plain"]).get_content()
    client.force_login(mina)
    assert "Struck out: Indeed it was." in client.get(reverse("record:mine")).content.decode()
    client.force_login(otto)
    assert client.get(asked.get_absolute_url()).status_code == 404


def test_nobody_corrects_alone(full, mina, maya, olga, client):
    with pytest.raises(Refused, match="somebody else's"):
        record.ask(full, by=maya, text="Hm.")
    asked = record.ask(full, by=mina, text="I did.")
    with pytest.raises(Refused, match="asked about this entry already"):
        record.ask(full, by=mina, text="I did!")
    for person in (mina, maya):
        with pytest.raises(Refused, match="Somebody else"):
            record.decide(asked, by=person, granted=True, note="Yes.")
    record.decide(asked, by=olga, granted=False, note="The log says otherwise.")
    with pytest.raises(Refused, match="meanwhile"):
        record.decide(asked, by=olga, granted=True, note="Hm.")
    assert record.read(mina).share == pytest.approx(3.5 / 5)
    client.force_login(maya)
    assert client.get(reverse("record:ask", args=["duty", full.pk])).status_code == 404
