"""Which admin stands nearest to a cohort."""

from mentoring.models import Cohort, User


def nearest_admin(cohort: Cohort, besides: list[User]) -> User | None:
    """The one who approved it, or the longest-serving one; never one of `besides`. None where there is nobody else."""
    admins = User.objects.admins().exclude(pk__in=[person.pk for person in besides])
    return admins.filter(pk=cohort.approved_by_id).first() or admins.order_by("pk").first()
