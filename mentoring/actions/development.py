"""A mentee's own development: looking at oneself, and the goals that follow from it (rules M1 and M2)."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from etiquette.occasions import discharge
from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.models import Comment, Enrolment, Goal, Match, News, Plan, SelfAssessment, User

Taken = SelfAssessment.Taken
ENDING = timedelta(days=14)  # before the last day: when one looks back
MOST_OPEN = 10


def turn(place: Enrolment) -> Taken:
    """Which time of looking it is now; the first one stays due until it is done."""
    if not place.self_assessments.exists():
        return Taken.START
    now = timezone.now()
    if now >= place.cohort.ends_at - ENDING:
        return Taken.END
    return Taken.MIDPOINT if now.date() >= place.cohort.midpoint else Taken.START


@transaction.atomic
def assess(
    place: Enrolment, by: User, *, taken: str, scores: dict[str, int], brings: str, expects: str, skills: list | None = None
) -> SelfAssessment:
    """Keep how somebody sees themselves this time (statement → 1 to 7, and skills of their own naming as [name, 1 to 7]).

    Saving again changes it. A mentee's first one unlocks booking. Raises PermissionDenied for anybody else.
    """
    policies.demand(policies.can_assess, by, place)
    facts = {"scores": scores, "skills": skills or [], "brings": brings, "expects": expects}
    kept, _ = SelfAssessment.objects.update_or_create(place=place, taken=taken, defaults=facts)
    discharge("assess" if taken == Taken.START else "assess_again", by=by, about=place)
    return kept


@transaction.atomic
def set_goal(place: Enrolment, by: User, *, text: str) -> Goal:
    """Add a goal; the same words twice are one goal. Raises Refused beyond ten open ones."""
    policies.demand(policies.can_set_goals, by, place)
    Enrolment.objects.select_for_update(of=["self"], no_key=True).get(pk=place.pk)
    same = place.goals.open().filter(text=text).first()
    if same is None and place.goals.open().count() >= MOST_OPEN:
        raise Refused(f"{MOST_OPEN} goals are plenty at a time: please mark one as reached, or let one go.")
    return same or Goal.objects.create(place=place, text=text)


@transaction.atomic
def change_goal(goal: Goal, by: User, *, text: str, status: str, **facts) -> None:
    """Reword a goal, say how far it is and how one can tell, that it is reached, or let it go."""
    policies.demand(policies.can_set_goals, by, goal.place)
    Goal.objects.filter(pk=goal.pk).update(text=text, status=status, **facts)
    reached = status == Goal.Status.REACHED and goal.status != status
    for match in Match.objects.confirmed().filter(mentee=goal.place).with_people() if reached else []:
        News.objects.tell(match.host, "goal", f"{by.name} reached a goal: {text[:200]}", goal)


@transaction.atomic
def comment(on: Goal | Plan, by: User, *, text: str) -> Comment:
    """Say something about a goal or a plan; the other of the two is told. The same words twice are one comment."""
    policies.demand(policies.can_comment, by, on)
    said, is_new = on.comments.get_or_create(author=by, text=text)
    if is_new:
        what = "a goal" if isinstance(on, Goal) else "a development plan"
        for match in Match.objects.confirmed().filter(mentee=on.place_id).with_people():
            News.objects.tell(match.other(by), "comment", f"{by.name} wrote about {what} of {_whose(on, by)}.", on)
    return said


def _whose(on: Goal | Plan, by: User) -> str:
    return "theirs" if on.place.person_id == by.pk else "yours"
