"""Why a match ends, or somebody leaves: for admins only."""

from django import forms


class ReasonForm(forms.Form):
    """One box, read by the programme's admins and nobody else."""

    reason = forms.CharField(
        label="Why?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "A line for the admins, please."},
    )
