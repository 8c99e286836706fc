"""Approving what was looked over."""

from django import forms


class ApproveForm(forms.Form):
    """One button; it carries which matches the admin has seen."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=16)
