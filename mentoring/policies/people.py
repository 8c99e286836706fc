"""Who runs the programme, and who keeps away from whom."""

from mentoring.models import Block, User


def can_run_programme(user: User) -> bool:
    """Admins open cohorts, decide, match, approve."""
    return user.is_staff


def are_apart(people: list[User]) -> bool:
    """Whether one of them wants to hear no more of another."""
    return Block.objects.between(people).exists()
