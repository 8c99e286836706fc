"""“Tell me more”, and the answer to it."""

from django import forms

from etiquette.forms.coach import CoachedTextarea


def words(label, help_text, **facts):
    widget = CoachedTextarea("message", {"rows": 4, "data-words-from": 5, "data-words-to": 120})
    empty = {"required": "A line is enough, but there is none yet."}
    return forms.CharField(label=label, help_text=help_text, max_length=5000, widget=widget, error_messages=empty, **facts)


class AskBackForm(forms.Form):
    question = words(
        "Tell me more", "What you would like to know, or to have, before you answer. It is not your turn again until they have replied."
    )


class ClarifyForm(forms.Form):
    clarification = words("Your answer", "Only what was asked; they have all the rest before them.")
