"""What of a cohort can be downloaded, as data: each file's rows and columns.

Never here: what two people write to each other, what they prepare for their sessions, the words of feedback and introductions.
"""

from mentoring.exports import doing, pairs, roster, selection, statistics
from mentoring.exports.columns import Export

EXPORTS: dict[str, Export] = {export.name: export for part in (roster, selection, pairs, doing, statistics) for export in part.EXPORTS}

__all__ = ["EXPORTS", "Export"]
