"""The form for a meeting room of one's own."""

from django import forms
from django.core.validators import URLValidator

from mentoring.models import Availability


class RoomField(forms.URLField):
    """An https address, or nothing."""

    default_validators = [URLValidator(schemes=["https"])]
    default_error_messages = {"invalid": "Please give an address that begins with https://."}


class RoomForm(forms.ModelForm):
    """The address of a video room, or nothing."""

    room_link = RoomField(
        label="Your own meeting room",
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text="The address of a room you always use, at whatever provider. Empty: each session gets a room of its own.",
    )

    class Meta:
        model = Availability
        fields = ["room_link"]
