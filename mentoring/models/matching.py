"""Who mentors whom, and what people wished for."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from gurukool.lib.records import Record
from mentoring.models.cohorts import Cohort, Enrolment
from mentoring.models.proposals import Proposal


class MatchQuerySet(models.QuerySet):
    def drafted(self):
        """Pairs of proposals nobody has chosen."""
        return self.filter(status=Match.Status.DRAFTED)

    def proposed(self):
        return self.filter(status=Match.Status.PROPOSED)

    def confirmed(self):
        return self.filter(status=Match.Status.CONFIRMED)

    def live(self):
        """The cohort's own matches: proposed ones and real ones."""
        return self.filter(status__in=Match.LIVE)

    def on_the_board_of(self, proposal):
        """Pairs an admin still arranges: those of `proposal`, or the cohort's own (None)."""
        return self.drafted().filter(proposal=proposal) if proposal else self.proposed()

    def with_people(self):
        return self.select_related("cohort", "mentor__person", "mentee__person")

    def of(self, person):
        return self.filter(Q(mentor__person=person) | Q(mentee__person=person))

    def drop(self):
        """Delete those of these that still are so once nobody else holds them, and no other; says how many.

        `delete` alone goes by key: a match that is approved at this very moment would go, too.
        """
        still = self.order_by("pk").select_for_update(of=["self"]).values_list("pk", flat=True)
        return self.model.objects.filter(pk__in=list(still)).delete()[1].get(self.model._meta.label, 0)

    def between(self, user):
        """The matches that are `user`'s own: nobody learns of one before it is approved."""
        return self.of(user).filter(status__in=Match.KNOWN)

    def visible_to(self, user):
        """The two people once it is confirmed; admins always."""
        return self if user.is_staff else self.between(user)


class Match(Record):
    """One mentor with one mentee in a cohort: drafted in a proposal, proposed once that is chosen (or by hand),
    confirmed only by approving the cohort."""

    class Status(models.TextChoices):
        DRAFTED = "drafted", "drafted"
        PROPOSED = "proposed", "proposed"
        CONFIRMED = "confirmed", "confirmed"
        ENDED = "ended", "ended"

    LIVE = [Status.PROPOSED, Status.CONFIRMED]
    KNOWN = [Status.CONFIRMED, Status.ENDED]  # to the two people

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="matches")
    proposal = models.ForeignKey(Proposal, models.RESTRICT, null=True, blank=True, related_name="matches")
    mentor = models.ForeignKey(Enrolment, models.CASCADE, related_name="matches_as_mentor")
    mentee = models.ForeignKey(Enrolment, models.CASCADE, related_name="matches_as_mentee")
    status = models.CharField(max_length=10, choices=Status, default=Status.PROPOSED)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    end_reason = models.TextField("why it ended, for admins only", blank=True)
    spoke_at = models.DateTimeField("when one of the two last wrote or booked", null=True, blank=True)
    nudges = models.PositiveSmallIntegerField("how many have been asked about the silence since", default=0)
    locked = models.BooleanField("kept when matching runs again", default=False)
    score = models.SmallIntegerField(null=True, blank=True)
    reasons = models.JSONField(default=list, blank=True)

    objects = MatchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "matches"
        indexes = [
            models.Index("cohort", "nudges", Coalesce("spoke_at", "confirmed_at"), condition=Q(status="confirmed"), name="match_silent"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["mentee"],
                condition=Q(status__in=["proposed", "confirmed"]),
                name="one_mentor_at_a_time",
                violation_error_message="This mentee already has a mentor in the cohort.",
            ),
            models.UniqueConstraint(
                fields=["proposal", "mentee"],
                condition=Q(status="drafted"),
                name="one_mentor_in_a_proposal",
                violation_error_message="This mentee already has a mentor in the proposal.",
            ),
            models.CheckConstraint(name="drafted_matches_have_a_proposal", condition=~Q(status="drafted") | Q(proposal__isnull=False)),
            models.CheckConstraint(name="nobody_mentors_themselves", condition=~Q(mentor=F("mentee"))),
            models.CheckConstraint(name="confirmed_matches_are_dated", condition=~Q(status="confirmed") | Q(confirmed_at__isnull=False)),
            models.CheckConstraint(name="ended_matches_are_dated", condition=~Q(status="ended") | Q(ended_at__isnull=False)),
        ]

    def __str__(self):
        return f"{self.mentee.person} with {self.mentor.person}"

    def get_absolute_url(self):
        return reverse("conversations:show", args=[self.pk])

    @property
    def is_known(self):
        """Whether the two people know of it: approved, and perhaps ended since."""
        return self.status in self.KNOWN

    @property
    def host(self):
        """Who offers the hours of its sessions."""
        return self.mentor.person

    @property
    def guest(self):
        """Who books them."""
        return self.mentee.person

    @property
    def people(self):
        return [self.host, self.guest]

    @property
    def takes_bookings(self):
        return self.status == self.Status.CONFIRMED

    @property
    def sessions_per_week(self):
        return self.cohort.sessions_per_week

    def other(self, person):
        """The one of the two who is not `person`."""
        return self.mentor.person if person == self.mentee.person else self.mentee.person


class Wish(Record):
    """One person of a cohort asking to be matched with another, or not to be."""

    class Kind(models.TextChoices):
        PREFER = "prefer", "would like"
        AVOID = "avoid", "would rather not"
        CONFLICT = "conflict", "conflict of interest"

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="wishes")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="wishes")
    about = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="wished")
    kind = models.CharField(max_length=10, choices=Kind)

    class Meta:
        verbose_name_plural = "wishes"
        constraints = [
            models.UniqueConstraint(fields=["cohort", "person", "about"], name="one_wish_about_a_person"),
            models.CheckConstraint(name="no_wish_about_oneself", condition=~Q(person=F("about"))),
        ]

    def __str__(self):
        return f"{self.person} {self.get_kind_display()} {self.about}"
