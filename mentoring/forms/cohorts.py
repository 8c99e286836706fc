"""The form of a cohort, for admins."""

from datetime import date

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.text import slugify

from mentoring.forms.fields import LongTextField
from mentoring.models import Cohort
from mentoring.models.dates import DAYS

THIS_CENTURY = [
    MinValueValidator(date(2000, 1, 1), "Please check the year."),
    MaxValueValidator(date(2100, 1, 1), "Please check the year."),
]
TAKEN = {"new"}  # /cohorts/new/ is a page of its own


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


class DatesForm(forms.ModelForm):
    """A cohort's dates, in the order of its life."""

    class Meta:
        model = Cohort
        fields = DAYS
        widgets = {day: DateInput() for day in DAYS}
        help_texts = {
            "applications_open_on": "Leave both application dates empty to keep the cohort a draft.",
            "applications_close_on": "The day lasts until it is over Anywhere on Earth.",
            "decisions_on": "Applicants are promised an answer by then; a week after applications close if left empty.",
            "confirm_by_on": "A week after the decisions if left empty.",
            "midpoint_on": "Half-way if left empty.",
            "ends_on": "Outcomes are asked for 1, 3 and 6 months later.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for day in DAYS:
            self.fields[day].validators += THIS_CENTURY

    def clean(self):
        """Both application dates or neither: one alone would make a cohort that never opens, or never closes."""
        facts = super().clean()
        opens, closes = facts.get("applications_open_on"), facts.get("applications_close_on")
        if closes and not opens and "applications_open_on" not in self.errors:
            self.add_error("applications_open_on", "Applications close, so they must open: please give this date, too.")
        if opens and not closes and "applications_close_on" not in self.errors:
            self.add_error("applications_close_on", "Applications open, so they must close: please give this date, too.")
        return facts


class ChangeCohortForm(forms.ModelForm):
    """A cohort's words and limits; its address stays what it is, because people have it in their mail."""

    welcome = LongTextField(
        required=False, rows=8, label="Welcome text", help_text="What the public page says: for whom it is, and what a week looks like."
    )

    class Meta:
        model = Cohort
        fields = [
            "name",
            "welcome",
            "capacity",
            "session_minutes",
            "sessions_per_week",
            "notice_hours",
            "moves_per_session",
            "open_hours",
            "open_hours_per_week",
            "letter_sessions",
            "letter_weeks",
        ]
        help_texts = {
            "capacity": "Nobody is admitted as a mentee beyond this number.",
            "open_hours": "Only with mentors who say so in the rules of their hours.",
            "open_hours_per_week": "Beside the sessions with their own mentor.",
            "letter_sessions": "Letters of recommendation: a mentor can only speak for somebody they know.",
            "moves_per_session": "After that the two agree on an hour in their conversation.",
        }


class OpenCohortForm(ChangeCohortForm, DatesForm):
    """A new cohort, whose address is made from its name unless one is given."""

    slug = forms.SlugField(
        required=False,
        max_length=60,
        label="Address",
        help_text="The last part of the public page's address, such as spring-2027. Made from the name if empty; it cannot change later.",
    )

    field_order = ["name", "slug"]

    class Meta(DatesForm.Meta):
        fields = [*ChangeCohortForm.Meta.fields, *DAYS, "slug"]
        help_texts = DatesForm.Meta.help_texts | ChangeCohortForm.Meta.help_texts

    def clean_slug(self):
        slug = self.cleaned_data["slug"] or slugify(self.cleaned_data.get("name", ""))[:60].strip("-")
        if not slug:
            raise forms.ValidationError("No address can be made from this name: please type one, such as spring-2027.")
        if slug in TAKEN or Cohort.objects.filter(slug=slug).exists():
            raise forms.ValidationError(f"The address “{slug}” is taken. Please choose another one.")
        return slug


class MoreTimeForm(forms.Form):
    """More time to apply, for one person."""

    email = forms.EmailField(label="E-mail address of the person", max_length=254)
    until = forms.DateField(
        label="May apply until", widget=DateInput(), validators=THIS_CENTURY, help_text="Until that day is over Anywhere on Earth."
    )
    reason = forms.CharField(label="Why", max_length=300, help_text="Read by admins only; it stays on record with your name.")
