"""Who applied to a cohort, in numbers; those whose applications have been deleted are counted in."""

from django.db.models import CharField, Count, F, Func, Value

from mentoring.models import Cohort, Tally

DIMENSIONS = {
    Tally.What.ALL: Value(""),
    Tally.What.FIELD: F("person__profile__field"),
    Tally.What.STAGE: F("person__profile__stage"),
    Tally.What.ZONE: Func("person__zone", Value("/"), Value(1), function="split_part", output_field=CharField()),
}


def counted(cohort: Cohort) -> list[tuple]:
    """(what, value, role, outcome, count) for each property; no two properties of one person are crossed. Five queries."""
    received = cohort.applications.received().order_by()
    counts = []
    for what, value in DIMENSIONS.items():
        found = received.annotate(value=value).values_list("value", "role", "status").annotate(Count("pk"))
        counts += [(what, value or "", *rest) for value, *rest in found]
    return [*counts, *cohort.tallies.values_list("what", "value", "role", "outcome", "count")]
