"""A day to promise, or to ask for: it holds until its evening, in the person's own zone."""

from datetime import time

from django import forms
from django.utils import timezone

EVENING = time(18)


class DayField(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def clean(self, value):
        day = super().clean(value)
        return timezone.make_aware(timezone.datetime.combine(day, EVENING)) if day else None


class PromiseForm(forms.Form):
    date = DayField(label="I’ll do it by")


class MoreTimeForm(forms.Form):
    date = DayField(label="I need until")
    reason = forms.CharField(label="Why, in a sentence", max_length=300, required=False)
