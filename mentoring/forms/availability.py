"""Forms of the hours a person offers."""

from django import forms
from django.forms.formsets import formset_factory

from mentoring import slots
from mentoring.models import Weekday


def clock_input():
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class RangeForm(forms.Form):
    """One range of one weekday. Left empty it means nothing; midnight as an end is the end of the day."""

    weekday = forms.TypedChoiceField(choices=[("", "—"), *Weekday.choices], coerce=int, empty_value=None, required=False, label="Day")
    starts = forms.TimeField(required=False, label="From", widget=clock_input())
    ends = forms.TimeField(required=False, label="To", widget=clock_input())

    def clean(self):
        values = [self.cleaned_data.get(name) for name in ("weekday", "starts", "ends")]
        if self.errors or all(value is None for value in values):
            return
        if any(value is None for value in values):
            raise forms.ValidationError("Please give the day and both times, or leave all three empty.")
        refuse_backwards(values[1], values[2])

    @property
    def range(self) -> slots.Weekly | None:
        facts = self.cleaned_data
        return slots.Weekly(facts["weekday"], facts["starts"], facts["ends"]) if facts.get("starts") is not None else None


def refuse_backwards(starts, ends):
    """Raise ValidationError for hours that end before they start."""
    if ends != slots.MIDNIGHT and ends <= starts:
        raise forms.ValidationError("These hours end before they start. For hours across midnight use two ranges.")


class BaseWeekFormSet(forms.BaseFormSet):
    @property
    def weekly(self) -> list[slots.Weekly]:
        return [form.range for form in self.forms if form.range]


WeekFormSet = formset_factory(RangeForm, formset=BaseWeekFormSet, extra=3, max_num=40, absolute_max=60)


class OverrideForm(forms.Form):
    """One date that differs: other hours, or closed when both times stay empty."""

    day = forms.DateField(label="Date", widget=forms.DateInput(attrs={"type": "date"}))
    starts = forms.TimeField(required=False, label="From", widget=clock_input(), help_text="Leave both times empty to close the day.")
    ends = forms.TimeField(required=False, label="To", widget=clock_input())

    def clean(self):
        starts, ends = self.cleaned_data.get("starts"), self.cleaned_data.get("ends")
        if self.errors or (starts is None and ends is None):
            return
        if starts is None or ends is None:
            raise forms.ValidationError("Please give both times, or neither to close the day.")
        refuse_backwards(starts, ends)
