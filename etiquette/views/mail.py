"""What people say about the mail we send them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from etiquette import registry
from etiquette.forms.mail import AbsenceForm, PreferenceForm
from etiquette.ledger import absences
from etiquette.mailing import unsubscribing
from etiquette.models import Absence, IgnoredAdvice, MailPreference
from etiquette.reminding import digests
from gurukool.lib.refusals import attempt


def preferences(request):
    mine = MailPreference.objects.filter(person=request.user).first() or MailPreference(person=request.user)
    form = PreferenceForm(request.POST or None, instance=mine)
    if request.method == "POST" and form.is_valid():
        digests.follow(form.save())
        messages.success(request, "Saved.")
        return redirect("mail:preferences")
    facts = {"form": form, "away": AbsenceForm(), "absences": Absence.objects.filter(person=request.user)}
    facts["essentials"] = registry.essentials()
    facts["ignored"] = IgnoredAdvice.objects.visible_to(request.user)
    return render(request, "etiquette/mail/preferences.html", facts)


def away(request):
    form = AbsenceForm(request.POST or None)
    if request.method == "POST" and attempt(form, absences.go_away, by=request.user):
        messages.success(request, "Noted. Nothing will remind you on those days.")
        return redirect("mail:preferences")
    return render(request, "etiquette/mail/away.html", {"form": form})


@require_POST
def back(request, pk):
    if not absences.come_back(request.user, pk):
        raise Http404
    return redirect("mail:preferences")


@csrf_exempt  # RFC 8058: the reader's mail program posts here, without a cookie; the signed token says who
@login_not_required
def unsubscribe(request, token):
    found = unsubscribing.read(token)
    if found is None:
        raise Http404
    person, kind = found
    if request.method == "POST":
        unsubscribing.unsubscribe(person, kind)
    return render(request, "etiquette/mail/unsubscribe.html", {"label": registry.label_of(kind), "done": request.method == "POST"})
