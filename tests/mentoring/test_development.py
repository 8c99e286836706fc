"""Looking at oneself unlocks booking (M1), goals belong to the mentee (M2), and questions hang on them (M3)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from etiquette import rulebook
from etiquette.models import Duty, Rule
from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.actions import development, places, preparations, sessions
from mentoring.defaults.competencies import AREAS, ITEMS, wording
from mentoring.models import Cohort, Comment, Enrolment, Goal, News, Question, SelfAssessment, Session
from tests.mentoring.conftest import next_tuesday

pytestmark = pytest.mark.django_db
LOOKED = {"brings": "Patience, and seven years of data.", "expects": "A push on Mondays."}
FORM = dict.fromkeys(ITEMS, "3") | LOOKED


@pytest.fixture
def unseen(match):
    """mina has not looked at herself yet."""
    SelfAssessment.objects.all().delete()
    return match


def page(name, thing):
    return reverse(f"development:{name}", args=[thing.pk])


def text(response):
    return response.content.decode().replace("&#x27;", "'")


def test_before_looking_nothing_is_booked_and_the_page_says_where_to_begin(client, unseen, hours, mina):
    client.force_login(mina)
    book = reverse("sessions:book", args=[unseen.pk])
    shown = client.get(book)
    assert (shown.status_code, page("assess", unseen.mentee) in text(shown)) == (200, True)
    assert client.post(book, {"start": next_tuesday().isoformat()}).status_code == 409
    with pytest.raises(Refused, match="look at yourself first"):
        sessions.book(unseen, next_tuesday(), by=mina)
    assert not Session.objects.exists()


def test_looking_opens_booking_and_discharges_what_was_owed(client, unseen, hours, mina):
    Enrolment.objects.filter(pk=unseen.mentee_id).update(confirmed_at=None)
    places.confirm_place(Enrolment.objects.get(pk=unseen.mentee_id), by=mina)
    duty = Duty.objects.get(act="assess")
    client.force_login(mina)
    assert duty.url == page("assess", unseen.mentee)
    assert client.post(duty.url, FORM)["Location"] == page("goals", unseen.mentee)
    duty.refresh_from_db()
    kept = SelfAssessment.objects.get()
    assert (duty.status, kept.taken, kept.scores, kept.expects) == (
        "discharged",
        "start",
        dict.fromkeys(ITEMS, 3),
        LOOKED["expects"],
    )
    assert sessions.book(unseen, next_tuesday(), by=mina).guest == mina


def test_an_admin_switches_it_off_for_a_cohort(unseen, mina):
    rule = Rule.objects.get(act="assess", role="mentee", scope=None)
    assert not policies.is_ready_to_book(mina, unseen)
    rulebook.change(rule, unseen.cohort_id, within=rule.within, why=rule.why, active=False)
    assert policies.is_ready_to_book(mina, unseen)


def test_who_meets_already_is_not_stopped(match, hours, mina):
    sessions.book(match, next_tuesday(), by=mina)
    SelfAssessment.objects.all().delete()
    assert policies.is_ready_to_book(mina, match)


def test_the_switch_never_lets_anybody_else_book(unseen, maya, otto):
    assert [policies.can_book(person, unseen) for person in (maya, otto)] == [False, False]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"listening": ""}, "Please pick what comes closest today."),
        ({"expects": " "}, "Please write a line: nobody can guess it."),
        ({"listening": "9"}, "Select a valid choice."),
    ],
)
def test_what_is_missing_gets_a_sentence_and_the_rest_is_kept(client, unseen, mina, typed, sentence):
    client.force_login(mina)
    shown = text(client.post(page("assess", unseen.mentee), FORM | typed))
    assert (sentence in shown, LOOKED["brings"] in shown) == (True, True)
    assert not SelfAssessment.objects.exists()


def test_it_is_asked_again_half_way_and_at_the_end_beside_what_was_picked_before(client, match, mina):
    client.force_login(mina)
    days = [(10, "start"), (-2, "midpoint"), (-9, "end")]
    for ahead, taken in days:
        today = timezone.now().date()
        dates = {"starts_on": today - timedelta(days=14), "midpoint_on": today + timedelta(days=ahead)}
        Cohort.objects.update(**dates, ends_on=today + timedelta(days=70 if taken != "end" else 5))
        shown = client.get(page("assess", match.mentee))
        assert shown.context["taken"] == taken
        client.post(page("assess", match.mentee), FORM)
    assert {kept.taken for kept in SelfAssessment.objects.all()} == {"start", "midpoint", "end"}
    shown = text(client.get(page("assess", match.mentee)))
    assert shown.count("Last time: 3") == len(ITEMS)


def test_the_scales_are_the_mentees_alone_and_the_texts_also_the_mentors(client, match, mina, maya, olga, otto):
    development.assess(match.mentee, mina, taken="start", scores=dict.fromkeys(ITEMS, 1), **LOOKED)
    seen = []
    for person in (mina, maya, olga, otto):
        client.force_login(person)
        goals = client.get(page("goals", match.mentee))
        seen.append((client.get(page("assess", match.mentee)).status_code, goals.status_code, LOOKED["expects"] in text(goals)))
    assert seen == [(200, 200, True), (404, 200, True), (404, 404, False), (404, 404, False)]


def test_goals_are_set_changed_and_let_go_by_the_mentee_only(client, match, mina, maya):
    client.force_login(mina)
    for _ in range(2):
        client.post(page("goals", match.mentee), {"text": "Two mock interviews by week eight."})
    goal = Goal.objects.get()
    said = {
        "text": "Three mock interviews.",
        "status": "reached",
        "progress": "3",
        "evidence": "Two went well.",
        "link": "example.org/talk",
    }
    client.post(page("change", goal), said)
    kept = Goal.objects.values_list("text", "status", "progress", "evidence", "link").get()
    assert kept == ("Three mock interviews.", "reached", 3, "Two went well.", "https://example.org/talk")
    assert list(News.objects.filter(person=maya).values_list("text", flat=True)) == ["Mina Das reached a goal: Three mock interviews."]
    client.force_login(maya)
    assert "Three mock interviews." in text(client.get(page("goals", match.mentee)))
    assert "Two went well." in text(client.get(page("goal", goal)))
    assert client.get(page("change", goal)).status_code == 404
    with pytest.raises(PermissionDenied):
        development.set_goal(match.mentee, maya, text="A goal of mine for her.")
    assert client.post(page("goals", match.mentee), {"text": "Mine."}).status_code == 404
    assert Goal.objects.count() == 1


def test_ten_open_goals_are_plenty(match, mina):
    for number in range(development.MOST_OPEN):
        development.set_goal(match.mentee, mina, text=f"No. {number}")
    with pytest.raises(Refused, match="plenty"):
        development.set_goal(match.mentee, mina, text="One more")
    assert development.set_goal(match.mentee, mina, text="No. 3").text == "No. 3"


def test_a_question_hangs_on_a_goal_and_the_mentor_sees_which(client, match, hours, mina, maya):
    goal = development.set_goal(match.mentee, mina, text="Choose between two paths.")
    meeting = sessions.book(match, next_tuesday(), by=mina)
    prepare = reverse("sessions:prepare", args=[meeting.pk])
    client.force_login(mina)
    facts = {"progress": "", "agenda": "Ten minutes each.", "found_out": "", "ready": ""}
    facts |= {f"question_{n}": f"What is no. {n}?" for n in (1, 2, 3, 5)} | {"goal_5": goal.pk}
    client.post(prepare, facts)
    assert list(Question.objects.values_list("position", "text", "goal")) == [
        *((n, f"What is no. {n}?", None) for n in (1, 2, 3)),
        (4, "What is no. 5?", goal.pk),
    ]
    assert client.get(prepare).context["form"].fields["goal_4"].initial == goal.pk
    client.force_login(maya)
    assert "for the goal “Choose between two paths.”" in text(client.get(reverse("sessions:brief", args=[meeting.pk])))


def test_nobody_hangs_a_question_on_a_goal_that_is_not_theirs(client, match, hours, mina, maya):
    strange = Goal.objects.create(place=match.mentor, text="Somebody else's.")
    development.set_goal(match.mentee, mina, text="Mine.")
    meeting = sessions.book(match, next_tuesday(), by=mina)
    client.force_login(mina)
    page = client.post(reverse("sessions:prepare", args=[meeting.pk]), {"question_1": "What?", "goal_1": strange.pk, "draft": ""})
    assert "Select a valid choice." in text(page)
    assert not Question.objects.exists()


def test_without_goals_a_preparation_is_as_it_was(match, hours, mina):
    meeting = sessions.book(match, next_tuesday(), by=mina)
    facts = {"progress": "", "agenda": "", "found_out": ""}
    preparations.prepare(meeting, mina, questions=["One?"], ready=False, **facts)
    assert Question.objects.values_list("text", "goal").get() == ("One?", None)


def test_both_sides_get_21_statements_in_six_areas_each_in_words_of_their_own(client, match, mina, maya):
    sentences = [{wording(code, role) for code in ITEMS} for role in ("mentee", "mentor")]
    assert ([len(area.items) for area in AREAS], [len(each) for each in sentences]) == ([4, 4, 3, 3, 3, 4], [21, 21])
    assert sentences[0] & sentences[1] == set()
    client.force_login(maya)
    shown = text(client.get(page("assess", match.mentor)))
    assert [wording("alone", role) in shown for role in ("mentor", "mentee")] == [True, False]


def test_skills_of_ones_own_come_with_how_well(client, match, mina):
    client.force_login(mina)
    shown = text(client.post(page("assess", match.mentee), FORM | {"skill_1": "R", "level_2": "4"}))
    assert ("Please pick how well, too." in shown, "Please name the skill." in shown) == (True, True)
    client.post(page("assess", match.mentee), FORM | {"skill_1": "R", "level_1": "5", "skill_3": "Saying no", "level_3": "2"})
    assert SelfAssessment.objects.get(place=match.mentee).skills == [["R", 5], ["Saying no", 2]]


def test_a_link_that_is_none_gets_a_sentence_and_keeps_what_was_typed(client, match, mina):
    goal = development.set_goal(match.mentee, mina, text="Mine.")
    client.force_login(mina)
    shown = text(
        client.post(page("change", goal), {"text": "Mine.", "status": "open", "progress": "1", "link": "no link", "evidence": "Kept."})
    )
    assert ("Please give a whole address" in shown, "Kept." in shown) == (True, True)
    assert Goal.objects.get().evidence == ""


def test_both_comment_on_a_goal_and_the_other_hears_of_it(client, match, mina, maya, otto):
    goal = development.set_goal(match.mentee, mina, text="Mine.")
    seen = []
    for person in (maya, maya, mina, otto):
        client.force_login(person)
        seen.append(client.post(reverse("development:comment", args=[goal.pk]), {"text": f"From {person.name}."}).status_code)
    assert seen == [302, 302, 302, 404]
    assert list(Comment.objects.values_list("author__name", "text")) == [("Maya Iyer", "From Maya Iyer."), ("Mina Das", "From Mina Das.")]
    told = sorted(News.objects.values_list("person__name", "text"))
    assert told == [("Maya Iyer", "Mina Das wrote about a goal of theirs."), ("Mina Das", "Maya Iyer wrote about a goal of yours.")]
    client.force_login(mina)
    assert "From Maya Iyer." in text(client.get(goal.get_absolute_url()))
    assert "Your comment is empty" in text(client.post(reverse("development:comment", args=[goal.pk]), {"text": " "}))
