"""Forms of looking at oneself, and of goals."""

from django import forms

from mentoring.defaults.competencies import AREAS, ITEMS, SCALE, wording
from mentoring.forms.fields import LongTextField
from mentoring.models import Goal, SelfAssessment

SKILLS = 4
LEVELS = [("", "how well?"), *SCALE.items()]


def statement(label: str, before: str) -> forms.TypedChoiceField:
    """One statement, and what one picked last time."""
    return forms.TypedChoiceField(
        label=label,
        choices=SCALE.items(),
        coerce=int,
        help_text=f"Last time: {before}" if before else "",
        widget=forms.RadioSelect(attrs={"class": "scale seven"}),
        error_messages={"required": "Please pick what comes closest today."},
    )


class SelfAssessmentForm(forms.Form):
    """Seven steps for each statement, skills of one's own, what one brings, what one expects."""

    brings = LongTextField(
        rows=4,
        label="What I bring",
        help_text="Skills, time, questions. With an example it is easier to believe.",
        error_messages={"required": "Please write a line: it is more than one thinks."},
    )
    expects = LongTextField(
        rows=4,
        label="What I expect",
        help_text="From these weeks, and from the other side; so that both can tell later whether it was met.",
        error_messages={"required": "Please write a line: nobody can guess it."},
    )

    def __init__(self, *args, role: str, assessment: SelfAssessment | None = None, before: dict[str, str], skills=(), **kwargs):
        known = {**assessment.scores, "brings": assessment.brings, "expects": assessment.expects} if assessment else {}
        for number, (name, level) in enumerate(assessment.skills if assessment else [(name, "") for name in skills], 1):
            known |= {f"skill_{number}": name, f"level_{number}": level}
        super().__init__(*args, initial=known, **kwargs)
        for code in ITEMS:
            self.fields[code] = statement(wording(code, role), before.get(code, ""))
        for number in range(1, SKILLS + 1):
            self.fields[f"skill_{number}"] = forms.CharField(label=f"Skill {number}", max_length=60, required=False)
            self.fields[f"level_{number}"] = forms.TypedChoiceField(
                label=f"Skill {number}: how well?", choices=LEVELS, coerce=int, empty_value=None, required=False
            )
        self.order_fields([*ITEMS, *[name for name in self.fields if name.startswith(("skill_", "level_"))], "brings", "expects"])

    @property
    def areas(self) -> list[tuple[str, list]]:
        """The statements by area, as the page shows them."""
        return [(area.label, [self[code] for code in area.items]) for area in AREAS]

    @property
    def skills(self) -> list[tuple]:
        return [(self[f"skill_{number}"], self[f"level_{number}"]) for number in range(1, SKILLS + 1)]

    @property
    def texts(self) -> list:
        return [self["brings"], self["expects"]]

    def clean(self):
        """The scores together, and the skills, as the action takes them."""
        facts = super().clean()
        scores = {code: facts.pop(code) for code in ITEMS if code in facts}
        pairs = [(number, facts.pop(f"skill_{number}", ""), facts.pop(f"level_{number}", None)) for number in range(1, SKILLS + 1)]
        for number, name, level in pairs:
            if name and level is None:
                self.add_error(f"level_{number}", "Please pick how well, too.")
            if level is not None and not name:
                self.add_error(f"skill_{number}", "Please name the skill.")
        return facts | {"scores": scores, "skills": [[name, level] for _, name, level in pairs if name]}


class GoalForm(forms.ModelForm):
    class Meta:
        model = Goal
        fields = ["text"]
        labels = {"text": "A goal of yours"}
        help_texts = {"text": "One sentence: what will be different, and by when."}
        error_messages = {"text": {"required": "Please write the goal as a sentence."}}


class ChangeGoalForm(GoalForm):
    evidence = LongTextField(rows=3, required=False, label="How one can tell", help_text="What you did, what changed; a sentence will do.")
    link = forms.URLField(
        required=False,
        label="A link that shows it",
        assume_scheme="https",
        error_messages={"invalid": "Please give a whole address, such as https://example.org/talk."},
    )

    class Meta(GoalForm.Meta):
        fields = ["text", "progress", "evidence", "link", "status"]
        labels = {"text": "The goal", "status": "How it stands", "progress": "How far you are"}
        widgets = {"status": forms.RadioSelect(attrs={"class": "inline"}), "progress": forms.RadioSelect(attrs={"class": "inline"})}


class CommentForm(forms.Form):
    text = LongTextField(
        rows=3, max_length=2000, label="A comment", error_messages={"required": "Your comment is empty; one sentence is enough."}
    )
