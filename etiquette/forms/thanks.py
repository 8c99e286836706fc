from django import forms

from etiquette.models import ThankYou


class OutcomeForm(forms.Form):
    """What came of it: four ways it can have gone, and a line or two."""

    outcome = forms.ChoiceField(
        label="What came of it?", choices=ThankYou.Outcome.choices, widget=forms.RadioSelect(attrs={"class": "outcome"})
    )
    text = forms.CharField(
        label="In a line or two",
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "data-words-to": 100}),
        help_text="Good news and honest news are both welcome.",
    )
