"""Forms of writing a message and of promising an answer."""

import uuid
from datetime import datetime, time, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from etiquette.forms.coach import CoachedTextarea
from mentoring.models.conversations import validate_length

MOST_DAYS = 60


class TokenField(forms.UUIDField):
    """Names the page a message is written on, so that sending twice is sending once; an unreadable one is replaced."""

    widget = forms.HiddenInput

    def to_python(self, value):
        try:
            return super().to_python(value) or uuid.uuid4()
        except ValidationError:
            return uuid.uuid4()


class MessageForm(forms.Form):
    text = forms.CharField(
        label="Your message",
        max_length=200_000,
        validators=[validate_length],
        widget=CoachedTextarea("message", {"rows": 5, "data-words-from": 20, "data-words-to": 200}),
        error_messages={"required": "There is nothing in this message yet. A line is enough."},
    )
    token = TokenField(required=False, initial=uuid.uuid4)


class PromiseForm(forms.Form):
    """A day, in the reader's own zone; a promise lasts until that day is over."""

    answer_by = forms.DateField(
        label="I’ll answer by",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": "Please pick a day.", "invalid": "Please give the day as a date, such as 2025-11-24."},
    )

    def clean_answer_by(self):
        day = self.cleaned_data["answer_by"]
        if not timedelta() <= day - timezone.localdate() <= timedelta(days=MOST_DAYS):
            raise ValidationError(f"Please pick a day from today on, at most {MOST_DAYS} days ahead.")
        return timezone.make_aware(datetime.combine(day, time(23, 59)))
