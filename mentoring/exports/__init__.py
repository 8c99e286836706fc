"""What of a cohort can be downloaded, as data: one file per noun, its rows and columns.

Never here: what two people write to each other, what they prepare for their sessions, the words of feedback and introductions.
"""

from mentoring.exports.applications import APPLICATIONS
from mentoring.exports.approvals import APPROVALS
from mentoring.exports.cohort import COHORT
from mentoring.exports.columns import Export
from mentoring.exports.decisions import DECISIONS
from mentoring.exports.duties import DUTIES
from mentoring.exports.feedback import FEEDBACK
from mentoring.exports.hours import HOURS
from mentoring.exports.introductions import INTRODUCTIONS
from mentoring.exports.matches import MATCHES
from mentoring.exports.open_sessions import OPEN_SESSIONS
from mentoring.exports.places import PLACES
from mentoring.exports.proposals import PROPOSALS
from mentoring.exports.questions import QUESTIONS
from mentoring.exports.reviewers import REVIEWERS
from mentoring.exports.reviews import REVIEWS
from mentoring.exports.revisions import EXTENSIONS, REVISIONS
from mentoring.exports.roster import ROSTER
from mentoring.exports.rubric import RUBRIC
from mentoring.exports.sessions import SESSIONS
from mentoring.exports.statistics import STATISTICS
from mentoring.exports.thanks import THANKS
from mentoring.exports.wishes import WISHES

SELECTION = [QUESTIONS, APPLICATIONS, EXTENSIONS, RUBRIC, REVIEWERS, REVIEWS, REVISIONS, DECISIONS]
MATCHING = [ROSTER, PLACES, HOURS, WISHES, PROPOSALS, MATCHES, APPROVALS]
RUNNING = [INTRODUCTIONS, SESSIONS, OPEN_SESSIONS, THANKS, DUTIES, FEEDBACK, STATISTICS]
EXPORTS: dict[str, Export] = {export.name: export for export in [COHORT, *SELECTION, *MATCHING, *RUNNING]}

__all__ = ["EXPORTS", "Export"]
