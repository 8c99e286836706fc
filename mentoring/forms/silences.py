"""After how many days of silence who is asked."""

from django import forms


def days(label: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=90, help_text="Days without a message or a session.")


class LimitsForm(forms.Form):
    mentee = days("The mentee, after")
    mentor = days("The mentor, after")
    admin = days("An admin, after")

    def clean(self):
        facts = super().clean()
        if not self.errors and not facts["mentee"] <= facts["mentor"] <= facts["admin"]:
            raise forms.ValidationError("The mentee is asked first, then the mentor, then an admin: please let the days grow.")
        return facts
