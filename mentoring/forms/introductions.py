"""Forms of writing and of reviewing an introduction."""

from django import forms

from etiquette.forms.coach import CoachedTextarea
from mentoring.models import Introduction, IntroductionReview

# Section: what to write, and from how many to how many words read best (rule M4). Advice, not a limit.
GUIDE = {
    "professional": ("What you work on, in words a friend from another field would follow, and where it stands.", 80, 150),
    "three_things": ("Not your CV: a place, a habit, a book, something you are proud of or curious about.", 40, 120),
    "strength_and_weakness": ("One of each, with an example. Mentors help best where they know both.", 60, 120),
    "hopes": ("What should be different when the programme ends? Two or three hopes, as specific as you can.", 60, 120),
    "feedback_style": ("Direct or gentle, in writing or in talk, at once or after a night's sleep.", 20, 60),
}


class DraftForm(forms.ModelForm):
    """Everything may stay unfinished while it is a draft."""

    class Meta:
        model = Introduction
        fields = Introduction.SECTIONS

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, (advice, fewest, most) in GUIDE.items():
            words = {"data-words-from": fewest, "data-words-to": most}
            help_text = f"{advice} {fewest} to {most} words read best."
            self.fields[name] = self.section(self.fields[name].label, help_text, words)

    def section(self, label, help_text, words):
        widget = CoachedTextarea("introduction", {"rows": 6, **words})
        return forms.CharField(label=label, help_text=help_text, required=False, max_length=10_000, widget=widget)


class HandInForm(DraftForm):
    """Mentors read whole introductions: each section holds something."""

    def section(self, label, help_text, words):
        field = super().section(label, help_text, words)
        field.required = True
        field.error_messages["required"] = "Please write something here before you hand it in; a few honest sentences are enough."
        return field


def remark_fields(name):
    """A passage of one section and what to say about it, both optional."""
    passage = {"rows": 2, "data-passage-of": name}
    return {
        f"passage_{name}": forms.CharField(label="The passage", required=False, max_length=2000, widget=forms.Textarea(passage)),
        f"remark_{name}": forms.CharField(
            label="What you say about it", required=False, max_length=4000, widget=CoachedTextarea("message", {"rows": 2})
        ),
    }


class ReviewForm(forms.ModelForm):
    """A comment, remarks on single passages, and a verdict as long as nobody else has given one."""

    verdict = forms.ChoiceField(
        label="Your answer",
        choices=IntroductionReview.Verdict,
        widget=forms.RadioSelect,
        error_messages={"required": "Please say whether it is ready or should be revised."},
    )
    comment = forms.CharField(
        label="What you say to it",
        max_length=10_000,
        widget=CoachedTextarea("message", {"rows": 6, "data-words-from": 30, "data-words-to": 150}),
        error_messages={"required": "Please say a line or two; it is what they remember."},
        help_text="What you enjoyed, what you would like to know more about, and what to change if you ask for a revision.",
    )

    class Meta:
        model = IntroductionReview
        fields = ["comment", "verdict"]

    def __init__(self, *args, introduction, **kwargs):
        super().__init__(*args, **kwargs)
        self.sections = {section["key"]: section for section in introduction.sections}
        for name in self.sections:
            self.fields |= remark_fields(name)
        if not introduction.is_waiting:
            del self.fields["verdict"]

    @property
    def remarks(self):
        """The two fields about each section, with its heading, for the page to put beside its text."""
        return [(section, self[f"passage_{name}"], self[f"remark_{name}"]) for name, section in self.sections.items()]

    def clean(self):
        """Gather the remarks; a passage must stand in its section, give or take white space."""
        cleaned = super().clean()
        found = [self._remark(name, cleaned.pop(f"passage_{name}", ""), cleaned.pop(f"remark_{name}", "")) for name in self.sections]
        return {**cleaned, "remarks": [remark for remark in found if remark]}

    def _remark(self, name, passage, comment):
        passage = " ".join(passage.split())
        if passage and not comment:
            self.add_error(f"remark_{name}", "What would you like to say about this passage?")
        if comment and passage not in " ".join(self.sections[name]["text"].split()):
            self.add_error(f"passage_{name}", "These words are not in this section. Please copy them from the text, or leave this empty.")
        return {"section": name, "passage": passage, "comment": comment} if comment else None
