"""Two people of a cohort who meet in the mentor's open hours, without being matched. No row: a session of theirs is one."""

from dataclasses import dataclass

from django.db.models import Q

from mentoring.models.availability import Availability
from mentoring.models.cohorts import Cohort, Enrolment
from mentoring.models.matching import Match, Wish
from mentoring.models.people import User
from mentoring.models.sessions import Session


@dataclass(frozen=True)
class OpenPair:
    """What booking asks of two people, in the words of a Match: cohort, host, guest, and what counts towards the guest's week."""

    cohort: Cohort
    host: User
    guest: User

    @property
    def people(self):
        return [self.host, self.guest]

    @property
    def sessions(self):
        """The open hours of the guest in this cohort, with whatever mentor: they share one limit."""
        mine = Session.objects.of(self.guest).exclude(host=self.guest)
        return mine.filter(cohort=self.cohort, format=Session.Format.OPEN)

    @property
    def sessions_per_week(self):
        return self.cohort.open_hours_per_week

    @property
    def takes_bookings(self):
        """Whether cohort and mentor allow it, both are in, neither would rather not, and they are not matched anyway (four queries)."""
        return self.cohort.has_open_hours and self._are_in() and self._mentor_allows() and not self._are_kept_apart()

    def _are_in(self):
        places = Enrolment.objects.taking_part().filter(cohort=self.cohort)
        return places.mentors().filter(person=self.host).exists() and places.mentees().filter(person=self.guest).exists()

    def _mentor_allows(self):
        return Availability.objects.filter(person=self.host, open_hours=True).exists()

    def _are_kept_apart(self):
        avoids = Wish.objects.filter(cohort=self.cohort, kind__in=[Wish.Kind.AVOID, Wish.Kind.CONFLICT])
        either = Q(person=self.guest, about=self.host) | Q(person=self.host, about=self.guest)
        matched = Match.objects.confirmed().filter(cohort=self.cohort, mentor__person=self.host, mentee__person=self.guest)
        return avoids.filter(either).exists() or matched.exists()
