"""The forms of applying and of deciding."""

from django import forms

from mentoring.actions.applications import Page
from mentoring.forms.answers import field_for
from mentoring.forms.fields import ListField, LongTextField
from mentoring.models import Application, Role

Status = Application.Status
MOST_MENTEES = 20
COLUMNS = ["motivation", "goals_or_offer", "tracks"]


class ApplicationForm(forms.Form):
    """What an applicant tells: what every form asks, then the cohort's own `questions`. All of it may wait in a draft.

    Cleaned to the columns of an application, `answers` (question → what was said) and the `page` it was sent from.
    Fields of questions this form does not ask are nobody's: whatever is sent under their names is not read.
    """

    motivation = LongTextField(required=False, label="Why this programme, and why now?")
    goals_or_offer = LongTextField(required=False)
    tracks = ListField(each=60, required=False, label="Topics", help_text="Separated by commas: careers in industry, grant writing.")
    capacity = forms.IntegerField(min_value=1, max_value=MOST_MENTEES, required=False, label="How many mentees could you take?")
    page = forms.UUIDField(required=False, widget=forms.HiddenInput)
    saves = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    asks_all = False

    def __init__(self, *args, role, questions=(), zone="UTC", **kwargs):
        super().__init__(*args, **kwargs)
        self.role, self.questions = role, list(questions)
        if role == Role.MENTOR:
            self.fields["goals_or_offer"].label = "What can you offer a mentee?"
            self.fields["capacity"].help_text = "One hour a week for each of them is what a mentee hopes for."
        else:
            self.fields["goals_or_offer"].label = "What do you want to have reached at the end?"
            del self.fields["capacity"]
        for question in self.questions:
            self.fields[question.field_name] = field_for(question, required=self.asks_all, zone=zone)

    def clean(self):
        """Mentees take no mentees, and a draft may leave the number open. What was wrong is not there to be kept."""
        said = super().clean()
        facts = {name: said[name] for name in COLUMNS if name in said}
        if "capacity" not in self.errors:
            facts["capacity"] = said.get("capacity") or 0
        facts["answers"] = {question: said[question.field_name] for question in self.questions if question.field_name in said}
        facts["page"] = Page(said["page"], said.get("saves") or 0) if said.get("page") else None
        return facts


class SubmitApplicationForm(ApplicationForm):
    """The same form once it is handed in."""

    asks_all = True

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
    """A decision, a line of one's own to the applicant, and the reason for those who come after."""

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
    reason = LongTextField(required=False, max_length=2000, rows=2, label="The reason, for admins only")
    seen = forms.ChoiceField(widget=forms.HiddenInput, choices=[(Status.SUBMITTED, ""), (Status.WAITLISTED, "")])

    def __init__(self, *args, application, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["seen"] = application.status
        verdicts = [(Status.ADMITTED, "Admit"), (Status.WAITLISTED, "Put on the waiting list"), (Status.DECLINED, "Decline")]
        self.fields["verdict"].choices = [choice for choice in verdicts if choice[0] != self["seen"].value()]
