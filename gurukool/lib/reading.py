"""For whose eyes a time is written: in their zone, and on the clock they like, twelve hours or twenty-four."""

import zoneinfo
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import timezone

_twelve: ContextVar[bool] = ContextVar("twelve_hours", default=False)


@contextmanager
def read_by(person=None) -> Iterator[None]:
    """Write every time as `person` (anything with a `zone`, perhaps `twelve_hours`) reads it; for nobody in particular: UTC."""
    token = _twelve.set(getattr(person, "twelve_hours", False))
    try:
        with timezone.override(zoneinfo.ZoneInfo(getattr(person, "zone", "UTC"))):
            yield
    finally:
        _twelve.reset(token)


def on_the_clock(local) -> str:
    """The time of a local moment, as its reader's clock shows it: `18:30`, `6:30 pm`."""
    if not _twelve.get():
        return f"{local:%H:%M}"
    return f"{local.hour % 12 or 12}:{local:%M} {'am' if local.hour < 12 else 'pm'}"
