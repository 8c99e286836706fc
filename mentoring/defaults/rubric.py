"""The rubric a new cohort starts with: what reviewers look at in mentees and in mentors, and what the points mean."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """One criterion, its five points in words."""

    name: str
    one: str
    two: str
    three: str
    four: str
    five: str


DEFAULT = {
    "mentee": [
        Scale(
            "Clarity of goals",
            "No goal is named",
            "A wish, not yet a goal",
            "A goal, but no idea how to tell that it is reached",
            "A clear goal and a reason for it",
            "A clear goal, a reason, and first steps taken",
        ),
        Scale(
            "What a mentor can do for them",
            "Needs something else than a mentor",
            "Hard to see what a mentor would do",
            "A mentor could help here and there",
            "A mentor would make a difference",
            "A mentor would make all the difference",
        ),
        Scale(
            "Commitment",
            "Has no time, or does not say so",
            "The time may not suffice",
            "An hour a week is likely",
            "Has made room for it",
            "Has made room for it, and gives to others already",
        ),
    ],
    "mentor": [
        Scale(
            "What they offer",
            "No offer is named",
            "An offer few mentees need",
            "Useful to some",
            "Useful to many",
            "Exactly what mentees ask for",
        ),
        Scale(
            "Attitude to mentoring",
            "Wants an audience",
            "Gives answers rather than asks",
            "Listens when asked to",
            "Listens and asks",
            "Listens, asks, and speaks of what mentees taught them",
        ),
        Scale(
            "Time",
            "Has no time",
            "The time may not suffice",
            "An hour a week is likely",
            "An hour a week for each mentee is safe",
            "Safe, and flexible across time zones",
        ),
    ],
}
