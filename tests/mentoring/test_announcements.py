"""Announcements: what reaches whom, who reads them, who has said that they arrived."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from etiquette.models import Duty, Email
from gurukool.lib.refusals import Refused
from mentoring.actions import announcements
from mentoring.models import Announcement, AnnouncementReceipt, Enrolment, News
from tests.conftest import person
from tests.mentoring.conftest import enrol

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(cohort, enrolled, olga):
    return announcements.announce(cohort, olga, title="A talk on Monday", text="Join us at six.", asks_receipt=True)


def index(cohort):
    return reverse("announcements:index", args=[cohort.slug])


def test_everybody_who_takes_part_gets_news_and_one_mail(client, cohort, enrolled, otto, olga, maya, mina):
    Enrolment.objects.create(cohort=cohort, person=otto, role="mentee")  # not confirmed
    client.force_login(olga)
    address = reverse("announcements:new", args=[cohort.slug])
    typed = {"title": "A talk on Monday", "text": "Join us at six.", "token": client.get(address).context["form"]["token"].value()}
    for _ in range(2):
        assert client.post(address, typed).url == index(cohort)
    announcement = Announcement.objects.get()
    assert set(Email.objects.values_list("person", "subject")) == {(maya.pk, "A talk on Monday"), (mina.pk, "A talk on Monday")}
    assert Email.objects.count() == News.objects.count() == 2
    assert set(News.objects.values_list("text", "url")) == {("A talk on Monday (Spring cohort)", announcement.get_absolute_url())}
    assert not Duty.objects.exists()


def test_members_read_it_and_nobody_else(client, talk, cohort, mina, maya, otto, olga):
    gone = enrol(cohort, person("Gone Away", "UTC"), "mentee")
    Enrolment.objects.filter(pk=gone.pk).update(left_at=talk.created_at)
    for reader, status in ((mina, 200), (maya, 200), (olga, 200), (otto, 404), (gone.person, 404)):
        client.force_login(reader)
        assert [client.get(page).status_code for page in (index(cohort), talk.get_absolute_url())] == [status, status]
    late = person("Late Comer", "UTC")
    enrol(cohort, late, "mentee")
    client.force_login(late)
    assert "Join us at six." in client.get(index(cohort)).content.decode()


def test_received_once_and_admins_see_who_has_not(client, talk, mina, maya, olga):
    assert set(Duty.objects.open().values_list("person", "act")) == {(each.pk, "acknowledge_announcement") for each in (mina, maya)}
    address = reverse("announcements:received", args=[talk.pk])
    client.force_login(mina)
    for _ in range(2):
        assert client.post(address).url == talk.get_absolute_url()
    assert list(AnnouncementReceipt.objects.values_list("person", flat=True)) == [mina.pk]
    assert list(Duty.objects.open().values_list("person", flat=True)) == [maya.pk]
    assert "silent" not in client.get(talk.get_absolute_url()).context
    client.force_login(olga)
    page = client.get(talk.get_absolute_url())
    assert ([place.person for place in page.context["silent"]], page.context["said"]) == ([maya], 1)


def test_receipts_are_for_members_where_they_are_asked_for(client, talk, cohort, mina, otto, olga):
    for other in (otto, olga):
        with pytest.raises(PermissionDenied):
            announcements.receive(talk, by=other)
    plain = announcements.announce(cohort, olga, title="Hello", text="Welcome.")
    with pytest.raises(PermissionDenied):
        announcements.receive(plain, by=mina)
    client.force_login(mina)
    assert "Received</button>" not in client.get(plain.get_absolute_url()).content.decode()


def test_only_admins_write_and_only_where_somebody_reads(client, cohort, enrolled, mina, maya, olga, applying):
    for member in (mina, maya):
        client.force_login(member)
        assert client.post(reverse("announcements:new", args=[cohort.slug]), {"title": "x", "text": "y"}).status_code == 404
        with pytest.raises(PermissionDenied):
            announcements.announce(cohort, member, title="x", text="y")
    with pytest.raises(Refused, match="Nobody takes part"):
        announcements.announce(applying, olga, title="x", text="y")
    client.force_login(olga)
    form = client.post(reverse("announcements:new", args=[cohort.slug]), {"title": "Only a title"}).context["form"]
    assert (list(form.errors), form["title"].value()) == (["text"], "Only a title")


@pytest.mark.parametrize("members", [1, 3])
def test_writing_takes_the_same_queries_for_any_number(cohort, olga, django_assert_num_queries, members):
    for number in range(members):
        enrol(cohort, person(f"Member{number}", "UTC"), "mentee")
    with django_assert_num_queries(15):
        announcements.announce(cohort, olga, title="A talk", text="Join us.", asks_receipt=True)
    assert Email.objects.count() == members


@pytest.mark.parametrize("count", [1, 3])
def test_the_thread_takes_five_queries(client, cohort, enrolled, mina, olga, django_assert_num_queries, count):
    for number in range(count):
        announcements.announce(cohort, olga, title=f"No. {number}", text="x")
    client.force_login(mina)
    with django_assert_num_queries(5):
        page = client.get(index(cohort))
    assert [row.title for row in page.context["page"].rows] == [f"No. {number}" for number in range(count)][::-1]
