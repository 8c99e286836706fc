"""The rulebook of a cohort, for admins: its words, its times, its lists; each can go back to the general one."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from etiquette import rulebook
from etiquette.checklists import editing, moments, reading
from etiquette.forms.checklists import TitleForm, step_forms
from etiquette.forms.rules import RuleForm, WordingForm
from etiquette.models import Checklist, Norm, Rule, Wording
from gurukool.lib.doors import admins_only
from gurukool.lib.refusals import Refused
from mentoring.models import Cohort

SAVED = "Saved. It holds for what happens from now on; what is owed already keeps its date and its sentence."
BACK = "Back to the general one, from now on."


@admins_only
def show(request, slug):
    """All that holds in a cohort, norm by norm, and its lists."""
    cohort = get_object_or_404(Cohort, slug=slug)
    facts = {"cohort": cohort, "chapters": rulebook.chapters(cohort.pk), "lists": reading.in_cohort(cohort.pk)}
    return render(request, "mentoring/rulebooks/show.html", facts)


@admins_only
def norm(request, slug, code):
    """The cohort's own words for a norm."""
    cohort, norm = get_object_or_404(Cohort, slug=slug), get_object_or_404(Norm, code=code.upper())
    own = Wording.objects.filter(norm=norm, scope=cohort.pk).first()
    form = WordingForm(request.POST or None, instance=own, initial={} if own else {"sentence": norm.sentence})
    if request.method == "POST" and form.is_valid():
        rulebook.reword(norm, cohort.pk, **form.cleaned_data)
        messages.success(request, "Saved. The members of this cohort read it in the handbook from now on.")
        return redirect("rulebooks:show", slug)
    return render(request, "mentoring/rulebooks/norm.html", {"cohort": cohort, "norm": norm, "own": own, "form": form})


@admins_only
def rule(request, slug, pk):
    """The cohort's own time and sentence for a rule, or its silence."""
    cohort, rule = get_object_or_404(Cohort, slug=slug), get_object_or_404(Rule.objects.select_related("norm"), pk=pk)
    own = rulebook.own(rule, cohort.pk)
    form = RuleForm(request.POST or None, instance=own)
    if request.method == "POST" and form.is_valid():
        rulebook.change(rule, cohort.pk, **form.change)
        messages.success(request, SAVED)
        return redirect("rulebooks:show", slug)
    facts = {"cohort": cohort, "rule": rule, "is_own": not own._state.adding, "form": form}
    return render(request, "mentoring/rulebooks/rule.html", facts)


@admins_only
def checklist(request, slug, moment, role):
    """The cohort's own list for a moment and a role."""
    cohort, held = _list(slug, moment, role)
    title = TitleForm(request.POST or None, initial={"title": held.title})
    steps = step_forms(held, request.POST or None)
    if request.method == "POST" and title.is_valid() and steps.is_valid():
        try:
            editing.revise(moment, role, cohort.pk, title=title.cleaned_data["title"], steps=steps.wanted)
        except Refused as refusal:
            title.add_error(None, str(refusal))
        else:
            messages.success(request, "Saved. People see the new list at once; what they have ticked stays ticked.")
            return redirect("rulebooks:show", slug)
    facts = {"cohort": cohort, "list": held, "moment": moments.MOMENTS[moment], "title_form": title, "steps": steps}
    return render(request, "mentoring/rulebooks/checklist.html", facts)


def _list(slug, moment, role):
    """A cohort and the list that holds in it, or 404."""
    cohort = get_object_or_404(Cohort, slug=slug)
    held = Checklist.objects.effective(moment, role, cohort.pk) if (moment, role) in moments.DEFAULTS else None
    if held is None:
        raise Http404
    return cohort, held


@admins_only
@require_POST
def reset_norm(request, slug, code):
    rulebook.reset_wording(get_object_or_404(Norm, code=code.upper()), get_object_or_404(Cohort, slug=slug).pk)
    return _back(request, slug)


@admins_only
@require_POST
def reset_rule(request, slug, pk):
    rulebook.reset_rule(get_object_or_404(Rule, pk=pk), get_object_or_404(Cohort, slug=slug).pk)
    return _back(request, slug)


@admins_only
@require_POST
def reset_checklist(request, slug, moment, role):
    cohort, _ = _list(slug, moment, role)
    editing.reset(moment, role, cohort.pk)
    return _back(request, slug)


def _back(request, slug):
    messages.success(request, BACK)
    return redirect("rulebooks:show", slug)
