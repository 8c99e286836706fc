"""What a programme brings from its spreadsheets: one file per noun, each saying its columns and how its rows are taken.

Above the forms and actions, below the views: an import is many acts at once, under the same rules. Nobody is mailed by one.
"""

from mentoring.imports.applications import APPLICATIONS
from mentoring.imports.decisions import DECISIONS
from mentoring.imports.files import LIMIT, REMARK
from mentoring.imports.hours import HOURS
from mentoring.imports.kinds import Import, Taken
from mentoring.imports.matches import MATCHES
from mentoring.imports.questions import QUESTIONS
from mentoring.imports.reviewers import REVIEWERS
from mentoring.imports.reviews import REVIEWS
from mentoring.imports.roster import ROSTER
from mentoring.imports.running import Report, run
from mentoring.imports.wishes import WISHES

SELECTION = [QUESTIONS, APPLICATIONS, REVIEWERS, REVIEWS, DECISIONS]
MATCHING = [ROSTER, HOURS, WISHES, MATCHES]
IMPORTS: dict[str, Import] = {each.name: each for each in [*SELECTION, *MATCHING]}

__all__ = ["IMPORTS", "LIMIT", "REMARK", "Import", "Report", "Taken", "run"]
