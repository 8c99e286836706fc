"""Sessions many can join: their seats, and who waits for one."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from gurukool.lib.records import Record
from mentoring.models.blocks import Block
from mentoring.models.cohorts import Enrolment
from mentoring.models.sessions import Attendance, Session


class GroupQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The cohort's members, and whoever hosts it; admins see all. Who is kept apart from the host sees only what they sat in."""
        if user.is_staff:
            return self
        mine = Enrolment.objects.of(user).filter(confirmed_at__isnull=False).values("cohort")
        open_to_me = Q(meeting__cohort__in=mine) & ~Q(meeting__host__in=Block.objects.kept_from(user))
        sat_in = Attendance.objects.filter(person=user, status=Attendance.Status.ACTIVE).values("meeting")
        return self.filter(open_to_me | Q(meeting__host=user) | Q(meeting__in=sat_in))

    def coming(self):
        """Those that have not ended, soonest first."""
        ahead = self.filter(meeting__status=Session.Status.BOOKED, meeting__during__endswith__gt=timezone.now())
        return ahead.order_by("meeting__during", "pk")

    def with_meeting(self):
        return self.select_related("meeting__host", "meeting__cohort", "meeting__kind")


class Group(Record):
    """What a session with several guests has besides: what it is about, and how many can come.

    `taken` counts the guests who have a seat; a trigger keeps it, whoever writes an attendance, and the constraint
    sees to it that there are never more than seats.
    """

    meeting = models.OneToOneField(Session, models.CASCADE, related_name="group")
    title = models.CharField(max_length=120)
    agenda = models.TextField(blank=True)
    capacity = models.PositiveSmallIntegerField("seats")
    taken = models.PositiveSmallIntegerField("seats taken", default=0, editable=False)

    objects = GroupQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="group_has_a_title", condition=~Q(title=""), violation_error_message="Please give it a title."),
            models.CheckConstraint(
                name="group_has_seats",
                condition=Q(capacity__gte=1, capacity__lte=500),
                violation_error_message="Between 1 and 500 seats.",
            ),
            models.CheckConstraint(
                name="seats_within_capacity",
                condition=Q(taken__lte=F("capacity")),
                violation_error_message="More people have a seat than there would be.",
            ),
        ]

    def __str__(self):
        return f"“{self.title}”"

    def get_absolute_url(self):
        return reverse("groups:show", args=[self.meeting_id])

    @property
    def free(self):
        return max(0, self.capacity - self.taken)


class Waiting(Record):
    """Somebody's place in the line for a seat; `position` only rises, so that nobody is overtaken."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="waiting")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="waiting")
    position = models.PositiveIntegerField()
    passed_at = models.DateTimeField("told that a seat was free while they were busy at", null=True, blank=True)

    class Meta:
        ordering = ["position"]
        verbose_name_plural = "waiting"
        constraints = [
            models.UniqueConstraint(fields=["group", "person"], name="one_place_in_the_line"),
            models.UniqueConstraint(fields=["group", "position"], name="one_person_per_place_in_the_line"),
        ]

    def __str__(self):
        return f"{self.person} waits for {self.group}"
