"""“Ask a peer to read this” (rule G6): a draft in the hands of one volunteer, until its author takes it back."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from gurukool.lib.asking import HOLDS_ITS_QUESTION, AskedBack
from gurukool.lib.records import Record
from mentoring.models.cohorts import Cohort


class ReadingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Its author, and the one who was asked, as long as they are the one."""
        return self.filter(Q(author=user) | Q(helper=user))

    def pending(self):
        """With a reader, even if it is the author's turn to tell them more."""
        return self.filter(status__in=Reading.PENDING)

    def with_people(self):
        return self.select_related("author", "helper", "cohort")


class Reading(AskedBack, Record):
    """One draft that somebody is asked to read for its English. It is deleted the moment its author takes it back."""

    class Status(models.TextChoices):
        ASKED = "asked", "with a reader"
        QUESTIONED = "questioned", "a question came back"
        RETURNED = "returned", "read"
        NOBODY = "nobody", "nobody is free to read it"

    PENDING = [Status.ASKED, Status.QUESTIONED]

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="readings")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="readings_asked_for")
    helper = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="readings_to_do")
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Whom the text is for; never asked to help with it.",
    )
    declined_by = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    text = models.TextField("the draft")
    suggested = models.TextField("the draft as suggested", blank=True)
    note = models.TextField("a line to its author", blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.ASKED)
    back = models.CharField("address of the composer", max_length=300)
    field = models.CharField("field of the composer", max_length=40)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="nobody_reads_their_own_draft",
                condition=Q(helper=None) | (~Q(helper=models.F("author")) & (Q(reader=None) | ~Q(helper=models.F("reader")))),
            ),
            models.CheckConstraint(name="readings_ask_back_with_a_question", condition=HOLDS_ITS_QUESTION),
            models.CheckConstraint(name="returned_readings_hold_a_text", condition=~Q(status="returned") | ~Q(suggested="")),
        ]

    def __str__(self):
        return f"{self.author}'s draft"

    @property
    def is_pending(self):
        return self.status in self.PENDING

    def get_absolute_url(self):
        return reverse("readings:show", args=[self.pk])
