"""Forms of the kinds of session: writing one, and saying which one gives."""

from django import forms

from mentoring.forms.fields import LinesField, LongTextField
from mentoring.models import Enrolment, Kind

PROMPTS = {"each": 300, "at_most": 8, "things": "questions", "rows": 4, "required": False}


class KindForm(forms.ModelForm):
    """One kind of session, in the cohort's own words."""

    minutes = forms.IntegerField(
        required=False,
        min_value=15,
        max_value=240,
        label="Length in minutes",
        help_text="Empty: as long as the mentor's sessions usually are. Mentors who give no sessions of this length do not offer the kind.",
    )
    instructions = LongTextField(
        required=False, max_length=2000, rows=3, label="What to do beforehand", help_text="Shown where it is booked and prepared."
    )
    reading = forms.URLField(
        required=False, max_length=500, assume_scheme="https", label="Something to read beforehand", help_text="The address of a document."
    )
    prompts = LinesField(
        label="What the preparation asks, a question a line", help_text="Beside the three questions the mentee always brings.", **PROMPTS
    )
    feedback_prompts = LinesField(
        label="What the feedback asks, a question a line", help_text="Beside what every feedback form asks; both sides answer.", **PROMPTS
    )

    class Meta:
        model = Kind
        fields = ["name", "minutes", "instructions", "reading", "prompts", "brings", "feedback_prompts"]
        help_texts = {"brings": "Such as “Your CV”. The preparation then takes a PDF, which the mentor can open from the brief."}


class GivenForm(forms.Form):
    """Which kinds somebody gives, for each of their places as a mentor."""

    def __init__(self, *args, places: list[Enrolment], lengths: list[int], **kwargs):
        super().__init__(*args, **kwargs)
        self.places = places
        for place in places:
            kinds = [kind for kind in place.cohort.kinds.all() if kind.is_on_offer]
            declined = {kind.pk for kind in place.kinds_declined.all()}
            self.fields[f"place_{place.pk.hex}"] = forms.TypedMultipleChoiceField(
                label=place.cohort.name,
                required=False,
                choices=[(str(kind.pk), _said(kind, lengths)) for kind in kinds],
                coerce={str(kind.pk): kind for kind in kinds}.get,
                initial=[str(kind.pk) for kind in kinds if kind.pk not in declined],
                widget=forms.CheckboxSelectMultiple,
            )

    def clean(self):
        return {"given": {place: self.cleaned_data.get(f"place_{place.pk.hex}", []) for place in self.places}}


def _said(kind: Kind, lengths: list[int]) -> str:
    if kind.minutes is None:
        return kind.name
    missing = " (not among the lengths you offer)" if lengths and kind.minutes not in lengths else ""
    return f"{kind.name}, {kind.minutes} min{missing}"
