"""The mentoring agreement: drafted by the mentee, signed by both, signed anew when it changes, revisited half-way."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from etiquette.models import Duty
from etiquette.occasions import Owes, happened
from gurukool.lib.refusals import Refused
from mentoring.actions import agreements, endings, milestones
from mentoring.models import Agreement, Cohort, News, SelfAssessment, Signature

pytestmark = pytest.mark.django_db
TEXT = {"goals": "One talk.", "rhythm": "Weekly.", "confidentiality": "Between us.", "ending": "Kindly."}


def owed(*acts):
    return sorted(Duty.objects.open().filter(act__in=acts).values_list("act", "person__name"))


def signed(agreement):
    return sorted(agreement.signatures.values_list("person__name", flat=True))


def page(name, thing):
    return reverse(f"agreements:{name}", args=[thing.pk])


@pytest.fixture
def approved(match, cohort, mina, maya):
    """The match, with all that approving it asks of the two."""
    people = [Owes("mentee", mina, to=maya), Owes("mentor", maya, to=mina)]
    happened("cohort_approved", about=match, at=timezone.now(), people=people, scope=cohort)
    return match


@pytest.fixture
def both(match, mina, maya):
    agreement = agreements.write(match, mina, seen=0, **TEXT)
    agreements.sign(agreement, maya)
    return agreement


def test_the_mentee_is_asked_to_draft_it_within_ten_days(approved):
    duty = Duty.objects.get(act="draft_agreement")
    assert (duty.person.name, duty.url, duty.due_at - duty.created_at > timedelta(days=9)) == ("Mina Das", page("write", approved), True)


def test_drafting_signs_it_and_asks_the_mentor(client, approved, mina, maya):
    client.force_login(mina)
    assert client.post(page("write", approved), TEXT | {"seen": 0})["Location"] == page("show", approved)
    agreement = Agreement.objects.get()
    assert (agreement.number, signed(agreement)) == (1, ["Mina Das"])
    assert owed("draft_agreement", "sign_agreement") == [("sign_agreement", "Maya Iyer")]
    assert News.objects.get(person=maya).text == "Mina Das drafted your agreement; it waits for your signature."
    client.force_login(maya)
    for _ in range(2):
        client.post(page("sign", agreement))
    assert (signed(agreement), owed("sign_agreement")) == (["Maya Iyer", "Mina Das"], [])
    assert News.objects.get(person=mina).text == "Maya Iyer signed your agreement."


def test_the_first_version_is_the_mentees_to_write(client, match, maya):
    client.force_login(maya)
    assert client.get(page("write", match)).status_code == 404
    with pytest.raises(PermissionDenied):
        agreements.write(match, maya, seen=0, **TEXT)
    assert "The mentee drafts it" in client.get(page("show", match)).content.decode()


def test_a_changed_text_is_a_new_version_which_both_sign_anew(client, both, match, mina, maya):
    client.force_login(maya)
    client.post(page("write", match), TEXT | {"rhythm": "Every other week.", "seen": 1})
    newest = Agreement.objects.get(number=2)
    assert (signed(newest), signed(both), owed("sign_agreement")) == (
        ["Maya Iyer"],
        ["Maya Iyer", "Mina Das"],
        [("sign_agreement", "Mina Das")],
    )
    client.force_login(mina)
    shown = client.get(Duty.objects.open().get(act="sign_agreement").url)
    assert [change.pieces for change in shown.context["changes"]] == [[("gone", "Weekly."), ("new", "Every other week.")]]
    assert "<del>Weekly.</del><ins>Every other week.</ins>" in shown.content.decode()
    assert "This is an older version." in client.get(page("version", both)).content.decode()
    with pytest.raises(Refused, match="newer version"):
        agreements.sign(both, mina)


def test_the_same_text_again_is_the_version_there_is(both, match, mina, maya):
    assert agreements.write(match, maya, seen=1, **TEXT) == both
    assert (Agreement.objects.count(), owed("sign_agreement")) == (1, [])


def test_nobody_writes_over_what_the_other_changed_meanwhile(client, both, match, mina, maya):
    agreements.write(match, maya, seen=1, **TEXT | {"ending": "With cake."})
    client.force_login(mina)
    shown = client.post(page("write", match), TEXT | {"ending": "Kept as I typed it.", "seen": 1}).content.decode()
    assert ("Maya Iyer has changed the agreement meanwhile" in shown, "Kept as I typed it." in shown) == (True, True)
    assert Agreement.objects.last().ending == "With cake."


def test_an_empty_part_gets_a_sentence(client, match, mina):
    client.force_login(mina)
    shown = client.post(page("write", match), TEXT | {"goals": " ", "seen": 0}).content.decode()
    assert ("Please write a line here" in shown, "Weekly." in shown, Agreement.objects.count()) == (True, True, 0)


def test_a_draft_begins_with_the_goals_and_sentences_to_change(client, match, mina):
    match.mentee.goals.create(text="Give one talk.")
    client.force_login(mina)
    form = client.get(page("write", match)).context["form"]
    assert form.initial["goals"] == "Give one talk. We will know by …"
    assert form.initial["rhythm"].startswith("We meet once a week")


def test_both_read_beside_it_what_the_other_expects(client, match, mina, maya):
    SelfAssessment.objects.create(place=match.mentor, taken="start", brings="Time.", expects="Honest questions.", scores={"trust": 2})
    client.force_login(mina)
    shown = client.get(page("write", match)).content.decode()
    assert ("Honest questions." in shown, "A push." in shown) == (True, True)


def half_way(cohort, days_ago=1):
    Cohort.objects.filter(pk=cohort.pk).update(midpoint_on=timezone.now().date() - timedelta(days=days_ago))


def test_half_way_both_are_asked_and_one_click_confirms(client, both, match, cohort, mina, maya):
    milestones.reach()
    assert owed("revisit_agreement") == []
    Signature.objects.update(created_at=timezone.now() - timedelta(days=10))
    half_way(cohort)
    for _ in range(2):
        milestones.reach()
    assert owed("revisit_agreement") == [("revisit_agreement", "Maya Iyer"), ("revisit_agreement", "Mina Das")]
    client.force_login(mina)
    assert "Still right" in client.get(page("show", match)).content.decode()
    client.post(page("confirm", match))
    assert owed("revisit_agreement") == [("revisit_agreement", "Maya Iyer")]
    assert both.signatures.get(person=mina).confirmed_at is not None
    agreements.write(match, maya, seen=1, **TEXT | {"rhythm": "Fortnightly."})
    assert owed("revisit_agreement", "sign_agreement") == [("sign_agreement", "Mina Das")]


def test_who_signed_after_the_middle_is_not_asked_again(both, cohort):
    half_way(cohort)
    milestones.reach()
    assert owed("revisit_agreement") == []


def test_without_an_agreement_there_is_nothing_to_revisit(match, cohort, mina):
    half_way(cohort)
    milestones.reach()
    assert owed("revisit_agreement") == []
    with pytest.raises(Refused, match="read and sign"):
        agreements.confirm(match, mina)


def test_when_the_match_ends_nobody_has_to_sign(approved, mina, maya):
    agreements.write(approved, mina, seen=0, **TEXT)
    endings.end(approved, by=maya, reason="Moved.")
    assert owed("sign_agreement", "draft_agreement") == []


def test_nobody_else_reads_it(client, both, match, otto, olga):
    for person in (otto, olga):
        client.force_login(person)
        seen = [
            client.get(page("show", match)),
            client.get(page("version", both)),
            client.post(page("sign", both)),
            client.post(page("confirm", match)),
        ]
        assert [each.status_code for each in seen] == [404] * 4
