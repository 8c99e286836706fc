"""How often one may knock."""

from gurukool.lib import pace
from gurukool.lib.pace import Pace


def test_one_too_many_waits_for_the_window_to_pass():
    asked = Pace(times=2, seconds=10)
    assert [asked.allows("mina", now=now) for now in (0, 1, 2, 9.9, 10, 10.5, 11)] == [True, True, False, False, True, False, True]


def test_each_key_has_a_window_of_its_own():
    asked = Pace(times=1, seconds=10)
    assert [asked.allows(key, now=0) for key in ("mina", "maya", "mina")] == [True, True, False]


def test_memory_is_bounded(monkeypatch):
    monkeypatch.setattr(pace, "KEYS_AT_MOST", 3)
    asked = Pace(times=1, seconds=10)
    assert [asked.allows(key, now=0) for key in (1, 2, 3, 4, 1)] == [True] * 5
    assert len(asked._seen) == 3
