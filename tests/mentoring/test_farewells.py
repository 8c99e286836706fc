"""Ending well: a cohort is closed once; letters, surveys, certificates, the way back, and who mentored whom."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from etiquette.models import Duty, Email, MailPreference
from gurukool.lib.refusals import Refused
from mentoring.actions import certificates, farewells, people, sessions
from mentoring.models import Application, Certificate, ClosingLetter, Cohort, Match, News, Session, Survey
from mentoring.selectors import lineage
from tests.conftest import person
from tests.mentoring.conftest import enrol, next_tuesday

pytestmark = pytest.mark.django_db

ANSWERS = {"worth": 5, "reached": 4, "match_fit": 5, "recommend": 5, "best": "The hours.", "change": "Start earlier."}


@pytest.fixture
def met(match, hours, mina):
    """One session of an hour, held."""
    meeting = sessions.book(match, next_tuesday(), by=mina)
    begun = timezone.now() - timedelta(days=3)
    Session.objects.filter(pk=meeting.pk).update(during=(begun, begun + timedelta(hours=1)))
    meeting = Session.objects.with_people().get(pk=meeting.pk)
    sessions.settle(meeting, mina, [])
    return meeting


@pytest.fixture
def over(cohort, met):
    Cohort.objects.filter(pk=cohort.pk).update(ends_on=timezone.now().date() - timedelta(days=3))
    assert farewells.close_over() == 1
    cohort.refresh_from_db()
    return cohort


def owed():
    acts = ["write_closing_letter", "answer_survey"]
    return sorted(Duty.objects.open().filter(act__in=acts).values_list("person__name", "act"))


def test_closing_asks_everybody_once(over, mina, maya):
    both = [("Maya Iyer", "answer_survey"), ("Maya Iyer", "write_closing_letter")]
    assert owed() == both + [(name.replace("Maya Iyer", "Mina Das"), act) for name, act in both]
    told = Email.objects.filter(kind="cohort_ended").values_list("to_address", flat=True)
    assert sorted(told) == ["maya@example.org", "mina@example.org"]
    assert farewells.close_over() == 0
    assert Email.objects.filter(kind="cohort_ended").count() == 2
    assert News.objects.filter(tag="farewell").count() == 2


def test_a_cohort_that_goes_on_is_not_closed(cohort, match):
    assert farewells.close_over() == 0
    assert owed() == []


def test_one_that_was_over_long_ago_is_closed_without_a_word(cohort, match):
    days = {"starts_on": timezone.now().date() - timedelta(days=200), "ends_on": timezone.now().date() - timedelta(days=60)}
    Cohort.objects.filter(pk=cohort.pk).update(applications_open_on=None, applications_close_on=None, **days)
    assert farewells.close_over() == 1
    assert (owed(), Email.objects.filter(kind="cohort_ended").count(), Certificate.objects.count()) == ([], 0, 0)


def test_a_letter_is_sent_once_and_discharges(over, match, mina, maya, otto):
    match = Match.objects.with_people().get(pk=match.pk)
    letter = farewells.write_letter(match, mina, text="Thank you for the slides.")
    assert farewells.write_letter(match, mina, text="Thank you for the slides.") == letter
    with pytest.raises(Refused, match="sent already"):
        farewells.write_letter(match, mina, text="Another one.")
    assert ("Mina Das", "write_closing_letter") not in owed()
    mail = Email.objects.get(kind="closing_letter")
    assert (mail.to_address, "Thank you for the slides." in mail.body_text) == ("maya@example.org", True)
    with pytest.raises(PermissionDenied):
        farewells.write_letter(match, otto, text="Let me in.")


def test_no_letter_before_the_end(match, mina):
    with pytest.raises(PermissionDenied):
        farewells.write_letter(match, mina, text="Too early.")
    assert not ClosingLetter.objects.exists()


def test_the_letters_page_shows_both_and_keeps_what_was_typed(client, over, match, mina, maya):
    farewells.write_letter(Match.objects.with_people().get(pk=match.pk), maya, text="Keep asking.")
    client.force_login(mina)
    page = reverse("closings:letter", args=[match.pk])
    assert "Keep asking." in client.get(page).content.decode()
    empty = client.post(page, {"text": " "})
    assert "There is nothing in this letter yet" in empty.content.decode()
    client.post(page, {"text": "I will."})
    assert ClosingLetter.objects.get(author=mina).text == "I will."


def test_a_survey_is_kept_and_says_whether_one_may_ask(client, over, enrolled, mina, olga):
    client.force_login(mina)
    page = reverse("closings:survey", args=[enrolled.mentee.pk])
    assert "Please choose a number" in client.post(page, {"best": "The hours."}).content.decode()
    client.post(page, ANSWERS)
    assert Survey.objects.get().worth == 5
    assert MailPreference.objects.get(person=mina).asks_outcomes is False
    assert ("Mina Das", "answer_survey") not in owed()
    client.force_login(olga)
    assert "Start earlier." in client.get(reverse("closings:surveys", args=["spring"])).content.decode()


def test_a_certificate_says_what_was(over, enrolled, mina):
    issued = Certificate.objects.get(enrolment=enrolled.mentee)
    assert (issued.name, issued.role, issued.meetings, issued.hours) == ("Mina Das", "mentee", 1, 1)
    text = PdfReader(BytesIO(certificates.paper(issued))).pages[0].extract_text()
    for part in ("Mina Das", "took part as a mentee in Spring cohort", "1 session, 1 hours", issued.code, f"/certificates/{issued.code}/"):
        assert part in text


@pytest.mark.parametrize(
    ("name", "printed"), [("Lucía Núñez", "Lucía Núñez"), ("मीना दास", "mina"), ("Олена Коваленко", "Олена Коваленко")]
)
def test_a_certificate_in_any_script(over, enrolled, name, printed):
    Certificate.objects.filter(enrolment=enrolled.mentee).update(name=name)
    text = PdfReader(BytesIO(certificates.paper(Certificate.objects.get(enrolment=enrolled.mentee)))).pages[0].extract_text()
    assert printed in text


def test_anybody_with_the_code_verifies_it_and_only_its_owner_downloads(client, over, enrolled, mina, maya):
    issued = Certificate.objects.get(enrolment=enrolled.mentee)
    assert client.get(reverse("certificates:verify"), {"code": issued.code.lower().replace("-", " ")}).url == issued.get_absolute_url()
    assert "Mina Das" in client.get(issued.get_absolute_url()).content.decode()
    assert "no certificate with the code" in client.get(reverse("certificates:verify"), {"code": "NOPE"}).content.decode()
    pdf = reverse("certificates:download", args=[issued.code])
    client.force_login(maya)
    assert client.get(pdf).status_code == 404
    client.force_login(mina)
    assert client.get(pdf).content.startswith(b"%PDF")


def test_who_met_nobody_gets_none(cohort, over):
    enrol(cohort, person("Nadia Late", "UTC"), "mentee")
    certificates.issue(cohort)
    assert sorted(Certificate.objects.values_list("name", flat=True)) == ["Maya Iyer", "Mina Das"]


def test_a_mentee_comes_back_on_one_page(client, over, applying, mina, otto):
    page = reverse("closings:come_back", args=[applying.slug])
    client.force_login(otto)
    assert client.get(page).status_code == 404
    client.force_login(mina)
    client.post(page, {"motivation": "My turn.", "goals_or_offer": "Slides.", "tracks": "writing", "capacity": "2"})
    application = Application.objects.get(person=mina, cohort=applying)
    assert (application.role, application.status, application.capacity, application.tracks) == ("mentor", "submitted", 2, ["writing"])
    assert client.get(page).status_code == 404


def generation(mentor, mentee, year):
    """`mentor` mentored `mentee` in a cohort of its own."""
    day = timezone.now().date() - timedelta(days=365 * year)
    cohort = Cohort.objects.create(slug=f"c{year}", name=f"Cohort {year}", starts_on=day, ends_on=day + timedelta(days=80))
    places = [enrol(cohort, who, role, **facts) for who, role, facts in ((mentor, "mentor", {"capacity": 1}), (mentee, "mentee", {}))]
    Match.objects.create(cohort=cohort, mentor=places[0], mentee=places[1], status="confirmed", confirmed_at=timezone.now())


def names(branches):
    return [(branch.person.name, names(branch.branches)) for branch in branches]


def test_the_tree_shows_who_wants_to_be_seen(maya, mina, otto, olga):
    generation(olga, maya, 4)
    generation(maya, mina, 3)
    generation(mina, otto, 2)
    for who in (maya, otto, olga):
        people.show_in_lineage(by=who, shown=True)
    assert names(lineage.mentored(maya)) == []
    people.show_in_lineage(by=mina, shown=True)
    assert names(lineage.mentored(maya)) == [("Mina Das", [("Otto Outsider", [])])]
    assert names(lineage.mentors(mina)) == [("Maya Iyer", [("Olga Admin", [])])]


def test_a_circle_ends(maya, mina, django_assert_max_num_queries):
    generation(maya, mina, 3)
    generation(mina, maya, 2)
    for who in (maya, mina):
        people.show_in_lineage(by=who, shown=True)
    with django_assert_max_num_queries(lineage.GENERATIONS):
        assert names(lineage.mentored(maya)) == [("Mina Das", [("Maya Iyer", [])])]


def test_one_chooses_on_the_page(client, mina):
    client.force_login(mina)
    client.post(reverse("lineage:choose"), {"show": "yes"})
    assert "Others in the programme can see you" in client.get(reverse("lineage:show")).content.decode()
    client.post(reverse("lineage:choose"), {"show": "no"})
    assert "Others do not see you" in client.get(reverse("lineage:show")).content.decode()


def pair(cohort, at):
    mentor, mentee = (
        enrol(cohort, person(f"Mentor{at}", "UTC"), "mentor", capacity=1),
        enrol(cohort, person(f"Mentee{at}", "UTC"), "mentee"),
    )
    Match.objects.create(cohort=cohort, mentor=mentor, mentee=mentee, status="confirmed", confirmed_at=timezone.now())


@pytest.mark.parametrize("more", [0, 2])
def test_closing_takes_the_same_queries_for_any_number(cohort, met, more, django_assert_num_queries):
    for at in range(more):
        pair(cohort, at)
    Cohort.objects.filter(pk=cohort.pk).update(ends_on=timezone.now().date() - timedelta(days=3))
    ContentType.objects.clear_cache()
    with django_assert_num_queries(23):
        farewells.close_over()
    assert Duty.objects.filter(act="answer_survey").count() == 2 + 2 * more
