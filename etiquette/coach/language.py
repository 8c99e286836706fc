"""G6: it is fine to need help with English. Spelling and grammar by harper, offline and in this process, plus the slips of
learners in cues/grammar.toml; each finding carries one replacement to accept.

Harper's Linter takes half a second and 140 MB, so it is made on first use, once per process. It is not thread-safe, hence
the lock. Of its 900 rules only those run that stayed right on our labelled texts: style is the writer's own.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from re import Pattern
from threading import Lock
from typing import Any

from .findings import Context, Finding, finding
from .phrases import CUES, pattern, words
from .spelling import is_slip
from .text import Draft

AT_MOST = 40  # findings a draft; more would be a wall
RULES = words("harper_rules")
ABOUT_WORDS = ("Spelling", "Typo", "BoundaryError")
_lock = Lock()


@dataclass(frozen=True)
class Slip:
    """Phrases of a learner, when they are none, and the better way."""

    says: Pattern
    unless: Pattern | None
    message: str
    better: str


@cache
def slips() -> tuple[Slip, ...]:
    entries = tomllib.loads((CUES / "grammar.toml").read_text("utf-8"))["slip"]
    return tuple(Slip(pattern(e["says"]), pattern(e["unless"]) if "unless" in e else None, e["message"], e["better"]) for e in entries)


@cache
def linter():
    """Harper with our rules alone; made on first use."""
    from harper import Dialect, Linter

    made = Linter(Dialect.BRITISH)
    made.set_lint_config({rule: rule in RULES for rule in made.get_lint_config()})
    return made


def harper_findings(draft: Draft, context: Context) -> list[Finding]:
    """What harper says, without names, technical words and other Englishes."""
    with _lock:
        lints = linter().lint(draft.raw.replace("\x00", " "), language="plaintext")
    return [one for lint in lints if (one := _told(draft, lint, context))]


def _told(draft: Draft, lint: Any, context: Context) -> Finding | None:
    """One of harper's findings as ours; none where it takes a name or `an hour` for a slip."""
    span, offers = (lint.span.start, lint.span.end), [s.replacement_text for s in lint.suggestions]
    if span[0] >= span[1] or lint.problem_text.lower() == "an":
        return None
    if lint.lint_kind in ABOUT_WORDS and not is_slip(draft.raw, span, offers, context.known_words):
        return None
    message = re.sub(r"`([^`]*)`", r"“\1”", lint.message)
    return finding("language", span, message, (offers[0] if offers else "") or "(leave this out)")


def slip_findings(draft: Draft) -> list[Finding]:
    """Learners' slips, outside what is quoted."""
    found = []
    for slip in slips():
        for match in slip.says.finditer(draft.plain):
            sentence = draft.sentence_at(match.start())
            here = draft.plain[max(sentence.start - 1, 0) : sentence.end + 2] if sentence else draft.plain
            if not (slip.unless and slip.unless.search(here)):
                found.append(finding("language", draft.raw_span(match.start(), match.end()), slip.message, slip.better))
    return found


def language(draft: Draft, context: Context) -> list[Finding]:
    """Every slip once, in the order of the text; the first of two that overlap stays."""
    if "language" in context.silenced:
        return []
    kept: list[Finding] = []
    for one in sorted(harper_findings(draft, context) + slip_findings(draft), key=lambda f: f.span):
        if not kept or one.span[0] >= kept[-1].span[1]:
            kept.append(one)
    return kept[:AT_MOST]
