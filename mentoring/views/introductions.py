"""Introductions: written by their authors, a mentee's reviewed by the cohort's mentors, a mentor's read by everybody."""

from itertools import pairwise

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from etiquette.checklists import reading
from etiquette.composing import composed
from gurukool.lib.paging import ROWS, page_after
from gurukool.lib.refusals import attempt
from mentoring import policies
from mentoring.actions import introductions
from mentoring.forms.introductions import DraftForm, HandInForm, ReviewForm
from mentoring.intake.answers import changes
from mentoring.intake.passages import marked
from mentoring.models import Cohort, Enrolment, Introduction

SAVED = "Saved. Only you see it until you hand it in."
HANDED_IN = "Handed in. The mentors of your cohort read it now; you get a mail when one of them answers."
SHOWN = "Your cohort can read it now. You can change it whenever you like."


def write(request, pk):
    """The mentee's own introduction: saved as a draft, or handed in."""
    place = get_object_or_404(Enrolment.objects.of(request.user).select_related("cohort", "person"), pk=pk)
    policies.demand(policies.can_write_introduction, request.user, place)
    introduction = Introduction.objects.filter(enrolment=place).first() or Introduction(enrolment=place)
    if introduction.status == Introduction.Status.READY and not introduction.is_of_mentor:
        return redirect(introduction)
    handing_in = "hand_in" in request.POST
    form = composed(DraftForm if request.POST and not handing_in else HandInForm, request, instance=introduction)
    act = introductions.hand_in if handing_in else introductions.save_draft
    if request.method == "POST" and attempt(form, act, enrolment=place, by=request.user):
        messages.success(request, (SHOWN if introduction.is_of_mentor else HANDED_IN) if handing_in else SAVED)
        return redirect(Introduction.objects.get(enrolment=place) if handing_in else request.path)
    facts = {"form": form, "introduction": introduction, "place": place}
    facts["checklist"] = reading.listing("introduction", request.user, place)
    return render(request, "mentoring/introductions/write.html", facts)


def show(request, pk):
    """The introduction, and what mentors said to it and to single passages."""
    introduction = get_object_or_404(Introduction.objects.visible_to(request.user).with_people(), pk=pk)
    reviews = list(_reviews(introduction))
    facts = {
        "introduction": introduction,
        "sections": _sections(introduction, [remark for review in reviews for remark in review.remarks.all()]),
        "reviews": reviews,
        "is_author": introduction.enrolment.person == request.user,
        "can_review": policies.can_review_introduction(request.user, introduction),
    }
    return render(request, "mentoring/introductions/show.html", facts)


def _sections(introduction, remarks):
    """Its sections, the passages marked that somebody says something about."""
    passages = {key: [remark.passage for remark in remarks if remark.section == key] for key in introduction.SECTIONS}
    return [{**section, "pieces": marked(section["text"], passages[section["key"]])} for section in introduction.sections]


def _reviews(introduction):
    return introduction.reviews.select_related("reviewer").prefetch_related("remarks")


def versions(request, pk):
    """What changed each time it was handed in, newest first."""
    introduction = get_object_or_404(Introduction.objects.visible_to(request.user).with_people(), pk=pk)
    found = list(introduction.versions.all())
    steps = [(version, changes(before.lines, version.lines)) for before, version in pairwise(found)]
    facts = {"introduction": introduction, "first": found[0] if found else None, "steps": steps[::-1]}
    return render(request, "mentoring/introductions/versions.html", facts)


def index(request, slug):
    """The cohort's introductions, for mentors who review them: who waits comes first."""
    cohort = get_object_or_404(Cohort.objects.visible_to(request.user), slug=slug)
    policies.demand(policies.can_read_introductions, request.user, cohort)
    handed_in = Introduction.objects.filter(enrolment__cohort=cohort).of_mentees().with_people()
    after = request.GET.get("after", "")
    facts = {
        "cohort": cohort,
        "waiting": [] if after else handed_in.awaiting_review().order_by("submitted_at", "pk")[:ROWS],
        "reviewed": page_after(handed_in.reviewed(), "submitted_at", after),
        "after": after,
    }
    return render(request, "mentoring/introductions/index.html", facts)


def mentors(request, slug):
    """What the mentors of a cohort tell about themselves, for everybody in it."""
    cohort = get_object_or_404(Cohort.objects.visible_to(request.user), slug=slug)
    policies.demand(policies.can_read_mentors, request.user, cohort)
    theirs = Introduction.objects.filter(enrolment__cohort=cohort).of_mentors().with_people()
    page = page_after(theirs, "submitted_at", request.GET.get("after", ""))
    thanks = Enrolment.objects.of(request.user).taking_part().filter(cohort=cohort).exists()
    return render(request, "mentoring/introductions/mentors.html", {"cohort": cohort, "page": page, "can_give_kudos": thanks})


def review(request, pk):
    """A mentor's answer: a comment, and the verdict while none is given."""
    introduction = get_object_or_404(Introduction.objects.visible_to(request.user).with_people(), pk=pk)
    policies.demand(policies.can_review_introduction, request.user, introduction)
    form = composed(ReviewForm, request, reader=introduction.enrolment.person, introduction=introduction)
    if request.method == "POST" and attempt(form, introductions.review, introduction=introduction, by=request.user):
        messages.success(request, f"Sent. {introduction.enrolment.person.name} reads it on this page and by mail.")
        return redirect(introduction)
    facts = {"form": form, "introduction": introduction, "reviews": _reviews(introduction)}
    return render(request, "mentoring/introductions/review.html", facts)
