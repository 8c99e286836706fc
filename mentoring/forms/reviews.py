"""The forms of reviewing: scores and a comment, the plan, the rubric, and what the table shows."""

from django import forms

from mentoring.forms.fields import LongTextField
from mentoring.models import Application, Criterion, Review, ReviewPlan, Role

ORDERS = {
    "submitted": ("submitted_at", "who waits longest"),
    "-median": ("-median_shown", "highest median"),
    "median": ("median_shown", "lowest median"),
    "-mean": ("-mean_shown", "highest mean"),
    "mean": ("mean_shown", "lowest mean"),
    "-spread": ("-spread_shown", "widest spread"),
    "name": ("person__name", "name"),
}
# The table's columns: what stands above, by which orders a click sorts (the second one on a second click), whether it holds figures.
COLUMNS = [
    ("Person", ["name"], False),
    ("Role", [], False),
    ("State", [], False),
    ("Reviews", [], True),
    ("Median", ["-median", "median"], True),
    ("Mean", ["-mean", "mean"], True),
    ("Spread", ["-spread"], True),
    ("Submitted", ["submitted"], False),
]


class GiveReviewForm(forms.Form):
    """One to five points on each criterion, and a few words."""

    comment = LongTextField(
        rows=5,
        label="Why you see it so",
        help_text="For the other reviewers and the admins; the applicant does not read it.",
        error_messages={"required": "Please say in a sentence why you see it so: it helps those who decide."},
    )

    def __init__(self, *args, criteria, given=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for criterion in criteria:
            self.fields[self._name(criterion)] = self._scale(criterion, (given or {}).get(criterion.pk))
        self.order_fields([*map(self._name, criteria), "comment"])

    @staticmethod
    def _name(criterion: Criterion) -> str:
        """By its key, not its place: points typed on a page that showed another rubric fall on no criterion of this one."""
        return f"points_{criterion.pk.hex}"

    @staticmethod
    def _scale(criterion: Criterion, given: int | None) -> forms.Field:
        choices = [(points, f"{points} · {meaning}" if meaning else str(points)) for points, meaning in criterion.points]
        sentence = {"required": f"Please give {criterion.name[0].lower()}{criterion.name[1:]} its points, or abstain."}
        widget = forms.RadioSelect(attrs={"class": "outcome"})
        return forms.TypedChoiceField(
            label=criterion.name, choices=choices, coerce=int, widget=widget, error_messages=sentence, initial=given
        )

    def clean(self):
        """`points`: criterion → its points, as the action takes them."""
        facts = super().clean()
        points = {each: facts[self._name(each)] for each in self.criteria if self._name(each) in facts}
        return {"points": points, "comment": facts.get("comment", "")}


class StepAsideForm(forms.Form):
    """Why somebody does not review an application."""

    why = forms.ChoiceField(
        label="I do not review this one",
        widget=forms.RadioSelect(attrs={"class": "outcome"}),
        choices=[
            (Review.Status.ABSTAINED, "I abstain: somebody else judges this better"),
            (Review.Status.CONFLICT, "I have a conflict of interest: do not show it to me any more"),
        ],
        error_messages={"required": "Please say which of the two it is."},
    )


class AskForm(forms.Form):
    """A question to the applicant."""

    question = LongTextField(
        max_length=2000,
        rows=4,
        label="Which answer, and what is missing in it",
        help_text="It goes to the applicant word for word, without your name.",
        error_messages={"required": "Please write the question."},
    )


class PlanForm(forms.ModelForm):
    """How a cohort reviews."""

    class Meta:
        model = ReviewPlan
        fields = ["per_application", "blind", "admins_review", "revision_days", "keep_days"]
        help_texts = {
            "blind": "Reviewers see “Applicant 17”. What people wrote is shown as they wrote it; files are not shown.",
            "revision_days": "How long an applicant may change what they wrote when a reviewer asks, even after the deadline.",
            "keep_days": "Then what declined people wrote is deleted; only numbers stay.",
        }


class NameReviewerForm(forms.Form):
    """Whom an admin asks to review."""

    email = forms.EmailField(
        label="E-mail address of a reviewer", help_text="Anyone with an account: a mentor of an earlier cohort, an alumna."
    )


class CriterionForm(forms.ModelForm):
    """One criterion, its scale in words."""

    class Meta:
        model = Criterion
        fields = ["name", "one", "two", "three", "four", "five"]
        labels = {"name": "What reviewers look at"}


RubricFormSet = forms.formset_factory(
    CriterionForm, extra=1, min_num=1, max_num=8, validate_min=True, validate_max=True, can_delete=True, can_delete_extra=False
)


class TableForm(forms.Form):
    """What the review table shows, and in which order; what is not understood is left out."""

    text = forms.CharField(required=False, max_length=80, label="Contains")
    role = forms.ChoiceField(required=False, choices=[("", "both"), *Role.choices])
    status = forms.ChoiceField(
        required=False, label="State", choices=[("", "all"), *Application.Status.choices[1:], ("pending", "to be released")]
    )
    reviewer = forms.ChoiceField(required=False)
    left = forms.ChoiceField(
        required=False,
        label="Reviews",
        choices=[("", "all"), ("mine", "mine to give"), ("none", "none given yet"), ("some", "some missing")],
    )
    sort = forms.ChoiceField(required=False, label="First", choices=[(key, label) for key, (_, label) in ORDERS.items()])

    def __init__(self, *args, reviewers, blind, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reviewer"].choices = [("", "all"), *((str(row.person_id), row.person.name) for row in reviewers)]
        if blind:
            del self.fields["text"]
            self.fields["sort"].choices = [choice for choice in self.fields["sort"].choices if choice[0] != "name"]
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select" if isinstance(field, forms.ChoiceField) else "form-control"

    @property
    def chosen(self) -> dict:
        """What was chosen and understood."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def columns(self) -> list[dict]:
        """The heads of the table: `label`, `number`, the `order` a click asks for, and how it is `sorted` now."""
        chosen, offered = self.chosen.get("sort", "submitted"), dict(self.fields["sort"].choices)
        return [_column(label, [order for order in orders if order in offered], number, chosen) for label, orders, number in COLUMNS]

    @property
    def order(self) -> str:
        return ORDERS[self.chosen.get("sort", "submitted")][0]


def _column(label: str, orders: list[str], number: bool, chosen: str) -> dict:
    following = next((order for order in orders if order != chosen), "")
    direction = "descending" if chosen.startswith("-") else "ascending"
    return {"label": label, "number": number, "order": following, "sorted": direction if chosen in orders else ""}
