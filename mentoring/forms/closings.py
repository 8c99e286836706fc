"""Forms of ending well."""

from django import forms

from etiquette.forms.coach import CoachedTextarea
from mentoring.forms.applications import MOST_MENTEES
from mentoring.forms.fields import ListField, LongTextField
from mentoring.models import Survey

AGREE = [(value, str(value)) for value in range(1, 6)]


class ClosingLetterForm(forms.Form):
    text = forms.CharField(
        label="Your letter",
        max_length=10_000,
        widget=CoachedTextarea("thank_you", {"rows": 10, "data-words-from": 60, "data-words-to": 250}),
        help_text="What you take with you, what came of it so far, and what you wish them. It is kept for both of you.",
        error_messages={"required": "There is nothing in this letter yet. Three sentences are enough."},
    )


class SurveyForm(forms.ModelForm):
    """Four sentences to agree with, one to five, two boxes, and whether one may be asked again."""

    may_ask = forms.BooleanField(
        label="You may ask me after 1, 3 and 6 months what came of it",
        required=False,
        initial=True,
        help_text="Whoever helped you reads it.",
    )

    class Meta:
        model = Survey
        fields = [*Survey.SCALES, "best", "change"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in Survey.SCALES:
            label = Survey._meta.get_field(name).verbose_name
            self.fields[name] = forms.TypedChoiceField(
                label=label[0].upper() + label[1:],
                choices=AGREE,
                coerce=int,
                widget=forms.RadioSelect(attrs={"class": "scale short"}),
                help_text="1: not at all, 5: very much so.",
                error_messages={"required": "Please choose a number from one to five."},
            )
        for name in ("best", "change"):
            self.fields[name].widget = forms.Textarea({"rows": 4})


class ReturnForm(forms.Form):
    """One page for a mentee who comes back as a mentor: what is known is not asked again."""

    motivation = LongTextField(label="What would you like to give back?", rows=5, error_messages={"required": "Two sentences are enough."})
    goals_or_offer = LongTextField(
        label="What can a mentee come to you with?", rows=4, error_messages={"required": "Please name one thing, at least."}
    )
    tracks = ListField(each=60, required=False, label="Topics", help_text="Separated by commas.")
    capacity = forms.IntegerField(min_value=1, max_value=MOST_MENTEES, initial=1, label="How many mentees could you take?")
