"""Asking a peer to read a draft, and what becomes of it (rule G6)."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from etiquette import outbox
from etiquette.occasions import Owes, discharge, forget, happened, waive
from gurukool.lib import diffs
from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.models import News, Reading, User
from mentoring.selectors import helpers

Status = Reading.Status
NOBODY = "Nobody in your cohort is free to help with English just now. Your text is as it was; the coach’s suggestions may help."


@transaction.atomic
def ask(by: User, *, text: str, back: str, field: str, reader: User | None = None) -> Reading:
    """Give a draft to the least busy volunteer of one of the author's cohorts. `reader`, whom it is for, is not asked.

    `back` and `field` say which composer it came from. Raises Refused where nobody offers help.
    """
    helper, place = helpers.least_busy(by, [reader.pk] if reader else [])
    if helper is None:
        raise Refused(NOBODY)
    facts = {"cohort": place.cohort, "reader": reader, "text": text, "back": back, "field": field}
    reading = Reading.objects.create(author=by, helper=helper, **facts)
    _give(reading)
    return reading


def _give(reading: Reading) -> None:
    """Tell the volunteer; the draft itself stays out of the mail."""
    helper, author = reading.helper, reading.author
    people, key = [Owes("helper", helper, to=author)], f"{helper.uuid}:{reading.rounds}"
    happened("reading_asked", about=reading, at=timezone.now(), people=people, scope=reading.cohort_id, key=key)
    news = "has told you more about a draft." if reading.clarification else "asks you to read a draft for its English."
    _tell(reading, helper, "reading_asked", f"{author.name} {news}")


def _tell(reading: Reading, person: User, kind: str, news: str) -> None:
    News.objects.tell(person, "reading", news, reading)
    facts = {"reading": reading, "url": reading.get_absolute_url(), "button": "Open the draft"}
    key = f"{kind}:{reading.pk}:{person.pk}:{reading.rounds}"
    outbox.post(kind, to=person, template=f"mentoring/email/{kind}", context=facts, key=key, about=reading)


def _still_asked(reading: Reading, by: User, before: list[str] = Reading.PENDING, **facts) -> None:
    policies.demand(policies.can_read_draft, by, reading)
    if not Reading.objects.filter(pk=reading.pk, helper=by, status__in=before).update(**facts):
        raise Refused("This draft is not waiting for you any more; its page shows where it stands now.")
    reading.refresh_from_db()


@transaction.atomic
def ask_back(reading: Reading, by: User, *, question: str) -> None:
    """“Tell me more”: the third answer. Nothing is owed by the volunteer until the author has answered."""
    now = timezone.now()
    asked = {"status": Status.QUESTIONED, "question": question, "clarification": "", "questioned_at": now, "rounds": F("rounds") + 1}
    _still_asked(reading, by, [Status.ASKED], **asked)
    discharge("read_draft", by=by, about=reading)
    people = [Owes("author", reading.author, to=by)]
    happened("reading_questioned", about=reading, at=now, people=people, scope=reading.cohort_id, key=str(reading.rounds))
    _tell(reading, reading.author, "reading_questioned", f"{by.name} would like to know a little more about your draft.")


@transaction.atomic
def clarify(reading: Reading, by: User, *, clarification: str) -> None:
    """Answer the question that came back; the volunteer's two days begin anew. Raises Refused when no question waits."""
    policies.demand(policies.is_author, by, reading)
    questioned = Reading.objects.filter(pk=reading.pk, status=Status.QUESTIONED)
    if not questioned.update(status=Status.ASKED, clarification=clarification):
        raise Refused("No question waits for an answer any more; the page of your draft shows where it stands.")
    reading.refresh_from_db()
    discharge("clarify_draft", by=by, about=reading)
    _give(reading)


@transaction.atomic
def give_back(reading: Reading, by: User, *, suggested: str, note: str) -> None:
    """Return a draft with suggestions. Raises Refused when it is not with `by` any more."""
    _still_asked(reading, by, status=Status.RETURNED, suggested=suggested, note=note)
    discharge("read_draft", by=by, about=reading)
    waive(about=reading)
    _tell(reading, reading.author, "reading_returned", f"{by.name} has read your draft.")


@transaction.atomic
def decline(reading: Reading, by: User) -> None:
    """Not this time: the next volunteer is asked, without a word about who declined; nobody left, its author is told."""
    reading.declined_by.add(by)
    besides = [*reading.declined_by.values_list("pk", flat=True), *([reading.reader_id] if reading.reader_id else [])]
    helper, _ = helpers.least_busy(reading.author, besides)
    fresh = {"question": "", "clarification": "", "rounds": F("rounds") + 1}  # what was said to who declined stays between those two
    _still_asked(reading, by, helper=helper, status=Status.ASKED if helper else Status.NOBODY, **fresh)
    waive(about=reading)
    if helper:
        _give(reading)
    else:
        News.objects.tell(reading.author, "reading", "Nobody is free to read your draft just now.", reading)


@transaction.atomic
def take(reading: Reading, by: User, *, accepted: set[int]) -> str:
    """The author takes the draft back, with the accepted changes; here it exists no more. Raises Refused when it is gone."""
    policies.demand(policies.is_author, by, reading)
    held = Reading.objects.select_for_update().filter(pk=reading.pk).first()
    if held is None:
        raise Refused("You have taken this draft back already, so it is no longer here.")
    forget([held])
    News.objects.take_back(held)
    text = diffs.merged(diffs.pieces(held.text, held.suggested), accepted) if held.suggested else held.text
    held.delete()
    return text
