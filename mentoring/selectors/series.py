"""What of a weekly series can be booked: each date checked, each clash with its reason and what is free instead."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice, pairwise

from django.db.models.functions import Lower
from django.utils import timezone

from mentoring import slots
from mentoring.models import Match, Session
from mentoring.selectors import diary, timetables

MOST_DATES = 52
INSTEAD = 3
WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class Planned:
    """One date of a series. `refusal` says why it cannot be booked, `instead` what is free in that week; `is_booked`: it is
    there already. `shift` is how much later it is on the mentee's clock than the date before, because clocks change."""

    start: datetime
    end: datetime
    refusal: str = ""
    instead: tuple[slots.Span, ...] = ()
    is_booked: bool = False
    shift: timedelta = timedelta(0)

    @property
    def is_free(self) -> bool:
        return not self.refusal and not self.is_booked


def plan(match: Match, start: datetime, until: date, length: timedelta) -> list[Planned]:
    """Each week from `start` (aware) to the day `until` on the mentor's calendar, in order: eight queries at any number of dates."""
    end = min(slots.instant(until + slots.DAY, slots.MIDNIGHT, match.host.tz), start + MOST_DATES * WEEK)
    weeks = diary.week_of(start, match.guest)[0], end + WEEK
    both = timetables.timetables(match.people, *weeks)
    dates = list(islice(slots.same_hour(both[match.host.pk].hours, start, until), MOST_DATES))
    check = _Check(match, both[match.host.pk], both[match.guest.pk], weeks, length)
    found = [check.date(each) for each in dates]
    starts = [each.start for each in dates]
    shifts = [timedelta(0), *(slots.shift(after, before, match.guest.tz) for before, after in pairwise(starts))]
    return [Planned(*each, shift=shift) for each, shift in zip(found, shifts, strict=True)]


class _Check:
    """The rules one booking goes through (`actions.sessions`), asked for many dates of what was read once."""

    def __init__(self, match: Match, host: slots.Timetable, guest: slots.Timetable, weeks: tuple, length: timedelta):
        self.match, self.host, self.guest, self.length, self.now = match, host, guest, length, timezone.now()
        self.earliest = self.now + timedelta(hours=match.cohort.notice_hours)
        found = slots.bookable(host, now=self.now, frm=max(weeks[0], self.earliest), until=weeks[1], length=length)
        self.free = [slot for slot in diary.beside(found, guest.sessions) if slot.start <= match.cohort.ends_at]
        self.offered = slots.open_spans(host.hours, *weeks)
        planned = Session.objects.filter(match=match, during__overlap=(weeks[0] - WEEK, weeks[1]))
        rows = list(planned.exclude(status=Session.Status.CANCELLED).values_list("status", Lower("during")))
        self.booked = {starts for status, starts in rows if status == Session.Status.BOOKED}
        self.per_week = Counter(self._week(starts) for _, starts in rows)

    def _week(self, moment: datetime) -> tuple[int, int]:
        return moment.astimezone(self.match.guest.tz).isocalendar()[:2]

    def date(self, date: slots.Date) -> tuple:
        """Start, end, refusal, what is free instead, whether it is booked already. A free date counts for its week from then on."""
        slot = slots.Span(date.start, date.start + self.length)
        if date.start in self.booked:
            return *slot, "", (), True
        if refusal := self._refusal(date, slot):
            return *slot, refusal, self._instead(date.start), False
        self.per_week[self._week(date.start)] += 1
        return *slot, "", (), False

    def _is_full(self, start: datetime) -> bool:
        return self.per_week[self._week(start)] >= self.match.sessions_per_week

    def _instead(self, start: datetime) -> tuple[slots.Span, ...]:
        week = self._week(start)
        free = (slot for slot in self.free if self._week(slot.start) == week)
        return () if self._is_full(start) else tuple(islice(free, INSTEAD))

    def _refusal(self, date: slots.Date, slot: slots.Span) -> str:
        if date.odd == "skipped":
            return "This hour does not exist that night: the clocks go forward."
        if date.start > self.match.cohort.ends_at:
            return f"{self.match.cohort} is over by then."
        if date.start < self.earliest:
            return f"Too soon: {self.match.host.name} is given at least {self.match.cohort.notice_hours} hours."
        if self._is_full(date.start):
            return "The sessions of that week are already booked."
        return "" if slot in self.free else self._why_not_free(date, slot)

    def _why_not_free(self, date: slots.Date, slot: slots.Span) -> str:
        name, window = self.match.host.get_short_name(), self.host.rules.window(self.host.hours, self.now)
        if any(slot.overlaps(taken) for taken in self.guest.sessions):
            return "You are in another session then."
        if slot.start < window[0] or (window[1] and slot.start > window[1]):
            return f"{name} is not booked so {'soon' if slot.start < window[0] else 'far ahead'}."
        if self.host.hours.is_closed(date.day):
            return f"{name} is away, or takes no sessions that day."
        return f"{name}'s hour is taken." if slots.inside(slot, slots.merged(self.offered)) else f"{name} offers no hours then."
