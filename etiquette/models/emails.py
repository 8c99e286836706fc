"""The outbox: every mail the system sends is a row before it is a mail; and the pulse of who sends them."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from etiquette import registry
from etiquette.models.about import About, AboutQuerySet
from etiquette.models.duties import Duty
from gurukool.lib.records import Record


class EmailQuerySet(AboutQuerySet):
    def visible_to(self, user):
        return self if user.is_staff else self.none()

    def unsent(self):
        return self.filter(status__in=Email.UNSENT)

    def withdraw(self):
        """Take back those not sent yet, drafts, what waits for a digest and a secret's text included; says how many."""
        waiting = self.filter(status__in=[Email.Status.DRAFT, Email.Status.GATHERED, *Email.UNSENT])
        waiting.filter(secret=True).update(body_text="", body_html="")
        return waiting.update(status=Email.Status.WITHDRAWN)

    def drafts(self):
        return self.filter(status=Email.Status.DRAFT)

    def gathered(self):
        return self.filter(status=Email.Status.GATHERED)

    def waiting_for_digest(self):
        """Gathered, and not part of a digest yet."""
        return self.gathered().filter(digest=None)


class Email(About, Record):
    class Status(models.TextChoices):
        DRAFT = "draft"  # waits for a person to release it; no worker looks at it
        GATHERED = "gathered"  # goes as a line of its reader's digest; no worker sends it by itself
        QUEUED = "queued"
        CLAIMED = "claimed"
        SENT = "sent"
        FAILED = "failed"
        WITHDRAWN = "withdrawn"
        EXPIRED = "expired"
        PARKED = "parked"

    UNSENT = [Status.QUEUED, Status.CLAIMED]
    STUCK = [Status.FAILED, Status.PARKED]
    DIGEST = "digest"  # the kind of mail that others are parts of
    BODIES = ["body_text", "body_html", "calendar"]

    about_type = models.ForeignKey("contenttypes.ContentType", models.CASCADE, related_name="+", null=True, blank=True, editable=False)
    about_id = models.UUIDField(null=True, blank=True, editable=False, db_index=True)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=200, unique=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="emails")
    to_address = models.EmailField()
    duty = models.ForeignKey(Duty, models.SET_NULL, null=True, blank=True, related_name="emails")
    digest = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="parts")
    link = models.CharField(max_length=500, blank=True, help_text="Where its line in a digest leads.")
    subject = models.CharField(max_length=300, blank=True)
    body_text = models.TextField(blank=True)
    body_html = models.TextField(blank=True)
    reply_to = models.EmailField(blank=True, help_text="Where an answer goes, if not to the programme.")
    calendar = models.TextField(blank=True)
    calendar_method = models.CharField(max_length=10, blank=True, choices=[("REQUEST", "REQUEST"), ("CANCEL", "CANCEL")])
    essential = models.BooleanField(default=False, help_text="Goes out first, and to people who unsubscribed too.")
    secret = models.BooleanField(default=False, help_text="Its text is forgotten once it is sent.")
    message_id = models.CharField(max_length=300)
    not_before = models.DateTimeField(null=True, blank=True)
    expires = models.DateTimeField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(help_text="When a worker may take it: first, again, or once a lost worker's lease is over.")
    fence = models.PositiveIntegerField(default=0, help_text="Raised by each claim; an older claim can no longer mark the row.")
    error = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = EmailQuerySet.as_manager()

    class Meta:
        verbose_name = "e-mail"
        constraints = [
            models.CheckConstraint(condition=Q(status="sent") ^ Q(sent_at=None), name="sent_has_its_moment"),
            models.CheckConstraint(condition=~Q(status="draft") | Q(attempts=0, fence=0), name="drafts_are_untouched"),
            models.CheckConstraint(
                condition=~Q(status="gathered") | Q(essential=False, secret=False, calendar="", person__isnull=False),
                name="what_cannot_wait_is_not_gathered",
            ),
            models.CheckConstraint(condition=Q(calendar="") | ~Q(calendar_method=""), name="calendar_has_a_method"),
        ]
        indexes = [
            models.Index(fields=["-essential", "next_attempt_at"], condition=Q(status__in=["queued", "claimed"]), name="email_due"),
            models.Index(fields=["-created_at", "-id"], name="email_newest"),
            models.Index(fields=["about_id"], condition=Q(status="draft"), name="email_drafts"),
            models.Index(fields=["person", "next_attempt_at"], condition=Q(status="gathered", digest=None), name="email_gathered"),
        ]

    def __str__(self):
        return f"{self.kind} to {self.to_address}"

    @property
    def kind_label(self) -> str:
        """Its kind in the words that people choose their mail by."""
        return registry.label_of(self.kind)

    @property
    def is_readable(self) -> bool:
        """Whether admins may read its text: only what an admin wrote."""
        return registry.is_readable(self.kind)

    @property
    def is_stuck(self) -> bool:
        return self.status in self.STUCK

    @property
    def is_expired(self) -> bool:
        return self.expires is not None and self.expires <= timezone.now()


class Heartbeat(models.Model):
    """When a worker last did something: `worker`, `deliver`, `remind`."""

    name = models.CharField(primary_key=True, max_length=40)
    at = models.DateTimeField()

    def __str__(self):
        return self.name

    @property
    def age(self) -> timedelta:
        return timezone.now() - self.at
