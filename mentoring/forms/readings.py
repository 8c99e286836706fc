"""Forms of asking a peer to read a draft, of returning it, and of accepting what they suggest."""

from django import forms
from django.utils.http import url_has_allowed_host_and_scheme

from mentoring.forms.fields import LongTextField
from mentoring.models import User

LONGEST = 10_000


class AskForm(forms.Form):
    """Where a draft comes from, and the draft: what a composer's button sends along."""

    back = forms.CharField(max_length=300)
    field = forms.RegexField(r"^[a-z_0-9]{1,40}$")
    reader = forms.ModelChoiceField(User.objects.all(), to_field_name="uuid", required=False)
    text = LongTextField(max_length=LONGEST, error_messages={"required": "There is nothing to read yet. Write a line first."})

    def clean_back(self):
        """An address of ours, and nothing else."""
        back = self.cleaned_data["back"]
        if not back.startswith("/") or not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
            raise forms.ValidationError("Please go back to the page you were writing on, and ask from there.")
        return back


class GiveBackForm(forms.Form):
    suggested = LongTextField(
        max_length=LONGEST,
        rows=10,
        label="The draft",
        help_text="Change it as you would say it. Each of your changes is shown, and accepted or left one by one.",
        error_messages={"required": "The draft is empty. To leave it as it is, return it unchanged."},
    )
    note = LongTextField(max_length=2000, rows=3, required=False, label="A line to go with it")


class AcceptForm(forms.Form):
    """Which of the changes to take: some of them by number, or all."""

    change = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, *args, changes: list[int], **kwargs):
        super().__init__(*args, **kwargs)
        self.changes = changes
        self.fields["change"].choices = [(number, str(number)) for number in changes]

    def clean(self):
        return {"accepted": set(self.changes if "all" in self.data else self.cleaned_data.get("change", []))}
