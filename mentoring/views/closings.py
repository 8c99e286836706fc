"""How a cohort ends for one of its people: letters, a survey, a certificate, and the way back as a mentor."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from etiquette.composing import composed
from etiquette.models import MailPreference
from gurukool.lib.doors import admins_only
from gurukool.lib.paging import page_after
from gurukool.lib.refusals import attempt
from mentoring import policies
from mentoring.actions import applications, farewells
from mentoring.forms.closings import ClosingLetterForm, ReturnForm, SurveyForm
from mentoring.models import Certificate, ClosingLetter, Cohort, Enrolment, Match, Survey


def _place(request, pk):
    """One's own place in a cohort that is over, or 404."""
    place = get_object_or_404(Enrolment.objects.of(request.user).select_related("cohort", "person"), pk=pk)
    policies.demand(policies.can_answer_survey, request.user, place)
    return place


def show(request, pk):
    """What ends: the letters to write, the survey, the certificate; and what may begin."""
    place = _place(request, pk)
    mine = Match.objects.filter(cohort=place.cohort).of(request.user).confirmed().with_people()
    sent = set(ClosingLetter.objects.filter(author=request.user, match__in=mine).values_list("match", flat=True))
    facts = {
        "place": place,
        "letters": [(match, match.other(request.user), match.pk in sent) for match in mine],
        "survey": Survey.objects.filter(enrolment=place).first(),
        "certificate": Certificate.objects.filter(enrolment=place).first(),
        "open_cohorts": [cohort for cohort in Cohort.objects.announced() if policies.can_return(request.user, cohort)],
    }
    return render(request, "mentoring/closings/show.html", facts)


def letter(request, pk):
    """The two closing letters of a match; one's own is written here."""
    match = get_object_or_404(Match.objects.between(request.user).with_people(), pk=pk)
    policies.demand(policies.can_write_closing_letter, request.user, match)
    letters = {letter.author_id: letter for letter in match.closing_letters.all()}
    form, other = composed(ClosingLetterForm, request), match.other(request.user)
    if request.method == "POST" and attempt(form, farewells.write_letter, match=match, by=request.user):
        messages.success(request, f"Sent. {other.get_short_name()} reads it here and by mail.")
        return redirect(request.path)
    facts = {"match": match, "other": other, "form": form, "mine": letters.get(request.user.pk), "theirs": letters.get(other.pk)}
    return render(request, "mentoring/closings/letter.html", facts)


def survey(request, pk):
    """How the programme was, from one who took part."""
    place = _place(request, pk)
    may_ask = not MailPreference.objects.filter(person=request.user, asks_outcomes=False).exists()
    given = Survey.objects.filter(enrolment=place).first()
    form = SurveyForm(request.POST or None, instance=given, initial={"may_ask": may_ask})
    if request.method == "POST" and attempt(form, farewells.answer_survey, place=place, by=request.user):
        messages.success(request, "Thank you. The admins of the programme read it.")
        return redirect("closings:show", place.pk)
    return render(request, "mentoring/closings/survey.html", {"form": form, "place": place})


def come_back(request, slug):
    """A mentee of an earlier cohort applies as a mentor, on one page."""
    cohort = get_object_or_404(Cohort.objects.visible_to(request.user), slug=slug)
    policies.demand(policies.can_return, request.user, cohort)
    form = ReturnForm(request.POST or None)
    if attempt(form, applications.submit, cohort=cohort, role="mentor", by=request.user):
        messages.success(request, "Welcome back. Your application as a mentor is in; you hear from us soon.")
        return redirect(cohort.applications.get(person=request.user))
    earlier = Enrolment.objects.taking_part().mentees().filter(person=request.user).select_related("cohort").order_by("-cohort__ends_on")
    return render(request, "mentoring/closings/come_back.html", {"form": form, "cohort": cohort, "earlier": earlier})


@admins_only
def surveys(request, slug):
    """What people say of a cohort that is over: means, and every answer."""
    cohort = get_object_or_404(Cohort, slug=slug)
    theirs = Survey.objects.of_cohort(cohort)
    found = theirs.means()
    means = [(Survey._meta.get_field(name).verbose_name, round(found[name] or 0, 1)) for name in Survey.SCALES]
    facts = {"cohort": cohort, "figures": {"count": found["count"], "means": means}}
    facts["page"] = page_after(theirs, "created_at", request.GET.get("after", ""))
    return render(request, "mentoring/closings/surveys.html", facts)
