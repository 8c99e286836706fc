"""Filling an empty database with the demo."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from mentoring.demo.programme import DAY, STARTS_AFTER, daily_round, next_cohort, programme, send_what_is_due
from mentoring.demo.stage import Stage
from mentoring.models import User


def is_empty() -> bool:
    """Whether nobody lives in this database yet."""
    return not User.objects.exists()


@transaction.atomic
def seed(stage_of_life: str, now: datetime | None = None) -> None:
    """Tell the demo's stories up to now, with the main cohort at a stage of its life (a key of STARTS_AFTER).

    Old mail counts as sent; only what was written in the last hours, and reminders of what comes, wait in the outbox.
    """
    now = now or timezone.now()
    start = now + STARTS_AFTER[stage_of_life] * DAY
    stage = Stage(until=now)
    stage.enter(programme(stage, start))
    stage.enter(daily_round(stage, start))
    if stage_of_life in {"running", "ended"}:
        stage.enter(next_cohort(stage, now))
    stage.play()
    send_what_is_due(now)
