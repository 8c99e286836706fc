"""Forms of a mentee's own development."""

from django import forms

from mentoring.defaults.competencies import COMPETENCIES, SCALE
from mentoring.forms.fields import LongTextField
from mentoring.models import Goal, SelfAssessment


class SelfAssessmentForm(forms.Form):
    """A scale for each competency, what one brings, what one expects."""

    brings = LongTextField(
        rows=4,
        label="What I bring",
        help_text="Skills, time, questions. With an example it is easier to believe.",
        error_messages={"required": "Please write a line: it is more than one thinks."},
    )
    expects = LongTextField(
        rows=4,
        label="What I expect",
        help_text="From these weeks, and from your mentor; so that both can tell later whether it was met.",
        error_messages={"required": "Please write a line: your mentor cannot guess it."},
    )

    def __init__(self, *args, assessment: SelfAssessment | None = None, **kwargs):
        known = {**assessment.scores, "brings": assessment.brings, "expects": assessment.expects} if assessment else {}
        super().__init__(*args, initial=known, **kwargs)
        for code, label in COMPETENCIES.items():
            self.fields[code] = forms.TypedChoiceField(
                label=label,
                choices=SCALE.items(),
                coerce=int,
                widget=forms.RadioSelect(attrs={"class": "scale"}),
                error_messages={"required": "Please pick what comes closest today."},
            )
        self.order_fields([*COMPETENCIES, "brings", "expects"])

    def clean(self):
        """The scales together, as the action takes them."""
        facts = super().clean()
        scores = {code: facts.pop(code) for code in COMPETENCIES if code in facts}
        return facts | {"scores": scores}


class GoalForm(forms.ModelForm):
    class Meta:
        model = Goal
        fields = ["text"]
        labels = {"text": "A goal of yours"}
        help_texts = {"text": "One sentence: what will be different, and by when."}
        error_messages = {"text": {"required": "Please write the goal as a sentence."}}


class ChangeGoalForm(GoalForm):
    class Meta(GoalForm.Meta):
        fields = ["text", "status"]
        labels = {"text": "The goal", "status": "How it stands"}
        widgets = {"status": forms.RadioSelect(attrs={"class": "inline"})}
