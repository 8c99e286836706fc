"""The mentoring agreement as a form: four short texts."""

from django import forms

from mentoring.forms.fields import LongTextField
from mentoring.models import Agreement
from mentoring.models.agreements import PARTS

HINTS = {
    "goals": "Two or three goals, and for each the sign by which you will both know.",
    "rhythm": "How often and how long you meet, who prepares what, how fast you answer.",
    "confidentiality": "What nobody else hears; what may be told, and to whom.",
    "ending": "When you look back together, and how either of you may end it early, without a fault.",
}
OPENINGS = {
    "rhythm": "We meet once a week for an hour. {mentee} books, and sends questions a day before. Messages get a line within a day.",
    "confidentiality": "What we say stays between us, unless we both agree or somebody is in danger.",
    "ending": "We look back half-way and at the end. Either of us may end this early by saying so kindly; no reason is needed.",
}


class AgreementForm(forms.Form):
    """Opens with sentences to change; `seen` is the version one writes over."""

    seen = forms.IntegerField(
        widget=forms.HiddenInput, error_messages={"required": "Please open the page again.", "invalid": "Please open the page again."}
    )

    def __init__(self, *args, match, last: Agreement | None, goals=(), **kwargs):
        names = {"mentee": match.guest.get_short_name(), "mentor": match.host.get_short_name()}
        known = {part: OPENINGS[part].format(**names) for part in OPENINGS} | {
            "goals": "\n".join(f"{goal.text} We will know by …" for goal in goals)
        }
        if last:
            known = {part: getattr(last, part) for part in PARTS}
        super().__init__(*args, initial={**known, "seen": last.number if last else 0}, **kwargs)
        for part, label in PARTS.items():
            empty = {"required": "Please write a line here, even if it is a short one."}
            self.fields[part] = LongTextField(label=label, help_text=HINTS[part], rows=4, max_length=3000, error_messages=empty)
