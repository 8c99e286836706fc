"""Fields several forms share: long answers, and lists typed with commas."""

import re

from django import forms

LONG = 5000


class LongTextField(forms.CharField):
    """A text of several paragraphs; a line break counts as one character, as it does in the browser."""

    def __init__(self, *, max_length=LONG, rows=6, **options):
        super().__init__(max_length=max_length, widget=forms.Textarea(attrs={"rows": rows}), **options)

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n").strip()


class ListField(forms.CharField):
    """Several short things in one line, separated by commas: `English, Hindi`."""

    def __init__(self, *, each=40, at_most=12, **options):
        super().__init__(max_length=each * at_most, **options)
        self.each, self.at_most = each, at_most

    def prepare_value(self, value):
        return ", ".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value):
        """The things as a list, in the order typed, each once."""
        things = list(dict.fromkeys(" ".join(thing.split()) for thing in re.split(r"[,;\n]", super().clean(value))))
        things = [thing for thing in things if thing]
        if len(things) > self.at_most:
            raise forms.ValidationError(f"At most {self.at_most}, please: there are {len(things)}.")
        for thing in things:
            if len(thing) > self.each:
                raise forms.ValidationError(f"“{thing[:20]}…” is too long: at most {self.each} characters between two commas.")
        return things

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)
