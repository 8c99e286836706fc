"""The form builder: what a cohort asks its applicants, for one role."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from gurukool.lib.doors import admins_only
from gurukool.lib.refusals import attempt
from mentoring.actions import application_forms
from mentoring.forms.application_forms import CopyForm, QuestionForm
from mentoring.forms.applications import SubmitApplicationForm
from mentoring.models import Cohort, FormQuestion, Role


@admins_only
def show(request, slug, role):
    """The questions in their order, with a button for each thing one can do to them."""
    cohort = _cohort(slug, role)
    questions = list(FormQuestion.objects.form(cohort, role))
    facts = {
        "cohort": cohort,
        "role": role,
        "questions": questions,
        "kinds": FormQuestion.Kind.choices,
        "answered": FormQuestion.objects.filter(cohort=cohort, role=role).answered().count(),
        "copy_form": CopyForm(cohort=cohort, role=role),
    }
    return render(request, "mentoring/application_forms/show.html", facts)


@admins_only
def add(request, slug, role, kind):
    """Ask one more question of this kind."""
    cohort = _cohort(slug, role)
    if kind not in FormQuestion.Kind:
        raise Http404
    question = FormQuestion(cohort=cohort, role=role, kind=kind, **_beginning(kind))
    form = QuestionForm(request.POST or None, instance=question)
    if attempt(form, application_forms.add, cohort=cohort, role=role, by=request.user, kind=kind):
        return redirect(question)
    return render(request, "mentoring/application_forms/add.html", {"form": form, "question": question})


@admins_only
def edit(request, pk):
    """Ask it in other words."""
    question = _question(pk)
    form = QuestionForm(request.POST or None, instance=question)
    if attempt(form, application_forms.change, question=question, by=request.user):
        return redirect(question)
    return render(request, "mentoring/application_forms/edit.html", {"form": form, "question": question, "count": question.answers.count()})


@admins_only
@require_POST
def move(request, pk, where):
    """One place up or down."""
    if where not in ("up", "down"):
        raise Http404
    question = _question(pk)
    application_forms.move(question, by=request.user, up=where == "up")
    return redirect(f"{question.get_absolute_url()}#question-{question.pk}")


@admins_only
@require_POST
def remove(request, pk):
    """Ask it no more."""
    question = _question(pk)
    retired = application_forms.remove(question, by=request.user)
    messages.success(request, "It is asked no more; what people answered stays readable." if retired else "The question is removed.")
    return redirect(question)


@admins_only
@require_POST
def copy(request, slug, role):
    """Take over another cohort's form, or the usual questions."""
    cohort = _cohort(slug, role)
    form = CopyForm(request.POST, cohort=cohort, role=role)
    if not form.is_valid():
        raise Http404
    count = application_forms.copy(cohort, role, by=request.user, source=form.cleaned_data["source"])
    messages.success(request, f"{count} questions copied.")
    return redirect("application_forms:show", slug, role)


@admins_only
def preview(request, slug, role):
    """The form as an applicant sees it; nothing can be handed in."""
    cohort = _cohort(slug, role)
    form = SubmitApplicationForm(role=role, questions=FormQuestion.objects.form(cohort, role), zone=request.user.zone)
    return render(request, "mentoring/application_forms/preview.html", {"form": form, "cohort": cohort, "role": role})


def _beginning(kind):
    """What a new question of a kind begins with."""
    if kind == FormQuestion.Kind.SCALE:
        return {"lowest": 1, "highest": 5}
    return {"words_from": 50, "words_to": 150} if kind == FormQuestion.Kind.LONG else {}


def _cohort(slug, role):
    if role not in Role:
        raise Http404
    return get_object_or_404(Cohort, slug=slug)


def _question(pk):
    return get_object_or_404(FormQuestion.objects.filter(retired_at__isnull=True).select_related("cohort"), pk=pk)
