"""M8 and G4: requests that a mentor cannot well refuse: a job, a letter, a private friendship; and M3, an ask without a matter."""

from .deciding import decide
from .evidence import Evidence
from .findings import Context, Finding


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
    """Advice on nothing in particular; what the draft says of its matter speaks against."""
    return decide("vague", evidence)
