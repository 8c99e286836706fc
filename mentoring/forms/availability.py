"""Forms of the hours a person offers, and of how they want to be booked."""

from datetime import date, datetime, time, timedelta

from django import forms
from django.forms.formsets import formset_factory

from mentoring import slots
from mentoring.forms.people import zones
from mentoring.models import Availability, DateOverride, Weekday
from mentoring.models.availability import BACKWARDS, LONGEST_NIGHT


def clock_input():
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


def day_input():
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class RangeForm(forms.Form):
    """One range of one weekday. Left empty it means nothing; an end at or before the beginning is on the next day."""

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


def refuse_backwards(starts: time, ends: time) -> None:
    """Raise ValidationError for hours that end before they start and are too long to be a night."""
    night = timedelta(days=1) - (datetime.combine(date.min, starts) - datetime.combine(date.min, ends))
    if ends <= starts and ends != slots.MIDNIGHT and night > LONGEST_NIGHT:
        raise forms.ValidationError(BACKWARDS)


class BaseWeekFormSet(forms.BaseFormSet):
    @property
    def weekly(self) -> list[slots.Weekly]:
        return [form.range for form in self.forms if form.range]


WeekFormSet = formset_factory(RangeForm, formset=BaseWeekFormSet, extra=3, max_num=40, absolute_max=60)


class OverrideForm(forms.Form):
    """One date that differs: other hours, extra ones, or closed when both times stay empty."""

    day = forms.DateField(label="Date", widget=day_input())
    kind = forms.ChoiceField(
        label="Then I have",
        required=False,
        choices=[("changed", "other hours instead"), ("extra", "extra hours besides"), ("closed", "no hours: closed all day")],
    )
    starts = forms.TimeField(required=False, label="From", widget=clock_input(), help_text="Leave both times empty to close the day.")
    ends = forms.TimeField(required=False, label="To", widget=clock_input())

    def clean(self):
        if self.cleaned_data.get("kind") == DateOverride.Kind.CLOSED:
            self.cleaned_data |= {"starts": None, "ends": None}
        starts, ends = self.cleaned_data.get("starts"), self.cleaned_data.get("ends")
        if self.errors or (starts is None and ends is None):
            return
        if starts is None or ends is None:
            raise forms.ValidationError("Please give both times, or neither to close the day.")
        refuse_backwards(starts, ends)


class JourneyForm(forms.Form):
    """Dates on which someone lives by another zone's clock."""

    first_day = forms.DateField(label="From", widget=day_input())
    last_day = forms.DateField(label="Until", widget=day_input())
    zone = forms.ChoiceField(label="Time zone there", choices=zones)


class AwayForm(forms.Form):
    """Dates without any hours, both included."""

    starts_on = forms.DateField(label="First day away", widget=day_input())
    ends_on = forms.DateField(label="Last day away", widget=day_input())


LENGTHS = [15, 20, 30, 45, 60, 75, 90, 120]


class RulesForm(forms.ModelForm):
    """How someone wants to be booked."""

    lengths = forms.TypedMultipleChoiceField(
        label="Lengths you offer",
        required=False,
        coerce=int,
        choices=[(minutes, f"{minutes} min") for minutes in LENGTHS],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "inline"}),
        help_text="Tick none to take whatever length the cohort uses.",
    )

    class Meta:
        model = Availability
        fields = [
            *("buffer_before", "buffer_after", "notice_hours", "not_today", "horizon_weeks", "most_a_day", "most_a_week"),
            *("lengths", "open_hours"),
        ]
        labels = {
            "buffer_before": "Minutes free before each session",
            "buffer_after": "Minutes free after each session",
            "notice_hours": "Hours of notice",
            "not_today": "Never on the same day",
            "horizon_weeks": "Weeks ahead",
            "most_a_day": "Sessions a day, at most",
            "most_a_week": "Sessions a week, at most",
        }
        help_texts = {
            "buffer_after": "Between two sessions lie both: the minutes after the one and before the other.",
            "notice_hours": "The cohort may ask for more. It never binds you when you book yourself.",
            "not_today": "Your own calendar day, in your zone.",
            "horizon_weeks": "How far ahead people can book, from 1 to 52.",
            "most_a_day": "Empty for no limit.",
            "open_hours": "Open hours, where the cohort has them: mentees you are not matched with, too. All your rules hold.",
            "most_a_week": "Monday to Sunday. Empty for no limit.",
        }

    LIMITS = {
        "buffer_before": (0, 120),
        "buffer_after": (0, 120),
        "notice_hours": (0, 336),
        "horizon_weeks": (1, Availability.MOST_WEEKS),
        "most_a_day": (1, 24),
        "most_a_week": (1, 99),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, (least, most) in self.LIMITS.items():
            field = self.fields[name]
            field.widget.attrs |= {"min": least, "max": most, "inputmode": "numeric"}
            field.validators.append(_between(least, most))


def _between(least: int, most: int):
    def check(value):
        if not least <= value <= most:
            raise forms.ValidationError(f"Please give a number from {least} to {most}.")

    return check


class CalendarForm(forms.Form):
    """The secret address at which a calendar publishes itself."""

    url = forms.CharField(
        label="Secret address in iCal format",
        max_length=2000,
        widget=forms.URLInput(attrs={"autocomplete": "off", "spellcheck": "false", "placeholder": "https://…"}),
    )
