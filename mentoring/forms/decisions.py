"""The forms of deciding about many, and of the mails that say so."""

from django import forms
from django.utils.text import capfirst

from mentoring.forms.fields import LongTextField
from mentoring.models import Application, Decision

AT_MOST = 500


class DecideManyForm(forms.Form):
    """One verdict on the applications ticked, each in the state in which it was seen (`key:status`)."""

    picked = forms.MultipleChoiceField(
        widget=forms.MultipleHiddenInput, error_messages={"required": "Nothing is ticked. Tick the applications you decide about."}
    )
    verdict = forms.ChoiceField(
        label="Decision",
        choices=[(verdict.value, capfirst(verdict.label)) for verdict in Decision.Verdict],
        widget=forms.RadioSelect(attrs={"class": "inline"}),
        error_messages={"required": "Please choose what to decide."},
    )
    note = LongTextField(required=False, max_length=2000, rows=3, label="A line to all of them", help_text="It becomes part of each mail.")
    reason = LongTextField(required=False, max_length=2000, rows=2, label="The reason, for admins only")

    def __init__(self, *args, cohort, **kwargs):
        super().__init__(*args, **kwargs)
        statuses = [*Application.UNDECIDED]
        self.keys = self._keys()
        keys = cohort.applications.filter(pk__in=self.keys).values_list("pk", flat=True) if self.keys else []
        self.fields["picked"].choices = [(f"{key}:{status}", "") for key in keys for status in statuses]

    def _keys(self) -> list[str]:
        """The keys among what was ticked, as far as they are keys."""
        typed = self.data.getlist("picked") if self.data else []
        found = []
        for each in typed[:AT_MOST]:
            try:
                found.append(forms.UUIDField().clean(each.split(":")[0]))
            except forms.ValidationError:
                continue
        return found

    def clean(self):
        """`seen`: application → the status in which it was ticked."""
        facts = super().clean()
        if "picked" in facts:
            pairs = (each.split(":") for each in facts.pop("picked"))
            facts["seen"] = {forms.UUIDField().clean(key): status for key, status in pairs}
        return facts


class MailForm(forms.Form):
    """The mail about a decision, in one's own words."""

    subject = forms.CharField(max_length=200, label="Subject")
    text = LongTextField(rows=18, max_length=8000, label="Text", help_text="It goes out exactly so, as plain text.")

    def clean_subject(self):
        return " ".join(self.cleaned_data["subject"].split())
