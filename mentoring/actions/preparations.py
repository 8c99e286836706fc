"""Preparing a session: the mentee's contract, the mentor's brief."""

from itertools import zip_longest

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from etiquette.occasions import Owes, discharge, happened
from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.models import Document, Preparation, Question, Session, User

QUESTIONS_WANTED = 3


@transaction.atomic
def prepare(meeting: Session, by: User, *, questions: list[str], ready: bool, goals=(), document=None, **written) -> Preparation:
    """Save what the guest brings; with `ready` the host is told and the duty is done. Handed over, it stays so.

    `written` holds the texts `progress`, `agenda`, `found_out`, and the `answers` to what the kind asks (`{"prompt", "text"}`
    each). `goals` are the guest's own (or None), one for each question in turn: what it is asked for (rule M3). `document` is
    a new PDF, the `Document` that is there and stays, or None for none.
    Raises Refused when ready is claimed with fewer than three questions or no agenda.
    """
    meeting = Session.objects.with_people().select_for_update(of=["self"]).get(pk=meeting.pk)
    policies.demand(policies.can_prepare, by, meeting)
    ready = ready or meeting.preparations.filter(person=by, ready_at__isnull=False).exists()
    if ready and (len(questions) < QUESTIONS_WANTED or not written["agenda"]):
        raise Refused(
            f"To hand it over, please bring at least {QUESTIONS_WANTED} questions and an agenda; until then a draft may hold less."
        )
    preparation, _ = Preparation.objects.update_or_create(meeting=meeting, person=by, defaults=written)
    preparation.questions.all().delete()
    asked = enumerate(zip_longest(questions, goals), 1)
    Question.objects.bulk_create(Question(preparation=preparation, position=at, text=text, goal=goal) for at, (text, goal) in asked)
    _keep_document(preparation, document)
    if ready:
        _hand_over(preparation, meeting, by)
    return preparation


def _keep_document(preparation: Preparation, document) -> None:
    """Replace or remove the document; one that stays is left alone. The old file goes once the transaction has gone through."""
    if isinstance(document, Document):
        return
    for old in Document.objects.filter(preparation=preparation):
        old.delete()
    if document:
        facts = {"name": document.name, "size": document.size}
        Document.objects.create(preparation=preparation, file=ContentFile(document.read(), document.name), **facts)


def _hand_over(preparation: Preparation, meeting: Session, by: User) -> None:
    Preparation.objects.filter(pk=preparation.pk, ready_at__isnull=True).update(ready_at=timezone.now())
    discharge("prepare", by=by, about=meeting)
    people = [Owes("mentor", meeting.host, to=by)]
    happened("preparation_ready", about=meeting, at=meeting.starts_at, people=people, scope=meeting.cohort)


def read_brief(meeting: Session, by: User) -> None:
    """The host says the brief is read."""
    policies.demand(policies.is_one_of_two, by, meeting)
    discharge("read_brief", by=by, about=meeting)
