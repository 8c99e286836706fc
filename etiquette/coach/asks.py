"""M8 and G4: requests that a mentor cannot well refuse: a job, a letter, a private friendship."""

from .cues import family
from .findings import Context, Finding
from .text import Draft


def job_request(draft: Draft, surface: str) -> Finding | None:
    """A job, a referral, a way in."""
    return family("job_request").review(draft, surface)


def letter_request(draft: Draft, surface: str, context: Context) -> Finding | None:
    """A letter or reference, unless the programme has unlocked letters for these two."""
    return None if context.letter_open else family("letter_request").review(draft, surface)


def friend_request(draft: Draft, surface: str) -> Finding | None:
    """An invitation to a private network or number."""
    return family("friend_request").review(draft, surface)
