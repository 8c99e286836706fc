"""What an application said each time, and every file people hand in or send each other."""

from itertools import pairwise

from django.shortcuts import get_object_or_404, render

from gurukool.lib.doors import admins_only
from gurukool.lib.downloads import as_download
from mentoring.intake.answers import changes
from mentoring.intake.attachments import TYPES
from mentoring.models import AnswerFile, Application, Attachment


@admins_only
def versions(request, pk):
    """Every version of an application, newest first: who saved it, when, and what differs from the one before."""
    everything = Application.objects.visible_to(request.user).received().select_related("cohort", "person")
    application = get_object_or_404(everything, pk=pk)
    found = list(application.versions.select_related("saved_by"))
    steps = [(version, changes(before.lines, version.lines)) for before, version in pairwise(found)]
    facts = {"application": application, "first": found[0] if found else None, "steps": steps[::-1]}
    return render(request, "mentoring/applications/versions.html", facts)


def file(request, pk):
    """A file somebody handed in, to be saved: never shown inside our own pages, whatever it contains."""
    return as_download(get_object_or_404(AnswerFile.objects.visible_to(request.user), pk=pk))


def attachment(request, pk):
    """A file of a message, likewise."""
    found = get_object_or_404(Attachment.objects.visible_to(request.user), pk=pk)
    return as_download(found, TYPES[found.form])
