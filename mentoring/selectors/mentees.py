"""A mentor's mentees at a glance: one row each, at a constant number of queries."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils import timezone

from etiquette.models import FollowUp, ThankYou
from mentoring.models import ActionItem, Goal, Introduction, Match, Message, Session, User
from mentoring.selectors.turns import Turn, turn_in


@dataclass(frozen=True)
class Mentee:
    """Where the two stand; `agreed` is what either of them is still to do."""

    match: Match
    introduction: Introduction | None
    last: Session | None
    next: Session | None
    turn: Turn
    goals: list[Goal]
    agreed: list[ActionItem]
    thanks: ThankYou | None

    @property
    def my_turn(self) -> bool:
        """Whether the mentor is the one who writes next."""
        return self.turn.person == self.match.host

    @property
    def person(self) -> User:
        return self.match.mentee.person

    @property
    def latest_outcome(self) -> FollowUp | None:
        """What they last told of what came of it, months later."""
        told = self.thanks.follow_ups.all() if self.thanks else []
        return max(told, key=lambda each: each.told_at, default=None)


def mentees(mentor: User) -> list[Mentee]:
    """The people `mentor` is matched with now, by name."""
    matches = Match.objects.confirmed().filter(mentor__person=mentor)
    goals = Prefetch("mentee__goals", Goal.objects.open(), to_attr="open_goals")
    agreed = Prefetch("action_items", ActionItem.objects.open(), to_attr="open_items")
    rows = list(matches.with_people().prefetch_related(goals, agreed).order_by("mentee__person__name", "pk"))
    introduced = {each.enrolment_id: each for each in Introduction.objects.handed_in().filter(enrolment__matches_as_mentee__in=rows)}
    newest = {each.match_id: each for each in Message.objects.newest_of(matches, mentor)}
    last, coming, thanks = _last(rows), _next(rows), _thanks(mentor, rows)
    return [
        Mentee(
            match=row,
            introduction=introduced.get(row.mentee_id),
            last=last.get(row.pk),
            next=coming.get(row.pk),
            turn=turn_in(row, newest.get(row.pk)),
            goals=row.mentee.open_goals,
            agreed=row.open_items,
            thanks=thanks.get(row.mentee.person_id),
        )
        for row in rows
    ]


def _last(matches: list[Match]) -> dict:
    held = Session.objects.filter(match__in=matches, status=Session.Status.HELD).order_by("match", "-during").distinct("match")
    return {each.match_id: each for each in held}


def _next(matches: list[Match]) -> dict:
    coming = Session.objects.filter(match__in=matches).coming(timezone.now()).order_by("match", "during").distinct("match")
    return {each.match_id: each for each in coming}


def _thanks(mentor: User, matches: list[Match]) -> dict:
    """The newest note of each, with what they told later."""
    notes = ThankYou.objects.filter(recipient=mentor, sender__in=[each.mentee.person_id for each in matches])
    newest = notes.order_by("sender", "-created_at").distinct("sender")
    return {each.sender_id: each for each in newest.prefetch_related(Prefetch("follow_ups", FollowUp.objects.told()))}
