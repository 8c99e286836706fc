"""The field of a text that the coach may read along."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django import forms
from django.template.loader import render_to_string
from django.urls import reverse

from etiquette.advising import Advice
from etiquette.coach import SURFACES


@dataclass
class Reviewed:
    """What a review step shows below a text: the advice, and the text as its reader will see it."""

    advice: list[Advice]
    pieces: list[tuple[str, bool]] = field(default_factory=list)
    says: str = ""


class CoachedTextarea(forms.Textarea):
    """A textarea with the coach beside it: live with JavaScript, after “Check what I wrote” without.

    `surface` is one of the coach's; `reviewed` is set by `composing.composed` for a review step;
    `answers_hard` lowers the bar for heat where a hard message is answered (rule G7);
    `letter_open` lets these two speak of a letter, since they know each other well enough by now (rule M8).
    """

    reviewed: Reviewed | None = None
    answers_hard = letter_open = False
    peers = ""  # the address of “ask a peer to read this”; empty where it makes no sense

    def __init__(self, surface: str, attrs: dict | None = None):
        if surface not in SURFACES:
            raise ValueError(f"There is no surface {surface!r}.")
        super().__init__(attrs)
        self.surface = surface

    @property
    def circumstances(self) -> dict[str, bool]:
        """What the coach is told beside the text, by hand and live alike."""
        return {"answers_hard": self.answers_hard, "letter_open": self.letter_open}

    def render(self, name, value, attrs=None, renderer=None):
        attrs = {**(attrs or {}), **self._live(name, (attrs or {}).get("id", name))}
        facts = {"area": super().render(name, value, attrs, renderer), "id": attrs.get("id", name), "field": name, "widget": self}
        return render_to_string("etiquette/coach/composer.html", {**facts, "surface": self.surface, "reviewed": self.reviewed})

    def _live(self, name: str, identity: str) -> dict[str, str]:
        """What htmx needs to ask, 400 ms after the last key; the newer question replaces the older one."""
        query = {"field": name} | {told: "yes" for told, holds in self.circumstances.items() if holds}
        return {
            "hx-post": f"{reverse('coach:advise', args=[self.surface])}?{urlencode(query)}",
            "hx-trigger": "input changed delay:400ms, look",
            "hx-target": f"#coach-{identity}",
            "hx-params": f"csrfmiddlewaretoken,{name}",
            "hx-sync": "this:replace",
        }
