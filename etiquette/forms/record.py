from django import forms


class CorrectionForm(forms.Form):
    text = forms.CharField(
        label="What was different?", max_length=1000, widget=forms.Textarea(attrs={"rows": 4, "data-words-from": 5, "data-words-to": 100})
    )


class DecideForm(forms.Form):
    granted = forms.TypedChoiceField(
        label="What happens to the entry",
        choices=[("yes", "Strike it out"), ("no", "Leave it as it is")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect(attrs={"class": "inline"}),
    )
    note = forms.CharField(label="A note to the person", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
