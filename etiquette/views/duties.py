"""What people owe: their own list, a promise, and the admins' list of what is overdue."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from etiquette import occasions
from etiquette.forms.duties import PromiseForm
from etiquette.models import Duty
from etiquette.models.duties import DEADLINE
from etiquette.paging import page
from gurukool.lib.doors import admins_only
from gurukool.lib.refusals import attempt


def owed(request):
    duties, after = page(Duty.objects.owed_by(request.user).annotate(deadline_at=DEADLINE), "deadline_at", request.GET.get("after", ""))
    return render(request, "etiquette/duties/owed.html", {"duties": duties, "after": after})


def promise(request, pk):
    duty = get_object_or_404(Duty.objects.owed_by(request.user), pk=pk)
    form = PromiseForm(request.POST or None)
    if request.method == "POST" and attempt(form, occasions.promise, duty_id=duty.pk, by=request.user):
        messages.success(request, "Promised. You will be reminded when the day comes, not before.")
        return redirect("duties:owed")
    return render(request, "etiquette/duties/promise.html", {"duty": duty, "form": form})


@admins_only
def overdue(request):
    late = Duty.objects.overdue().select_related("person", "owed_to", "rule")
    duties, after = page(late, "deadline_at", request.GET.get("after", ""))
    return render(request, "etiquette/duties/overdue.html", {"duties": duties, "after": after})
