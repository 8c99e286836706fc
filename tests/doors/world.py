"""A world in which every page has something to show, or to leak: one object of each kind, mina's and maya's."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from etiquette.ledger import more_time, record
from etiquette.mailing import unsubscribing
from etiquette.models import Absence, Duty, Email, FollowUp, Rule, Step
from etiquette.occasions import Owes, happened
from mentoring.actions import announcements, conversations, decisions, disputes, feedback, kudos, pulses, sessions, thanks
from mentoring.intake.attachments import Enclosed
from mentoring.models import (
    ActionItem,
    Agreement,
    Application,
    Availability,
    Certificate,
    ClosingLetter,
    Cohort,
    Concern,
    DateOverride,
    FeedbackRequest,
    Goal,
    Introduction,
    Kind,
    LetterRequest,
    Match,
    Plan,
    Proposal,
    Pulse,
    Reading,
    Review,
    Reviewer,
    RevisionRequest,
    Series,
    Session,
    User,
)
from tests.mentoring.conftest import enrol, next_tuesday, offer
from tests.mentoring.papers import brought, hand_in, pdf


@pytest.fixture
def world(cohort, enrolled, match, hours, mina, maya, olga):
    """Names to objects, as `TABLE` needs them to fill in addresses."""
    coming, held = _meeting(match, mina, weeks=0), _over(_meeting(match, mina, weeks=1), 3, by=mina, missing=[])
    missed, disputed = (_over(_meeting(match, mina, weeks=weeks), 3 * weeks, by=maya, missing=[mina]) for weeks in (2, 3))
    message = conversations.write(match, mina, text="Between us two.", files=[Enclosed("cv.pdf", "PDF", pdf())])
    note = thanks.thank(held, mina, text="It helped.", outcome="good")
    said = feedback.give(held, maya, kept_agenda="yes", usefulness=5, went_well="Much.", next_time="", to_admins="To you.")
    introduction = Introduction.objects.create(
        enrolment=enrolled.mentee, professional="Proteins.", status="submitted", submitted_at=timezone.now()
    )
    application = Application.objects.create(cohort=cohort, person=mina, role="mentee", status="submitted", submitted_at=timezone.now())
    cv = hand_in(application)
    duty = Duty.objects.open().filter(person=mina, act="prepare").get()
    happened("cohort_approved", about=match, at=timezone.now(), people=[Owes("mentee", mina, to=maya)])
    steps = Duty.objects.get(act="first_steps")
    kudos.give(enrolled.mentor, mina, text="Between us two and the admins.")
    today = timezone.now().date()
    return {
        "person": maya.uuid,
        "cohort": cohort.slug,
        "place": enrolled.mentee.pk,
        "mentor_place": enrolled.mentor.pk,
        "match": match.pk,
        "coming": coming.pk,
        "held": held.pk,
        "open_mentor": _open_mentor(cohort).uuid,
        "missed": missed.pk,
        "dispute": disputes.dispute(disputed, mina, note="Between me and the admins.").pk,
        "kind": Kind.objects.create(cohort=cohort, name="Mock interview").pk,
        "series": Series.objects.create(match=match, starts_at=timezone.now(), until=today).pk,
        "group": offer(cohort, maya, next_tuesday(weeks=6)).meeting_id,
        "document": brought(held, mina).pk,
        "message": message.pk,
        "announcement": announcements.announce(cohort, olga, title="A talk", text="Between all of us.", asks_receipt=True).pk,
        "attachment": message.attachments.get().pk,
        "receipt": conversations.receipt_url(message, maya).split("/")[-2],
        "concern": Concern.objects.create(message=message, raised_by=maya, quote=message.text).pk,
        "reading": Reading.objects.create(cohort=cohort, author=mina, helper=maya, text="A draft.", back="/", field="text").pk,
        "note": note.pk,
        "follow_up": FollowUp.objects.create(note=note, months=1).pk,
        "feedback": said.pk,
        **_requests(match),
        "pulse": _pulse(enrolled.mentee, mina),
        "private_line": said.private_line.pk,
        "introduction": introduction.pk,
        **_growth(match, mina),
        "application": application.pk,
        "file": cv.pk,
        "form_question": cv.answer.question_id,
        "duty": duty.pk,
        "checklist": steps.pk,
        "request": more_time.ask(steps, by=mina, date=steps.due_at + timedelta(days=2)).pk,
        "correction": record.ask(steps, by=mina, text="I did it.").pk,
        "step": Step.objects.get(checklist__moment="first_contact", checklist__role="mentee", position=1).pk,
        "email": Email.objects.first().pk,
        "rule": Rule.objects.first().pk,
        **_selection(application, maya, olga),
        **_matching(match),
        **_past(maya, mina),
        "override": DateOverride.objects.create(person=mina, kind="closed", day=today + timedelta(days=9)).pk,
        "token": unsubscribing.url(mina, "message").split("/")[-2],
        "absence": Absence.objects.create(person=mina, starts_on=today + timedelta(days=30), ends_on=today + timedelta(days=31)).pk,
    }


def _growth(match, mina):
    """A goal with something agreed for it, an agreement, and a plan the mentor may read."""
    goal = Goal.objects.create(place=match.mentee, text="Between us.")
    item = ActionItem.objects.create(match=match, goal=goal, person=mina, text="Between us, too.", due_on=timezone.now().date())
    parts = dict.fromkeys(("goals", "rhythm", "confidentiality", "ending"), "Between the two.")
    agreement = Agreement.objects.create(match=match, number=1, **parts)
    now = timezone.now()
    Plan.objects.create(place=match.mentee, here="Here.", there="There.", first_step="One.", changed_at=now, shared_at=now)
    return {"goal": goal.pk, "item": item.pk, "agreement": agreement.pk}


def _selection(application, maya, olga):
    """A review of mina's application by maya, a question about it, and a decision about somebody else that waits."""
    cohort = application.cohort
    reviewer = Reviewer.objects.create(cohort=cohort, person=maya)
    review = Review.objects.create(application=application, reviewer=maya)
    revision = RevisionRequest.objects.create(application=application, asked_by=maya, question="How?", due_at=timezone.now())
    other = User.objects.create_user("other@example.org", name="Somebody Else")
    facts = {"cohort": cohort, "person": other, "role": "mentee", "status": "submitted", "submitted_at": timezone.now()}
    decision = decisions.draft_one(Application.objects.create(**facts), by=olga, verdict="declined", note="", seen="submitted")
    return {"reviewer": reviewer.pk, "review": review.pk, "revision": revision.pk, "decision": decision.pk}


