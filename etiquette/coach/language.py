"""G6: it is fine to need help with English. Spelling and grammar by harper, offline and in this process, plus the slips of
learners in cues/grammar.toml; each finding carries one replacement to accept.

Harper's Linter takes half a second and 140 MB, so it is made on first use, once per process. It is not thread-safe, hence
the lock. Of its 900 rules only those run that stayed right on our labelled texts: style is the writer's own.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from threading import Lock

from .findings import Context, Finding, finding
from .phrases import CUES, pattern
from .spelling import is_slip
from .text import Draft

AT_MOST = 40  # findings a draft; more would be a wall
RULES = (
    "SpellCheck RegularIrregulars PronounVerbAgreement AnA AdjectiveDoubleDegree MoreBetter RepeatedWords DoubleModal WillNonLemma ThenThan "
    "IAmAgreement DidPast SimplePastToPastParticiple HeDos WrongNegative ModalOf Didnt Cant CantWay DespiteOf AnotherAn AnAnother "
    "PronounInflectionBe OneOfTheSingular ProgressiveNeedsBe ModalBeAdjective InflectedVerbAfterTo ThereIsAgreement TheirToThere "
    "HowItLooksLike InterestedIn ExceptOf ThatThan DoMistake WantBe GoingTo IsBeenAuxSequence HavePassed QuantifierNumeralConflict "
    "ThesesThese SinceDuration DontCan HaveNegNoAny CapitalizePersonalPronouns SplitWords TransposedSpace"
    "Discuss "
    "HopHope WereWhere ToTooIdioms ToLoseTooLoose AsHow MissingTo GoodAt ResponsibleFor Misspell"
).split()
_lock = Lock()


@dataclass(frozen=True)
class Slip:
    """Phrases of a learner, when they are none, and the better way."""

    says: object
    unless: object | None
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
    found = []
    for lint in lints:
        offers = [s.replacement_text for s in lint.suggestions]
        span = (lint.span.start, lint.span.end)
        if span[0] < span[1] and (lint.lint_kind not in ("Spelling", "Typo", "BoundaryError") or is_slip(draft.raw, span, offers, context.known_words)):
            better = offers[0] if offers else "Please look at these words once more."
            found.append(finding("language", span, lint.message, better or "(leave it out)"))
    return found


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
