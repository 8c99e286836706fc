"""Asking a worker to look now. Only a courtesy: the sweep looks anyway, so a silent broker must cost next to nothing."""

import logging
import threading
import time

from celery import current_app

logger = logging.getLogger(__name__)

PATIENCE = 0.15  # seconds a person waits for a broker
SILENCE = 5.0  # seconds we leave a broker alone that did not answer

_silent_until = 0.0


def nudge(task: str) -> bool:
    """Queue `task` by name; never raises, never waits longer than PATIENCE; says whether the broker took it."""
    global _silent_until
    if time.monotonic() < _silent_until:
        return False
    taken = threading.Event()
    threading.Thread(target=_publish, args=[task, taken], daemon=True).start()
    if taken.wait(PATIENCE):
        return True
    _silent_until = time.monotonic() + SILENCE
    return False


def _publish(task: str, taken: threading.Event) -> None:
    try:
        current_app.send_task(task, retry=False, ignore_result=True)
        taken.set()
    except Exception as error:  # a broker fails in many ways, and none of them matters here
        logger.warning("no broker took %s: %s", task, error)
