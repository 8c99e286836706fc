from datetime import timedelta

from django import forms

from etiquette.models import Rule, Wording

A_YEAR = 366 * 24  # hours
TOO_FAR = "Please stay within a year."


class RuleForm(forms.ModelForm):
    """What an admin may change of a rule: how long, why, and whether it speaks at all."""

    hours = forms.IntegerField(
        label="Within how many hours",
        help_text="Counted from the moment; a negative number means that long before it.",
        error_messages={"required": "Please give a number of hours; 0 means at the moment itself."},
    )
    field_order = ["hours", "why", "active"]

    class Meta:
        model = Rule
        fields = ["why", "active"]
        labels = {"why": "Why, in one sentence", "active": "This is owed"}
        help_texts = {"active": "Without the tick nobody owes it from now on; what is owed already stays."}
        error_messages = {"why": {"required": "Please say why, in one sentence: it stands beside the button and in the mail."}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.was = self.instance.within
        self.fields["hours"].initial = round(self.was.total_seconds() / 3600)

    def clean_hours(self):
        """Before stays before, and after stays after: the other side of the moment would make no sense."""
        hours = self.cleaned_data["hours"]
        if abs(hours) > A_YEAR:
            raise forms.ValidationError(TOO_FAR)
        if self.was < timedelta(0) < timedelta(hours=hours):
            raise forms.ValidationError(f"This is done before the moment: please give a number below 0, such as {-hours}.")
        if timedelta(hours=hours) < timedelta(0) < self.was:
            raise forms.ValidationError(f"Nobody can do this before the moment: please give a number above 0, such as {-hours}.")
        return hours

    def clean(self):
        """With `within` as a duration, as actions take it."""
        facts = super().clean()
        return facts | {"within": timedelta(hours=facts["hours"])} if "hours" in facts else facts

    def save(self, commit=True):
        self.instance.within = self.cleaned_data["within"]
        return super().save(commit)

    @property
    def change(self) -> dict:
        """What `rulebook.change` takes."""
        return {name: self.cleaned_data[name] for name in ("within", "why", "active")}


class WordingForm(forms.ModelForm):
    """A cohort's own words for a norm."""

    class Meta:
        model = Wording
        fields = ["sentence", "note"]
        widgets = {"sentence": forms.Textarea(attrs={"rows": 2}), "note": forms.Textarea(attrs={"rows": 5})}
        error_messages = {"sentence": {"required": "Please give the sentence, or go back to the general one."}}
