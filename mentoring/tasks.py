"""Celery tasks: they only say “look now”; what is due is in the rows."""

from celery import shared_task

from mentoring.actions import meetings


@shared_task
def settle() -> None:
    """Ask both sides of a session that has ended whether they met; assume it after 48 hours of silence."""
    meetings.ask_whether_they_met()
    meetings.assume_held()
