"""M4: complete yet succinct. A plain word count; structure earns a little more room.

Fields show bands that read best (a question 8 to 60 words); advice on length begins well above, where a point gets lost, and
nowhere inside a band: a closing letter, the longest of the thank-yous, may have 250 words.
"""

import re

from .findings import Finding, finding
from .text import Draft

WORDS_AT_MOST = {"message": 210, "question": 180, "thank_you": 250, "feedback_reply": 210, "introduction": 230}
STRUCTURED = re.compile(r"^\s{0,8}(?:[-*•]|\d{1,2}[.)]|\([a-z0-9]\))\s", re.MULTILINE)
MESSAGE = "At {count} words the point may get lost; around {limit} are read in one go, best with the question first."
SUGGESTION = "In one sentence: what I would like to ask is … . What you need to know for it: (1) … (2) … (3) …"


def overlong(draft: Draft, surface: str) -> Finding | None:
    """The part beyond the band."""
    limit = WORDS_AT_MOST[surface]
    words = list(re.finditer(r"\S+", draft.raw))
    allowed = limit * 4 // 3 if len(STRUCTURED.findall(draft.raw)) >= 3 else limit
    if len(words) <= allowed:
        return None
    span = (words[limit].start(), words[-1].end())
    return finding("overlong", span, MESSAGE.format(count=len(words), limit=limit), SUGGESTION)
