"""Forms of moving and swapping."""

from urllib.parse import urlencode

from django import forms

from mentoring.forms.sessions import SlotField


class ReasonForm(forms.Form):
    reason = forms.CharField(
        max_length=500,
        label="Why?",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One sentence is enough; it goes into the mail about the new hour.",
    )


class MoveForm(ReasonForm):
    """The new hour, chosen on the page, and the reason."""

    start = SlotField(label="The hour", widget=forms.HiddenInput)

    def keep(self) -> str:
        """What the links to other hours carry on, so that a refusal costs nobody the words they typed."""
        reason = self["reason"].value() or ""
        return f"{urlencode({'reason': reason[:500]})}&" if reason else ""


class SwapForm(ReasonForm):
    """The reason, and when the session began as the page was shown, so that a second click does not swap back."""

    seen = SlotField(widget=forms.HiddenInput)
