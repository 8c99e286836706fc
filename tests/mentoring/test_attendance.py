"""Who came to a session of many: said by the host, and thanked for by each guest alone."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from etiquette.models import Duty
from gurukool.lib.refusals import Refused
from mentoring.actions import attendance, feedback, meetings, seats, thanks
from mentoring.models import Session
from tests.mentoring.grouping import HOUR, group, guests

__all__ = ["group", "guests"]

pytestmark = pytest.mark.django_db
SCALES = ("usefulness", "i_was_prepared", "you_were_prepared")


@pytest.fixture
def over(group, guests, maya):
    """It is over; Ann and Bea had a seat."""
    for person in guests[:2]:
        seats.join(group, by=person)
    now = timezone.now()
    Session.objects.filter(pk=group.meeting_id).update(during=(now - 2 * HOUR, now - HOUR))
    meetings.ask_whether_they_met()
    return Session.objects.with_people().get(pk=group.meeting_id)


def owed(meeting):
    rows = Duty.objects.open().about(meeting).order_by("act", "person__name").select_related("person", "owed_to")
    return [(duty.act, duty.person.get_short_name(), duty.owed_to and duty.owed_to.get_short_name()) for duty in rows]


def test_the_host_says_who_came_and_only_they_owe_thanks_each_for_themselves(over, guests, maya):
    assert owed(over) == [("settle_group", "Maya", None)]
    attendance.settle(over, by=maya, came=[guests[0]])
    assert owed(over) == [("give_feedback", "Ann", "Maya"), ("thank", "Ann", "Maya")]
    assert dict(over.attendances.filter(role="guest").values_list("person__name", "came")) == {"Ann Guest": True, "Bea Guest": False}
    with pytest.raises(Refused, match="already said who came"):
        attendance.settle(over, by=maya, came=guests[:2])


def test_without_an_answer_all_came_and_the_host_may_correct_it(over, guests, maya):
    Session.objects.filter(pk=over.pk).update(during=(timezone.now() - 60 * HOUR, timezone.now() - 59 * HOUR))
    meetings.assume_held()
    thanked = [("give_feedback", "Ann", "Maya"), ("give_feedback", "Bea", "Maya"), ("thank", "Ann", "Maya"), ("thank", "Bea", "Maya")]
    assert owed(over) == thanked
    over.refresh_from_db()
    attendance.settle(over, by=maya, came=[guests[0]])
    assert owed(over) == [thanked[0], thanked[2]]


def test_each_guest_thanks_and_gives_feedback_and_the_host_reads_it(client, over, guests, maya):
    attendance.settle(over, by=maya, came=guests[:2])
    over = Session.objects.with_people().get(pk=over.pk)
    for person in guests[:2]:
        client.force_login(person)
        client.post(reverse("sessions:thank", args=[over.pk]), {"text": f"Thank you, says {person.name}.", "outcome": "good"})
        client.post(reverse("feedback:give", args=[over.pk]), {"kept_agenda": "yes", **dict.fromkeys(SCALES, "5"), "went_well": "Much."})
        assert f"Thank you, says {person.name}." in client.get(reverse("sessions:thank", args=[over.pk])).content.decode()
    assert owed(over) == []
    assert [(each.author, each.recipient) for each in over.feedback.order_by("created_at")] == [(person, maya) for person in guests[:2]]
    with pytest.raises(PermissionDenied):
        feedback.give(over, maya, kept_agenda="yes", usefulness=5, went_well="All.", next_time="")


def test_who_did_not_come_is_not_asked_and_may_not_thank(over, guests, maya):
    attendance.settle(over, by=maya, came=[guests[0]])
    over = Session.objects.with_people().get(pk=over.pk)
    with pytest.raises(PermissionDenied):
        thanks.thank(over, guests[1], text="For nothing.", outcome="good")
