"""Celery tasks: they only say “look now”; what is due is in the rows."""

from celery import shared_task

from mentoring.actions import meetings, revisions, tallies, waitlists


@shared_task
def settle() -> None:
    """Ask both sides of a session that has ended whether they met; assume it after 48 hours of silence."""
    meetings.ask_whether_they_met()
    meetings.assume_held()


@shared_task
def lapse() -> None:
    """Let go what was not done in time: places go to the next on the waiting list, questions close, declined data is deleted."""
    waitlists.lapse_places()
    waitlists.pass_places_on()
    revisions.lapse()
    tallies.forget_declined()
