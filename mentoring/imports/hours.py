"""The hours people offer, week by week."""

from collections import defaultdict

from mentoring.actions import availability
from mentoring.imports import cells, weekly
from mentoring.imports.finding import Places
from mentoring.imports.kinds import Column, Import, Row, Sheet, Taken, WrongRow, judged, once_each
from mentoring.models import Cohort, Enrolment, User, WeeklyHours
from mentoring.slots import Weekly

ZONE, HOURS_OF = "Time zone", "Weekly hours"
COLUMNS = [
    Column("E-mail", "email", cells.email, "must be filled: somebody with a place", needed=True),
    Column(ZONE, "zone", lambda cell: cells.zone(cell) if cell.strip() else "", "the person’s own, to be sure; or empty"),
    Column(HOURS_OF, "hours", weekly.hours, "by their own clock: Mon 08:00-10:30; Fri 17:00-18:30", needed=True),
]


def take(cohort: Cohort, sheet: Sheet, by: User | None) -> Taken:
    """Replace the hours of people who have none, or have not signed in to look after them; those of others are theirs."""
    rows, twice = once_each(sheet.rows, lambda row: row["email"], "E-mail")
    desk = _Desk(Places(cohort, [row["email"] for row in rows]))
    found, wrong = judged(rows, desk.hours)
    offered = dict(each for each in found if each)
    new = sum(not desk.offered[person.pk] for person in offered)
    availability.record(offered)
    return Taken(new, len(offered) - new, found.count(None), [*sheet.problems, *twice, *wrong])


class _Desk:
    """The people of a cohort and the hours they offer, as the file finds them."""

    def __init__(self, places: Places):
        self.places, self.offered = places, defaultdict(set)
        for row in WeeklyHours.objects.filter(person__in=[place.person_id for place in places.found.values()]):
            self.offered[row.person_id].add(Weekly(row.weekday, row.starts, row.ends))

    def hours(self, row: Row) -> tuple[User, tuple[Weekly, ...]] | None:
        """The person with their new hours; None: they stand there already."""
        place = self.places.of(row["email"], "E-mail")
        self._refuse(row, place)
        if self.offered[place.person_id] == set(row["hours"]):
            return None
        if place.person.zone_confirmed and self.offered[place.person_id]:
            raise WrongRow(HOURS_OF, f"{place.person} looks after these hours, and only they change them; leave this line out.")
        return place.person, row["hours"]

    def _refuse(self, row: Row, place: Enrolment) -> None:
        if row["zone"] not in {None, "", place.person.zone}:
            raise WrongRow(ZONE, f"{place.person}’s clock is that of {place.person.zone}: give the hours by it.")
        if len(row["hours"]) > availability.WEEKLY_LIMIT:
            raise WrongRow(HOURS_OF, f"Please keep to {availability.WEEKLY_LIMIT} ranges a week.")


HOURS = Import("hours", "Weekly hours", "Who offers which hours of the week, by their own clock.", lambda cohort: COLUMNS, take)
