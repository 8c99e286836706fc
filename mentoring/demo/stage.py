"""The stage on which the demo's stories are told: in the order of time, each moment with its own clock."""

import heapq
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from itertools import count

from django.utils import timezone

Story = Generator[datetime, None, None]


@contextmanager
def clock_at(moment: datetime):
    """Let `timezone.now()` say `moment` in this process, so that actions write history as if it were then."""
    real_now = timezone.now
    timezone.now = lambda: moment
    try:
        yield
    finally:
        timezone.now = real_now


class Stage:
    """Runs stories side by side until a moment.

    A story is a generator: it yields the moment at which it wants to go on, then acts as of that moment
    (or as of now, for a moment that is over). What it would do after the end has not happened yet.
    """

    def __init__(self, until: datetime, clock: Callable[[datetime], AbstractContextManager] = clock_at):
        self.until, self._clock = until, clock
        self._now = datetime.min.replace(tzinfo=UTC)
        self._queue: list[tuple[datetime, int, Story]] = []
        self._order = count()

    def enter(self, story: Story) -> None:
        """Let a story begin; it first says when it wants to act."""
        moment = next(story, None)
        if moment is not None:
            heapq.heappush(self._queue, (max(moment, self._now), next(self._order), story))

    def play(self) -> None:
        """Let everything happen that happens until the end."""
        while self._queue and self._queue[0][0] <= self.until:
            self._now, _, story = heapq.heappop(self._queue)
            with self._clock(self._now):
                self.enter(story)
