"""Search and citations: one's own conversations only."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.db import connection
from django.urls import reverse

from mentoring.actions import conversations, holds
from mentoring.correspondence.citing import cited, pieces
from mentoring.models import Message
from tests.conftest import person
from tests.mentoring.conftest import enrol
from tests.mentoring.test_conversations import confirmed

pytestmark = pytest.mark.django_db

SEARCH = reverse("conversations:search")


@pytest.fixture
def elsewhere(cohort):
    """Two others, who talk of the same thing."""
    mentor = enrol(cohort, person("Ken Mori", "Asia/Tokyo"), "mentor", capacity=2)
    match = confirmed(cohort, mentor, enrol(cohort, person("Lena Vogt", "Europe/Vienna"), "mentee"))
    conversations.write(match, mentor.person, text="Our secret interviews.")
    return match


def found(client, words, **more):
    page = client.get(SEARCH, {"q": words, **more}).context["page"]
    return [message.text for message in page.rows] if page else None


def test_words_are_found_in_ones_own_conversations_only(client, match, elsewhere, mina, maya, otto, olga):
    conversations.write(match, mina, text="How do I prepare for an interview?")
    conversations.write(match, maya, text="Tell me about the firm.")
    for reader, rows in (
        (mina, ["How do I prepare for an interview?"]),
        (maya, ["How do I prepare for an interview?"]),
        (otto, []),
        (olga, []),
    ):
        client.force_login(reader)
        assert found(client, "interviews") == rows
    client.force_login(mina)
    assert (found(client, "secret"), found(client, "firm -interview"), found(client, "")) == ([], ["Tell me about the firm."], None)


def test_what_has_not_arrived_or_was_taken_back_is_not_found(client, match, mina, maya):
    held = conversations.write(match, mina, text="A heated interview", wait=timedelta(hours=1))
    client.force_login(maya)
    assert found(client, "interview") == []
    client.force_login(mina)
    assert found(client, "interview") == ["A heated interview"]
    holds.undo(held, by=mina)
    assert found(client, "interview") == []


@pytest.mark.parametrize("words", ['"', "' & | !", "a\x00b", "x" * 5000, "<script>", "()", "%_\\"])
def test_any_words_are_safe(client, mina, match, words):
    conversations.write(match, mina, text="<b>interview</b><script>alert(1)</script>")
    client.force_login(mina)
    assert client.get(f"{SEARCH}?q={quote(words)}").status_code == 200
    page = client.get(f"{SEARCH}?q=interview").content.decode()
    assert ("<b>" in page.partition("<main")[2], "<mark>interview</mark>" in page) == (False, True)


def test_many_are_paged_and_each_leads_to_its_place(client, match, mina, maya):
    for number in range(23):
        conversations.write(match, mina, text=f"Interview {number}")
    client.force_login(maya)
    first = client.get(SEARCH, {"q": "interview"})
    rest = client.get(first.context["older_url"])
    shown = [message.text for message in [*first.context["page"].rows, *rest.context["page"].rows]]
    assert (shown, rest.context["older_url"]) == ([f"Interview {number}" for number in range(22, -1, -1)], "")
    oldest = rest.context["page"].rows[-1]
    place = client.get(reverse("conversations:at", args=[match.pk, oldest.pk]))
    assert [message.text for message in place.context["thread"]] == ["Interview 0"]
    assert place.context["turn"].person == maya


@pytest.mark.parametrize("count", [1, 3])
def test_searching_takes_three_queries(client, match, mina, django_assert_num_queries, count):
    for number in range(count):
        conversations.write(match, mina, text=f"Interview {number}")
    client.force_login(mina)
    with django_assert_num_queries(3):
        client.get(SEARCH, {"q": "interview"})


def test_an_index_finds_the_words():
    query = Message.objects.with_words("interview").values("pk").order_by()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "message_words" in query.explain()


def test_a_message_is_cited_whole_or_by_a_passage(client, match, elsewhere, mina, maya):
    message = conversations.write(match, maya, text="One thing.\nAnother   thing.")
    client.force_login(mina)

    def composer(**query):
        return client.get(match.get_absolute_url(), query).context["form"]["text"].value()

    assert composer(quote=message.pk) == "> One thing.\n> Another   thing.\n\n"
    assert composer(quote=message.pk, passage="Another thing.") == "> Another thing.\n\n"
    assert composer(quote=message.pk, passage="Never said.") == "> One thing.\n> Another   thing.\n\n"
    assert [composer(quote=key) for key in (elsewhere.messages.get().pk, "x", "-" * 36, "")] == ["", "", "", ""]


def test_what_is_cited_is_set_apart(client, match, mina, maya):
    conversations.write(match, mina, text="> One <b>thing</b>.\n>\n> And more.\n\nWhich?\nThis one?")
    client.force_login(maya)
    page = client.get(match.get_absolute_url()).content.decode()
    assert (
        '<blockquote class="letters">One &lt;b&gt;thing&lt;/b&gt;.\n\nAnd more.</blockquote><div class="letters">Which?\nThis one?</div>'
        in page
    )


def test_what_was_cited_already_is_not_cited_again():
    assert cited("> Old\n\nNew") == "> New\n\n"
    assert cited("> Only old") == "> > Only old\n\n"
    assert cited("word " * 1000).endswith(" …\n\n")


def test_pieces_keep_the_reading_order():
    assert pieces("Hello\n> a\n> b\nYes\n\n> c\n") == [(False, "Hello"), (True, "a\nb"), (False, "Yes"), (True, "c")]
    assert pieces(" \n") == []
