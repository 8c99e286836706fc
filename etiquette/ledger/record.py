"""A person's reliability record, read from what they owed and what was noted; and correcting it.

Duties tell by themselves: in time (by the day promised or agreed, where there is one), late, or missed (nothing came
after all reminders, or it had lapsed for a day when it was closed unasked). Incidents are noted by the rooms above.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from etiquette import outbox
from etiquette.ledger import reliability
from etiquette.ledger.reliability import MEMORY, Mark
from etiquette.models import Correction, Duty, Incident
from etiquette.models.about import about_facts
from gurukool.lib.refusals import Refused

MOST = 500  # entries of one person in 90 days
KIND = "correction"
WORDS = {reliability.KEPT: "in time", reliability.LATE: "late", reliability.MISSED: "missed", **dict(Incident.Kind.choices)}


@dataclass(frozen=True)
class Entry:
    """One line of the record: `what` it was, with the reason in words, and the correction asked for, if any."""

    about: Duty | Incident
    what: str
    at: datetime
    deadline: datetime | None
    correction: Correction | None

    @property
    def kind(self) -> str:
        """Which of the two it is about: `duty` or `incident`."""
        return self.about._meta.model_name

    @property
    def word(self) -> str:
        return WORDS[self.what]

    @property
    def counts(self) -> float:
        """How much it weighs today, in per cent."""
        return 0 if self.is_struck_out else round(100 * reliability.weight(self.at, timezone.now()))

    @property
    def is_struck_out(self) -> bool:
        return self.correction is not None and self.correction.granted

    @property
    def is_good(self) -> bool:
        return self.what == reliability.KEPT


@dataclass(frozen=True)
class Standing:
    """A record as its owner sees it."""

    entries: list[Entry]
    share: float
    words: str

    @property
    def percent(self) -> int:
        return round(100 * self.share)


def read(person) -> Standing:
    """All that counts of the last 90 days, newest first (three queries)."""
    now = timezone.now()
    duties = Duty.objects.judged(now - MEMORY).filter(person=person).select_related("owed_to", "rule").order_by("-ended_at")[:MOST]
    incidents = Incident.objects.filter(person=person, at__gt=now - MEMORY).order_by("-at")[:MOST]
    asked = {one.about_id: one for one in Correction.objects.filter(person=person)}
    entries = [Entry(duty, duty.outcome, duty.ended_at, duty.deadline, asked.get(duty.pk)) for duty in duties]
    entries += [Entry(one, one.kind, one.at, None, asked.get(one.pk)) for one in incidents]
    entries.sort(key=lambda entry: entry.at, reverse=True)
    share = reliability.share([Mark(entry.what, entry.at, entry.is_struck_out) for entry in entries], now)
    return Standing(entries, share, reliability.in_words(share))


def counts(person) -> dict[str, int]:
    """How often what was so in the last 90 days, struck out entries left out: all that admins see of a record."""
    found = Counter(entry.what for entry in read(person).entries if not entry.is_struck_out)
    return {word: found[what] for what, word in WORDS.items()}


def ask(about: Duty | Incident, *, by, text: str) -> Correction:
    """Say that an entry of one's own record is not right. Raises Refused for others', and when it was asked before."""
    if about.person_id != by.pk:
        raise Refused("This stands in somebody else's record.")
    try:
        with transaction.atomic():
            return Correction.objects.create(person=by, text=text, **_facts(about))
    except IntegrityError:
        raise Refused("You have asked about this entry already; an admin has it before them.") from None


@transaction.atomic
def decide(correction: Correction, *, by, granted: bool, note: str) -> None:
    """Strike an entry out, or leave it, with a note its owner reads. Raises Refused for one's own, and once it is decided."""
    if correction.person_id == by.pk or not by.is_staff:
        raise Refused("Somebody else has to look at this one.")
    waiting = Correction.objects.waiting().filter(pk=correction.pk)
    if not waiting.update(granted=granted, note=note, decided_by=by, decided_at=timezone.now()):
        raise Refused("Somebody has decided this meanwhile.")
    correction.refresh_from_db()
    facts = {"correction": correction, "url": correction.get_absolute_url(), "button": "See your record"}
    outbox.post(KIND, to=correction.person, template="etiquette/email/correction", context=facts, key=f"correction:{correction.pk}")


def _facts(about: Duty | Incident) -> dict:
    return {**about_facts(about), "about_text": str(about)[:300], "about_url": about.about_url}
