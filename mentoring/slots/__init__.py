"""Slots: weekly wall-clock hours turned into bookable instants. Pure: dataclasses in, dataclasses out.

`clocks` turns wall clocks into instants, `hours` says what is offered, `rules` what of it is free and may be booked.
"""

from mentoring.slots.clocks import DAY, MIDNIGHT, Change, by_day, changes, clock_change, instant, oddity, zone_of
from mentoring.slots.hours import Away, Hours, Journey, Override, Weekly, open_spans, stretches
from mentoring.slots.rules import Rules, Timetable, bookable, cut, free, offers, slots, unhurried
from mentoring.slots.spans import Span, Stretch, inside, merged, without
from mentoring.slots.weekly import Date, same_hour, shift

__all__ = [
    "DAY",
    "MIDNIGHT",
    "Away",
    "Change",
    "Date",
    "Hours",
    "Journey",
    "Override",
    "Rules",
    "Span",
    "Stretch",
    "Timetable",
    "Weekly",
    "bookable",
    "by_day",
    "changes",
    "clock_change",
    "cut",
    "free",
    "inside",
    "instant",
    "merged",
    "oddity",
    "offers",
    "open_spans",
    "same_hour",
    "shift",
    "slots",
    "stretches",
    "unhurried",
    "without",
    "zone_of",
]
