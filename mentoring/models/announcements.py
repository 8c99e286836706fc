"""What admins tell a whole cohort: one thread, read by its members."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from gurukool.lib.records import Record
from mentoring.models.cohorts import Cohort, Enrolment


class AnnouncementQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Admins, and whoever takes part in the cohort, also those who joined later."""
        mine = Enrolment.objects.taking_part().filter(person=user)
        return self if user.is_staff else self.filter(cohort__in=mine.values("cohort"))


class Announcement(Record):
    """One message from the programme to everybody in a cohort."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="announcements")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    title = models.CharField(max_length=120)
    text = models.TextField()
    asks_receipt = models.BooleanField(default=False)

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["cohort", "-created_at"], name="announcements_newest")]

    def __str__(self):
        return f"“{self.title}”"

    def get_absolute_url(self):
        return reverse("announcements:show", args=[self.pk])


class AnnouncementReceipt(Record):
    """One member has said that it arrived."""

    announcement = models.ForeignKey(Announcement, models.CASCADE, related_name="receipts")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["announcement", "person"], name="received_once")]

    def __str__(self):
        return f"{self.person} received {self.announcement}"
