"""The form of a person's own profile."""

import zoneinfo
from functools import cache

from django import forms

from gurukool.lib.names import clean_name
from mentoring.forms.fields import ListField
from mentoring.models import Profile
from mentoring.models.people import validate_linkedin

NOT_FOR_PEOPLE = ("Etc/", "SystemV/", "posix", "right/", "Factory", "localtime")


@cache
def zones() -> list[tuple[str, str]]:
    """Every IANA zone a person may live in, by name; UTC first."""
    names = sorted(name for name in zoneinfo.available_timezones() if "/" in name and not name.startswith(NOT_FOR_PEOPLE))
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in names)]


def orcid_check_digit(digits: str) -> str:
    """The last character an ORCID iD must have after its first fifteen digits (ISO 7064, mod 11-2)."""
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    rest = (12 - total % 11) % 11
    return "X" if rest == 10 else str(rest)


class ClockField(forms.TypedChoiceField):
    """Whether someone reads twelve hours: True or False."""

    def __init__(self, **options):
        choices = [("", "24 hours (18:30)"), ("12", "12 hours (6:30 pm)")]
        super().__init__(choices=choices, coerce=bool, required=False, empty_value=False, **options)


class ClockForm(forms.Form):
    """The same as one button."""

    twelve_hours = ClockField()


class ProfileForm(forms.ModelForm):
    """A person's name and time zone, and what the others in a cohort may read about them."""

    name = forms.CharField(max_length=120, label="Your name", widget=forms.TextInput(attrs={"autocomplete": "name"}))
    zone = forms.ChoiceField(
        label="Time zone", choices=zones, help_text="Every time you see here is in this zone. Please check that it is where you live now."
    )
    twelve_hours = ClockField(label="Clock you read")
    linkedin = forms.URLField(
        label="LinkedIn",
        required=False,
        assume_scheme="https",
        validators=[validate_linkedin],
        help_text="People you meet here connect on LinkedIn; private networks stay private.",
    )
    orcid = forms.CharField(label="ORCID iD", required=False, max_length=60, help_text="Sixteen characters, such as 0000-0002-1825-0097.")
    languages = ListField(required=False, help_text="Separated by commas: English, Hindi.")

    field_order = [
        *("name", "zone", "twelve_hours", "pronouns", "field", "stage", "organisation", "languages"),
        *("english_help", "linkedin", "orcid"),
    ]

    class Meta:
        model = Profile
        fields = ["pronouns", "field", "stage", "organisation", "linkedin", "orcid", "languages", "english_help"]
        help_texts = {
            "field": "For example: structural biology.",
            "stage": "For example: postdoc, year 2.",
            "english_help": "It is fine to need help with English, and kind to offer it.",
        }

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial |= {"name": person.name, "zone": person.zone, "twelve_hours": "12" if person.twelve_hours else ""}
        self.fields["english_help"].choices = [("", "neither just now"), *Profile.english_help.field.choices]
        if not person.zone_confirmed:
            self.fields["zone"].widget.attrs["data-guess-zone"] = ""

    def clean_name(self):
        """On one line, with nothing invisible in it."""
        try:
            return clean_name(self.cleaned_data["name"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None

    def clean_orcid(self):
        """The bare iD, from the iD or its address; its last character must be right."""
        typed = self.cleaned_data["orcid"].strip().upper().removeprefix("HTTPS://ORCID.ORG/")
        digits = typed.replace("-", "")
        if not digits:
            return ""
        if len(digits) != 16 or not (digits[:15].isascii() and digits[:15].isdigit()):
            raise forms.ValidationError("An ORCID iD has sixteen characters, such as 0000-0002-1825-0097.")
        if orcid_check_digit(digits[:15]) != digits[15]:
            raise forms.ValidationError(
                "This ORCID iD has a slip in it: its last character does not fit the others. Please copy it once more."
            )
        return "-".join(digits[start : start + 4] for start in range(0, 16, 4))
