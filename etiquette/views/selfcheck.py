"""The self-check: a scene at a time, for anybody; answers stay in the reader's own login session."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from etiquette.forms.handbook import SceneForm
from etiquette.handbook import selfcheck
from etiquette.handbook.scenes import scenes, to_read
from etiquette.models import Norm


@login_not_required
def start(request):
    return render(request, "etiquette/selfcheck/start.html", {"count": len(scenes())})


@login_not_required
def scene(request, number):
    """One scene; once answered, what each choice does to the other person."""
    if not 1 <= number <= len(scenes()):
        raise Http404
    shown = scenes()[number - 1]
    picked = selfcheck.answers(request.session).get(number - 1)
    form = SceneForm(request.POST or None, scene=shown, initial={"choice": picked})
    if request.method == "POST" and form.is_valid():
        selfcheck.answer(request.session, request.user, number - 1, form.cleaned_data["choice"])
        return redirect("handbook:scene", number)
    facts = {"scene": shown, "number": number, "count": len(scenes()), "picked": picked, "form": form}
    return render(request, "etiquette/selfcheck/scene.html", facts)


@login_not_required
def end(request):
    """What might be worth reading after these answers."""
    answers = selfcheck.answers(request.session)
    norms = Norm.objects.filter(code__in=to_read(answers))
    return render(request, "etiquette/selfcheck/end.html", {"norms": norms, "answered": len(answers), "count": len(scenes())})


@login_not_required
@require_POST
def forget(request):
    selfcheck.forget(request.session)
    messages.success(request, "Your answers are gone.")
    return redirect("handbook:index")


@require_POST
def put_aside(request):
    selfcheck.put_aside(request.user)
    messages.success(request, "We will not ask again. It stays in the handbook, should you feel like it.")
    return redirect("/")
