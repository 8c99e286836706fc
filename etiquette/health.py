"""How the muscle is doing, for the health page: ages in seconds."""

from datetime import datetime

from django.db.models import Min
from django.utils import timezone

from etiquette.models import Duty, Email, Heartbeat


def report() -> dict[str, float | None]:
    """Age of the worker's last sign of life (`worker`) and of the last reminder sweep (`sweep`), and how
    late the oldest unsent mail or unreminded duty is (`oldest_overdue`). None: never seen, or nothing is late.
    """
    beats = dict(Heartbeat.objects.values_list("name", "at"))
    return {"worker": _age(beats.get("worker")), "sweep": _age(beats.get("remind")), "oldest_overdue": _oldest_overdue()}


def _oldest_overdue() -> float | None:
    now = timezone.now()
    mail = Email.objects.unsent().filter(next_attempt_at__lte=now).aggregate(at=Min("next_attempt_at"))["at"]
    duty = Duty.objects.open().filter(remind_at__lte=now, person__is_active=True).aggregate(at=Min("remind_at"))["at"]
    return _age(min(filter(None, [mail, duty]), default=None))


def _age(at: datetime | None) -> float | None:
    return round((timezone.now() - at).total_seconds(), 1) if at else None
