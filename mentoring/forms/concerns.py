"""Forms of telling admins that something felt wrong, and of saying what was done."""

from django import forms

from mentoring.forms.fields import LongTextField


class ConcernForm(forms.Form):
    comment = LongTextField(
        label="What felt wrong?",
        required=False,
        rows=4,
        help_text="As much or as little as you like; they see the message itself.",
    )


class ClosingForm(forms.Form):
    note = LongTextField(
        label="What was done?",
        rows=4,
        help_text="For the admins who come after you. Neither of the two reads it here.",
        error_messages={"required": "Please leave a line, so that the next admin knows."},
    )


class OpeningForm(forms.Form):
    reason = LongTextField(
        label="Why do you need to read the whole conversation?",
        rows=3,
        max_length=1000,
        error_messages={"required": "Please write the reason: it is kept."},
    )
