"""Composers: forms whose texts the coach reads along. One way to make one in a view:

    form = composed(MessageForm, request)

A button of the coach (`name="coach"`) never acts: the form comes back unbound with all that was typed, so the action
cannot run, and the advice stands below each text. Without JavaScript this is the whole coach; with it, the review step.
"""

from urllib.parse import urlencode

from django.forms import BaseForm
from django.http import HttpRequest
from django.urls import reverse

from etiquette import registry
from etiquette.advising import Advice, advise, as_typed, find, ignore, pieces
from etiquette.coach import CODES
from etiquette.forms.coach import CoachedTextarea, Reviewed
from etiquette.models.about import key_of

GONE = "The text has changed since, so here is what I see in it now."
TAKEN = "It is in your text now; change it until it sounds like you."


def composed(form_class: type[BaseForm], request: HttpRequest, reader=None, beside=False, **facts) -> BaseForm:
    """The form of a composer; bound as usual, unless the coach was asked: then unbound, with what was typed and with advice.

    `reader`: the person it is written to, who is never asked to help with it. `beside`: what was posted belongs to another
    form of the page, so this one is shown as it opens.
    """
    asked = "" if beside else request.POST.get("coach", "")
    sent = (request.POST, request.FILES) if request.method == "POST" and not (asked or beside) else ()
    form = form_class(*sent, **facts)
    _offer_peers(form, request, reader)
    if asked:
        form.initial |= {name: as_typed(request.POST[name]) for name in form.fields if name in request.POST}
        _reviewed(form, request.user, asked)
    return form


def _offer_peers(form: BaseForm, request: HttpRequest, reader) -> None:
    """Under each text that is a letter: “ask a peer to read this”."""
    query = {"back": request.path} | ({"reader": str(key_of(reader))} if reader else {})
    for name, field in form.fields.items():
        if registry.PEERS and isinstance(field.widget, CoachedTextarea) and field.widget.surface != "question":
            field.widget.peers = f"{reverse(registry.PEERS[0])}?{urlencode({**query, 'field': name})}"


def _reviewed(form: BaseForm, by, asked: str) -> None:
    """Do what the coach's button says (`check`, `take:field:key`, `ignore:field:code`), then read every text."""
    act, _, rest = asked.partition(":")
    name, _, what = rest.partition(":")
    widget = form.fields[name].widget if name in form.fields else None
    says = ""
    if isinstance(widget, CoachedTextarea) and act == "take":
        says = _take(form, name, widget, by, what)
    if isinstance(widget, CoachedTextarea) and act == "ignore" and what in CODES:
        ignore(by, widget.surface, what)
    for each, field in form.fields.items():
        if isinstance(field.widget, CoachedTextarea):
            text = form.initial.get(each) or ""
            advice = _read(text, field.widget, by)
            field.widget.reviewed = Reviewed(advice, pieces(text, advice), says if each == name else "")


def _read(text: str, widget: CoachedTextarea, by) -> list[Advice]:
    return advise(text, widget.surface, by, **widget.circumstances)


def _take(form: BaseForm, name: str, widget: CoachedTextarea, by, key: str) -> str:
    """Put an offer into the text, if the text is still the one it was made for."""
    text = form.initial.get(name) or ""
    offer = find(_read(text, widget, by), key)
    if offer is None:
        return GONE
    form.initial[name] = offer.change.made_in(text)
    return TAKEN
