"""How far a session is prepared."""

from etiquette.models import Duty
from mentoring.models import Session


def is_late(meeting: Session) -> bool:
    """Whether it is still to come, should have been prepared by now, and nothing is handed over (one query)."""
    return meeting.is_booked and not meeting.has_begun and Duty.objects.overdue().about(meeting).filter(act="prepare").exists()
