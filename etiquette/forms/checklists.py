from django import forms
from django.forms import BaseFormSet, formset_factory

from etiquette import registry
from etiquette.checklists import moments
from etiquette.checklists.editing import Wanted
from etiquette.models import Checklist

MOST_STEPS = 20


class TitleForm(forms.Form):
    title = forms.CharField(max_length=120, error_messages={"required": "Please give the list a name."})


class StepForm(forms.Form):
    """One step: its words, what ticks it; emptied or marked, it goes."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(label="Step", max_length=200, required=False)
    act = forms.ChoiceField(label="Ticked by", required=False)

    def __init__(self, *args, acts=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["act"].choices = [("", "hand"), *((act, _in_words(act)) for act in acts)]


class BaseStepFormSet(BaseFormSet):
    """The steps of a list in the order of their numbers; two empty ones at the end to add more."""

    @property
    def wanted(self) -> list[Wanted]:
        kept = [form.cleaned_data for form in self.ordered_forms if form.cleaned_data.get("text")]
        return [Wanted(step["text"], step["act"], step["key"]) for step in kept]


StepFormSet = formset_factory(
    StepForm, formset=BaseStepFormSet, extra=2, can_order=True, can_delete=True, max_num=MOST_STEPS, validate_max=True
)


def step_forms(checklist: Checklist, data=None) -> BaseStepFormSet:
    """The steps of a list, to be changed; a step may be ticked by the acts the list began with."""
    acts = sorted(moments.DEFAULTS[checklist.moment, checklist.role].acts)
    steps = [{"key": step.pk, "text": step.text, "act": step.act} for step in checklist.steps.all()]
    return StepFormSet(data, initial=steps, form_kwargs={"acts": acts}, prefix="steps")


def _in_words(act: str) -> str:
    known = registry.ACTS.get(act)
    words = known.label.format(to="the other side", about="it") if known else act.replace("_", " ").capitalize()
    return f"the act itself: {words[0].lower()}{words[1:]}"
