"""Applying, and reading applications."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from gurukool.lib.doors import admins_only
from gurukool.lib.paging import page_after
from gurukool.lib.refusals import Refused, attempt
from mentoring import policies
from mentoring.actions import applications
from mentoring.forms.applications import ApplicationForm, SubmitApplicationForm
from mentoring.models import Application, Cohort, Extension, FormQuestion, Role
from mentoring.selectors import checklists

Status = Application.Status


def apply(request, slug, role):
    """Write one's application: keep it as a draft, or submit it."""
    cohort = _announced(request, slug, role)
    mine = cohort.applications.filter(person=request.user).first()
    elsewhere = _elsewhere(request.user, cohort, mine)
    if request.method == "GET" and elsewhere:
        return redirect(elsewhere)
    submitting = "draft" not in request.POST
    form = _form(request, cohort, role, mine, SubmitApplicationForm if submitting else ApplicationForm)
    if attempt(form, applications.submit if submitting else applications.save_draft, cohort=cohort, role=role, by=request.user):
        return _applied(request, cohort, submitting)
    facts = {"form": form, "cohort": cohort, "role": role, "application": mine, "page": _page(form, mine)}
    facts["extension"] = Extension.objects.of(request.user, cohort).first()
    facts["checklist"] = checklists.of_application(cohort, mine, request.user)
    return render(request, "mentoring/applications/apply.html", facts)


@require_POST
def autosave(request, slug, role):
    """Keep as a draft what is typed so far, as far as it can be kept; answers with the line that says so."""
    cohort = _announced(request, slug, role)
    questions = FormQuestion.objects.form(cohort, role).exclude(kind=FormQuestion.Kind.FILE)
    form = ApplicationForm(request.POST, role=role, questions=questions, zone=request.user.zone)
    form.full_clean()
    facts = {"form": form}
    try:
        facts["application"] = applications.save_draft(cohort, role, by=request.user, **form.cleaned_data)
    except Refused as refusal:
        facts["sentence"] = str(refusal)
    return render(request, "mentoring/applications/kept.html", facts)


def _form(request, cohort, role, application, kind):
    """The form of a role in a cohort, filled in with what there is."""
    questions = FormQuestion.objects.form(cohort, role)
    known = {**_answers(application), **_own_answers(application)}
    return kind(request.POST or None, request.FILES or None, role=role, questions=questions, zone=request.user.zone, initial=known)


def _own_answers(application):
    """Field name → answer, for the cohort's own questions."""
    found = application.answers.shown() if application else []
    return {answer.question.field_name: getattr(answer, "file", answer.value) for answer in found}


def _page(form, application):
    """Which page of the browser this is, and what it knows: once told that another has kept more, it knows that, too."""
    if form.is_bound and not form.non_field_errors() and form.cleaned_data.get("page"):
        return form.cleaned_data["page"]
    return applications.Page(uuid4(), application.saves if application else 0)


def _announced(request, slug, role):
    if role not in Role:
        raise Http404
    return get_object_or_404(Cohort.objects.visible_to(request.user), slug=slug)


def _elsewhere(user, cohort, application):
    """The page to go to instead, where there is nothing to write: the place one has, the application as it is, the cohort."""
    place = cohort.enrolments.filter(person=user, invited_at__isnull=False).first()
    may_write = policies.can_change_application(user, application) if application else policies.can_apply(user, cohort)
    return place or (None if may_write else application or cohort)


def _answers(application):
    if application is None:
        return {}
    return {name: getattr(application, name) for name in ("motivation", "goals_or_offer", "tracks")} | {
        "capacity": application.capacity or None
    }


def _applied(request, cohort, submitted):
    messages.success(request, "Your application is with us." if submitted else "Your draft is kept. Nobody reads it before you submit it.")
    return redirect(cohort.applications.get(person=request.user))


def show(request, pk):
    """An application, as its author and admins see it."""
    application = _load(request, pk)
    facts = {
        "application": application,
        "is_mine": policies.is_applicant(request.user, application),
        "can_change": policies.can_change_application(request.user, application),
        "can_decide": policies.can_decide(request.user, application) and application.is_undecided,
        "deadline": Extension.objects.deadline(application.person, application.cohort),
        "now": timezone.now(),
    }
    facts["checklist"] = checklists.of_application(application.cohort, application, request.user) if facts["is_mine"] else None
    return render(request, "mentoring/applications/show.html", facts)


@require_POST
def withdraw(request, pk):
    """Take one's application back."""
    application = _load(request, pk)
    applications.withdraw(application, by=request.user)
    messages.success(request, "Your application is withdrawn.")
    return redirect(application)


@admins_only
def index(request, slug):
    """A cohort's applications, the longest-waiting first."""
    cohort = get_object_or_404(Cohort, slug=slug)
    chosen = {name: request.GET[name] for name, allowed in (("status", Status), ("role", Role)) if request.GET.get(name) in allowed}
    received = cohort.applications.received().without_conflict(request.user).filter(**chosen)
    received = received.select_related("person", "assigned_to").defer("motivation", "goals_or_offer")
    page = page_after(received, "submitted_at", request.GET.get("after", ""))
    facts = {"cohort": cohort, "page": page, "chosen": chosen, "statuses": Status.choices[1:], "roles": Role.choices}
    return render(request, "mentoring/applications/index.html", facts)


def _load(request, pk):
    everything = Application.objects.visible_to(request.user).select_related("cohort", "person", "assigned_to", "decided_by", "enrolment")
    return get_object_or_404(everything, pk=pk)
