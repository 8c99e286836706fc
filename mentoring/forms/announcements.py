"""What admins write to a whole cohort."""

import uuid

from django import forms

from mentoring.forms.conversations import TokenField
from mentoring.forms.fields import LongTextField


class AnnouncementForm(forms.Form):
    title = forms.CharField(label="In a line", max_length=120, error_messages={"required": "A line that says what it is about, please."})
    text = LongTextField(
        label="Your message", rows=8, max_length=20_000, error_messages={"required": "There is nothing in this message yet."}
    )
    asks_receipt = forms.BooleanField(
        label="Ask everybody to say “Received”", required=False, help_text="For what nobody may miss. You see who has, and who has not yet."
    )
    token = TokenField(required=False, initial=uuid.uuid4)
