from datetime import time

from django import forms
from django.utils import timezone


class PromiseForm(forms.Form):
    """A day; the promise holds until its evening, in the person's own zone."""

    date = forms.DateField(label="I’ll answer by", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def clean_date(self):
        evening = timezone.datetime.combine(self.cleaned_data["date"], time(18))
        return timezone.make_aware(evening)
