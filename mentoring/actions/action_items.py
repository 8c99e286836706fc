"""What the two agreed to do: written down by either, owed by one, with a date; done, moved, let go."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from etiquette.occasions import Happening, Owes, discharge, forget, happened_for_all, reopen
from gurukool.lib.dates import today_anywhere
from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.models import ActionItem, Match, News, Role, Session, User

AHEAD = timedelta(days=366)


@transaction.atomic
def agree(match: Match, by: User, *, items: Iterable[dict], meeting: Session | None = None) -> list[ActionItem]:
    """Write down what each will do: dicts of `text`, `person` (one of the two), `due_on`, `goal` (one of the mentee's, or None).

    What is agreed already, and open, stays one. Each item becomes its person's duty. Returns the new ones; raises Refused
    for a day that is over or more than a year away, PermissionDenied for anybody but the two.
    """
    policies.demand(policies.can_agree, by, match)
    items = list(items)
    for item in items:
        _refuse_odd_day(item["due_on"])
    known = set(match.action_items.open().values_list("person", "text"))
    agreed = {(item["person"].pk, item["text"]): item for item in items}
    fresh = [ActionItem(match=match, meeting=meeting, **item) for key, item in agreed.items() if key not in known]
    ActionItem.objects.bulk_create(fresh)
    _owe(match, fresh)
    if fresh:
        _tell(match.other(by), f"{by.name} wrote down what you agreed to do.", reverse("action_items:index", args=[match.pk]))
    return fresh


@transaction.atomic
def move(item: ActionItem, by: User, *, due_on: date) -> None:
    """Another day: what is owed follows, the other is told. Raises Refused once it is done, or for an odd day."""
    policies.demand(policies.can_agree, by, item.match)
    _refuse_odd_day(due_on)
    if not ActionItem.objects.open().filter(pk=item.pk).update(due_on=due_on):
        raise Refused("This is done already, so its date stays as it was.")
    if due_on != item.due_on:
        item.due_on = due_on
        _owe(item.match, [item])
        _tell(item.match.other(by), f"{by.name} moved “{item.text}” to {due_on:%-d %B}.", item.get_absolute_url())


@transaction.atomic
def finish(item: ActionItem, by: User) -> None:
    """It is done: nothing is owed any more, and the other hears of it. A second click changes nothing."""
    policies.demand(policies.can_do_item, by, item)
    if ActionItem.objects.open().filter(pk=item.pk).update(done_at=timezone.now()):
        discharge("do_action_item", by=by, about=item)
        _tell(item.match.other(by), f"{by.name} has done it: “{item.text}”.", item.get_absolute_url())


@transaction.atomic
def resume(item: ActionItem, by: User) -> None:
    """It was not quite done: owed again, on its old date. Raises Refused where the same is agreed anew."""
    policies.demand(policies.can_do_item, by, item)
    if item.match.action_items.open().filter(person=item.person, text=item.text).exists():
        raise Refused("You have agreed on the same once more since: please go on with that one.")
    if ActionItem.objects.filter(pk=item.pk, done_at__isnull=False).update(done_at=None):
        reopen("do_action_item", by=by, abouts=[item], since=item.done_at)


@transaction.atomic
def let_go(item: ActionItem, by: User) -> None:
    """The two do without it: it goes with its duty, and the other is told. Raises Refused once it is done."""
    policies.demand(policies.can_agree, by, item.match)
    if item.done_at:
        raise Refused("This is done already, and stays as something you can be proud of.")
    _tell(item.match.other(by), f"{by.name} let go of “{item.text}”.", reverse("action_items:index", args=[item.match_id]))
    News.objects.take_back(item)
    forget([item])
    item.delete()


def _owe(match: Match, items: list[ActionItem]) -> None:
    """Each item is owed by its person, to the other, until its day is over."""
    roles = {match.guest.pk: Role.MENTEE, match.host.pk: Role.MENTOR}
    owed = [Happening(item, item.due_at, [Owes(roles[item.person_id], item.person, to=match.other(item.person))]) for item in items]
    happened_for_all("action_agreed", owed, scope=match.cohort_id)


def _refuse_odd_day(day: date) -> None:
    today = today_anywhere(timezone.now())
    if not today <= day <= today + AHEAD:
        raise Refused("Please pick a day from today on, within a year: what has no near day is rarely done.")


def _tell(person: User, text: str, url: str) -> None:
    News.objects.create(person=person, tag="agreed", text=text, url=url)
