"""The public handbook: an index, a page for each norm, all of them for paper."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render

from etiquette import registry
from etiquette.handbook.pages import GROUPS, Page, neighbours, pages
from etiquette.models import Norm, Wording


@dataclass(frozen=True)
class Entry:
    """A page of the handbook, with its norm and what the reader's cohorts say of it."""

    norm: Norm
    page: Page
    wordings: list[tuple[str, Wording]]  # the cohort's name, its words


@login_not_required
def index(request):
    """The twenty norms, in three groups."""
    entries = _entries(request.user)
    groups = [(name, [entry for entry in entries if entry.norm.code[0] == letter]) for letter, name in GROUPS.items()]
    return render(request, "etiquette/handbook/index.html", {"groups": groups})


@login_not_required
def page(request, code):
    """One norm: why, do, don't, examples, and where it happens (for who is signed in: the way there)."""
    code = code.upper()
    if code not in pages():
        raise Http404
    before, after = [Norm.objects.filter(code=each).first() for each in neighbours(code)]
    facts = {"entry": _entries(request.user, code)[0], "before": before, "after": after}
    facts["doors"] = registry.handbook_doors(request.user).get(code, []) if request.user.is_authenticated else []
    return render(request, "etiquette/handbook/page.html", facts)


@login_not_required
def all(request):  # noqa: A001 - named as its URL
    """All twenty on one page, to print or to read in one go."""
    return render(request, "etiquette/handbook/all.html", {"entries": _entries(request.user)})


def _entries(user, *codes: str) -> list[Entry]:
    """Pages in reading order; two queries, and one more for the cohorts of who is signed in."""
    codes = codes or tuple(pages())
    scopes = dict(registry.scopes_of(user)) if user.is_authenticated else {}
    norms = {norm.code: norm for norm in Norm.objects.filter(code__in=codes)}
    wordings = list(Wording.objects.of(scopes)) if scopes else []
    found = [(code, norms[code]) for code in codes if code in norms]
    return [Entry(norm, pages()[code], [(scopes[one.scope], one) for one in wordings if one.norm == norm]) for code, norm in found]
