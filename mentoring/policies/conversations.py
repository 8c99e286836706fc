"""Who reads, answers and opens what people write to each other."""

from mentoring.models import Announcement, Cohort, Concern, Enrolment, Message, Reading, User
from mentoring.policies.matches import is_in_match


def can_read_announcements(user: User, cohort: Cohort) -> bool:
    """Whoever takes part, and admins."""
    return user.is_staff or Enrolment.objects.taking_part().filter(cohort=cohort, person=user).exists()


def can_receive_announcement(user: User, announcement: Announcement) -> bool:
    """Whoever takes part says that it arrived, where that is asked for; not its author."""
    is_member = Enrolment.objects.taking_part().filter(cohort=announcement.cohort_id, person=user).exists()
    return announcement.asks_receipt and announcement.author_id != user.pk and is_member


def can_open_conversation(user: User, concern: Concern) -> bool:
    """Admins, but nobody whose own conversation it is."""
    return user.is_staff and user not in concern.message.match.people


def can_answer_message(user: User, message: Message) -> bool:
    """The one it was written to."""
    return is_in_match(user, message.match) and message.author_id != user.pk


def is_author(user: User, text: Message | Reading) -> bool:
    """Who wrote it."""
    return text.author_id == user.pk


def can_read_draft(user: User, reading: Reading) -> bool:
    """The volunteer it was given to."""
    return reading.helper_id == user.pk
