"""Who came to the sessions of a cohort, in numbers: admins see counts, not people."""

from dataclasses import dataclass

from django.db.models import Count, Q

from mentoring.models import Attendance, Cohort, Dispute


@dataclass(frozen=True)
class Figures:
    """Places in sessions that are over: kept, missed by mentees and by mentors, disputed (waiting, and decided either way)."""

    kept: int
    mentees_missing: int
    mentors_missing: int
    waiting: int
    cleared: int
    confirmed: int


def figures(cohort: Cohort) -> Figures:
    """One query at any size."""
    missing, verdict = Q(came=False), "dispute__verdict"
    counts = {
        "kept": Count("pk", filter=Q(came=True)),
        "mentees_missing": Count("pk", filter=missing & Q(role=Attendance.Role.GUEST)),
        "mentors_missing": Count("pk", filter=missing & Q(role=Attendance.Role.HOST)),
        "waiting": Count("dispute", filter=Q(**{verdict: ""})),
        "cleared": Count("dispute", filter=Q(**{verdict: Dispute.Verdict.CAME})),
        "confirmed": Count("dispute", filter=Q(**{verdict: Dispute.Verdict.MISSING})),
    }
    return Figures(**Attendance.objects.filter(meeting__cohort=cohort).aggregate(**counts))
