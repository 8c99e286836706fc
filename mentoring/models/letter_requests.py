"""A letter of recommendation, asked for once two people know each other well enough (rule M8)."""

from django.db import models
from django.db.models import Q

from mentoring.models.matching import Match
from mentoring.models.requests import Request


class LetterRequest(Request):
    """A mentee asks their mentor for a letter, with all the mentor needs to write it: the fact sheet."""

    kind = "letter_requests"
    waits_move_the_day = False  # the deadline is somebody else's

    match = models.ForeignKey(Match, models.CASCADE, related_name="letter_requests")
    purpose = models.CharField("for what", max_length=200)
    addressee = models.CharField("to whom it goes", max_length=300)
    facts = models.TextField("what it could mention")
    links = models.TextField("links", blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta(Request.Meta):
        abstract = False
        constraints = [
            *Request.Meta.constraints,
            models.UniqueConstraint(
                fields=["match"],
                condition=Q(status__in=["asked", "questioned", "accepted"]),
                name="one_letter_at_a_time",
                violation_error_message="You have asked for a letter already, and it is on its way.",
            ),
            models.CheckConstraint(name="accepted_letters_are_dated", condition=~Q(status="accepted") | Q(accepted_at__isnull=False)),
            models.CheckConstraint(name="sent_letters_are_dated", condition=~Q(status="done") | Q(sent_at__isnull=False)),
        ]

    def __str__(self):
        return f"{self.asker}'s request for a letter"
