"""The door: raising, re-dating, discharging, waiving, asking and promising."""

import uuid
from datetime import timedelta

import pytest
import time_machine

from etiquette import occasions, outbox
from etiquette.models import Duty, Email, Norm, Rule
from etiquette.occasions import DefaultRule, Happening, Owes
from etiquette.rulebook import seeding
from gurukool.lib.refusals import Refused
from mentoring.models import Profile
from tests.etiquette.conftest import HOUR, MAIL, NOON

pytestmark = pytest.mark.django_db
DAY = 24 * HOUR


@pytest.fixture(autouse=True)
def noon():
    """Tea is served now."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def serve(tea, *people, at=NOON, **facts):
    return occasions.happened("tea_served", about=tea, at=at, people=[Owes("guest", person) for person in people], **facts)


def test_a_rule_raises_one_duty_per_person_in_its_role(rule, tea, mina, maya, olga):
    people = [Owes("guest", mina, maya), Owes("host", olga)]
    assert occasions.happened("tea_served", about=tea, at=NOON, people=people) == 1
    duty = Duty.objects.get()
    assert (duty.person, duty.owed_to, duty.rule, duty.act, duty.due_at) == (mina, maya, rule, "sip", NOON + 24 * HOUR)
    assert (duty.about_id, duty.about_text, duty.remind_at, duty.status) == (tea.pk, "Profile of Mina Das", duty.due_at, "open")
    assert duty.title == "Thank Maya Iyer for Profile of Mina Das"


def test_an_unknown_occasion_is_an_error(tea):
    with pytest.raises(ValueError, match="tea_spilt"):
        occasions.happened("tea_spilt", about=tea, at=NOON, people=[])


def test_told_twice_it_is_owed_once(rule, tea, mina):
    serve(tea, mina)
    first = Duty.objects.values().get()
    serve(tea, mina)
    assert Duty.objects.values().get() == first


def test_another_key_is_another_duty(rule, tea, mina):
    serve(tea, mina, key="first cup")
    serve(tea, mina, key="second cup")
    assert sorted(Duty.objects.values_list("key", flat=True)) == ["first cup", "second cup"]


def test_a_new_moment_redates_open_duties_and_leaves_closed_ones(rule, tea, mina, maya):
    serve(tea, mina, maya)
    occasions.discharge("sip", by=maya, about=tea)
    Duty.objects.open().update(stage=2, remind_at=None)
    serve(tea, mina, maya, at=NOON + HOUR)
    assert Duty.objects.values_list("due_at", "remind_at", "stage").get(person=mina) == (NOON + 25 * HOUR, NOON + 25 * HOUR, 0)
    assert Duty.objects.values_list("due_at", "remind_at", "status").get(person=maya) == (NOON + 24 * HOUR, None, "discharged")


def test_a_moment_long_past_still_raises_the_duty_and_it_is_overdue(rule, tea, mina):
    serve(tea, mina, at=NOON - timedelta(days=400))
    assert list(Duty.objects.overdue()) == list(Duty.objects.all())
    assert Duty.objects.get().is_overdue


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_people(rule, tea, mina, maya, olga, count, django_assert_num_queries):
    serve(tea)  # content types are cached from here on
    with django_assert_num_queries(4):  # the rules, who is away, the insert, what was open before
        serve(tea, *[mina, maya, olga][:count])
    assert Duty.objects.count() == count


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_objects(rule, tea, coffee, mina, maya, olga, count, django_assert_num_queries):
    things = [tea, coffee, Profile.objects.create(person=olga)][:count]
    Rule.objects.create(occasion="tea_served", role="guest", act="pour", within=HOUR, why="Guests wait.")
    serve(tea)
    told = [Happening(thing, NOON + number * HOUR, [Owes("guest", mina), Owes("guest", maya)]) for number, thing in enumerate(things)]
    with django_assert_num_queries(4):  # the rules, who is away, the insert, what was open before
        assert occasions.happened_for_all("tea_served", told) == 4 * count
    moved = [Happening(one.about, one.at + DAY, one.people) for one in told]
    with django_assert_num_queries(6):  # and who is away of whom those are, the re-dating
        occasions.happened_for_all("tea_served", moved)
    due = Duty.objects.filter(person=mina, act="sip").order_by("due_at").values_list("about_id", "due_at", "remind_at")
    assert list(due) == [(one.about.pk, one.at + DAY, one.at + DAY) for one in moved]
    assert Duty.objects.count() == 4 * count


@pytest.mark.parametrize("count", [1, 3])
def test_many_objects_follow_a_new_moment_at_the_cost_of_one(rule, tea, coffee, mina, maya, olga, count, django_assert_num_queries):
    things = [tea, coffee, Profile.objects.create(person=olga)][:count]
    occasions.happened_for_all("tea_served", [Happening(thing, NOON, [Owes("guest", mina), Owes("guest", maya)]) for thing in things])
    occasions.discharge("sip", by=maya, about=tea)
    with django_assert_num_queries(1):
        moved = occasions.redate("tea_served", abouts=[thing.pk for thing in things], at=NOON + HOUR)
    assert moved == 2 * count - 1
    assert set(Duty.objects.open().values_list("due_at", "remind_at")) == {(NOON + 25 * HOUR, NOON + 25 * HOUR)}
    assert Duty.objects.get(status="discharged").due_at == NOON + DAY
    assert occasions.redate("tea_served", abouts=Profile.objects.values("pk"), at=NOON + HOUR) == 0


@pytest.mark.parametrize(
    ("within", "ahead", "due"),
    [
        (-DAY, 20 * HOUR, 2 * HOUR),  # asked for 4 hours ago
        (-DAY, HOUR, HOUR),  # sooner than the grace
        (-DAY, 25 * HOUR, 2 * HOUR),  # asked for in an hour
        (-DAY, 48 * HOUR, DAY),
        (HOUR, timedelta(0), HOUR),
        (DAY, -48 * HOUR, -DAY),  # what was due when it was told stays due then
    ],
)
def test_nothing_is_late_before_one_could_know_of_it(rule, tea, mina, within, ahead, due, noon):
    rule.within = within
    rule.save()
    serve(tea, mina, at=NOON + ahead)
    told = Duty.objects.values().get()
    assert (told["due_at"], told["remind_at"]) == (NOON + due, NOON + max(due, 2 * HOUR))
    noon.move_to(NOON + timedelta(minutes=30))
    serve(tea, mina, at=NOON + ahead)
    assert Duty.objects.values().get() == told


@pytest.mark.parametrize("bulk", [True, False])
def test_moved_at_short_notice_it_has_its_grace_again(rule, tea, mina, bulk):
    rule.within = -DAY
    rule.save()
    serve(tea, mina, at=NOON + 5 * DAY)
    if bulk:
        occasions.redate("tea_served", abouts=[tea.pk], at=NOON + 20 * HOUR)
    else:
        serve(tea, mina, at=NOON + 20 * HOUR)
    assert Duty.objects.values_list("due_at", "remind_at").get() == (NOON + 2 * HOUR, NOON + 2 * HOUR)


def test_a_cohorts_own_rule_replaces_the_general_one(rule, tea, mina):
    cohort = uuid.uuid4()
    Rule.objects.create(occasion="tea_served", role="guest", act="sip", within=HOUR, why="Here it is hot.", scope=cohort)
    serve(tea, mina, scope=cohort)
    assert Duty.objects.values_list("due_at", "scope", "rule__why").get() == (NOON + HOUR, cohort, "Here it is hot.")


def test_a_rule_made_for_a_cohort_later_raises_no_second_duty(rule, tea, mina):
    cohort = uuid.uuid4()
    serve(tea, mina, scope=cohort)
    Rule.objects.create(occasion="tea_served", role="guest", act="sip", within=HOUR, why="Here it is hot.", scope=cohort)
    serve(tea, mina, scope=cohort)
    assert Duty.objects.values_list("due_at", flat=True).get() == NOON + 24 * HOUR


@pytest.mark.parametrize("bulk", [True, False])
def test_what_is_open_follows_its_moment_by_the_time_and_the_sentence_it_was_raised_with(rule, tea, mina, bulk):
    cohort = uuid.uuid4()
    serve(tea, mina, scope=cohort)
    Rule.objects.create(occasion="tea_served", role="guest", act="sip", within=HOUR, why="-", scope=cohort, active=False)
    Rule.objects.filter(pk=rule.pk).update(within=2 * HOUR, why="Tea is hot.")
    if bulk:
        occasions.redate("tea_served", abouts=[tea.pk], at=NOON + DAY)
    else:
        serve(tea, mina, at=NOON + DAY, scope=cohort)
    assert Duty.objects.values_list("due_at", "why").get() == (NOON + 2 * DAY, "Tea gets cold.")


def test_an_inactive_rule_of_a_cohort_switches_the_general_one_off_there_only(rule, tea, coffee, mina):
    cohort = uuid.uuid4()
    Rule.objects.create(occasion="tea_served", role="guest", act="sip", within=HOUR, why="-", scope=cohort, active=False)
    serve(tea, mina, scope=cohort)
    serve(coffee, mina, scope=uuid.uuid4())
    assert Duty.objects.values_list("about_id", flat=True).get() == coffee.pk


def test_discharge_closes_only_this_persons_act_about_this_object(rule, tea, coffee, mina, maya):
    serve(tea, mina, maya)
    serve(coffee, mina)
    assert occasions.discharge("sip", by=mina, about=tea) == 1
    assert occasions.discharge("sip", by=mina, about=tea) == 0
    assert set(Duty.objects.open().values_list("person", "about_id")) == {(maya.pk, tea.pk), (mina.pk, coffee.pk)}
    closed = Duty.objects.get(status="discharged")
    assert closed.closed_at is not None
    assert closed.remind_at is None


@pytest.mark.parametrize("count", [1, 3])
def test_many_are_discharged_at_the_cost_of_one(rule, tea, coffee, mina, maya, olga, count, django_assert_num_queries):
    things = [tea, coffee, Profile.objects.create(person=olga)]
    occasions.happened_for_all("tea_served", [Happening(thing, NOON, [Owes("guest", mina), Owes("guest", maya)]) for thing in things])
    with django_assert_num_queries(1):
        assert occasions.discharge_all("sip", by=mina, abouts=things[:count]) == count
    assert Duty.objects.open().count() == 6 - count
    assert occasions.discharge_all("sip", by=mina, abouts=[]) == 0


def test_waive_closes_the_duties_and_withdraws_the_unsent_mail(rule, tea, coffee, mina):
    serve(tea, mina)
    serve(coffee, mina)
    for key, about in (("tea", tea), ("sent", tea), ("coffee", coffee)):
        outbox.enqueue("news", to=mina, mail=MAIL, key=key, about=about)
    Email.objects.filter(key="sent").update(status="sent", sent_at=NOON)
    assert occasions.waive(tea) == 1
    assert dict(Duty.objects.values_list("about_id", "status")) == {tea.pk: "waived", coffee.pk: "open"}
    assert dict(Email.objects.values_list("key", "status")) == {"tea": "withdrawn", "sent": "sent", "coffee": "queued"}


def test_is_clear_asks_about_one_object_or_all(rule, tea, coffee, mina, maya):
    serve(tea, mina)
    asked = [(mina, tea), (mina, coffee), (mina, None), (maya, None)]
    assert [occasions.is_clear(person, "sip", about) for person, about in asked] == [False, True, False, True]
    occasions.discharge("sip", by=mina, about=tea)
    assert occasions.is_clear(mina, "sip")


def test_a_promise_moves_the_reminder_and_the_deadline(rule, tea, mina):
    serve(tea, mina, at=NOON - 25 * HOUR)
    duty = occasions.promise(Duty.objects.get().pk, by=mina, date=NOON + 48 * HOUR)
    assert (duty.promise, duty.remind_at, duty.deadline, duty.is_overdue) == (NOON + 48 * HOUR, NOON + 48 * HOUR, NOON + 48 * HOUR, False)
    serve(tea, mina)  # a move does not break a later promise
    duty.refresh_from_db()
    assert (duty.due_at, duty.remind_at) == (NOON + 24 * HOUR, NOON + 48 * HOUR)


@pytest.mark.parametrize("hours", [-1, 31 * 24])
def test_a_promise_is_refused_for_the_past_and_for_some_day(rule, tea, mina, hours):
    serve(tea, mina)
    with pytest.raises(Refused, match="within the next 30 days"):
        occasions.promise(Duty.objects.get().pk, by=mina, date=NOON + hours * HOUR)


def test_nobody_promises_for_another(rule, tea, mina, maya):
    serve(tea, mina)
    with pytest.raises(Refused, match="no longer owed"):
        occasions.promise(Duty.objects.get().pk, by=maya, date=NOON + HOUR)
    assert Duty.objects.get().promise is None


def test_default_rules_become_rows_once_and_an_admins_edit_stays(db):
    occasions.register_rules([DefaultRule("tea_served", "host", "pour", HOUR, "G1", "Guests wait.")])
    seeding.plant()
    pour = Rule.objects.get(act="pour")
    assert (pour.norm.code, pour.why, pour.within) == ("G1", "Guests wait.", HOUR)
    Rule.objects.filter(pk=pour.pk).update(within=2 * HOUR, active=False)
    seeding.plant()
    assert Rule.objects.filter(act="pour").values_list("within", "active").get() == (2 * HOUR, False)
    assert Norm.objects.count() == 20


def test_a_default_rule_for_an_unknown_act_is_an_error():
    with pytest.raises(ValueError, match="juggle"):
        occasions.register_rules([DefaultRule("tea_served", "host", "juggle", HOUR, "G1", "No.")])
