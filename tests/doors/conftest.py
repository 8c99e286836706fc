from tests.doors.world import world
from tests.mentoring.conftest import cohort, enrolled, hours, match

__all__ = ["cohort", "enrolled", "hours", "match", "world"]
