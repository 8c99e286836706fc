"""The private line to the admins: written with feedback, seen by one of them."""

from django.db import transaction
from django.utils import timezone

from etiquette.occasions import Owes, happened, settle
from mentoring import policies
from mentoring.models import Feedback, PrivateLine, User
from mentoring.selectors.admins import nearest_admin


def write(feedback: Feedback, by: User, *, text: str) -> PrivateLine:
    """Keep the line beside its feedback; one admin owes a look. No mail, no news: nothing of it travels."""
    cohort = feedback.meeting.cohort
    line = PrivateLine.objects.create(cohort=cohort, author=by, feedback=feedback, text=text)
    admin = nearest_admin(cohort, besides=[by, feedback.recipient])
    if admin:
        people = [Owes("admin", admin, to=by)]
        happened("private_line_written", about=line, at=line.created_at, people=people, scope=cohort)
    return line


@transaction.atomic
def see(line: PrivateLine, by: User) -> None:
    """It is read; it leaves the list. Seen twice, the first look stands."""
    policies.demand(policies.can_run_programme, by)
    PrivateLine.objects.unseen().filter(pk=line.pk).update(seen_at=timezone.now(), seen_by=by)
    settle("read_private_line", by=by, abouts=[line])
