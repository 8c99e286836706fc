"""Perception gaps: admins learn that two people see it differently, never what they said."""

import pytest
from django.urls import reverse

from mentoring.actions import feedback, gaps
from mentoring.models import SeenGap
from mentoring.selectors.gaps import count, unseen
from tests.mentoring.exporting import meet

pytestmark = pytest.mark.django_db

SAME = {"kept_agenda": "yes", "usefulness": 5, "i_was_prepared": 5, "you_were_prepared": 5, "went_well": "SECRET", "next_time": "SECRET"}


def both(match, days, mentor=None, mentee=None):
    """An hour both have answered for, alike but for these answers."""
    meeting = meet(match, days)
    feedback.give(meeting, match.host, **SAME | (mentor or {}))
    feedback.give(meeting, match.guest, **SAME | (mentee or {}))
    return meeting


@pytest.mark.parametrize(
    ("mentor", "mentee", "questions"),
    [
        ({}, {}, []),
        ({"usefulness": 4}, {}, []),
        ({"usefulness": 3}, {}, ["worth"]),
        ({"kept_agenda": "partly"}, {}, []),
        ({"kept_agenda": "no"}, {}, ["agenda"]),
        ({}, {"you_were_prepared": 2}, ["mentor"]),
        ({"you_were_prepared": 1}, {}, ["mentee"]),
        ({"i_was_prepared": 2}, {"you_were_prepared": 2}, []),
        ({"i_was_prepared": 1, "usefulness": 1}, {}, ["mentor", "worth"]),
    ],
)
def test_two_steps_apart_is_a_gap(match, olga, mentor, mentee, questions):
    meeting = both(match, -1, mentor, mentee)
    found = [(gap.meeting_id, gap.question, gap.mentor, gap.mentee) for gap in unseen(match.cohort, olga)]
    assert found == [(meeting.pk, question, match.host, match.guest) for question in questions]


def test_one_voice_alone_is_no_gap(match, olga, maya):
    feedback.give(meet(match, -1), maya, **SAME | {"usefulness": 1})
    assert unseen(match.cohort, olga) == []


def test_the_hint_names_the_pair_and_the_question_and_nothing_they_said(client, match, olga):
    both(match, -1, {"usefulness": 1})
    client.force_login(olga)
    page = client.get(reverse("feedback:overview", args=[match.cohort.slug])).content.decode()
    assert "Mina Das and Maya Iyer see it differently: how much the hour was worth" in page
    assert ["SECRET" in page, "of 5" in page] == [False, False]
    assert "How it goes (1)" in client.get(reverse("cohorts:board", args=[match.cohort.slug])).content.decode()


def test_seen_closes_that_question_and_no_other(client, match, olga):
    meeting = both(match, -1, {"usefulness": 1, "kept_agenda": "no"})
    client.force_login(olga)
    for _ in range(2):
        client.post(reverse("feedback:see_gap", args=[meeting.pk, "worth"]))
    assert list(SeenGap.objects.values_list("question", "seen_by")) == [("worth", olga.pk)]
    assert ([gap.question for gap in unseen(match.cohort, olga)], count(match.cohort, olga)) == (["agenda"], 1)
    gaps.see(meeting, "agenda", by=olga)
    assert (unseen(match.cohort, olga), count(match.cohort, olga)) == ([], 0)
    assert client.post(reverse("feedback:see_gap", args=[meeting.pk, "shoes"])).status_code == 404


def test_nobody_is_hinted_at_an_hour_of_their_own(client, match, maya):
    meeting = both(match, -1, {"usefulness": 1})
    maya.is_staff = True
    maya.save()
    client.force_login(maya)
    assert unseen(match.cohort, maya) == []
    assert client.post(reverse("feedback:see_gap", args=[meeting.pk, "worth"])).status_code == 404
    assert not SeenGap.objects.exists()


@pytest.mark.parametrize("hours", [1, 3])
def test_two_queries_at_any_size(match, olga, hours, django_assert_num_queries):
    for day in range(hours):
        both(match, -1 - day, {"usefulness": 1})
    with django_assert_num_queries(2):
        assert len(unseen(match.cohort, olga)) == hours
