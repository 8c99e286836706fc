"""Asking for a run of matching, and moving one mentee on a board."""

from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from mentoring.models import Cohort, Enrolment, Proposal

NOBODY = "nobody"
RUNS = [choice for choice in Proposal.Mode.choices if choice[0] != Proposal.Mode.HAND]


class AskForm(forms.Form):
    """How matching shall run."""

    mode = forms.ChoiceField(
        label="What it aims at", choices=RUNS, initial=Proposal.Mode.OPTIMAL, widget=forms.RadioSelect(attrs={"class": "outcome"})
    )
    min_hours = forms.IntegerField(label="Hours in common a week, at least", min_value=0, max_value=20, initial=1)


class MoveForm(forms.Form):
    """To whom a mentee goes: a mentor of the cohort, `mentor:mentee` for a swap with that mentee, or nobody."""

    to = forms.CharField(error_messages={"required": "Pick one of these first."}, max_length=80)

    def __init__(self, *args, cohort: Cohort, **kwargs):
        super().__init__(*args, **kwargs)
        self.places = cohort.enrolments.select_related("person", "cohort")

    def clean(self) -> dict:
        mentor, _, swap = self.cleaned_data.get("to", "").partition(":")
        if mentor == NOBODY or not mentor:
            return {"mentor": None, "swap": None}
        return {"mentor": self._place(mentor), "swap": self._place(swap) if swap else None}

    def _place(self, key: str) -> Enrolment:
        try:
            return self.places.get(pk=UUID(key))
        except (ValueError, Enrolment.DoesNotExist):
            raise ValidationError("This person is not in the cohort (any more): pick somebody else.") from None
