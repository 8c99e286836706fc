"""The pulse: three questions for everybody in a pair, and the word an admin has with who asked for one."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from gurukool.lib.doors import admins_only
from gurukool.lib.refusals import attempt
from mentoring.actions import pulses
from mentoring.forms.pulses import PulseForm
from mentoring.models import Pulse


def answer(request, pk):
    """Three questions, answered once; afterwards the page says what was answered."""
    pulse = get_object_or_404(Pulse.objects.visible_to(request.user).with_people(), pk=pk)
    form = PulseForm(request.POST or None)
    if request.method == "POST" and attempt(form, pulses.answer, pulse=pulse, by=request.user):
        messages.success(request, "Thank you. An admin will write to you." if form.cleaned_data["word"] else "Thank you for telling us.")
        return redirect(pulse)
    return render(request, "mentoring/pulses/answer.html", {"pulse": pulse, "form": form})


@admins_only
def word(request, pk):
    """Who would like a word; a POST says that they had it."""
    pulse = get_object_or_404(Pulse.objects.filter(word=True).with_people().select_related("talked_by"), pk=pk)
    if request.method == "POST":
        pulses.talked(pulse, by=request.user)
        return redirect("feedback:overview", pulse.enrolment.cohort.slug)
    return render(request, "mentoring/pulses/word.html", {"pulse": pulse, "person": pulse.enrolment.person})
