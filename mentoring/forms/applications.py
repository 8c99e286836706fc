"""The forms of applying and of deciding."""

from django import forms

from mentoring.forms.fields import ListField, LongTextField
from mentoring.models import Application, Role

Status = Application.Status
MOST_MENTEES = 20


class ApplicationForm(forms.Form):
    """What an applicant tells: everything may wait in a draft, two answers are needed to submit."""

    motivation = LongTextField(required=False, label="Why this programme, and why now?")
    goals_or_offer = LongTextField(required=False)
    tracks = ListField(each=60, required=False, label="Topics", help_text="Separated by commas: careers in industry, grant writing.")
    capacity = forms.IntegerField(min_value=1, max_value=MOST_MENTEES, required=False, label="How many mentees could you take?")

    def __init__(self, *args, role, **kwargs):
        super().__init__(*args, **kwargs)
        self.role = role
        if role == Role.MENTOR:
            self.fields["goals_or_offer"].label = "What can you offer a mentee?"
            self.fields["capacity"].help_text = "One hour a week for each of them is what a mentee hopes for."
        else:
            self.fields["goals_or_offer"].label = "What do you want to have reached at the end?"
            del self.fields["capacity"]

    def clean(self):
        """Mentees take no mentees, and a draft may leave the number open."""
        return {**super().clean(), "capacity": self.cleaned_data.get("capacity") or 0}


class SubmitApplicationForm(ApplicationForm):
    """The same form once it is handed in."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        needed = {
            "motivation": "Please say why you apply: a few sentences are plenty.",
            "goals_or_offer": "Please answer this in a sentence or two.",
        }
        for name, sentence in {**needed, "capacity": "Please say how many mentees you could take, at least one."}.items():
            if name in self.fields:
                self.fields[name].required = True
                self.fields[name].error_messages["required"] = sentence


class DecisionForm(forms.Form):
    """A decision, and a line of one's own to the applicant."""

    verdict = forms.ChoiceField(
        label="Decision",
        widget=forms.RadioSelect(attrs={"class": "outcome"}),
        error_messages={"required": "Please choose one of the decisions."},
    )
    note = LongTextField(
        required=False,
        max_length=2000,
        rows=4,
        label="A personal line to the applicant",
        help_text="It becomes part of the mail, word for word.",
    )
    seen = forms.ChoiceField(widget=forms.HiddenInput, choices=[(Status.SUBMITTED, ""), (Status.WAITLISTED, "")])

    def __init__(self, *args, application, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["seen"] = application.status
        verdicts = [(Status.ADMITTED, "Admit"), (Status.WAITLISTED, "Put on the waiting list"), (Status.DECLINED, "Decline")]
        self.fields["verdict"].choices = [choice for choice in verdicts if choice[0] != self["seen"].value()]