def _open_mentor(cohort):
    """A mentor of a cohort with open hours, who takes anyone in it."""
    cohort.open_hours = True
    cohort.save()
    kim = User.objects.create_user("kim@example.org", name="Kim Lee", zone="Asia/Seoul")
    enrol(cohort, kim, "mentor")
    Availability.objects.create(person=kim, open_hours=True)
    return kim


def _requests(match):
    """Mina asks maya for feedback on a PDF, and for a letter."""
    facts = {"cohort": match.cohort, "asker": match.guest, "asked": match.host, "due_on": timezone.now() + timedelta(days=9)}
    file = ContentFile(pdf(), "cv.pdf")
    feedback_request = FeedbackRequest.objects.create(subject="my CV", prompts=[], file=file, file_name="cv.pdf", **facts)
    letter_request = LetterRequest.objects.create(match=match, purpose="a grant", addressee="a fund", facts="Much.", **facts)
    return {"feedback_request": feedback_request.pk, "letter_request": letter_request.pk}


def _pulse(place, mina):
    """Mina's answers, and that she would like a word."""
    pulse = Pulse.objects.create(enrolment=place, moment="start")
    pulses.answer(pulse, mina, going=1, contact=2, word=True)
    return pulse.pk


def _matching(match):
    """A proposal with a pair nobody may learn of, and a match that ended."""
    facts = {"cohort": match.cohort, "mentor": match.mentor, "mentee": match.mentee}
    proposal = Proposal.objects.create(cohort=match.cohort, status="done", finished_at=timezone.now(), score=100)
    Match.objects.create(status="drafted", proposal=proposal, **facts)
    ended = Match.objects.create(
        status="ended", confirmed_at=match.confirmed_at, ended_at=timezone.now(), end_reason="Between us admins.", **facts
    )
    return {"proposal": proposal.pk, "ended": ended.pk}


def _past(maya, mina):
    """A cohort that is closed, with mina and maya in it, and one that takes applications."""
    today, now = timezone.now().date(), timezone.now()
    ran = {"starts_on": today - timedelta(days=99), "ends_on": today - timedelta(days=9)}
    past = Cohort.objects.create(slug="past", name="Past", closed_at=now, **ran)
    mentor, mentee = enrol(past, maya, "mentor", capacity=1), enrol(past, mina, "mentee")
    match = Match.objects.create(cohort=past, mentor=mentor, mentee=mentee, status="confirmed", confirmed_at=now)
    ClosingLetter.objects.create(match=match, author=maya, text="Between us two.")
    days = {"applications_open_on": today - timedelta(days=1), "applications_close_on": today + timedelta(days=9)}
    Cohort.objects.create(slug="coming", name="Coming", starts_on=today + timedelta(days=30), ends_on=today + timedelta(days=99), **days)
    facts = {"name": "Mina", "role": "mentee", "cohort_name": "Past", "starts_on": past.starts_on, "ends_on": past.ends_on}
    certificate = Certificate.objects.create(enrolment=mentee, meetings=2, hours=2, **facts)
    return {"past_place": mentee.pk, "past_match": match.pk, "certificate": certificate.code}


def _meeting(match, mina, weeks):
    return sessions.book(match, next_tuesday(weeks=weeks), by=mina)


def _over(meeting, hours, by, missing):
    """The session, begun so many hours ago, and what was said about it."""
    begun = timezone.now() - timedelta(hours=hours)
    Session.objects.filter(pk=meeting.pk).update(during=(begun, begun + timedelta(hours=1)))
    meeting.refresh_from_db()
    sessions.settle(meeting, by=by, missing=missing)
    return meeting
