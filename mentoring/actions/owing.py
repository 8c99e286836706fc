"""Who owes whom around a session, for the occasions it announces."""

from etiquette.occasions import Owes
from mentoring.models import Role, Session


def both_sides(meeting: Session) -> list[Owes]:
    """Each guest as mentee, owing to the host; the host as mentor, owing to the guest, where there is only one."""
    to = meeting.guest if len(meeting.guests) == 1 else None
    return [Owes(Role.MENTEE, guest, to=meeting.host) for guest in meeting.guests] + [Owes(Role.MENTOR, meeting.host, to=to)]
