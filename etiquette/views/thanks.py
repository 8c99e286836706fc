"""Thank-you notes a person sent or received."""

from django.shortcuts import get_object_or_404, render

from etiquette.models import ThankYou
from etiquette.paging import page


def list(request):  # noqa: A001 - named as its URL
    mine = ThankYou.objects.involving(request.user).select_related("sender", "recipient")
    notes, after = page(mine, "created_at", request.GET.get("after", ""), newest_first=True)
    return render(request, "etiquette/thanks/list.html", {"notes": notes, "after": after})


def show(request, pk):
    notes = ThankYou.objects.visible_to(request.user).select_related("sender", "recipient")
    return render(request, "etiquette/thanks/show.html", {"note": get_object_or_404(notes, pk=pk)})
