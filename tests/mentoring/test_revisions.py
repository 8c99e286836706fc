"""“Please revise this answer”: asked once, answered after the deadline too, lapsed."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from etiquette.models import Duty, Email
from gurukool.lib.refusals import Refused
from mentoring.actions import applications, revisions
from mentoring.models import Application, News, Review, RevisionRequest
from tests.mentoring.selecting import ANSWERS


def test_a_question_reopens_the_application_after_the_deadline(client, olga, maya, mina, reviewed, applying):
    applying.applications_open_on = applying.applications_close_on = timezone.now().date() - timezone.timedelta(days=2)
    applying.save()
    apply = reverse("applications:apply", args=["autumn", "mentee"])
    client.force_login(mina)
    assert client.get(apply).status_code == 302
    client.force_login(maya)
    client.post(reverse("revisions:ask", args=[reviewed.pk]), {"question": "Which protein?"})
    request = RevisionRequest.objects.get()
    owed = Duty.objects.get(person=mina)
    assert (owed.act, owed.owed_to, owed.due_at, owed.url) == ("revise", None, request.due_at, request.get_absolute_url())
    mail = Email.objects.get(kind="revision_requested")
    assert ("Which protein?" in mail.body_text, "Maya" in mail.body_text, mail.to_address) == (True, False, "mina@example.org")
    client.force_login(mina)
    assert "Which protein?" in client.get(request.get_absolute_url()).content.decode()
    assert client.get(apply).status_code == 200
    applications.submit(applying, "mentee", by=mina, **ANSWERS | {"motivation": "Titin."})
    owed.refresh_from_db()
    assert (RevisionRequest.objects.get().status, owed.status) == ("answered", "discharged")
    assert list(News.objects.values_list("person__name", "text", "url")) == [
        ("Maya Iyer", "Application 1 has been revised, as was asked.", Review.objects.get(reviewer=maya).get_absolute_url())
    ]
    assert client.get(apply).status_code == 302


def test_a_second_question_waits_for_the_first(olga, maya, otto, reviewed):
    revisions.ask(reviewed, by=maya, question="One?")
    with pytest.raises(Refused, match="A revision of this application is asked for already; please wait for the answer."):
        revisions.ask(reviewed, by=olga, question="Two?")
    with pytest.raises(PermissionDenied):
        revisions.ask(reviewed, by=otto, question="Three?")


def test_a_question_lapses(olga, mina, reviewed):
    revisions.ask(reviewed, by=olga, question="One?")
    assert revisions.lapse() == 0
    RevisionRequest.objects.update(due_at=timezone.now())
    assert (revisions.lapse(), revisions.lapse(), RevisionRequest.objects.get().status) == (1, 0, "lapsed")
    assert list(Duty.objects.filter(person=mina).values_list("act", "status")) == [("revise", "waived")]


def test_nobody_is_asked_to_revise_what_was_decided_meanwhile(olga, maya, reviewed):
    opened = Application.objects.get(pk=reviewed.pk)
    Application.objects.filter(pk=reviewed.pk).update(status="withdrawn")
    with pytest.raises(Refused, match="This application has been decided or withdrawn meanwhile, so nothing needs revising."):
        revisions.ask(opened, by=maya, question="One?")
    assert not RevisionRequest.objects.exists()
