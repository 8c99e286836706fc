"""The coach at the desk: what a person is shown beside their draft. Reads the text, keeps nothing of it."""

from dataclasses import dataclass

from django.urls import reverse

from etiquette import registry
from etiquette.coach import Context, Finding, review
from etiquette.coach.rewriting import Change, change
from etiquette.models import IgnoredAdvice
from etiquette.models.advice import NAMES

CHARACTERS = 10_000  # as much as the coach reads
QUOTED = 160
SLIPS_SHOWN = 12


@dataclass(frozen=True)
class Advice:
    """One finding as a person meets it: what it is called, the words it means, and the change it offers."""

    finding: Finding
    words: str
    change: Change
    place: tuple[int, int]  # the stretch that changes, in UTF-16 units, as a browser counts

    @property
    def name(self) -> str:
        return NAMES[self.finding.code]

    @property
    def way(self) -> dict | None:
        """The page where what the draft asks for has its place: `url` and `label`; None where there is none."""
        url_name, label = registry.WAYS.get(self.finding.code, ("", ""))
        return {"url": reverse(url_name), "label": label} if url_name else None

    @property
    def key(self) -> str:
        """Finds this advice again in the same text."""
        return f"{self.finding.code}:{self.finding.span[0]}:{self.finding.span[1]}"


def as_typed(text: str) -> str:
    """With the line breaks a browser shows; it sends them doubled."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def advise(text: str, surface: str, by, **circumstances: bool) -> list[Advice]:
    """What the coach says to `by` about a draft as typed; nothing of what they asked not to hear here.

    `circumstances`: `answers_hard` and `letter_open`, as in `Context`.
    """
    silenced = IgnoredAdvice.objects.codes(by, surface)
    context = Context(silenced=silenced, known_words=frozenset(by.get_full_name().split()), **circumstances)
    found = review(text[:CHARACTERS], surface, context)
    slips = [f for f in found if f.code == "language"][:SLIPS_SHOWN]
    return [_advice(text, one) for one in [f for f in found if f.code != "language"] + slips]


def _advice(text: str, finding: Finding) -> Advice:
    words = text[slice(*finding.span)]
    shown = words if len(words) <= QUOTED else words[:QUOTED].rsplit(None, 1)[0] + " …"
    offered = change(text, finding)
    return Advice(finding, shown, offered, (_units(text[: offered.start]), _units(text[: offered.end])))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def pieces(text: str, advice: list[Advice]) -> list[tuple[str, bool]]:
    """The text cut where words are meant: (piece, whether it is meant), in order and complete."""
    cut, at = [], 0
    for start, end in sorted(one.finding.span for one in advice):
        start = max(start, at)
        if end > start:
            cut += [(text[at:start], False), (text[start:end], True)]
            at = end
    return [piece for piece in [*cut, (text[at:], False)] if piece[0]]


def ignore(by, surface: str, code: str) -> None:
    """Do not tell `by` of this again on this surface. Said twice, it is said once."""
    IgnoredAdvice.objects.get_or_create(person=by, surface=surface, code=code)


def find(advice: list[Advice], key: str) -> Advice | None:
    """The advice with this key, if the text still gives it."""
    return next((one for one in advice if one.key == key), None)
