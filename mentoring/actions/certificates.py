"""Certificates: issued once, when a cohort is closed, to everybody who met somebody in it."""

from django.conf import settings
from django.db.models import Count, Sum

from mentoring.models import Attendance, Certificate, Cohort, Enrolment, Role, Session
from mentoring.papers.certificate import Paper, certificate
from mentoring.selectors.given import HOUR, LENGTH


def issue(cohort: Cohort) -> int:
    """Issue what is missing, at the queries of one; says how many places were looked at."""
    met = _met(cohort)
    places = Enrolment.objects.taking_part().filter(cohort=cohort, person__in=met).select_related("person")
    facts = {"cohort_name": cohort.name, "starts_on": cohort.starts_on, "ends_on": cohort.ends_on}
    rows = [Certificate(enrolment=place, name=place.person.name, role=place.role, **facts, **met[place.person_id]) for place in places]
    Certificate.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    return len(rows)


def _met(cohort: Cohort) -> dict[int, dict]:
    """Person → how many sessions of the cohort they came to that were held, and their hours (one query)."""
    came = Attendance.objects.filter(meeting__cohort=cohort, meeting__status=Session.Status.HELD, came=True)
    sums = came.values("person").annotate(meetings=Count("pk"), length=Sum(LENGTH)).values_list("person", "meetings", "length")
    return {person: {"meetings": meetings, "hours": round(length / HOUR, 1)} for person, meetings, length in sums}


def paper(issued: Certificate) -> bytes:
    """Its PDF."""
    did = "gave hours as a mentor in" if issued.role == Role.MENTOR else "took part as a mentee in"
    facts = {name: getattr(issued, name) for name in ("name", "starts_on", "ends_on", "meetings", "hours", "code")}
    return certificate(Paper(sentence=f"{did} {issued.cohort_name}", verify_at=f"{settings.SITE_URL}{issued.get_absolute_url()}", **facts))
