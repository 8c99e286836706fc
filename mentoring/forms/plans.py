"""A development plan as a form."""

from django import forms

from mentoring.forms.fields import LongTextField
from mentoring.models import Plan


class PlanForm(forms.ModelForm):
    here = LongTextField(
        rows=4,
        max_length=2000,
        label="Where I am",
        help_text="What you do now, what you are good at, what is missing.",
        error_messages={"required": "Please write a line: every way begins somewhere."},
    )
    there = LongTextField(
        rows=4,
        max_length=2000,
        label="Where I want to be",
        help_text="In a year or two: the work, the place, the people. More than one answer is fine.",
        error_messages={"required": "Please write a line, even if you are not sure yet."},
    )
    needs = LongTextField(rows=3, max_length=2000, required=False, label="What I need", help_text="From people, in time, in skills.")

    class Meta:
        model = Plan
        fields = ["here", "there", "first_step", "second_step", "third_step", "needs"]
        labels = {"first_step": "The first step", "second_step": "The second", "third_step": "The third"}
        help_texts = {"first_step": "Small enough to begin this month."}
        error_messages = {"first_step": {"required": "Please name one step; the other two can wait."}}
