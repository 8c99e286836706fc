"""Why a match ends, or somebody leaves: for admins only."""

from django import forms


class BlockForm(forms.Form):
    """A box one may leave empty."""

    reason = forms.CharField(
        label="Is there something the admins should know?", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


class ReasonForm(forms.Form):
    """One box, read by the programme's admins and nobody else."""

    reason = forms.CharField(
        label="Why?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "A line for the admins, please."},
    )
