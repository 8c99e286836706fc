"""The general rules, for admins: how long people have, and the sentence they read. A cohort's own are on its board."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from etiquette.forms.rules import RuleForm
from etiquette.models import Rule
from gurukool.lib.doors import admins_only


@admins_only
def list(request):  # noqa: A001 - named as its URL
    return render(request, "etiquette/rules/list.html", {"rules": Rule.objects.filter(scope=None).select_related("norm")})


@admins_only
def edit(request, pk):
    rule = get_object_or_404(Rule.objects.filter(scope=None).select_related("norm"), pk=pk)
    form = RuleForm(request.POST or None, instance=rule)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Saved. It holds for what happens from now on.")
        return redirect("rules:list")
    return render(request, "etiquette/rules/edit.html", {"rule": rule, "form": form})
