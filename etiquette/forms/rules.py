from datetime import timedelta

from django import forms

from etiquette.models import Rule

A_YEAR = 366 * 24  # hours


class RuleForm(forms.ModelForm):
    """What an admin may change of a rule: how long, why, and whether it speaks at all."""

    hours = forms.IntegerField(
        label="Within how many hours",
        min_value=-A_YEAR,
        max_value=A_YEAR,
        help_text="Counted from the moment; a negative number means that long before it.",
    )
    field_order = ["hours", "why", "active"]

    class Meta:
        model = Rule
        fields = ["why", "active"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["hours"].initial = round(self.instance.within.total_seconds() / 3600)

    def save(self, commit=True):
        self.instance.within = timedelta(hours=self.cleaned_data["hours"])
        return super().save(commit)
