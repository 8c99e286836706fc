"""What reviewers look at, and what each point means."""

from mentoring.exports.columns import Column, Export, queried


def _criteria(cohort, user):
    return cohort.criteria.order_by("role", "position")


def _columns(cohort) -> list[Column]:
    points = [Column(f"{number} means", name) for number, name in enumerate(["one", "two", "three", "four", "five"], start=1)]
    return [Column("Role", "role"), Column("Criterion", "name"), *points]


RUBRIC = Export("rubric", "Rubric", "What reviewers look at, each point in words.", queried(_criteria, _columns))
