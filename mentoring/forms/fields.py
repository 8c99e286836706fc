"""Fields several forms share: long answers, lists typed with commas or line by line, PDFs."""

import re

from django import forms
from django.utils.text import get_valid_filename

from gurukool.lib.uploads import MEGABYTE
from mentoring.intake import pdfs

LONG = 5000
LARGEST_PDF = 5 * MEGABYTE


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


class LinesField(forms.CharField):
    """Several short things, one a line; `things` says what they are called."""

    def __init__(self, *, each, at_most, things, rows=5, **options):
        super().__init__(max_length=(each + 2) * at_most, widget=forms.Textarea(attrs={"rows": rows}), **options)
        self.each, self.at_most, self.things = each, at_most, things

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value):
        """The lines that say something, each once, in the order typed."""
        lines = list(dict.fromkeys(filter(None, (" ".join(line.split()) for line in super().clean(value).splitlines()))))
        if len(lines) > self.at_most:
            raise forms.ValidationError(f"At most {self.at_most} {self.things}, please: there are {len(lines)}.")
        for line in lines:
            if len(line) > self.each:
                raise forms.ValidationError(f"“{line[:20]}…” is too long: at most {self.each} characters.")
        return lines

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)


class PdfField(forms.FileField):
    """A PDF by its content, of at most 5 MB; cleaned to the upload, to the file that is there, or None to have none."""

    widget = forms.ClearableFileInput(attrs={"accept": ".pdf,application/pdf"})

    def clean(self, data, initial=None):
        if data is False and self.required:
            data = None
        return super().clean(data, initial) or None

    def to_python(self, data):
        upload = super().to_python(data)
        if upload is None:
            return None
        if upload.size > LARGEST_PDF:
            raise forms.ValidationError(f"This file has {upload.size / 1024 / 1024:.0f} MB; please choose one of at most 5 MB.")
        content = upload.read()
        upload.seek(0)
        fault = pdfs.fault(content) if len(content) == upload.size else "These files are too large together: please send one at a time."
        if fault:
            raise forms.ValidationError(fault)
        upload.name = _file_name(upload.name)
        return upload


def _file_name(name: str) -> str:
    """What readers will see: letters, digits, `-_.`, at most 100 of them, ending in .pdf."""
    stem = name.rsplit(".", 1)[0]
    return f"{get_valid_filename(stem)[:96].strip('._') or 'document'}.pdf"
