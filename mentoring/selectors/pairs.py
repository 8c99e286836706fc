"""Two people who meet, as booking sees them: a Match, or an OpenPair where there is none.

Both have `cohort`, `host`, `guest`, `people`, `sessions` (those that count towards their week) and `sessions_per_week`.
"""

from mentoring.models import Match, Session

Pair = Match


def of(meeting: Session) -> Pair:
    """The pair whose session this is (one query)."""
    return Match.objects.with_people().get(pk=meeting.match_id)
