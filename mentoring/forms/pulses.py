"""The three questions of the pulse."""

from django import forms

from mentoring.forms.feedback import scale


class PulseForm(forms.Form):
    going = scale("My mentoring goes as I hoped")
    contact = scale("We are in touch as often as I would like")
    word = forms.TypedChoiceField(
        label="Would you like a word with one of the admins?",
        choices=[("no", "No, thank you"), ("yes", "Yes, please")],
        coerce=lambda chosen: chosen == "yes",
        widget=forms.RadioSelect(attrs={"class": "inline"}),
        error_messages={"required": "Please choose one of the two."},
    )
