"""M4: complete yet succinct. A plain word count against the band of the field; structure earns a little more room."""

import re

from .findings import Context, Finding, finding
from .text import Draft

WORDS_AT_MOST = {"message": 210, "question": 180, "thank_you": 210, "feedback_reply": 210, "introduction": 230}
STRUCTURED = re.compile(r"^\s{0,8}(?:[-*•]|\d{1,2}[.)]|\([a-z0-9]\))\s", re.MULTILINE)
MESSAGE = "At {count} words the point may get lost; around {limit} are read in one go, best with the question first."
SUGGESTION = "In one sentence: what I would like to ask is … . What you need to know for it: (1) … (2) … (3) …"


def overlong(draft: Draft, surface: str, context: Context) -> Finding | None:
    """The part beyond the band."""
    limit = context.words_at_most or WORDS_AT_MOST[surface]
    words = list(re.finditer(r"\S+", draft.raw))
    allowed = limit * 4 // 3 if len(STRUCTURED.findall(draft.raw)) >= 3 and not context.words_at_most else limit
    if len(words) <= allowed:
        return None
    span = (words[limit].start(), words[-1].end())
    return finding("overlong", span, MESSAGE.format(count=len(words), limit=limit), SUGGESTION)
