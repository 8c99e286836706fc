"""Forms of booking, cancelling, settling, thanking."""

from django import forms

from etiquette.forms.coach import CoachedTextarea
from etiquette.models import ThankYou
from mentoring.models import Kind, Session
from mentoring.selectors.pairs import Pair


class SlotField(forms.DateTimeField):
    """The beginning of a slot as an ISO instant in UTC, as the page wrote it."""

    default_error_messages = {"required": "Please pick a slot.", "invalid": "Please pick one of the slots shown."}

    def __init__(self, **options):
        super().__init__(input_formats=["%Y-%m-%dT%H:%M:%S%z"], **options)


class BookForm(forms.Form):
    """The slot chosen."""

    start = SlotField()
    minutes = forms.IntegerField(required=False, error_messages={"invalid": "Please pick one of the lengths shown."})
    kind = forms.ModelChoiceField(
        Kind.objects.none(), required=False, error_messages={"invalid_choice": "Please pick one of the kinds of session shown."}
    )

    def __init__(self, *args, pair: Pair, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].queryset = Kind.objects.given_by(pair.host, pair.cohort)  # asked only where a kind is named


class CancelForm(forms.Form):
    reason = forms.CharField(
        max_length=2000,
        label="Why?",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One sentence is enough; the other side reads it in the mail.",
    )


class SettleForm(forms.Form):
    """Did you meet? The answer names who was missing, so that a rule can be fair to both."""

    HELD = "held"
    outcome = forms.ChoiceField(label="Did you meet?", widget=forms.RadioSelect)

    def __init__(self, *args, meeting: Session, **kwargs):
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        self.fields["outcome"].choices = [
            (self.HELD, "Yes, we met"),
            ("host", f"No, {meeting.host.name} was missing"),
            ("guest", f"No, {meeting.guest.name} was missing"),
            ("both", "No, neither of us came"),
        ]

    def clean(self):
        missing = {"host": [self.meeting.host], "guest": [self.meeting.guest], "both": self.meeting.people}
        return {"missing": missing.get(self.cleaned_data.get("outcome"), [])}


class ThankForm(forms.Form):
    text = forms.CharField(
        max_length=4000,
        label="Your note",
        widget=CoachedTextarea("thank_you", {"rows": 5, "data-words-from": 20, "data-words-to": 150}),
        help_text="What helped, and what you did with it. Good news and honest news are both welcome.",
    )
    outcome = forms.ChoiceField(label="What came of it?", choices=ThankYou.Outcome.choices, widget=forms.RadioSelect)
