"""What workers do when told to look now. Lost, doubled or late, a task changes nothing: the rows are the truth."""

from celery import shared_task
from django.utils import timezone

from etiquette import outbox
from etiquette.ledger import more_time, outcomes
from etiquette.models import Heartbeat
from etiquette.reminding import digests, reminders

ROUNDS = 200  # batches at most in one task, so that a worker is never busy for ever


def beat(*names: str) -> None:
    """Note that the worker is alive and did these just now."""
    beats = [Heartbeat(name=name, at=timezone.now()) for name in names]
    Heartbeat.objects.bulk_create(beats, update_conflicts=True, unique_fields=["name"], update_fields=["at"])


@shared_task(name="etiquette.tasks.deliver")
def deliver():
    """Send what is due, batch by batch, until nothing is."""
    for _ in range(ROUNDS):
        beat("worker", "deliver")
        if not outbox.deliver():
            break


@shared_task(name="etiquette.tasks.remind")
def remind():
    """Turn due duties into reminders, batch by batch, until none is due; let stand what nobody objected to; bind digests."""
    more_time.let_stand()
    for _ in range(ROUNDS):
        beat("worker")
        found = reminders.sweep()
        beat("remind")  # only now: the health page must not take a sweep that fails for one that works
        if not found:
            break
    for _ in range(ROUNDS):
        if not digests.sweep():
            break


@shared_task(name="etiquette.tasks.ask_what_came_of_it")
def ask_what_came_of_it():
    """Once an hour: 1, 3 and 6 months after a thank-you its writer is asked what came of it."""
    outcomes.ask()
