"""Why two people suit each other or do not, in words: the same for the board, the proposal and the command line."""

from datetime import UTC
from zoneinfo import ZoneInfo

from mentoring.pairing import points
from mentoring.pairing.people import QUARTER, QUARTERS, Candidate, Terms

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
DAYS_NAMED = 3


def reasons(mentee: Candidate, mentor: Candidate, terms: Terms) -> list[str]:
    """What speaks against and for a pair, the weightiest first. For admins: it tells of wishes."""
    return [reason for reason in [*against(mentee, mentor), *_for(mentee, mentor, terms)] if reason]


def against(mentee: Candidate, mentor: Candidate) -> list[str]:
    """What forbids a pair, or an admin should know before making it by hand."""
    return [
        _avoided(mentee, mentor),
        "conflict of interest" * (mentor.key in mentee.conflicts or mentee.key in mentor.conflicts),
        "were matched before" * (mentor.key in mentee.apart or mentee.key in mentor.apart),
        "no language in common" * (not points.speak(mentee, mentor)),
    ]


def _for(mentee: Candidate, mentor: Candidate, terms: Terms) -> list[str]:
    tracks = sorted(mentee.tracks & mentor.tracks)
    return [
        _wishes(mentee, mentor),
        f"both {_and(tracks)}" * bool(tracks),
        hours_in_words(mentee, mentor, terms),
        *_in_common(mentee, mentor),
        "mentor is not further on" * (0 < points.step(mentor.stage) <= points.step(mentee.stage)),
    ]


def _avoided(mentee: Candidate, mentor: Candidate) -> str:
    who = [one.name for one, other in ((mentee, mentor), (mentor, mentee)) if other.key in one.avoids]
    return f"{' and '.join(who)} would rather not" if who else ""


def _wishes(mentee: Candidate, mentor: Candidate) -> str:
    if mentor.key in mentee.wishes:
        return "asked for each other" if mentee.key in mentor.wishes else "asked for by the mentee"
    return "asked for by the mentor" if mentee.key in mentor.wishes else ""


def hours_in_words(mentee: Candidate, mentor: Candidate, terms: Terms) -> str:
    """`3 h overlap on Sat`, the days on the mentee's clock; for hours that are only supposed, who has named none."""
    both = mentee.week & mentor.week
    unnamed = [one.name for one in (mentee, mentor) if one.assumed]
    if unnamed:
        return f"{'waking hours meet' if both else 'no waking hours in common'}, {_and(unnamed)} named none yet"
    return f"{_length(15 * both.bit_count())} overlap{_on_days(both, mentee.zone, terms)}" if both else "no hours in common"


def _length(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return " ".join(part for part in (f"{hours} h" * bool(hours), f"{rest} min" * bool(rest)) if part)


def _on_days(week: int, zone: str, terms: Terms) -> str:
    tz = ZoneInfo(zone)
    moments = ((terms.monday + QUARTER * bit).astimezone(UTC) for bit in range(QUARTERS) if week >> bit & 1)
    days = sorted({moment.astimezone(tz).weekday() for moment in moments})
    return f" on {_and([DAYS[day] for day in days])}" if len(days) <= DAYS_NAMED else f" on {len(days)} days"


def _in_common(mentee: Candidate, mentor: Candidate) -> list[str]:
    languages = sorted(name for name in mentee.languages if name.strip().lower() in points.foreign(mentor))
    near = points.field_points(mentee.field, mentor.field)
    shared = sorted(points.field_words(mentee.field) & points.field_words(mentor.field))
    field = f"same field, {mentee.field}" if near == points.SAME_FIELD else f"near fields, both {_and(shared)}" if near else ""
    return [f"both speak {_and(languages)}" * bool(languages), field]


def _and(words: list[str]) -> str:
    """`a, b and c`."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if words[1:] else words)
