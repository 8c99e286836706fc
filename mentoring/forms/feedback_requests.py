"""Forms of asking for feedback on one thing, and of giving it (rule M5)."""

from datetime import date, timedelta

from django import forms
from django.utils import timezone

from etiquette.forms.asking import words
from mentoring.forms.answers import PdfField
from mentoring.forms.cohorts import DateInput
from mentoring.forms.feedback import scale
from mentoring.forms.fields import LongTextField
from mentoring.forms.prompts import add_prompts, take_answers
from mentoring.models import FeedbackRequest

SOON, LATE = timedelta(days=2), timedelta(days=60)
USUAL = timedelta(days=7)
FIRST = {
    "subject": "our first session",
    "note": "It was our first hour, and I would like the next ones to be worth your time.",
    "prompt_1": "What should I bring next time that I did not bring this time?",
    "prompt_2": "Where did I lose you, or talk past the point?",
    "prompt_3": "Which one thing should I work on first?",
}


def prompt(label, example, **facts):
    widget = forms.TextInput(attrs={"placeholder": example})
    return forms.CharField(label=label, max_length=200, widget=widget, **facts)


class AskForm(forms.Form):
    """One thing, two or three questions about it, and a day."""

    subject = forms.CharField(label="On what?", max_length=120, help_text="One specific thing: a text, a talk, a CV.")
    note = LongTextField(label="What they should know first", max_length=2000, rows=3, required=False)
    prompt_1 = prompt("A first question", "Where did you stop reading?")
    prompt_2 = prompt("A second one", "Which claim would you not believe?")
    prompt_3 = prompt("A third one", "What would you leave out?", required=False)
    file = PdfField(label="The text itself", required=False, help_text="PDF, at most 5 MB.")
    due_on = forms.DateField(label="By when?", widget=DateInput())

    def __init__(self, *args, initial=None, **kwargs):
        super().__init__(*args, initial={"due_on": timezone.now().date() + USUAL} | (initial or {}), **kwargs)

    def clean_due_on(self) -> date:
        """A day that leaves time, and is not forgotten."""
        day, today = self.cleaned_data["due_on"], timezone.now().date()
        if not today + SOON <= day <= today + LATE:
            raise forms.ValidationError("Please give them at least two days, and name a day within two months.")
        return day

    def clean(self):
        facts = super().clean()
        prompts = [facts.pop(f"prompt_{number}", "") for number in (1, 2, 3)]
        return {**facts, "prompts": [each for each in prompts if each]}


class AnswerForm(forms.Form):
    """The scale, each prompt, and what is good about it first."""

    usefulness = scale("How far along is it?")
    went_well = words("What is good about it?", "So that they keep it.")
    next_time = words("What would you change first?", "A wish rather than a verdict.", required=False)

    def __init__(self, *args, asked: FeedbackRequest, **kwargs):
        super().__init__(*args, **kwargs)
        self.order_fields(["usefulness", "went_well", *add_prompts(self, asked.prompts, []), "next_time"])

    def clean(self):
        answers = take_answers(self)
        return {**self.cleaned_data, "answers": answers}
