"""Deciding: one application or many, the mails seen first; and releasing what was decided."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from etiquette.models import Email
from gurukool.lib.doors import admins_only
from gurukool.lib.paging import page_after
from gurukool.lib.refusals import Refused, attempt
from mentoring import policies
from mentoring.actions import decisions, releases
from mentoring.forms.applications import DecisionForm
from mentoring.forms.decisions import AT_MOST, DecideManyForm, MailForm
from mentoring.forms.reviews import TableForm
from mentoring.models import Application, Cohort, Decision, Reviewer, ReviewPlan
from mentoring.selectors import releasing, reviewing


@admins_only
def decide(request, pk):
    """Choose; the mail is shown before anything is recorded, then it goes at once or waits with the others."""
    application = get_object_or_404(Application.objects.visible_to(request.user).select_related("cohort", "person", "decided_by"), pk=pk)
    pending = application.decisions.pending().first()
    if request.method == "GET" and (pending or not (application.is_undecided and policies.can_decide(request.user, application))):
        return redirect(pending or application)
    form = DecisionForm(request.POST or None, application=application)
    if "preview" in request.POST and form.is_valid():
        return _preview(request, application, form)
    if "keep" in request.POST and attempt(form, decisions.draft_one, application=application, by=request.user):
        messages.success(request, "Kept with the decisions to be released. Nobody outside hears of it before that.")
        return redirect("reviews:index", application.cohort.slug)
    if "send" in request.POST and attempt(form, decisions.decide, application=application, by=request.user):
        messages.success(request, f"Recorded, and the mail to {application.person} is on its way.")
        return redirect("applications:index", application.cohort.slug)
    facts = {"left": decisions.places_left(application.cohort), "scores": policies.can_read_scores(request.user, application)}
    return render(request, "mentoring/applications/decide.html", {"form": form, "application": application, **facts})


def _preview(request, application, form):
    mail = decisions.decision_mail(application, form.cleaned_data["verdict"], form.cleaned_data["note"])
    return render(request, "mentoring/applications/preview.html", {"form": form, "application": application, "mail": mail})


@admins_only
@require_POST
def choose(request, slug):
    """Decide about the applications ticked: first who it concerns and what is left then, then it is drafted."""
    cohort = get_object_or_404(Cohort, slug=slug)
    form = DecideManyForm(_typed(request, cohort), cohort=cohort)
    if "keep" in request.POST and form.is_valid() and _drafted(request, cohort, form):
        return redirect("decisions:index", slug)
    picked = _picked(request, cohort, form.keys)
    mentees = sum(not application.is_mentor for application in picked)
    left = decisions.places_left(cohort)
    facts = {"cohort": cohort, "form": form, "picked": picked, "mentees": mentees, "left": left, "left_then": left - mentees}
    return render(request, "mentoring/decisions/choose.html", facts)


def _picked(request, cohort, keys):
    """The applications ticked, called and scored as the table does, the highest median first."""
    rows = reviewing.rows(cohort, request.user, {}).filter(pk__in=keys).order_by("-median_shown", "submitted_at", "pk")
    picked, plan = list(rows), ReviewPlan.of(cohort)
    reviewing.mark_hidden(picked, request.user)
    for application in picked:
        application.called = reviewing.name_of(application, plan)
    return picked


def _typed(request, cohort):
    """What was sent; with “all”, everything undecided that fits the table's filter counts as ticked."""
    typed = request.POST.copy()
    if "all" in typed:
        pool = Reviewer.objects.active().filter(cohort=cohort).select_related("person")
        table = TableForm(request.GET, reviewers=pool, blind=ReviewPlan.of(cohort).blind)
        fitting = reviewing.rows(cohort, request.user, table.chosen).awaiting_decision()
        pairs = fitting.exclude(decisions__in=Decision.objects.pending()).order_by(table.order, "pk").values_list("pk", "status")
        typed.setlist("picked", [f"{key}:{status}" for key, status in pairs[:AT_MOST]])
    return typed


def _drafted(request, cohort, form):
    try:
        drafted = decisions.draft_many(cohort, by=request.user, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    for sentence in drafted.told:
        messages.warning(request, sentence)
    messages.success(request, f"Drafted: {len(drafted.decisions)}. Nobody outside hears of it before you release it.")
    return True


@admins_only
def index(request, slug):
    """The decisions that wait, with every mail and address; one button releases them all."""
    cohort = get_object_or_404(Cohort, slug=slug)
    waiting = Decision.objects.pending().in_cohort(cohort).select_related("application__person", "application__cohort", "decided_by")
    mine = waiting.filter(application__in=cohort.applications.without_conflict(request.user).exclude(person=request.user))
    page = page_after(mine, "created_at", request.GET.get("after", ""))
    mails = {email.key: email for email in Email.objects.drafts().filter(key__in=[each.mail_key for each in page.rows])}
    hindered, taken = releasing.obstacles(page.rows, mails), releasing.seats(page.rows)
    for each in page.rows:
        each.mail, each.obstacle, each.place = mails.get(each.mail_key), hindered.get(each.pk), taken.get(each.pk)
    facts = {"cohort": cohort, "page": page, "count": waiting.count(), "seen": mine.count(), "left": decisions.places_left(cohort)}
    return render(request, "mentoring/decisions/index.html", facts)


@admins_only
def show(request, pk):
    """One decision that waits: its mail, to be changed, dropped or taken back."""
    decision = _load(request, pk)
    mail = get_object_or_404(Email.objects.filter(key=decision.mail_key))
    initial = {"subject": mail.subject, "text": mail.body_text}
    form = MailForm(request.POST or None, initial=initial)
    if attempt(form, releases.rewrite, decision=decision, by=request.user):
        messages.success(request, "Saved. It goes out in these words.")
        return redirect("decisions:index", decision.application.cohort.slug)
    return render(request, "mentoring/decisions/show.html", {"decision": decision, "mail": mail, "form": form})


@admins_only
@require_POST
def silence(request, pk):
    """Let no mail go out about it, or let it go after all."""
    decision = _load(request, pk)
    releases.silence(decision, by=request.user, silent=not decision.silent)
    return redirect("decisions:index", decision.application.cohort.slug)


@admins_only
@require_POST
def undo(request, pk):
    """Take it back."""
    decision = _load(request, pk)
    decisions.undo(decision, by=request.user)
    messages.success(request, f"Taken back: {decision.application.person} waits for a decision again.")
    return redirect("decisions:index", decision.application.cohort.slug)


@admins_only
@require_POST
def release(request, slug):
    """Let everybody hear."""
    cohort = get_object_or_404(Cohort, slug=slug)
    expected = request.POST.get("expected", "")
    count = releases.release(cohort, by=request.user, expected=int(expected) if expected.isdecimal() and len(expected) < 7 else 0)
    if count:
        messages.success(request, f"Released: {count}. The mails are on their way.")
    if held := Decision.objects.pending().in_cohort(cohort).count():
        messages.warning(request, f"Held back: {held}. What stands in the way is said beside each.")
    return redirect("decisions:index", slug)


def _load(request, pk):
    mine = Application.objects.visible_to(request.user).values("pk")
    waiting = Decision.objects.pending().filter(application__in=mine).exclude(application__person=request.user)
    return get_object_or_404(waiting.select_related("application__cohort", "application__person", "decided_by"), pk=pk)
