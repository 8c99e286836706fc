"""Checklists: ticked by hand or by the act, discharged by the last tick, a cohort's own, seen by nobody else."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from etiquette import occasions
from etiquette.checklists import editing, moments, reading, ticking
from etiquette.checklists.editing import Wanted
from etiquette.checklists.moments import DefaultChecklist, Moment
from etiquette.models import Checklist, Duty, Rule, Step, Tick
from etiquette.occasions import Owes
from etiquette.rulebook import seeding
from gurukool.lib.refusals import Refused
from mentoring.models import Profile
from tests.etiquette.conftest import HOUR

pytestmark = pytest.mark.django_db
COHORT = uuid4()
STEPS = ("Warm the pot", ("Pour", "poured"), "Wait")


@pytest.fixture
def pouring(monkeypatch, mina, tea):
    """Mina owes a list of three steps about her tea, one of which the act of pouring ticks; the moment is hers alone."""
    monkeypatch.setattr(moments, "MOMENTS", moments.MOMENTS.copy())
    monkeypatch.setattr(moments, "DEFAULTS", moments.DEFAULTS.copy())
    finder = lambda user, key: Profile.objects.filter(pk=key, person=user).first()  # noqa: E731
    role = lambda user, thing: "host" if thing.person == user else None  # noqa: E731
    moments.register_moment(Moment("tea", "Tea", finder, role, lambda thing: COHORT))
    moments.register_checklists([DefaultChecklist("tea", "host", "Pour the tea", STEPS, owed_as="pour")])
    Rule.objects.create(occasion="tea_served", role="host", act="pour", within=HOUR, why="Guests wait.")
    listed = Checklist.objects.create(moment="tea", role="host", title="Pour the tea")
    for at, (text, act) in enumerate(moments.DEFAULTS["tea", "host"].pairs, 1):
        Step.objects.create(checklist=listed, position=at, text=text, act=act)
    occasions.happened("tea_served", about=tea, at=timezone.now(), people=[Owes("host", mina)], scope=COHORT)
    return listed


@pytest.fixture
def as_mina(client, mina):
    client.force_login(mina)
    return client


def state(person, tea):
    """What the list says now: each step, and how it was ticked."""
    how = {(False, False): "", (True, False): "hand", (True, True): "act"}
    return {line.step.text: how[line.is_ticked, line.by_itself] for line in reading.listing("tea", person, tea).lines}


def step(text):
    return Step.objects.get(text=text, checklist__scope=None)


def test_a_list_for_an_unknown_moment_is_an_error():
    with pytest.raises(ValueError, match="unregistered moment"):
        moments.register_checklists([DefaultChecklist("nowhen", "host", "Nothing", ())])


def test_the_page_ticks_and_the_last_tick_discharges_the_duty(pouring, as_mina, tea):
    duty = Duty.objects.get()
    assert duty.url == reverse("checklists:show", args=["tea", tea.pk])
    tick, untick = ({text: reverse(f"checklists:{verb}", args=["tea", tea.pk, step(text).pk]) for text in ("Warm the pot", "Wait")}
                    for verb in ("tick", "untick"))  # fmt: skip
    assert as_mina.post(tick["Wait"])["Location"] == duty.url
    as_mina.post(untick["Wait"])
    assert not Tick.objects.exists()
    occasions.discharge("poured", by=duty.person, about=tea)
    for url in (tick["Wait"], tick["Wait"], tick["Warm the pot"]):
        as_mina.post(url, {"next": "/owed/"})
    assert state(duty.person, tea) == {"Warm the pot": "hand", "Pour": "act", "Wait": "hand"}
    assert Duty.objects.get().status == "discharged"


def test_the_act_itself_can_be_the_last_tick(pouring, mina, tea):
    for text in ("Warm the pot", "Wait"):
        assert ticking.tick("tea", tea, step(text).pk, by=mina) is False
    occasions.discharge("poured", by=mina, about=tea)
    assert Duty.objects.get().status == "discharged"


def test_what_an_act_ticked_no_hand_takes_back(pouring, mina, tea):
    occasions.discharge("poured", by=mina, about=tea)
    ticking.untick("tea", tea, step("Pour").pk, by=mina)
    assert state(mina, tea)["Pour"] == "act"


def test_an_act_nobody_waits_for_ticks_nothing(pouring, mina, tea):
    occasions.discharge("sip", by=mina, about=tea)
    assert not Tick.objects.exists()


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example"])
def test_a_tick_leads_nowhere_else(pouring, as_mina, tea, address):
    url = reverse("checklists:tick", args=["tea", tea.pk, step("Wait").pk])
    assert as_mina.post(url, {"next": address})["Location"] == reverse("checklists:show", args=["tea", tea.pk])


def test_nobody_else_has_the_list_not_even_an_admin(pouring, client, maya, olga, tea):
    for person in (maya, olga):
        client.force_login(person)
        urls = [reverse("checklists:show", args=["tea", tea.pk]), reverse("checklists:show", args=["nowhen", tea.pk])]
        assert [client.get(url).status_code for url in urls] == [404, 404]
        assert client.post(reverse("checklists:tick", args=["tea", tea.pk, step("Wait").pk])).status_code == 404
    assert not Tick.objects.exists()


def test_a_step_of_another_list_is_refused(pouring, as_mina, tea):
    other = Step.objects.exclude(checklist=pouring).first()
    page = as_mina.post(reverse("checklists:tick", args=["tea", tea.pk, other.pk]))
    assert (page.status_code, "not on the list any more" in page.content.decode()) == (409, True)


def test_a_cohorts_own_list_keeps_what_is_ticked(pouring, mina, tea):
    ticking.tick("tea", tea, step("Wait").pk, by=mina)
    wanted = [Wanted("Wait five minutes", key=step("Wait").pk), Wanted("Pour", "poured", step("Pour").pk), Wanted("Smile")]
    editing.revise("tea", "host", COHORT, title="Tea, our way", steps=wanted)
    assert state(mina, tea) == {"Wait five minutes": "hand", "Pour": "", "Smile": ""}
    assert [text for (text,) in pouring.steps.values_list("text")] == ["Warm the pot", "Pour", "Wait"]


def test_another_cohort_keeps_the_general_list(pouring, mina, tea):
    editing.revise("tea", "host", uuid4(), title="Elsewhere", steps=[Wanted("Smile")])
    assert list(state(mina, tea)) == ["Warm the pot", "Pour", "Wait"]


def test_the_second_change_rewords_reorders_and_removes(pouring, mina, tea):
    own = editing.revise("tea", "host", COHORT, title="Ours", steps=[Wanted("A"), Wanted("B"), Wanted("C")])
    a, b, _ = own.steps.all()
    ticking.tick("tea", tea, b.pk, by=mina)
    editing.revise("tea", "host", COHORT, title="Ours", steps=[Wanted("B, reworded", key=b.pk), Wanted("A", key=a.pk)])
    assert state(mina, tea) == {"B, reworded": "hand", "A": ""}
    assert Checklist.objects.filter(moment="tea").count() == 2


def test_a_list_that_became_complete_is_discharged(pouring, mina, tea):
    ticking.tick("tea", tea, step("Wait").pk, by=mina)
    editing.revise("tea", "host", COHORT, title="Ours", steps=[Wanted("Wait", key=step("Wait").pk)])
    assert Duty.objects.get().status == "discharged"


def test_a_list_that_is_owed_needs_a_step(pouring):
    with pytest.raises(Refused, match="switch its rule off"):
        editing.revise("tea", "host", COHORT, title="Ours", steps=[])
    assert Checklist.objects.filter(scope=COHORT).count() == 0


def test_going_back_to_the_general_list_keeps_ticks_of_the_same_words(pouring, mina, tea):
    own = editing.revise("tea", "host", COHORT, title="Ours", steps=[Wanted("Smile"), Wanted("Wait", key=step("Wait").pk)])
    for mine in own.steps.all():
        Tick.objects.create(person=mina, about_id=tea.pk, scope=COHORT, step=mine)
    editing.reset("tea", "host", COHORT)
    editing.reset("tea", "host", COHORT)
    assert state(mina, tea) == {"Warm the pot": "", "Pour": "", "Wait": "hand"}


def test_default_lists_become_rows_once_and_an_admins_edit_stays(pouring):
    moments.register_checklists([DefaultChecklist("tea", "guest", "Drink", STEPS)])
    Step.objects.filter(checklist=pouring, position=1).update(text="Rinse the pot")
    for _ in range(2):
        seeding.plant()
    rows = Step.objects.filter(checklist__moment="tea").order_by("checklist__role", "position")
    assert list(rows.values_list("checklist__role", "text", "act")) == [
        ("guest", "Warm the pot", ""),
        ("guest", "Pour", "poured"),
        ("guest", "Wait", ""),
        ("host", "Rinse the pot", ""),
        ("host", "Pour", "poured"),
        ("host", "Wait", ""),
    ]


def test_three_lists_cost_what_one_does(pouring, mina, tea, django_assert_num_queries):
    general = moments.MOMENTS["tea"]
    for code in ("tea_2", "tea_3"):
        moments.register_moment(Moment(code, code, general.find, general.role_of, general.scope_of))
        Step.objects.create(checklist=Checklist.objects.create(moment=code, role="host", title=code), position=1, text=code)
    for codes in (["tea"], ["tea", "tea_2", "tea_3"]):
        with django_assert_num_queries(3):
            assert len(reading.listings(codes, mina, tea)) == len(codes)


def test_what_is_forgotten_takes_its_ticks_along(pouring, mina, tea):
    ticking.tick("tea", tea, step("Wait").pk, by=mina)
    occasions.forget([tea])
    assert not Tick.objects.exists()
