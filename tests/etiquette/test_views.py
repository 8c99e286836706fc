"""The pages: who sees what, what a click does, and that looking changes nothing."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.urls import reverse
from django.utils import timezone

from etiquette import occasions, outbox
from etiquette.mailing import unsubscribing
from etiquette.models import Absence, Duty, Email, MailPreference, Rule, ThankYou
from etiquette.models.about import about_facts
from etiquette.occasions import Owes
from mentoring.models import Profile
from tests.etiquette.conftest import HOUR, MAIL

pytestmark = pytest.mark.django_db


def owe(person, *things, to=None, at=None):
    for thing in things:
        occasions.happened("tea_served", about=thing, at=at or timezone.now(), people=[Owes("guest", person, to)])
    return Duty.objects.filter(person=person).first()


@pytest.fixture
def as_mina(client, mina):
    client.force_login(mina)
    return client


@pytest.fixture
def as_olga(client, olga):
    client.force_login(olga)
    return client


@pytest.mark.parametrize("count", [1, 3])
def test_the_owed_list_is_one_query(rule, mina, maya, olga, tea, coffee, count, django_assert_num_queries):
    things = [tea, coffee, Profile.objects.create(person=olga)][:count]
    owe(mina, *things, to=maya)
    with django_assert_num_queries(1):
        shown = [(duty.title, duty.why, duty.owed_to.name) for duty in Duty.objects.owed_by(mina)]
    assert shown == [(f"Thank Maya Iyer for {thing}", "Tea gets cold.", "Maya Iyer") for thing in things]


@pytest.mark.parametrize("count", [1, 3])
def test_the_owed_page_takes_the_same_queries_at_any_size(rule, as_mina, mina, maya, olga, tea, coffee, count, django_assert_num_queries):
    owe(mina, *[tea, coffee, Profile.objects.create(person=olga)][:count], to=maya)
    with django_assert_num_queries(5):  # login session, person, duties; what is asked of her, promised to her
        page = as_mina.get(reverse("duties:owed")).content.decode()
    assert page.count("Thank Maya Iyer for Profile of") == count * 3  # heading, button, promise
    assert page.count('<p class="why">Profile of') == count


def test_the_owed_page_is_paged_by_key_without_gaps(rule, as_mina, mina, tea):
    for number in range(53):
        occasions.happened("tea_served", about=tea, at=timezone.now(), people=[Owes("guest", mina)], key=f"{number}")
    first = as_mina.get(reverse("duties:owed"))
    assert f"?after={quote(first.context['after'], safe='')}" in first.content.decode()
    second = as_mina.get(reverse("duties:owed"), {"after": first.context["after"]})
    shown = [duty.pk for shown in (first, second) for duty in shown.context["duties"]]
    assert shown == [duty.pk for duty in Duty.objects.owed_by(mina)]
    assert (len(second.context["duties"]), second.context["after"]) == (3, "")


def test_what_hurts_first_stands_first(rule, mina, tea, coffee):
    owe(mina, tea, at=timezone.now())
    owe(mina, coffee, at=timezone.now() - HOUR)
    assert [duty.about_id for duty in Duty.objects.owed_by(mina)] == [coffee.pk, tea.pk]


def test_the_owed_page_shows_nobody_elses(rule, as_mina, maya, tea):
    owe(maya, tea)
    page = as_mina.get(reverse("duties:owed")).content.decode()
    assert "Nothing is owed" in page
    assert "Thank the programme" not in page


def test_who_may_see_a_duty(rule, mina, maya, olga, otto, tea):
    duty = owe(mina, tea, to=maya)
    seen = [list(Duty.objects.visible_to(person)) for person in (mina, maya, olga, otto)]
    assert seen == [[duty], [duty], [duty], []]


def test_a_promise_is_made_on_its_page(rule, as_mina, mina, tea):
    duty = owe(mina, tea)
    day = timezone.localdate() + timedelta(days=3)
    reply = as_mina.post(reverse("duties:promise", args=[duty.pk]), {"date": day.isoformat()})
    assert (reply.status_code, reply["Location"]) == (302, reverse("duties:owed"))
    duty.refresh_from_db()
    assert f"{duty.promise.astimezone(mina.tz):%Y-%m-%d %H:%M}" == f"{day} 18:00"


def test_a_refused_promise_keeps_what_was_typed(rule, as_mina, mina, tea):
    duty = owe(mina, tea)
    page = as_mina.post(reverse("duties:promise", args=[duty.pk]), {"date": "2001-01-01"}).content.decode()
    assert "within the next 30 days" in page
    assert 'value="2001-01-01"' in page


def test_nobody_promises_on_anothers_page(rule, as_mina, maya, tea):
    assert as_mina.get(reverse("duties:promise", args=[owe(maya, tea).pk])).status_code == 404


@pytest.mark.parametrize("name", ["duties:overdue", "outbox:list", "rules:list"])
def test_admins_pages_do_not_exist_for_others(as_mina, name):
    assert as_mina.get(reverse(name)).status_code == 404


def test_admins_see_who_is_overdue(rule, as_olga, mina, tea, coffee):
    owe(mina, tea, at=timezone.now() - 48 * HOUR)
    owe(mina, coffee)
    Duty.objects.filter(about_id=tea.pk).update(stage=4)
    page = as_olga.get(reverse("duties:overdue")).content.decode()
    assert page.count("Mina Das owes it") == 1
    assert "all reminders sent" in page
    assert f'href="{mina.get_absolute_url()}">Reach them' in page
    assert as_olga.get(mina.get_absolute_url()).status_code == 200  # the thing itself may be a page that is not for admins


def test_the_outbox_is_paged_by_key_without_gaps(as_olga, mina, django_assert_num_queries):
    for number in range(53):
        outbox.enqueue("news", to=mina, mail=MAIL, key=f"k{number}")
    with django_assert_num_queries(3):
        first = as_olga.get(reverse("outbox:list"), {"status": "queued"})
    second = as_olga.get(reverse("outbox:list"), {"status": "queued", "after": first.context["after"]})
    shown = [email.key for page in (first, second) for email in page.context["emails"]]
    assert shown == [f"k{number}" for number in range(52, -1, -1)]
    assert second.context["after"] == ""
    assert list(as_olga.get(reverse("outbox:list"), {"status": "failed"}).context["emails"]) == []


def test_admins_read_only_what_admins_wrote(as_olga, mina):
    occasions.register_kind("letter", "Letters from the programme", written_by_admin=True)
    letter = outbox.enqueue("letter", to=mina, mail=MAIL, key="letter")
    private = outbox.enqueue("message", to=mina, mail=MAIL, key="message")
    pages = [as_olga.get(reverse("outbox:show", args=[email.pk])).content.decode() for email in (letter, private)]
    assert ["A line." in page for page in pages] == [True, False]


def test_a_failed_mail_is_sent_again_by_a_post_only(as_olga, mina):
    email = outbox.enqueue("news", to=mina, mail=MAIL, key="k")
    Email.objects.update(status="failed")
    url = reverse("outbox:retry", args=[email.pk])
    assert as_olga.get(url).status_code == 405
    assert as_olga.post(url).status_code == 302
    assert Email.objects.get().status == "queued"


def test_an_admin_edits_a_rule(rule, as_olga):
    url = reverse("rules:edit", args=[rule.pk])
    as_olga.post(url, {"hours": "6", "why": "It is Monday.", "active": "on"})
    assert Rule.objects.values_list("within", "why", "active").get(pk=rule.pk) == (6 * HOUR, "It is Monday.", True)
    page = as_olga.post(url, {"hours": "soon", "why": "x"}).content.decode()
    assert "Enter a whole number." in page
    assert 'value="soon"' in page


def test_people_set_their_mail_preferences(as_mina, mina):
    facts = {"quiet_from": "22:00", "quiet_until": "07:30", "digest": "daily", "unsubscribed": ["reminder"]}
    assert as_mina.post(reverse("mail:preferences"), facts).status_code == 302
    assert MailPreference.objects.values_list("person", "digest", "unsubscribed").get() == (mina.pk, "daily", ["reminder"])


def test_people_say_when_they_are_away(as_mina, mina, maya):
    url = reverse("mail:away")
    page = as_mina.post(url, {"starts_on": "2026-03-06", "ends_on": "2026-03-04"}).content.decode()
    assert "The last day away comes before the first." in page
    for ends_on, sentence in [
        ("2026-03-06", "These days are over already."),
        ("9999-12-31", "Please pick days within the next two years."),
    ]:
        assert sentence in as_mina.post(url, {"starts_on": "2026-03-04", "ends_on": ends_on}).content.decode()
    today = timezone.now().astimezone(mina.tz).date()
    as_mina.post(url, {"starts_on": today, "ends_on": today + timedelta(days=3)})
    absence = Absence.objects.get(person=mina)
    others = Absence.objects.create(person=maya, starts_on="2026-03-04", ends_on="2026-03-06")
    assert [as_mina.post(reverse("mail:back", args=[row.pk])).status_code for row in (absence, others)] == [302, 404]
    assert list(Absence.objects.all()) == [others]


def test_looking_at_an_unsubscribe_link_changes_nothing_and_one_click_leaves(mina, client):
    url = unsubscribing.url(mina, "news")
    assert "Stop these mails" in client.get(url).content.decode()
    assert not MailPreference.objects.exists()
    for _ in range(2):
        assert client.post(url, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert MailPreference.objects.values_list("person", "unsubscribed").get() == (mina.pk, ["news"])
    assert client.get(url[:-5] + "AAAA/").status_code == 404


def test_thanks_are_seen_by_both_and_by_no_outsider(client, mina, maya, otto, tea):
    note = ThankYou.objects.create(sender=mina, recipient=maya, text="It helped.", outcome="good", **about_facts(tea))
    seen = {}
    for person in (mina, maya, otto):
        client.force_login(person)
        listed = client.get(reverse("thanks:list")).content.decode()
        seen[person] = (client.get(note.get_absolute_url()).status_code, "It helped." in listed)
    assert seen == {mina: (200, True), maya: (200, True), otto: (404, False)}
