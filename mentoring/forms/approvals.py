"""Approving what was looked over."""

from django import forms


class ApproveForm(forms.Form):
    """One button; it carries which matches the admin has seen."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=16)


class TickForm(forms.Form):
    """A line of the checklist."""

    item = forms.SlugField(max_length=30)


class TakeBackForm(forms.Form):
    """Why an approval is taken back."""

    reason = forms.CharField(
        label="Why?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "A line for the record, please."},
    )
