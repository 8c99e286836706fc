"""How often one may knock: a small window per key, in this process alone, nothing stored."""

import time
from collections import OrderedDict, deque
from threading import Lock

KEYS_AT_MOST = 10_000


class Pace:
    """At most `times` in `seconds` for each key. Every web process counts for itself: this guards a CPU, not a secret."""

    def __init__(self, times: int, seconds: float):
        self.times, self.seconds = times, seconds
        self._seen: OrderedDict[object, deque[float]] = OrderedDict()
        self._lock = Lock()

    def allows(self, key: object, now: float | None = None) -> bool:
        """Count this knock unless it is one too many. `now` is a monotonic clock in seconds."""
        now = time.monotonic() if now is None else now
        with self._lock:
            knocks = self._seen.setdefault(key, deque())
            self._seen.move_to_end(key)
            while knocks and knocks[0] <= now - self.seconds:
                knocks.popleft()
            if len(self._seen) > KEYS_AT_MOST:
                self._seen.popitem(last=False)
            if len(knocks) >= self.times:
                return False
            knocks.append(now)
            return True
