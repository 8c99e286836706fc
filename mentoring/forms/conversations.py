"""Forms of writing a message and of promising an answer."""

import uuid
from datetime import datetime, time, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from etiquette.advising import advise
from etiquette.forms.coach import CoachedTextarea, Reviewed
from mentoring.forms.attachments import AttachmentsField
from mentoring.models.conversations import UNDO, validate_length

MOST_DAYS = 60
COOL_OFF = 20  # minutes
HOLDS = [(COOL_OFF, "in 20 minutes"), (60, "in an hour"), (180, "in three hours"), (12 * 60, "in twelve hours"), (24 * 60, "in a day")]
CALM_OPENING = """Thank you for writing so openly, {name}. Some of it was not easy for me to read, so I have taken a little time.

What I understand you to say is … . What I would like to ask is … ?"""


class TokenField(forms.UUIDField):
    """Names the page a message is written on, so that sending twice is sending once; an unreadable one is replaced."""

    widget = forms.HiddenInput

    def to_python(self, value):
        try:
            return super().to_python(value) or uuid.uuid4()
        except ValidationError:
            return uuid.uuid4()


class HoldForm(forms.Form):
    """When a message that waits shall go."""

    hold = forms.TypedChoiceField(label="It goes", choices=HOLDS, coerce=int, error_messages={"required": "Please pick a time."})

    def clean(self):
        minutes = self.cleaned_data.pop("hold", None)
        return {"wait": timedelta(minutes=minutes)} if minutes else {}


class MessageForm(forms.Form):
    """A message; where it may hurt, or answers one that hurt, it is offered a hold that its author decides about (rules G5, G7)."""

    text = forms.CharField(
        label="Your message",
        max_length=200_000,
        validators=[validate_length],
        widget=CoachedTextarea("message", {"rows": 5, "data-words-from": 20, "data-words-to": 200}),
        error_messages={"required": "There is nothing in this message yet. A line is enough."},
    )
    files = AttachmentsField(label="Files", required=False, help_text="PDF, JPEG, PNG or WebP; up to three, of at most 10 MB each.")
    hold = forms.TypedChoiceField(label="It goes", choices=HOLDS, coerce=int, required=False, initial=COOL_OFF)
    token = TokenField(required=False, initial=uuid.uuid4)

    def __init__(self, *args, answers_hard=False, letter_open=False, **kwargs):
        super().__init__(*args, **kwargs)
        widget = self.fields["text"].widget
        widget.answers_hard, widget.letter_open = answers_hard, letter_open
        self.answers_hard, self.sounds_heated = answers_hard, False

    @property
    def offers_hold(self) -> bool:
        """Whether the page shows the offer of a cool-off: its author decides on what it says."""
        return self.answers_hard or self.sounds_heated or "hold" in self.data or "hold" in self.initial

    def clean(self):
        """`wait`: how long it stays with its author; a minute at least."""
        minutes = self.cleaned_data.pop("hold", None)
        held = minutes and "now" not in self.data
        return {**self.cleaned_data, "wait": timedelta(minutes=minutes) if held else UNDO}

    def offer_hold(self, by) -> bool:
        """Whether a cool-off should be offered before it goes: it sounds heated, and its author has not decided yet."""
        if self.offers_hold or "text" not in self.cleaned_data:
            return False
        widget = self.fields["text"].widget
        found = advise(self.cleaned_data["text"], "message", by, **widget.circumstances)
        self.sounds_heated = any(one.finding.code == "heated" for one in found)
        if self.sounds_heated:
            widget.reviewed = Reviewed(found)
            self.data = {**self.data.dict(), "hold": str(COOL_OFF)}
        return self.sounds_heated


class DraftForm(forms.Form):
    """What is typed so far, whatever it is."""

    text = forms.CharField(required=False, max_length=200_000, strip=False)


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
