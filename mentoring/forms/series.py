"""The form of booking every week."""

from django import forms

from mentoring.forms.sessions import BookForm
from mentoring.models import Match


class SeriesForm(BookForm):
    """The hour chosen, and the last day of the series; the other fields come from the picker."""

    until = forms.DateField(
        label="Every week until",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Please say until when.", "invalid": "Please give a date."},
    )

    def __init__(self, *args, match: Match, **kwargs):
        super().__init__(*args, pair=match, **kwargs)
        self.match = match
        self.fields["until"].widget.attrs["max"] = match.cohort.ends_on.isoformat()
        for name in ("start", "minutes", "kind"):
            self.fields[name].widget = forms.HiddenInput()

    def clean_until(self):
        until, cohort = self.cleaned_data["until"], self.match.cohort
        if until > cohort.ends_on:
            raise forms.ValidationError(f"{cohort} ends on {cohort.ends_on:%-d %B %Y}: please let the series end by then.")
        return until

    def clean(self):
        facts = super().clean()
        start, until = facts.get("start"), facts.get("until")
        if start and until and until < start.astimezone(self.match.host.tz).date():
            self.add_error("until", "This day comes before the first session.")
        return facts
