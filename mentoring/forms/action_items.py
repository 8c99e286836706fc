"""Forms of what two people agreed to do."""

from django import forms
from django.forms.formsets import formset_factory

from mentoring.forms.availability import day_input
from mentoring.models import Match, User

ROWS = 3


class AgreedForm(forms.Form):
    """One line: what, who, by when, for which goal. A line without a text counts as empty."""

    text = forms.CharField(label="What", max_length=200, required=False)
    person = forms.TypedChoiceField(label="Who", required=False)
    due_on = forms.DateField(label="By when", required=False, widget=day_input())
    goal = forms.TypedChoiceField(label="For the goal", required=False, empty_value=None)

    def __init__(self, *args, match: Match, me: User, goals: list, **kwargs):
        super().__init__(*args, **kwargs)
        people = {str(person.pk): person for person in match.people}
        known = {str(goal.pk): goal for goal in goals}
        self.fields["person"].choices = [(key, "I" if person == me else person.get_short_name()) for key, person in people.items()]
        self.fields["person"].coerce, self.fields["person"].initial = people.get, str(me.pk)
        self.fields["goal"].choices = [("", "no goal"), *((key, goal.text) for key, goal in known.items())]
        self.fields["goal"].coerce = known.get
        if not goals:
            del self.fields["goal"]

    def clean(self):
        facts = super().clean()
        if facts.get("text"):
            if not facts.get("due_on") and "due_on" not in self.errors:
                self.add_error("due_on", "Please pick a day: what has none is rarely done.")
            if not facts.get("person") and "person" not in self.errors:
                self.add_error("person", "Please say who does it.")
        elif facts.get("due_on") and "text" not in self.errors:
            self.add_error("text", "Please write down what is to be done by then.")
        return facts


class BaseAgreedFormSet(forms.BaseFormSet):
    """The lines together, as the action takes them: `attempt` runs it like a form."""

    def __init__(self, *args, match: Match, me: User, **kwargs):
        self.goals = list(match.mentee.goals.open())
        super().__init__(*args, form_kwargs={"match": match, "me": me, "goals": self.goals}, **kwargs)

    def clean(self):
        if not any(form.errors for form in self.forms) and not self._filled:
            raise forms.ValidationError("Nothing is written yet: one line is enough.")

    @property
    def _filled(self) -> list[dict]:
        return [form.cleaned_data for form in self.forms if form.cleaned_data.get("text")]

    @property
    def cleaned_data(self) -> dict:
        return {"items": self._filled}

    def add_error(self, field, sentence: str) -> None:
        """A refusal stands above all lines."""
        self._non_form_errors.append(sentence)


AgreedFormSet = formset_factory(AgreedForm, formset=BaseAgreedFormSet, extra=ROWS, max_num=10, absolute_max=10)


class MoveItemForm(forms.Form):
    due_on = forms.DateField(label="Another day", widget=day_input(), error_messages={"required": "Please pick a day."})
