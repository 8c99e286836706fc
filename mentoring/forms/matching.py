"""Picking a mentor for a mentee."""

from django import forms

from mentoring.models import Cohort, Enrolment


class ProposeForm(forms.Form):
    """Which mentor of the cohort."""

    mentor = forms.ModelChoiceField(
        Enrolment.objects.none(),
        error_messages={
            "required": "Pick a mentor first.",
            "invalid_choice": "This person is not a mentor of the cohort: pick one who is.",
        },
    )

    def __init__(self, *args, cohort: Cohort, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["mentor"].queryset = Enrolment.objects.mentors().filter(cohort=cohort)
