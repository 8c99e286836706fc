"""M8 and G4: requests that a mentor cannot well refuse: a job, a letter, a private friendship; and M3, an ask without a matter."""

from .deciding import decide
from .evidence import Evidence
from .findings import Context, Finding
from .specifics import concrete_question, empty_question, specific


def job_request(evidence: Evidence) -> Finding | None:
    """A job, a referral, a way in."""
    return decide("job_request", evidence)


def letter_request(evidence: Evidence, context: Context) -> Finding | None:
    """A letter or reference, unless the programme has unlocked letters for these two."""
    return None if context.letter_open else decide("letter_request", evidence)


def friend_request(evidence: Evidence) -> Finding | None:
    """An invitation to a private network or number."""
    return decide("friend_request", evidence)


def vague(evidence: Evidence) -> Finding | None:
    """Cues of vagueness, weighed against what the draft says of its matter."""
    draft = evidence.draft
    matter = len(set(specific(draft.words)))
    start = -0.8 if concrete_question(draft) else 0.0
    start -= 0.05 * min(max(matter - 6, 0), 8) if draft.count < 150 else 0.0
    start += 1.0 if evidence.surface == "question" and empty_question(draft) else 0.0
    return decide("vague", evidence, start)
