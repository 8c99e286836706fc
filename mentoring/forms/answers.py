"""One form field for each kind of question an application form can ask. All text of admins and applicants is escaped."""

from django import forms
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import escape

from mentoring.forms.fields import LONG, LongTextField, PdfField
from mentoring.intake.answers import CELLS, PARTS, WEEKDAYS
from mentoring.models import FormQuestion

Kind = FormQuestion.Kind
IN_CONFIDENCE = "Only admins of the programme read this answer; reviewers do not."


def field_for(question: FormQuestion, *, required: bool, zone: str) -> forms.Field:
    """The field that asks `question`; `required` is off in drafts. `zone` is the applicant's, for hours in the week."""
    hints = [f"<strong>{IN_CONFIDENCE}</strong>" if question.sensitive else "", escape(question.help)]
    common = {"label": question.label, "required": required and question.required}
    common["error_messages"] = {"required": "Please answer this."}
    return FIELDS[question.kind](question, zone, help_text=" ".join(filter(None, hints)), **common)


def _short(question, _zone, **common):
    return forms.CharField(max_length=300, **common)


def _long(question, _zone, **common):
    longest = max(LONG, (question.words_to or 0) * 12)
    field = LongTextField(max_length=longest, **common)
    if question.words_to:
        field.widget.attrs |= {"data-words-from": question.words_from or 0, "data-words-to": question.words_to}
    if question.words_from and not field.help_text:
        field.help_text = f"{question.words_from} to {question.words_to} words read best."
    return field


def _choice(question, _zone, **common):
    choices = [(choice, choice) for choice in question.choices]
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)


def _choices(question, _zone, **common):
    choices = [(choice, choice) for choice in question.choices]
    return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **common)


def _scale(question, _zone, **common):
    ends = f"{question.lowest}: {question.lowest_label or 'lowest'} · {question.highest}: {question.highest_label or 'highest'}"
    common["help_text"] = " · ".join(filter(None, [escape(ends), common["help_text"]]))
    choices = [(number, str(number)) for number in question.scale]
    widget = forms.RadioSelect(attrs={"class": "scale short"})
    return forms.TypedChoiceField(choices=choices, coerce=int, empty_value=None, widget=widget, **common)


def _week(_question, zone, **common):
    return WeekField(zone=zone, **common)


def _consent(_question, _zone, **common):
    common["error_messages"] = {"required": "Please tick this to apply, or write to us if you cannot agree."}
    return ConsentField(**common)


def _file(_question, _zone, **common):
    common["help_text"] = " · ".join(filter(None, ["PDF, at most 5 MB", common["help_text"]]))
    return PdfField(**common)


FIELDS = {
    Kind.SHORT: _short,
    Kind.LONG: _long,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.SCALE: _scale,
    Kind.WEEK: _week,
    Kind.CONSENT: _consent,
    Kind.FILE: _file,
}


class WeekGrid(forms.Widget):
    """Seven days by five parts of a day, each a checkbox, in the applicant's zone."""

    use_fieldset = True
    zone = "UTC"

    def value_from_datadict(self, data, files, name):
        return data.getlist(name) if hasattr(data, "getlist") else data.get(name)

    def id_for_label(self, id_, index=None):
        return ""

    def render(self, name, value, attrs=None, renderer=None):
        chosen = set(value or [])
        days = [
            (day, [(part, hours, f"{number}-{part}", f"{number}-{part}" in chosen) for part, hours in PARTS.items()])
            for number, day in enumerate(WEEKDAYS)
        ]
        return render_to_string("mentoring/application_forms/week.html", {"name": name, "days": days, "parts": PARTS, "zone": self.zone})


class WeekField(forms.MultipleChoiceField):
    """Parts of a week; cleaned to what was chosen and the zone it is meant in, or None."""

    widget = WeekGrid

    def __init__(self, *, zone, **options):
        super().__init__(choices=[(cell, cell) for cell in CELLS], **options)
        self.zone = self.widget.zone = zone

    def prepare_value(self, value):
        return value["cells"] if isinstance(value, dict) else value

    def clean(self, value):
        cells = super().clean(value)
        return {"cells": [cell for cell in CELLS if cell in cells], "zone": self.zone} if cells else None


class ConsentField(forms.BooleanField):
    """A tick; cleaned to when it was given, or None."""

    def prepare_value(self, value):
        return bool(value)

    def clean(self, value):
        return {"given_at": timezone.now().isoformat(timespec="seconds")} if super().clean(value) else None
