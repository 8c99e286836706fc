"""Forms of giving feedback on a session and of answering it."""

from django import forms

from etiquette.forms.coach import CoachedTextarea
from mentoring.forms.prompts import add_prompts, take_answers
from mentoring.models import Feedback

SCALE = [(1, "1 · hardly"), (2, "2"), (3, "3 · fairly"), (4, "4"), (5, "5 · very")]
OPENING = """Thank you for taking the time to tell me this, {name}. It helps me.

One question, so that I get it right: which moment did you have in mind, and what would have worked better there?"""


def text(label, help_text, empty="", surface="message", **facts):
    widget = CoachedTextarea(surface, {"rows": 4, "data-words-from": 15, "data-words-to": 120})
    return forms.CharField(label=label, help_text=help_text, max_length=10_000, widget=widget, error_messages={"required": empty}, **facts)


class FeedbackForm(forms.Form):
    kept_agenda = forms.ChoiceField(
        label="Did you keep to the agenda?",
        choices=Feedback.Agenda,
        widget=forms.RadioSelect(attrs={"class": "scale short"}),
        error_messages={"required": "Please choose one of the three."},
    )
    usefulness = forms.TypedChoiceField(
        label="How useful was it?",
        choices=SCALE,
        coerce=int,
        widget=forms.RadioSelect(attrs={"class": "scale"}),
        error_messages={"required": "Please choose a number from 1 to 5."},
    )
    went_well = text(
        "What went well?", "One thing you would like to see again, as specific as you can.", "Please name one thing that went well."
    )
    next_time = text("What would you do differently next time?", "A wish rather than a verdict.", required=False)

    def __init__(self, *args, kind=None, **kwargs):
        super().__init__(*args, **kwargs)
        add_prompts(self, kind.feedback_prompts if kind else [], [])

    def clean(self):
        answers = take_answers(self)
        return {**self.cleaned_data, "answers": answers}


class ReplyForm(forms.Form):
    """Opens with thanks and one question (rule M6); every word of it may be changed."""

    reply = text(
        "Your answer",
        "Thanks first, no defence, one question. Change it until it sounds like you.",
        "Your answer is empty; a line of thanks is enough.",
        surface="feedback_reply",
    )

    def __init__(self, *args, author, **kwargs):
        super().__init__(*args, initial={"reply": OPENING.format(name=author.get_short_name())}, **kwargs)
        self.fields["reply"].widget.attrs["rows"] = 7
