"""The coach: reads a draft before it goes, and advises. It blocks nothing, scores nobody and keeps nothing.

    from etiquette.coach import Context, review
    for finding in review("Please guide me.", "message", Context()): …

Pure Python: text in, findings out. What it knows is data that a person can read, in `cues/*.toml`.
"""

from .findings import CODES, RULES, SURFACES, Context, Finding
from .reviewing import review

__all__ = ["CODES", "RULES", "SURFACES", "Context", "Finding", "review"]
