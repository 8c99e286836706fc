"""The preparation contract as a form."""

from django import forms

from etiquette.forms.coach import CoachedTextarea
from mentoring.actions.preparations import QUESTIONS_WANTED

QUESTIONS = 5


def text(label, help_text, rows=3, **attributes):
    widget = forms.Textarea(attrs={"rows": rows, **attributes})
    return forms.CharField(label=label, help_text=help_text, max_length=5000, required=False, widget=widget)


def question(place):
    """One question: the coach looks for the open form, and for a matter."""
    widget = CoachedTextarea("question", {"rows": 2, "data-words-from": 8, "data-words-to": 60})
    help_text = "Open questions, asked as a series." if place == 1 else ""
    return forms.CharField(label=f"Question {place}", help_text=help_text, max_length=5000, required=False, widget=widget)


class PreparationForm(forms.Form):
    """Everything may be saved unfinished; handing over asks for three questions and an agenda."""

    use_required_attribute = False

    progress = text(
        "Progress since last time", "What you did, what came of it, where you are stuck.", **{"data-words-from": 20, "data-words-to": 120}
    )
    found_out = text(
        "What I found out about my mentor", "Their work, field and organisation: it makes better questions.", **{"data-words-to": 120}
    )
    agenda = text("Agenda", "How you would like to use the hour, in minutes.", **{"data-words-to": 80})

    def __init__(self, *args, preparation=None, **kwargs):
        written = [question.text for question in preparation.questions.all()] if preparation else []
        initial = {name: getattr(preparation, name) for name in ("progress", "found_out", "agenda")} if preparation else {}
        initial |= {f"question_{place}": question for place, question in enumerate(written, 1)}
        super().__init__(*args, initial=initial, **kwargs)
        for place in range(1, max(QUESTIONS, len(written)) + 1):
            self.fields[f"question_{place}"] = question(place)
        self._mark_what_handing_over_needs()
        self.order_fields(["progress", *[name for name in self.fields if name.startswith("question_")], "agenda", "found_out"])

    def _mark_what_handing_over_needs(self):
        """Three questions and an agenda are asked for, but only handing over insists on them."""
        needed = {f"question_{place}": f"Please bring at least {QUESTIONS_WANTED} questions." for place in range(1, QUESTIONS_WANTED + 1)}
        for name, sentence in {**needed, "agenda": "Please sketch an agenda: one line is enough."}.items():
            self.fields[name].required = not self.is_bound or "ready" in self.data
            self.fields[name].error_messages["required"] = sentence

    def clean(self):
        names = [name for name in self.fields if name.startswith("question_")]
        questions = [self.cleaned_data.pop(name) for name in names if name in self.cleaned_data]
        return {**self.cleaned_data, "questions": [question for question in questions if question], "ready": "ready" in self.data}
