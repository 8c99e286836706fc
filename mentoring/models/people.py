"""People: one account per person, and the profile others in the programme see."""

import re
import uuid
import zoneinfo

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse

from gurukool.lib.records import Record
from mentoring.models.cohorts import Enrolment


def validate_zone(name):
    """Refuse a name that is not an IANA zone of the pinned tzdata (`../../etc/passwd` included)."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(f"“{name}” is not a time zone we know. Pick one such as Asia/Kolkata.")


LINKEDIN = re.compile(r"https://([a-z0-9-]+\.)*linkedin\.com(/[^\\]*)?", re.IGNORECASE)


def validate_linkedin(url):
    """LinkedIn is the place to connect (rule G4); private networks stay private."""
    if not LINKEDIN.fullmatch(url):
        raise ValidationError(
            "Please give a LinkedIn address (https://www.linkedin.com/in/…). "
            "Private networks such as Facebook, Instagram or Snapchat stay for people one knows in person."
        )


class PersonQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def admins(self):
        return self.active().filter(is_staff=True)

    def visible_to(self, user):
        """Admins see everyone; others themselves and the members of a cohort they are both in."""
        if user.is_staff:
            return self
        invited = Enrolment.objects.present().filter(invited_at__isnull=False)
        mine = invited.filter(person=user).values("cohort")
        return self.filter(models.Q(pk=user.pk) | models.Q(pk__in=invited.filter(cohort__in=mine).values("person")))


class PersonManager(BaseUserManager.from_queryset(PersonQuerySet)):
    def create_user(self, email, password=None, **facts):
        person = self.model(email=self.normalize_email(email).lower(), **facts)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email, password=None, **facts):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **facts)


class User(AbstractBaseUser, PermissionsMixin):
    """An account. Its bigint key is what the booking constraint works on; URLs use `uuid`."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField("e-mail", unique=True)
    name = models.CharField(max_length=120)
    zone = models.CharField("time zone", max_length=64, default="UTC", validators=[validate_zone])
    zone_confirmed = models.BooleanField(default=False)
    twelve_hours = models.BooleanField("12-hour clock", default=False)
    is_staff = models.BooleanField("programme admin", default=False)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects = PersonManager()

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "people"
        constraints = [
            models.UniqueConstraint(
                Lower("email"), name="one_account_per_email", violation_error_message="This e-mail address already has an account."
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("people:card", args=[self.uuid])

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name.split()[0] if self.name.split() else self.email

    @property
    def tz(self):
        return zoneinfo.ZoneInfo(self.zone)

    @property
    def initials(self):
        words = self.name.split() or [self.email]
        return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()

    @property
    def place(self):
        """The city part of the zone, as people say it: `Asia/Kolkata` is “Kolkata”."""
        return self.zone.rsplit("/", 1)[-1].replace("_", " ")


class Profile(Record):
    """What others in the programme may read about a person."""

    person = models.OneToOneField(User, models.CASCADE, related_name="profile")
    pronouns = models.CharField(max_length=40, blank=True)
    field = models.CharField("research field", max_length=120, blank=True)
    stage = models.CharField("career stage", max_length=120, blank=True)
    organisation = models.CharField(max_length=160, blank=True)
    linkedin = models.URLField("LinkedIn", blank=True, validators=[validate_linkedin])
    orcid = models.CharField(
        "ORCID iD",
        max_length=19,
        blank=True,
        validators=[RegexValidator(r"^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$", "An ORCID iD looks like 0000-0002-1825-0097.")],
    )
    in_lineage = models.BooleanField("others see me in the family tree", default=False)
    languages = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    english_help = models.CharField(
        "English",
        max_length=10,
        blank=True,
        choices=[("offers", "happy to help others with English"), ("wants", "glad of help with English")],
    )

    def __str__(self):
        return f"Profile of {self.person}"
