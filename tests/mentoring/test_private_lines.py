"""The private line to the admins beside feedback: it reaches one of them, and never the other side."""

import pytest
from django.urls import reverse

from etiquette.models import Duty, Email
from mentoring.actions import feedback, private_lines
from mentoring.models import News, PrivateLine
from tests.mentoring.exporting import meet

pytestmark = pytest.mark.django_db

SAID = {"kept_agenda": "yes", "usefulness": 5, "i_was_prepared": 5, "you_were_prepared": 5, "went_well": "Much.", "next_time": ""}
SECRET = "He smelled of wine."


@pytest.fixture
def given(match, mina):
    return feedback.give(meet(match, -1), mina, to_admins=SECRET, **SAID)


def test_one_admin_owes_a_look_and_seeing_it_closes_it(client, given, mina, olga):
    line = PrivateLine.objects.get()
    assert (line.text, line.author, line.feedback) == (SECRET, mina, given)
    duty = Duty.objects.get(act="read_private_line")
    assert (duty.person, duty.url) == (olga, line.get_absolute_url())
    client.force_login(olga)
    overview = reverse("feedback:overview", args=[line.cohort.slug])
    assert list(client.get(overview).context["lines"]) == [line]
    assert SECRET in client.get(line.get_absolute_url()).content.decode()
    assert client.post(line.get_absolute_url()).url == overview
    page = client.get(overview)
    assert (list(page.context["lines"]), page.context["seen"].rows) == ([], [line])
    duty.refresh_from_db()
    assert duty.status == "discharged"


def test_the_other_side_never_learns_of_it(client, given, maya, match):
    for mail in Email.objects.filter(person=maya):
        assert SECRET not in mail.body_text + mail.body_html
    assert SECRET not in " ".join(News.objects.values_list("text", flat=True))
    assert not Duty.objects.visible_to(maya).filter(act="read_private_line").exists()
    client.force_login(maya)
    for address in (given.get_absolute_url(), given.meeting.get_absolute_url(), match.get_absolute_url(), "/"):
        assert SECRET not in client.get(address).content.decode()
    assert client.get(PrivateLine.objects.get().get_absolute_url()).status_code == 404


def test_an_admin_it_is_about_does_not_see_it(client, given, maya, olga):
    maya.is_staff = True
    maya.save()
    client.force_login(maya)
    line = PrivateLine.objects.get()
    assert client.get(line.get_absolute_url()).status_code == 404
    assert list(client.get(reverse("feedback:overview", args=[line.cohort.slug])).context["lines"]) == []
    assert Duty.objects.get(act="read_private_line").person == olga


def test_who_wrote_it_sees_it_and_that_only_admins_read_it(client, given, mina):
    client.force_login(mina)
    page = client.get(given.get_absolute_url()).content.decode()
    assert [SECRET in page, "Only the admins read this" in page] == [True, True]


def test_an_empty_line_is_none(match, maya):
    feedback.give(meet(match, -1), maya, to_admins="", **SAID)
    assert not PrivateLine.objects.exists()


def test_the_first_look_stands(given, olga, otto):
    otto.is_staff = True
    otto.save()
    line = PrivateLine.objects.get()
    private_lines.see(line, by=olga)
    private_lines.see(line, by=otto)
    line.refresh_from_db()
    assert line.seen_by == olga
