"""Files that travel with messages: what is taken, who gets it, what is refused with the text kept."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from etiquette.models import Email
from mentoring.actions import conversations, holds
from mentoring.intake import pdfs
from mentoring.intake.attachments import NEITHER, TOO_MANY, Enclosed
from mentoring.models import Attachment, Message
from tests.mentoring.papers import pdf, picture
from tests.mentoring.test_uploads import files, polyglot

pytestmark = pytest.mark.django_db

CV = Enclosed("cv.pdf", "PDF", pdf())


def upload(name="My CV.pdf", data=None, claims="application/pdf"):
    return SimpleUploadedFile(name, pdf() if data is None else data, content_type=claims)


@pytest.fixture
def write(client, match, mina):
    """mina sends a message with these files; returns the page."""
    client.force_login(mina)
    return lambda *uploads, text="Here it is.": client.post(match.get_absolute_url(), {"text": text, "files": list(uploads)})


def test_pdfs_and_pictures_go_along(write, uploads, match):
    assert write(upload(), upload("Me & my lab.exe", picture("PNG"), "x/y")).status_code == 302
    message = match.messages.get()
    assert list(message.attachments.values_list("name", "form")) == [("My_CV.pdf", "PDF"), ("Me_my_lab.png", "PNG")]
    assert sorted((name.split("/")[0], name[-4:], "CV" in name) for name in files(uploads)) == [
        ("messages", ".pdf", False),
        ("messages", ".png", False),
    ]
    assert "With it come: My_CV.pdf, Me_my_lab.png." in Email.objects.get().body_text


def test_a_file_is_saved_and_never_shown(client, match, mina, maya):
    message = conversations.write(match, mina, text="Here it is.", files=[CV])
    client.force_login(maya)
    page = client.get(match.get_absolute_url()).content.decode()
    (file,) = message.attachments.all()
    assert f'href="{file.get_absolute_url()}"' in page
    got = client.get(file.get_absolute_url())
    assert (b"".join(got.streaming_content), got["Content-Disposition"]) == (CV.content, 'attachment; filename="cv.pdf"')
    assert (got["X-Content-Type-Options"], got["Cache-Control"], got["Content-Type"]) == ("nosniff", "private, no-store", "application/pdf")


def test_nobody_else_gets_it_nor_its_reader_before_it_arrives(client, match, mina, maya, otto, olga):
    file = conversations.write(match, mina, text="Here.", files=[CV], wait=timedelta(minutes=20)).attachments.get()
    answers = []
    for person in (mina, maya, otto, olga):
        client.force_login(person)
        answers.append(client.get(file.get_absolute_url()).status_code)
    assert answers == [200, 404, 404, 404]


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("thesis.pdf", polyglot(), f"“thesis.pdf” cannot go along. {pdfs.DAMAGED}"),
        ("setup.exe.pdf", b"MZ\x90\x00 a program", f"“setup.exe.pdf” cannot go along. {NEITHER}"),
        ("page.png", b"<html><script>alert(1)</script>", f"“page.png” cannot go along. {NEITHER}"),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", f"“drawing.svg” cannot go along. {NEITHER}"),
        ("big.pdf", b"%PDF-1.4" + b"x" * (40 << 20), "“big.pdf” cannot go along. It has 40 MB, and we take files of up to 10 MB."),
    ],
)
def test_what_cannot_go_along_is_said_and_the_text_is_kept(write, uploads, name, data, sentence):
    page = write(upload(), upload(name, data), text="Dear Maya")
    assert (page.status_code, page.context["form"].errors) == (200, {"files": [sentence]})
    assert page.context["form"]["text"].value() == "Dear Maya"
    assert (Message.objects.count(), files(uploads)) == (0, [])


def test_four_files_are_too_many(write):
    assert write(*[upload()] * 4).context["form"].errors == {"files": [TOO_MANY]}


def test_the_same_files_twice_are_one_message_and_others_another(client, match, mina):
    client.force_login(mina)
    token = client.get(match.get_absolute_url()).context["form"]["token"].value()
    for note in (b"one", b"one", b"two"):
        client.post(match.get_absolute_url(), {"text": "Here", "token": token, "files": [upload(data=pdf(note))]})
    assert (Message.objects.count(), Attachment.objects.count()) == (2, 2)


def test_what_was_taken_back_goes_along_again(write, client, uploads, match, mina, django_capture_on_commit_callbacks):
    write(upload())
    (first,) = files(uploads)
    with django_capture_on_commit_callbacks(execute=True):
        holds.undo(match.messages.get(), by=mina)
        assert "Goes along again: <a" in client.get(match.get_absolute_url()).content.decode()
        write(text="Here it is, with a word more.")
    assert [message.attachments.get().name for message in match.messages.all()] == ["My_CV.pdf"]
    assert files(uploads) == [first]


def test_thrown_away_the_file_goes_with_its_row(write, client, uploads, match, mina, django_capture_on_commit_callbacks):
    write(upload())
    with django_capture_on_commit_callbacks(execute=True):
        holds.undo(match.messages.get(), by=mina)
        client.post(reverse("holds:discard", args=[match.pk]))
    assert (Message.objects.count(), files(uploads)) == (0, [])
