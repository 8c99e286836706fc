"""Files that come with an application: a PDF by its content, of a size we keep, gone when it is replaced."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gurukool.lib.uploads import Bounded
from mentoring.intake import pdfs
from mentoring.models import AnswerFile
from tests.mentoring.papers import pdf
from tests.mentoring.test_answers import TYPED, URL, said, writer
from tests.mentoring.test_application_forms import ask

__all__ = ["writer"]


def upload(name="My CV.pdf", data=None):
    return SimpleUploadedFile(name, pdf() if data is None else data, content_type="application/pdf")


def files(uploads):
    return [path.relative_to(uploads).as_posix() for path in uploads.rglob("*") if path.is_file()]


def test_a_cv_is_kept_replaced_and_removed(writer, uploads, applying, django_capture_on_commit_callbacks):
    name = ask(applying, "CV", kind="file").field_name
    with django_capture_on_commit_callbacks(execute=True):
        writer.post(URL, TYPED | {name: upload(), "submit": ""})
        (first,) = files(uploads)
        writer.post(URL, TYPED | {"submit": ""})
    assert (files(uploads), said()) == ([first], {"CV": {"name": "My_CV.pdf", "size": len(pdf())}})
    assert (first.startswith("applications/"), "CV" in first) == (True, False)
    with django_capture_on_commit_callbacks(execute=True):
        writer.post(URL, TYPED | {name: upload("new.exe", pdf(b"new")), "submit": ""})
    assert (len(files(uploads)), AnswerFile.objects.get().name, first in files(uploads)) == (1, "new.pdf", False)
    with django_capture_on_commit_callbacks(execute=True):
        writer.post(URL, TYPED | {f"{name}-clear": "on", "submit": ""})
    assert (files(uploads), said()) == ([], {})


def polyglot():
    return b"%PDF-1.4\n<!DOCTYPE html><script>alert(1)</script>\n" + pdf()[9:]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"PK\x03\x04 a zip", pdfs.NO_PDF),
        (b"<html>" + pdf(), pdfs.NO_PDF),
        (b"GIF89a" + pdf(), pdfs.NO_PDF),
        (pdf() + b"<script>alert(1)</script>", pdfs.DAMAGED),
        (pdf()[:-20], pdfs.DAMAGED),
        (pdf().replace(b"startxref\n", b"startxref\n9"), pdfs.DAMAGED),
        (b"%PDF-1.4\nstartxref\n" + b"9" * 5000 + b"\n%%EOF", pdfs.DAMAGED),
        (b"%PDF-1.4", pdfs.DAMAGED),
        (b"", "The submitted file is empty."),
    ],
)
def test_what_is_no_pdf_by_its_content_is_refused(writer, uploads, applying, data, sentence):
    name = ask(applying, "CV", kind="file").field_name
    form = writer.post(URL, TYPED | {name: upload(data=data), "submit": ""}).context["form"]
    assert (dict(form.errors), form["motivation"].value(), files(uploads)) == ({name: [sentence]}, "I like to explain.", [])


def test_a_page_that_pretends_to_be_a_pdf_is_refused(writer, applying):
    assert pdfs.fault(polyglot()) != ""
    assert pdfs.fault(pdf()) == ""


@pytest.mark.parametrize(("megabytes", "said_size"), [(6, "6 MB"), (40, "40 MB")])
def test_a_file_too_large_is_counted_and_not_kept(writer, uploads, applying, megabytes, said_size):
    name = ask(applying, "CV", kind="file").field_name
    form = writer.post(URL, TYPED | {name: upload(data=b"x" * (megabytes << 20)), "submit": ""}).context["form"]
    assert dict(form.errors) == {name: [f"This file has {said_size}; please choose one of at most 5 MB."]}
    assert (form["motivation"].value(), files(uploads)) == ("I like to explain.", [])


def test_no_more_of_an_upload_is_kept_than_tells_that_it_is_too_large():
    handler, sizes = Bounded(), []
    for _file in range(5):
        handler.new_file("cv", "cv.pdf", "application/pdf", None)
        for start in range(0, 40 << 20, 1 << 20):
            handler.receive_data_chunk(b"x" * (1 << 20), start)
        arrived = handler.file_complete(40 << 20)
        sizes.append((arrived.size, len(arrived.read())))
    too_large = (40 << 20, (10 << 20) + 1)
    assert sizes == [too_large] * 2 + [(40 << 20, (10 << 20) - 2), (40 << 20, 0), (40 << 20, 0)]


def test_a_request_beyond_reason_is_refused_unread(writer, applying):
    response = writer.generic("POST", URL, b"x", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(200 << 20))
    assert response.status_code == 400
