"""A cohort's own rulebook: words, times and lists, for later occasions only, and back to the general ones."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from etiquette.models import Checklist, Duty, Norm, Rule, Step, Wording
from etiquette.occasions import Owes, happened
from etiquette.reminding import reminders
from mentoring.actions import conversations, sessions
from mentoring.models import Cohort
from tests.mentoring.conftest import next_tuesday

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def as_olga(client, olga):
    client.force_login(olga)
    return client


@pytest.fixture
def acknowledge():
    return Rule.objects.get(occasion="message_sent", act="acknowledge", scope=None)


def address(name, cohort, *args):
    return reverse(f"rulebooks:{name}", args=[cohort.slug, *args])


def facts(**more):
    return {"hours": "6", "why": "In this cohort, within the working day.", "active": "on"} | more


def write(match, person, text):
    message = conversations.write(match, person, text=text)
    return Duty.objects.about(message).filter(act="acknowledge").select_related("rule").first()


def test_the_board_leads_there_and_every_norm_rule_and_list_is_shown(as_olga, cohort):
    assert address("show", cohort) in as_olga.get(reverse("cohorts:board", args=[cohort.slug])).content.decode()
    page = as_olga.get(address("show", cohort))
    assert [chapter.norm.code for chapter in page.context["chapters"]][:8] == [*(f"G{n}" for n in range(1, 8)), "M1"]
    shown = {rule.pk for chapter in page.context["chapters"] for rule in chapter.rules}
    assert shown == set(Rule.objects.values_list("pk", flat=True))
    assert {list.pk for _, list in page.context["lists"]} == set(Checklist.objects.values_list("pk", flat=True))


def test_a_cohorts_time_and_sentence_hold_for_what_happens_later(as_olga, cohort, match, mina, acknowledge):
    before = write(match, mina, "Before.")
    assert as_olga.post(address("rule", cohort, acknowledge.pk), facts()).status_code == 302
    after = write(match, mina, "After.")
    now = timezone.now()
    assert [round((duty.due_at - now) / HOUR) for duty in (before, after)] == [24, 6]
    before.refresh_from_db()
    assert [duty.why for duty in (before, after)] == [acknowledge.why, "In this cohort, within the working day."]


def test_an_open_duty_reads_as_it_did_whatever_becomes_of_its_rule(as_olga, client, cohort, match, mina, maya, acknowledge):
    write(match, mina, "Before.")
    as_olga.post(reverse("rules:edit", args=[acknowledge.pk]), facts(hours="3", why="Three hours, please."))
    as_olga.post(address("rule", cohort, acknowledge.pk), facts(active=""))
    client.force_login(maya)
    page = client.get(reverse("duties:owed")).content.decode()
    assert (acknowledge.why in page, "Three hours, please." in page) == (True, False)


def test_the_owed_list_and_the_mail_use_the_cohorts_sentence(as_olga, client, cohort, match, mina, maya, acknowledge):
    as_olga.post(address("rule", cohort, acknowledge.pk), facts())
    duty = write(match, mina, "Hello.")
    client.force_login(maya)
    assert "within the working day" in client.get(reverse("duties:owed")).content.decode()
    Duty.objects.filter(pk=duty.pk).update(due_at=timezone.now() - HOUR, remind_at=timezone.now() - HOUR)
    reminders.sweep()
    assert "within the working day" in reminders.compose(maya.emails.get(kind="reminder")).text


def test_a_rule_is_switched_off_in_one_cohort_only(as_olga, cohort, applying, match, mina, maya, acknowledge):
    as_olga.post(address("rule", cohort, acknowledge.pk), facts(active=""))
    assert write(match, mina, "Quiet.") is None
    for scope, owed in ((cohort, 0), (applying, 1)):
        assert happened("message_sent", about=match, at=timezone.now(), people=[Owes("recipient", maya)], scope=scope) == owed


def test_what_is_owed_already_stays_when_its_rule_is_switched_off(as_olga, cohort, match, mina, acknowledge):
    duty = write(match, mina, "Before.")
    as_olga.post(address("rule", cohort, acknowledge.pk), facts(active=""))
    duty.refresh_from_db()
    assert duty.status == "open"


def test_going_back_to_the_general_rule_keeps_dates(as_olga, cohort, match, mina, acknowledge):
    as_olga.post(address("rule", cohort, acknowledge.pk), facts())
    duty = write(match, mina, "Hello.")
    own = Rule.objects.get(scope=cohort.pk)
    for _ in range(2):
        assert as_olga.post(address("reset_rule", cohort, acknowledge.pk)).status_code == 302
    assert not Rule.objects.filter(pk=own.pk).exists()
    again = Duty.objects.get(pk=duty.pk)
    assert (again.due_at, again.rule) == (duty.due_at, acknowledge)


def test_a_second_change_is_made_to_the_same_row(as_olga, cohort, acknowledge):
    as_olga.post(address("rule", cohort, acknowledge.pk), facts())
    own = Rule.objects.get(scope=cohort.pk)
    as_olga.post(address("rule", cohort, own.pk), facts(hours="12"))
    assert Rule.objects.filter(scope=cohort.pk).values_list("pk", "within").get() == (own.pk, 12 * HOUR)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"hours": "soon"}, "Enter a whole number."),
        ({"hours": ""}, "Please give a number of hours; 0 means at the moment itself."),
        ({"hours": "9000"}, "Please stay within a year."),
        ({"hours": "-3"}, "Nobody can do this before the moment: please give a number above 0, such as 3."),
        ({"why": " "}, "Please say why, in one sentence"),
    ],
)
def test_bad_input_gets_a_sentence_and_keeps_what_was_typed(as_olga, cohort, acknowledge, typed, sentence):
    page = as_olga.post(address("rule", cohort, acknowledge.pk), facts(**typed)).content.decode()
    assert sentence in page
    assert facts(**typed)["hours"] in page
    assert not Rule.objects.filter(scope=cohort.pk).exists()


def test_what_is_due_before_the_moment_stays_before_it(as_olga, cohort, match, hours, mina):
    prepare = Rule.objects.get(act="prepare")
    page = as_olga.post(address("rule", cohort, prepare.pk), facts(hours="24")).content.decode()
    assert "This is done before the moment: please give a number below 0, such as -24." in page
    as_olga.post(address("rule", cohort, prepare.pk), facts(hours="-36"))
    meeting = sessions.book(match, next_tuesday(), by=mina)
    assert Duty.objects.get(act="prepare").due_at == meeting.starts_at - 36 * HOUR


def test_a_norm_gets_the_cohorts_words_and_gives_them_back(as_olga, cohort):
    url = address("norm", cohort, "g2")
    assert Norm.objects.get(code="G2").sentence in as_olga.get(url).content.decode()
    assert "Please give the sentence" in as_olga.post(url, {"sentence": ""}).content.decode()
    for sentence in ("Four questions.", "Five questions."):
        as_olga.post(url, {"sentence": sentence, "note": "We meet longer."})
    assert Wording.objects.values_list("norm__code", "scope", "sentence", "note").get() == (
        "G2",
        cohort.pk,
        "Five questions.",
        "We meet longer.",
    )
    as_olga.post(address("reset_norm", cohort, "g2"))
    assert not Wording.objects.exists()


def test_a_list_is_reworded_reordered_shortened_and_lengthened(as_olga, cohort):
    url = address("checklist", cohort, "first_contact", "mentee")
    first, second, third = as_olga.get(url).context["list"].steps.all()
    rows = [(first, "3", ""), (second, "1", ""), (third, "2", "on")]
    data = {"title": "How we begin", "steps-TOTAL_FORMS": "5", "steps-INITIAL_FORMS": "3"}
    for at, (step, order, gone) in enumerate(rows):
        data |= {f"steps-{at}-key": step.pk, f"steps-{at}-text": f"{step.text}!", f"steps-{at}-act": step.act, f"steps-{at}-ORDER": order}
        data |= {f"steps-{at}-DELETE": gone} if gone else {}
    data |= {"steps-3-text": "Say hello to the others", "steps-3-ORDER": "9"}
    assert as_olga.post(url, data).status_code == 302
    own = Checklist.objects.get(scope=cohort.pk)
    assert (own.title, list(own.steps.values_list("text", "act"))) == (
        "How we begin",
        [(f"{second.text}!", "write_first"), (f"{first.text}!", ""), ("Say hello to the others", "")],
    )
    as_olga.post(address("reset_checklist", cohort, "first_contact", "mentee"))
    assert not Checklist.objects.filter(scope=cohort.pk).exists()


def test_an_owed_list_without_steps_is_refused_with_a_sentence(as_olga, cohort):
    url = address("checklist", cohort, "first_contact", "mentee")
    page = as_olga.post(url, {"title": "Nothing", "steps-TOTAL_FORMS": "1", "steps-INITIAL_FORMS": "0", "steps-0-text": ""})
    assert "it needs at least one step" in page.content.decode()
    assert not Checklist.objects.filter(scope=cohort.pk).exists()
    assert Step.objects.filter(checklist__moment="first_contact").count() == 6


def test_a_list_nobody_knows_does_not_exist(as_olga, cohort):
    assert as_olga.get(address("checklist", cohort, "first_contact", "admin")).status_code == 404


@pytest.mark.parametrize("others", [1, 3])
def test_the_page_costs_the_same_with_any_number_of_own_rules(as_olga, cohort, others, django_assert_num_queries):
    for rule in Rule.objects.filter(scope=None)[:others]:
        as_olga.post(address("rule", cohort, rule.pk), {"hours": round(rule.within / HOUR), "why": "Ours.", "active": "on"})
    assert Rule.objects.filter(scope=cohort.pk).count() == others
    with django_assert_num_queries(8):  # login session, person, cohort, wordings, rules, norms, lists, steps
        as_olga.get(address("show", cohort))


def test_a_rule_of_one_cohort_says_nothing_in_another(as_olga, cohort, applying, acknowledge):
    as_olga.post(address("rule", cohort, acknowledge.pk), facts())
    page = as_olga.get(address("show", Cohort.objects.get(pk=applying.pk)))
    assert "within the working day" not in page.content.decode()
