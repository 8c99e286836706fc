"""Forms of a dispute: what the one named says, and what an admin decides."""

from django import forms

from mentoring.models import Dispute


class DisputeForm(forms.Form):
    note = forms.CharField(
        max_length=1000,
        label="What happened?",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="A line or two: when you were there, what went wrong. A mistake is the usual reason.",
    )


class DecideDisputeForm(forms.Form):
    verdict = forms.ChoiceField(label="What do you think?", choices=Dispute.Verdict.choices, widget=forms.RadioSelect)
    answer = forms.CharField(
        max_length=1000, label="A line to the person", widget=forms.Textarea(attrs={"rows": 3}), help_text="They read it in a mail."
    )
