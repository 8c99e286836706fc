"""The preparation contract as a form."""

from django import forms

from etiquette.forms.coach import CoachedTextarea
from mentoring.actions.preparations import QUESTIONS_WANTED
from mentoring.forms.fields import PdfField
from mentoring.forms.prompts import add_prompts, take_answers
from mentoring.models import Document

QUESTIONS = 5


def text(label, help_text, rows=3, **attributes):
    widget = forms.Textarea(attrs={"rows": rows, **attributes})
    return forms.CharField(label=label, help_text=help_text, max_length=5000, required=False, widget=widget)


def question(place):
    """One question: the coach looks for the open form, and for a matter."""
    widget = CoachedTextarea("question", {"rows": 2, "data-words-from": 8, "data-words-to": 60})
    help_text = "Open questions, asked as a series." if place == 1 else ""
    return forms.CharField(label=f"Question {place}", help_text=help_text, max_length=5000, required=False, widget=widget)


def goal(place, goals, chosen=None):
    """Which of the mentee's goals a question hangs on (rule M3); to be picked, never asked for."""
    known = {str(each.pk): each for each in goals}
    choices = [("", "no goal"), *((key, each.text) for key, each in known.items())]
    facts = {"label": f"Question {place} hangs on", "required": False, "initial": chosen}
    return forms.TypedChoiceField(choices=choices, coerce=known.get, empty_value=None, **facts)


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

    def __init__(self, *args, preparation=None, kind=None, goals=None, **kwargs):
        asked = list(preparation.questions.all()) if preparation else []
        initial = {name: getattr(preparation, name) for name in ("progress", "found_out", "agenda")} if preparation else {}
        initial |= {f"question_{place}": question.text for place, question in enumerate(asked, 1)}
        super().__init__(*args, initial=initial, **kwargs)
        self.goals = list(goals or [])  # one query, however many questions
        for place in range(1, max(QUESTIONS, len(asked)) + 1):
            self.fields[f"question_{place}"] = question(place)
            if self.goals:
                self.fields[f"goal_{place}"] = goal(place, self.goals, asked[place - 1].goal_id if place <= len(asked) else None)
        self._mark_what_handing_over_needs()
        prompts = add_prompts(self, kind.prompts if kind else [], preparation.answers if preparation else [])
        self._ask_for_document(kind, Document.objects.filter(preparation=preparation).first())
        questions = [name for name in self.fields if name.startswith(("question_", "goal_"))]
        self.order_fields(["progress", *prompts, "document", *questions, "agenda", "found_out"])

    def _ask_for_document(self, kind, document):
        """A PDF, where the kind asks for one, or one is there already."""
        if document or (kind and kind.brings):
            label = kind.brings if kind and kind.brings else "Your document"
            help_text = "PDF, at most 5 MB. It goes with this preparation and is deleted with it."
            self.fields["document"] = PdfField(label=label, required=False, help_text=help_text, initial=document)

    def _mark_what_handing_over_needs(self):
        """Three questions and an agenda are asked for, but only handing over insists on them."""
        needed = {f"question_{place}": f"Please bring at least {QUESTIONS_WANTED} questions." for place in range(1, QUESTIONS_WANTED + 1)}
        for name, sentence in {**needed, "agenda": "Please sketch an agenda: one line is enough."}.items():
            self.fields[name].required = not self.is_bound or "ready" in self.data
            self.fields[name].error_messages["required"] = sentence

    def clean(self):
        places = [name.removeprefix("question_") for name in self.fields if name.startswith("question_")]
        facts, answers = self.cleaned_data, take_answers(self)
        asked = [(facts.pop(f"question_{place}", ""), facts.pop(f"goal_{place}", None)) for place in places]
        kept = [(question, goal) for question, goal in asked if question]
        questions, goals = [question for question, _ in kept], [goal for _, goal in kept]
        return {"document": None, **facts, "questions": questions, "goals": goals, "answers": answers, "ready": "ready" in self.data}
