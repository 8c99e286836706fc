"""The form of a kudos."""

from django import forms

from mentoring.models.kudos import LONGEST


class KudosForm(forms.Form):
    text = forms.CharField(
        label="Your sentence",
        max_length=LONGEST,
        help_text="What they did, and what it changed. One sentence is plenty.",
        error_messages={
            "required": "One sentence is plenty: what did they do that helped?",
            "max_length": f"One sentence, please: this takes {LONGEST} characters. A longer note fits into the conversation.",
        },
    )
