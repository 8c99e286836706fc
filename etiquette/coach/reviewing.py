"""The one door: a draft in, advice out, in the order in which the words stand."""

from . import asks, length, questions, thanks, tone
from .evidence import Evidence
from .findings import SURFACES, Context, Finding
from .language import language
from .text import Draft


def review(text: str, surface: str, context: Context | None = None) -> list[Finding]:
    """Everything that the coach would say about a draft. Same text, same advice: nothing is remembered."""
    if surface not in SURFACES:
        raise ValueError(f"There is no surface {surface!r}; choose one of {', '.join(SURFACES)}.")
    context = context or Context()
    draft = Draft(text)
    if not draft.words:
        return []
    found = [f for f in _about_manners(draft, surface, context) if f] + language(draft, context)
    return sorted((f for f in found if f.code not in context.silenced), key=lambda f: (f.span, f.code))


def _about_manners(draft: Draft, surface: str, context: Context) -> list[Finding | None]:
    """Every family in turn; those that only make sense on one surface are asked only there."""
    evidence = Evidence(draft, surface)
    found = [
        asks.job_request(evidence),
        asks.letter_request(evidence, context),
        asks.friend_request(evidence),
        asks.vague(evidence),
        tone.heated(evidence, context),
        tone.defensive(evidence),
        tone.demanding(evidence),
        length.overlong(draft, surface),
    ]
    if surface == "question":
        found.append(questions.closed_question(draft))
    if surface == "thank_you":
        found += [thanks.no_thanks(draft), thanks.no_outcome(draft)]
    return found
