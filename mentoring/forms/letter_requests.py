"""The fact sheet of a letter of recommendation."""

from datetime import date, timedelta

from django import forms
from django.utils import timezone

from mentoring.forms.cohorts import DateInput
from mentoring.forms.fields import LongTextField

SOON, LATE = timedelta(days=7), timedelta(days=365)


class FactsForm(forms.Form):
    """All a mentor needs to say yes or no, and then to write."""

    purpose = forms.CharField(label="For what?", max_length=200, help_text="The position, the grant, the school.")
    addressee = forms.CharField(label="To whom does it go?", max_length=300, help_text="A name, an address or the page of the form.")
    due_on = forms.DateField(label="By when?", widget=DateInput())
    facts = LongTextField(
        label="What could it mention?",
        max_length=5000,
        help_text="What you did together, what you are proud of, what the reader looks for. Facts, not praise.",
    )
    links = LongTextField(
        label="Links", max_length=2000, rows=3, required=False, help_text="Your CV, the advertisement, a paper; one a line."
    )

    def clean_due_on(self) -> date:
        """A letter is an evening's work, and mentors have full weeks."""
        day, today = self.cleaned_data["due_on"], timezone.now().date()
        if not today + SOON <= day <= today + LATE:
            raise forms.ValidationError("A good letter takes time: please name a day at least a week, and at most a year, from now.")
        return day
