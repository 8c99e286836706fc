"""Choosing a file to import, and saying yes to what it would do."""

from django import forms

from gurukool.lib.uploads import LARGEST_SHEET


class UploadForm(forms.Form):
    """The CSV file; cleaned to its bytes."""

    file = forms.FileField(
        label="The file, as CSV",
        help_text="At most 5 MB and 20,000 lines. Nothing is written yet: you see first what would happen.",
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        allow_empty_file=True,
        error_messages={"required": "Choose a file first."},
    )

    def clean_file(self) -> bytes:
        """No more of the file than tells that it is too large; what it is shows in its content, not in its name."""
        return self.cleaned_data["file"].read(LARGEST_SHEET + 1)


class ConfirmForm(forms.Form):
    """Which kept file, and whether its bad rows are left out."""

    mark = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)
    skip_bad = forms.BooleanField(required=False, widget=forms.HiddenInput)
