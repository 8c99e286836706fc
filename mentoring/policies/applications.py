"""Who applies, changes an application, decides about it, and comes back as a mentor."""

from mentoring.models import Application, Cohort, Enrolment, Extension, Review, RevisionRequest, User


def can_apply(user: User, cohort: Cohort) -> bool:
    """Anyone with an account, while applications are open; afterwards who was given more time, until that is over."""
    phase = cohort.phase
    if phase in {Cohort.Phase.DRAFT, Cohort.Phase.UPCOMING, Cohort.Phase.APPLYING, Cohort.Phase.ENDED}:
        return phase == Cohort.Phase.APPLYING
    extension = Extension.objects.of(user, cohort).first() if user.is_authenticated else None
    return (extension is not None and extension.is_running) or is_asked_to_revise(user, cohort)


def can_change_application(user: User, application: Application) -> bool:
    """The applicant, until it is decided or the deadline passes; whoever withdrew may think again."""
    Status = Application.Status
    is_open = application.status in {Status.DRAFT, Status.SUBMITTED, Status.WITHDRAWN}
    return application.person_id == user.pk and is_open and can_apply(user, application.cohort)


def is_asked_to_revise(user: User, cohort: Cohort) -> bool:
    """Whether a reviewer's question still waits for them: then they may change what they wrote, even after the deadline."""
    mine = RevisionRequest.objects.in_time().filter(application__cohort=cohort)
    return user.is_authenticated and mine.filter(application__person=user).exists()


def is_applicant(user: User, application: Application) -> bool:
    """The person who wrote it; they may take it back until it is decided."""
    return application.person_id == user.pk


def can_decide(user: User, application: Application) -> bool:
    """Admins decide about others, not about themselves, nor where they declared a conflict of interest."""
    return user.is_staff and application.person_id != user.pk and not has_conflict(user, application)


def has_conflict(user: User, application: Application) -> bool:
    """Whether they have declared a conflict of interest in it."""
    return Review.objects.filter(application=application, reviewer=user, status=Review.Status.CONFLICT).exists()


def can_return(user: User, cohort: Cohort) -> bool:
    """Who was a mentee in a cohort that is closed applies as a mentor on one page, while applications are open."""
    earlier = Enrolment.objects.taking_part().mentees().filter(person=user, cohort__closed_at__isnull=False).exclude(cohort=cohort)
    applied = Application.objects.filter(person=user, cohort=cohort).exclude(status__in=["draft", "withdrawn"])
    return can_apply(user, cohort) and earlier.exists() and not applied.exists()
