"""Two people who meet, as booking sees them: a Match, or an OpenPair where there is none.

Both have `cohort`, `host`, `guest`, `people`, `takes_bookings`, `sessions` (those that count towards the guest's week)
and `sessions_per_week`.
"""

from mentoring.models import Match, OpenPair, Session

Pair = Match | OpenPair


def of(meeting: Session) -> Pair:
    """The pair whose session this is (one query at most)."""
    if meeting.match_id is None:
        return OpenPair(meeting.cohort, meeting.host, meeting.guest)
    return Match.objects.with_people().get(pk=meeting.match_id)


def as_it_is_now(pair: Pair) -> Pair:
    """The same pair, its match read again (an OpenPair always asks)."""
    return Match.objects.with_people().get(pk=pair.pk) if isinstance(pair, Match) else pair
