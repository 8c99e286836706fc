"""Meetings: when, who, and whether they came. Never call one `session` next to `request.session`."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Deferrable, F, Func, Prefetch, Q, Value
from django.db.models.functions import Upper
from django.urls import reverse
from django.utils import timezone
from django.utils.text import get_text_list

from gurukool.lib.records import Record
from mentoring.models.cohorts import Cohort
from mentoring.models.kinds import Kind
from mentoring.models.matching import Match
from mentoring.models.series import Series

CORRECTABLE = timedelta(days=14)  # how long an assumption that two people met can be corrected


def room_token():
    """An unguessable meeting-room name."""
    return secrets.token_urlsafe(12)


class SessionQuerySet(models.QuerySet):
    def booked(self):
        return self.filter(status=Session.Status.BOOKED)

    def over(self, now):
        return self.filter(during__endswith__lte=now)

    def to_settle(self, now):
        """Over, and nobody has said whether they met: still open, or assumed held not long ago."""
        assumed = Q(status=Session.Status.HELD, settled_by=None, settled_at__gt=now - CORRECTABLE)
        return self.over(now).filter(Q(status=Session.Status.BOOKED) | assumed)

    def ahead(self, now):
        """Booked and not begun: what can still be called off."""
        return self.booked().filter(during__startswith__gt=now)

    def coming(self, now):
        """Booked sessions that have not ended yet, soonest first."""
        return self.booked().filter(during__endswith__gt=now).order_by("during")

    def around(self, now, past):
        """The booked ones that have not ended, and the latest so many that have: by time, in one query."""
        latest = self.over(now).order_by("-during").values("pk")[:past]
        return self.filter(Q(pk__in=self.coming(now).order_by().values("pk")) | Q(pk__in=latest)).order_by("during")

    def of(self, person):
        """A subquery, not a join: the planner walks the person's few attendances."""
        return self.filter(pk__in=Attendance.objects.filter(person=person, status__in=Attendance.TAKING_PART).values("meeting"))

    def of_two(self):
        """Sessions in which two people meet."""
        return self.exclude(format=Session.Format.GROUP)

    def nth(self, meeting):
        """Which of these sessions with its host `meeting` is, from 1, cancelled ones left out."""
        before = self.filter(host=meeting.host, during__startswith__lte=meeting.starts_at)
        return before.exclude(status=Session.Status.CANCELLED).count()

    def with_people(self):
        """With all that the properties about people read: two queries at any size."""
        return self.select_related("cohort", "host", "kind", "match", "group").prefetch_related(Attendance.with_person())

    def visible_to(self, user):
        """The people who attend it. Admins see counts, not meetings."""
        return self.of(user)


class Session(Record):
    """One meeting: a host, and the guests who attend it. Its `during` is the truth; each Attendance carries a copy
    kept by a trigger. Those of a match belong to it; open hours and groups stand on their own."""

    class Format(models.TextChoices):
        MATCHED = "matched", "of a match"
        OPEN = "open", "open hour"
        GROUP = "group", "group"

    class Status(models.TextChoices):
        BOOKED = "booked", "booked"
        HELD = "held", "held"
        MISSED = "missed", "did not take place"
        CANCELLED = "cancelled", "cancelled"

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="sessions")
    format = models.CharField(max_length=7, choices=Format, default=Format.MATCHED)
    match = models.ForeignKey(Match, models.CASCADE, null=True, blank=True, related_name="sessions")
    host = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="hosted")
    kind = models.ForeignKey(Kind, models.RESTRICT, null=True, blank=True, related_name="sessions")
    series = models.ForeignKey(Series, models.SET_NULL, null=True, blank=True, related_name="sessions")
    during = DateTimeRangeField()
    status = models.CharField(max_length=10, choices=Status, default=Status.BOOKED)
    sequence = models.PositiveIntegerField(default=0)
    room = models.CharField(max_length=40, default=room_token, editable=False)
    room_link = models.URLField("the host's own meeting room", max_length=500, blank=True)
    booked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    cancelled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    cancel_reason = models.TextField(blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField("both were asked whether they met at", null=True, blank=True)
    settled_at = models.DateTimeField("marked as held or missed at", null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = SessionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="session_has_a_beginning_and_an_end",
                condition=Q(during__isempty=False, during__lower_inf=False, during__upper_inf=False),
            ),
            models.CheckConstraint(
                name="settled_sessions_are_dated", condition=~Q(status__in=["held", "missed"]) | Q(settled_at__isnull=False)
            ),
            models.CheckConstraint(
                name="only_matched_sessions_have_a_match",
                condition=Q(format="matched", match__isnull=False) | (~Q(format="matched") & Q(match__isnull=True)),
            ),
        ]
        indexes = [models.Index(Upper("during"), name="session_still_booked", condition=Q(status="booked"))]

    def __str__(self):
        if self.is_group:
            return str(self.group)
        guests = get_text_list(self.guests, "and")
        return f"session of {guests} with {self.host}" if guests else f"session with {self.host}"

    def get_absolute_url(self):
        return reverse("groups:show" if self.is_group else "sessions:show", args=[self.pk])

    @property
    def name(self):
        """What it is, as people say it: a group's title, its kind, or just a session."""
        if self.is_group:
            return self.group.title
        return self.kind.name if self.kind_id else "Session"

    @property
    def starts_at(self):
        return self.during.lower

    @property
    def ends_at(self):
        return self.during.upper

    @property
    def minutes(self):
        return round((self.ends_at - self.starts_at).total_seconds() / 60)

    @property
    def is_over(self):
        return self.ends_at <= timezone.now()

    @property
    def has_begun(self):
        return self.starts_at <= timezone.now()

    @property
    def is_short_notice(self):
        """Whether it begins so soon that a change of plans may reach the other side too late."""
        return self.starts_at < timezone.now() + timedelta(hours=self.cohort.notice_hours)

    @property
    def is_group(self):
        return self.format == self.Format.GROUP

    @property
    def is_assumed(self):
        """Taken as held because nobody said otherwise in time."""
        return self.status == self.Status.HELD and self.settled_by_id is None

    @property
    def is_booked(self):
        return self.status == self.Status.BOOKED

    @property
    def room_url(self):
        """The host's own room as it was told to everyone, or one that nobody can guess."""
        return self.room_link or f"{settings.MEETING_ROOMS_URL}gurukool-{self.room}"

    @property
    def seats(self):
        """The attendances of those who take part: one query, unless `with_people` has read them."""
        models.prefetch_related_objects([self], Attendance.with_person())
        return [seat for seat in self.attendances.all() if seat.status in Attendance.TAKING_PART]

    @property
    def guests(self):
        return [seat.person for seat in self.seats if seat.role == Attendance.Role.GUEST]

    @property
    def guest(self):
        """The one who meets the host, where two people meet."""
        return next(iter(self.guests), None)

    @property
    def people(self):
        return [self.host, *self.guests]

    def other(self, person):
        """Whom `person` meets, where two people meet: the host, or for the host the guest."""
        return self.guest if person == self.host else self.host


