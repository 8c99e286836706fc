"""Kinds of session: what admins write, mentors give, mentees book, prepare and are asked afterwards."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from etiquette.models import Email
from gurukool.lib.refusals import Refused
from mentoring.actions import cohorts, feedback, kinds, preparations, sessions
from mentoring.defaults.kinds import USUAL
from mentoring.models import Availability, Document, Feedback, Kind, Session
from mentoring.selectors import diary
from mentoring.selectors import kinds as choices
from tests.mentoring.conftest import next_tuesday
from tests.mentoring.papers import pdf
from tests.mentoring.test_session_pages import past

pytestmark = pytest.mark.django_db

NAMES = ["Conversation", "Mock interview", "CV reading", "Chalk talk"]


@pytest.fixture
def usual(cohort):
    """The usual kinds, by name."""
    kinds.write_usual_kinds(cohort)
    return {kind.name: kind for kind in cohort.kinds.all()}


@pytest.fixture
def interview(match, hours, usual, mina):
    return sessions.book(match, next_tuesday(), by=mina, kind=usual["Mock interview"])


def names(found):
    return [kind.name for kind in found]


def test_a_new_cohort_starts_with_the_usual_kinds(olga):
    today = timezone.now().date()
    made = cohorts.open_cohort(by=olga, slug="new", name="New", starts_on=today, ends_on=today + timedelta(days=70))
    assert names(made.kinds.all()) == NAMES == [facts["name"] for facts in USUAL]


def test_an_admin_adds_rewords_and_switches_off(client, cohort, usual, olga):
    client.force_login(olga)
    typed = {"name": "Poster walk", "minutes": "20", "prompts": "Which poster?\n\nWho will stand there?", "brings": "Your poster"}
    client.post(reverse("kinds:add", args=[cohort.slug]), typed)
    kind = Kind.objects.get(name="Poster walk")
    assert (kind.minutes, kind.prompts, kind.position) == (20, ["Which poster?", "Who will stand there?"], 4)
    client.post(reverse("kinds:edit", args=[kind.pk]), typed | {"name": "Poster tour", "minutes": ""})
    client.post(reverse("kinds:switch", args=[usual["Chalk talk"].pk, "off"]))
    page = client.get(reverse("kinds:index", args=[cohort.slug]))
    assert names(page.context["offered"]) == [*NAMES[:3], "Poster tour"]
    assert names(page.context["off"]) == ["Chalk talk"]
    client.post(reverse("kinds:switch", args=[usual["Chalk talk"].pk, "on"]))
    assert names(cohort.kinds.on_offer()) == [*NAMES, "Poster tour"]


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"name": ""}, "name", "This field is required."),
        ({"name": "mock INTERVIEW"}, "__all__", "This cohort has a kind of this name already."),
        ({"name": "Long", "minutes": "999"}, "minutes", "Ensure this value is less than or equal to 240."),
        ({"name": "Read", "reading": "javascript:alert(1)"}, "reading", "Enter a valid URL."),
        ({"name": "Ask", "prompts": "\n".join(map(str, range(9)))}, "prompts", "At most 8 questions, please: there are 9."),
    ],
)
def test_what_makes_no_kind_is_said_and_kept(client, cohort, usual, olga, typed, field, sentence):
    client.force_login(olga)
    form = client.post(reverse("kinds:add", args=[cohort.slug]), typed).context["form"]
    assert (form.errors[field], form["name"].value(), cohort.kinds.count()) == ([sentence], typed["name"], 4)


def test_an_admin_puts_them_in_the_order_of_the_picker(client, match, hours, cohort, usual, olga, mina):
    client.force_login(olga)

    def move(name, where):
        return client.post(reverse("kinds:move", args=[usual[name].pk, where]))

    page = move("CV reading", "up")
    assert page.url == f"{reverse('kinds:index', args=[cohort.slug])}#kind-{usual['CV reading'].pk}"
    move("Conversation", "down")
    assert names(cohort.kinds.all()) == ["CV reading", "Conversation", "Mock interview", "Chalk talk"]
    move("CV reading", "up")
    move("Chalk talk", "down")
    assert move("Chalk talk", "sideways").status_code == 404
    client.force_login(mina)
    page = client.get(reverse("sessions:book", args=[match.pk]))
    assert (names(page.context["kinds"]), page.context["kind"].name) == (
        ["CV reading", "Conversation", "Mock interview", "Chalk talk"],
        "CV reading",
    )


def test_moving_leaps_over_what_is_switched_off_and_leaves_other_cohorts_alone(cohort, applying, usual, olga):
    kinds.write_usual_kinds(applying)
    kinds.switch(usual["Mock interview"], by=olga, on=False)
    kinds.move(usual["CV reading"], by=olga, up=True)
    assert names(cohort.kinds.on_offer()) == ["CV reading", "Conversation", "Chalk talk"]
    assert names(applying.kinds.all()) == NAMES
    with pytest.raises(Refused, match="^This kind is switched off"):
        kinds.move(usual["Mock interview"], by=olga, up=True)


def test_only_admins_write_kinds(cohort, usual, maya):
    with pytest.raises(PermissionDenied):
        kinds.move(usual["Chalk talk"], by=maya, up=True)
    with pytest.raises(PermissionDenied):
        kinds.add(cohort, by=maya, name="Mine")
    with pytest.raises(PermissionDenied):
        kinds.switch(usual["Chalk talk"], by=maya, on=False)


def test_the_picker_offers_hours_of_the_length_of_the_kind(client, match, hours, usual, mina):
    client.force_login(mina)
    url = reverse("sessions:book", args=[match.pk])
    page = client.get(url, {"kind": str(usual["CV reading"].pk)})
    lengths = {slot.end - slot.start for _, day in page.context["days"] for slot, _ in day}
    assert ({length.total_seconds() / 60 for length in lengths}, page.context["minutes"]) == ({30}, 30)
    assert (names(page.context["kinds"]), page.context["kind"]) == (NAMES, usual["CV reading"])
    assert f"kind={usual['CV reading'].pk}&amp;start=" in page.content.decode()
    assert client.get(url, {"kind": "nonsense"}).context["kind"] == usual["Conversation"]


def test_the_kind_picked_is_the_kind_booked(client, match, hours, usual, mina):
    client.force_login(mina)
    url = reverse("sessions:book", args=[match.pk])
    client.post(url, {"start": next_tuesday().isoformat(), "minutes": "45", "kind": usual["Chalk talk"].pk})
    booked = Session.objects.get()
    assert (booked.kind, booked.minutes) == (usual["Chalk talk"], 45)
    mail = Email.objects.filter(kind="session_invitation").first()
    assert ("Chalk talk" in mail.body_text, "SUMMARY:Gurukool: Chalk talk\\, Mina Das with Maya Iyer" in mail.calendar) == (True, True)
    for name in ("index", "show"):
        page = client.get(reverse(f"sessions:{name}", args=[booked.pk] * (name == "show"))).content.decode()
        assert "Chalk talk" in page
    assert "Chalk talk with" in client.get(reverse("home")).content.decode()


def test_a_mentor_says_which_kinds_they_give(client, match, hours, usual, maya, mina):
    client.force_login(maya)
    url, field = reverse("kinds:given"), f"place_{match.mentor_id.hex}"
    client.post(url, {field: [str(usual["Conversation"].pk), str(usual["CV reading"].pk)]})
    assert names(choices.offered(match)) == ["Conversation", "CV reading"]
    assert client.get(url).context["form"][field].initial == [str(usual["Conversation"].pk), str(usual["CV reading"].pk)]
    with pytest.raises(Refused, match="^Maya Iyer gives no “Mock interview” at the moment."):
        sessions.book(match, next_tuesday(), by=mina, kind=usual["Mock interview"])
    assert field in client.post(url, {field: ["nonsense"]}).context["form"].errors
    client.force_login(mina)
    assert client.get(url).context["places"] == []


def test_kinds_of_a_length_the_mentor_does_not_give_are_left_out(match, usual, maya):
    Availability.objects.create(person=maya, lengths=[30, 60])
    assert names(choices.offered(match)) == ["Conversation", "Mock interview", "CV reading"]


def test_a_kind_switched_off_cannot_be_booked_and_stays_what_was_booked(client, match, interview, usual, olga, mina):
    kinds.switch(usual["Mock interview"], by=olga, on=False)
    assert names(choices.offered(match)) == ["Conversation", "CV reading", "Chalk talk"]
    client.force_login(mina)
    response = client.post(
        reverse("sessions:book", args=[match.pk]),
        {"start": next_tuesday(weeks=1).isoformat(), "kind": usual["Mock interview"].pk},
    )
    assert (response.status_code, response.context["form"].errors["kind"]) == (409, ["Please pick one of the kinds of session shown."])
    assert Session.objects.get().name == "Mock interview"


def test_without_kinds_everything_is_as_plain_as_before(match, hours, mina):
    booked = sessions.book(match, next_tuesday(), by=mina)
    assert (choices.offered(match), booked.name, diary.lengths(match)) == ([], "Session", [60])


READY = {"progress": "", "agenda": "Talk", "question_1": "a", "question_2": "b", "question_3": "c", "ready": ""}


def test_the_preparation_asks_what_the_kind_asks_and_the_brief_shows_it(client, interview, mina, maya):
    client.force_login(mina)
    url = reverse("sessions:prepare", args=[interview.pk])
    form = client.get(url).context["form"]
    assert [form.fields[f"prompt_{place}"].label for place in (1, 2, 3)] == USUAL[1]["prompts"]
    assert form.fields["document"].label == USUAL[1]["brings"]
    cv = SimpleUploadedFile("My CV.pdf", pdf(), content_type="application/pdf")
    client.post(url, READY | {"prompt_2": "Why did you leave?", "document": cv})
    preparation = interview.preparations.get()
    assert preparation.answers == [{"prompt": USUAL[1]["prompts"][1], "text": "Why did you leave?"}]
    client.force_login(maya)
    page = client.get(reverse("sessions:brief", args=[interview.pk])).content.decode()
    assert all(text in page for text in ("Why did you leave?", preparation.document.url, "My_CV.pdf", "Mock interview"))


def test_what_was_answered_is_kept_when_the_kind_asks_something_else(client, interview, usual, olga, mina):
    client.force_login(mina)
    url = reverse("sessions:prepare", args=[interview.pk])
    client.post(url, READY | {"prompt_2": "Why did you leave?"})
    kinds.change(usual["Mock interview"], by=olga, prompts=["Where is it?"])
    form = client.get(url).context["form"]
    assert [(form.fields[f"prompt_{n}"].label, form.fields[f"prompt_{n}"].initial) for n in (1, 2)] == [
        ("Where is it?", None),
        (USUAL[1]["prompts"][1], "Why did you leave?"),
    ]


def test_a_document_is_read_by_its_author_and_once_handed_over_by_the_host(client, interview, mina, maya, olga, otto):
    facts = {"progress": "", "agenda": "Talk", "found_out": "", "questions": ["a", "b", "c"]}
    document = preparations.prepare(interview, mina, **facts, ready=False, document=ContentFile(pdf(), "cv.pdf")).document

    def statuses():
        found = []
        for person in (mina, maya, olga, otto):
            client.force_login(person)
            found.append(client.get(document.url).status_code)
        return found

    assert statuses() == [200, 404, 404, 404]
    preparations.prepare(interview, mina, **facts, ready=True, document=document)
    assert statuses() == [200, 200, 404, 404]
    client.force_login(maya)
    response = client.get(document.url)
    assert (b"".join(response.streaming_content), response["Content-Disposition"]) == (pdf(), 'attachment; filename="cv.pdf"')


def test_a_document_is_replaced_removed_and_gone_with_its_session(interview, mina, uploads, django_capture_on_commit_callbacks):
    def kept():
        return [path.read_bytes() for path in uploads.rglob("*.pdf")]

    def bring(note):
        facts = {"progress": "", "agenda": "", "found_out": "", "questions": []}
        return preparations.prepare(interview, mina, **facts, ready=False, document=ContentFile(pdf(note), "cv.pdf")).document

    with django_capture_on_commit_callbacks(execute=True):
        first = bring(b"one")
        bring(b"two")
    assert (kept(), Document.objects.filter(pk=first.pk).exists()) == ([pdf(b"two")], False)
    with django_capture_on_commit_callbacks(execute=True):
        interview.delete()
    assert kept() == []


def test_what_is_no_pdf_is_refused_and_the_words_are_kept(client, interview, mina):
    client.force_login(mina)
    fake = SimpleUploadedFile("cv.pdf", b"<html>", content_type="application/pdf")
    form = client.post(reverse("sessions:prepare", args=[interview.pk]), READY | {"prompt_1": "A lab.", "document": fake}).context["form"]
    assert form.errors["document"] == ["This is not a PDF. Please save or print your document as PDF, and choose that file."]
    assert (form["prompt_1"].value(), interview.preparations.count()) == ("A lab.", 0)


def test_the_feedback_asks_what_the_kind_asks(client, interview, mina, maya):
    past(interview)
    sessions.settle(interview, by=mina, missing=[])
    client.force_login(maya)
    url = reverse("feedback:give", args=[interview.pk])
    assert [client.get(url).context["form"].fields[f"prompt_{n}"].label for n in (1, 2)] == USUAL[1]["feedback_prompts"]
    said = {"kept_agenda": "yes", "usefulness": "5", "i_was_prepared": "5", "you_were_prepared": "5", "went_well": "Calm."}
    page = client.post(url, said | {"prompt_1": "The second one."}, follow=True)
    assert Feedback.objects.get().answers == [{"prompt": USUAL[1]["feedback_prompts"][0], "text": "The second one."}]
    assert "The second one." in page.content.decode()


def test_feedback_without_a_kind_asks_the_usual_only(match, hours, mina, maya):
    plain = sessions.book(match, next_tuesday(), by=mina)
    past(plain)
    sessions.settle(plain, by=mina, missing=[])
    assert feedback.give(plain, maya, kept_agenda="yes", usefulness=5, went_well="Much.", next_time="").answers == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_kinds_costs_the_same_at_any_length(client, cohort, olga, count, django_assert_num_queries):
    for number in range(count):
        kinds.add(cohort, by=olga, name=f"Kind {number}")
    client.force_login(olga)
    with django_assert_num_queries(4):  # login session, person, cohort, kinds
        page = client.get(reverse("kinds:index", args=[cohort.slug]))
    assert len(page.context["offered"]) == count
