"""The field that takes the files of a message."""

from django import forms
from django.core.exceptions import ValidationError

from mentoring.intake.attachments import MOST, TOO_MANY, Enclosed, taken
from mentoring.intake.pictures import Unfit


class FilesInput(forms.FileInput):
    allow_multiple_selected = True

    def __init__(self):
        super().__init__(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.webp"})


class AttachmentsField(forms.FileField):
    """PDFs and pictures by their content, three of at most 10 MB; cleaned to a list of `Enclosed`."""

    widget = FilesInput

    def clean(self, data, initial=None) -> list[Enclosed]:
        uploads = [each for each in data or [] if each]
        if len(uploads) > MOST:
            raise ValidationError(TOO_MANY)
        found, faults = [], []
        for upload in uploads:
            try:
                found.append(taken(upload.name, upload.read(), upload.size))
            except Unfit as unfit:
                faults.append(str(unfit))
        if faults:
            raise ValidationError(faults)
        return found
