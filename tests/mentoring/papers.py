"""PDFs, pictures, and what pretends to be one."""

from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image

from mentoring.models import Answer, AnswerFile, Document, FormQuestion, Preparation


def pdf(note=b"hello"):
    """The smallest whole PDF, with a table of contents that is where it says."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"]
    data, places = b"%PDF-1.4\n% " + note + b"\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj %s endobj\n" % (number, text)
    table = b"xref\n0 3\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + table + b"trailer <</Size 3/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(data)


def picture(form="JPEG", size=(60, 40), mode="RGB", **options):
    """A plain picture as bytes."""
    out = BytesIO()
    Image.new(mode, size, 1).save(out, form, **options)
    return out.getvalue()


def png():
    return picture("PNG")


def hand_in(application, **facts):
    """A CV handed in with an application; returns its file."""
    asked = {"cohort": application.cohort, "role": application.role, "kind": "file", "label": "Your CV"} | facts
    question = FormQuestion.objects.create(**asked)
    answer = Answer.objects.create(application=application, question=question, value={"name": "cv.pdf", "size": 500})
    return AnswerFile.objects.create(answer=answer, file=ContentFile(pdf(), "cv.pdf"), name="cv.pdf", size=500)


def brought(meeting, person):
    """A document somebody brought to a session, handed over with its preparation."""
    preparation = Preparation.objects.create(meeting=meeting, person=person, ready_at=meeting.created_at)
    return Document.objects.create(preparation=preparation, file=ContentFile(pdf(), "cv.pdf"), name="cv.pdf", size=500)