class AttendanceQuerySet(models.QuerySet):
    def guests(self):
        """The guests who have a seat."""
        return self.filter(role=Attendance.Role.GUEST, status=Attendance.Status.ACTIVE)

    def coming_for(self, person, now):
        """Who `person` meets next: the other's place in each booked session that has not ended, soonest first; of a group the host's.

        One join and the few columns a list shows; home asks this on every visit.
        """
        mine = {"meeting__attendances__person": person, "meeting__attendances__status": Attendance.Status.ACTIVE}
        booked = self.filter(**mine, meeting__status=Session.Status.BOOKED, during__endswith__gt=now)
        of_group = Q(meeting__format=Session.Format.GROUP)
        theirs = booked.filter((of_group & Q(role=Attendance.Role.HOST)) | (~of_group & ~Q(person=person)))
        shown = [
            "during",
            "meeting__format",
            "meeting__kind__name",
            "meeting__group__title",
            "person__name",
            "person__zone",
            "person__email",
        ]
        return theirs.select_related("person", "meeting__kind", "meeting__group").only(*shown).order_by("during")


class Attendance(Record):
    """One person's place in a session. Nobody is in two places at once: the exclusion constraint says so.

    `int8range(person_id, person_id, '[]')` makes the integer key a range, so that gist needs no extension.
    """

    class Status(models.TextChoices):
        ACTIVE = "active", "active"
        CANCELLED = "cancelled", "cancelled"
        LEFT = "left", "left"

    class Role(models.TextChoices):
        HOST = "host", "host"
        GUEST = "guest", "guest"

    TAKING_PART = {Status.ACTIVE, Status.CANCELLED}  # cancelled: called off together with its session

    meeting = models.ForeignKey(Session, models.CASCADE, related_name="attendances")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="attendances")
    role = models.CharField(max_length=6, choices=Role)
    during = DateTimeRangeField()
    status = models.CharField(max_length=10, choices=Status, default=Status.ACTIVE)
    sequence = models.PositiveIntegerField(default=0)
    came = models.BooleanField(null=True, blank=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="one_place_in_a_session"),
            models.UniqueConstraint(fields=["meeting"], condition=Q(role="host"), name="one_host_in_a_session"),
            ExclusionConstraint(
                name="nobody_in_two_places",
                expressions=[
                    (Func(F("person_id"), F("person_id"), Value("[]"), function="int8range"), RangeOperators.OVERLAPS),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(status="active"),
                deferrable=Deferrable.IMMEDIATE,
                violation_error_message="One of you already has a session at this time.",
            ),
        ]

    def __str__(self):
        return f"{self.person} at {self.meeting}"

    @classmethod
    def with_person(cls):
        """The seats of sessions to prefetch, in the order in which they were taken."""
        return Prefetch("attendances", cls.objects.select_related("person").order_by("created_at", "pk"))
