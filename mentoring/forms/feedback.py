"""Forms of giving feedback on a session and of answering it."""

from django import forms

from etiquette.forms.coach import CoachedTextarea
from mentoring.forms.fields import LongTextField
from mentoring.forms.prompts import add_prompts, take_answers
from mentoring.models import Feedback

SCALE = [(1, "1 · hardly"), (2, "2"), (3, "3 · partly"), (4, "4"), (5, "5 · fully")]
OPENING = """Thank you for taking the time to tell me this, {name}. It helps me.

One question, so that I get it right: which moment did you have in mind, and what would have worked better there?"""


def text(label, help_text, empty="", surface="message", **facts):
    widget = CoachedTextarea(surface, {"rows": 4, "data-words-from": 15, "data-words-to": 120})
    return forms.CharField(label=label, help_text=help_text, max_length=10_000, widget=widget, error_messages={"required": empty}, **facts)


def scale(label):
    return forms.TypedChoiceField(
        label=label,
        choices=SCALE,
        coerce=int,
        widget=forms.RadioSelect(attrs={"class": "scale"}),
        error_messages={"required": "Please choose a number from 1 to 5."},
    )


class FeedbackForm(forms.Form):
    """Four statements both sides are asked, word for word the same, and the free words beside them."""

    kept_agenda = forms.ChoiceField(
        label="We kept to the agenda",
        choices=Feedback.Agenda,
        widget=forms.RadioSelect(attrs={"class": "scale short"}),
        error_messages={"required": "Please choose one of the three."},
    )
    i_was_prepared = scale("I was prepared")
    you_were_prepared = scale("You were prepared")
    usefulness = scale("The hour was worth it")
    went_well = text(
        "What went well?", "One thing you would like to see again, as specific as you can.", "Please name one thing that went well."
    )
    next_time = text("What would you do differently next time?", "A wish rather than a verdict.", required=False)
    to_admins = LongTextField(
        label="A private line to the admins",
        max_length=2000,
        rows=2,
        required=False,
        help_text="Only the admins of the cohort read this box. Leave it empty unless there is something they should know.",
    )

    def __init__(self, *args, reads: str, kind=None, **kwargs):
        super().__init__(*args, **kwargs)
        add_prompts(self, kind.feedback_prompts if kind else [], [])
        self.fields["to_admins"] = self.fields.pop("to_admins")  # last, after what the kind of session asks
        for name in ("went_well", "next_time"):
            self.fields[name].help_text += f" {reads} reads this box."
        self.fields["you_were_prepared"].label = f"You, {reads}, were prepared"

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
