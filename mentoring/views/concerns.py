"""“This felt wrong”: told by the reader of a message, read and closed by admins."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from gurukool.lib.doors import admins_only
from gurukool.lib.paging import page_after
from gurukool.lib.refusals import attempt
from mentoring.actions import concerns
from mentoring.forms.concerns import ClosingForm, ConcernForm
from mentoring.models import Concern, Message


def tell(request, pk):
    """Show a message to the admins; what they were told already is said, not asked again."""
    message = get_object_or_404(Message.objects.to(request.user).with_people(), pk=pk)
    form = ConcernForm(request.POST or None)
    if request.method == "POST" and attempt(form, concerns.tell, message=message, by=request.user):
        messages.success(request, f"Told. An admin looks at it; {message.author.get_short_name()} does not hear of it.")
        return redirect(message)
    told = Concern.objects.filter(message=message, raised_by=request.user).first()
    return render(request, "mentoring/concerns/tell.html", {"message": message, "form": form, "told": told})


@admins_only
def index(request):
    """What waits for a look, oldest first, then what was closed."""
    rows, after = Concern.objects.visible_to(request.user).with_people(), request.GET.get("after", "")
    facts = {"waiting": [] if after else rows.open().order_by("created_at"), "after": after}
    facts["closed"] = page_after(rows.filter(closed_at__isnull=False), "-closed_at", after)
    return render(request, "mentoring/concerns/index.html", facts)


@admins_only
def show(request, pk):
    concern = get_object_or_404(Concern.objects.visible_to(request.user).with_people(), pk=pk)
    form = ClosingForm(request.POST or None)
    if request.method == "POST" and attempt(form, concerns.close, concern=concern, by=request.user):
        messages.success(request, "Closed, with your note.")
        return redirect("concerns:index")
    return render(request, "mentoring/concerns/show.html", {"concern": concern, "form": form})
