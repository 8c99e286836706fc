"""The mentoring agreement of a match: drafted by the mentee, signed by both, changed by either, revisited half-way."""

from django.db import transaction
from django.utils import timezone

from etiquette.occasions import Owes, discharge, happened, waive_any
from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.models import Agreement, Match, News, Role, Signature, User
from mentoring.models.agreements import PARTS


@transaction.atomic
def write(match: Match, by: User, *, seen: int, **parts: str) -> Agreement:
    """Write a new version and sign it; the other is asked to sign it anew. The same text again is the version there is.

    `seen`: the number of the version it was written over (0 for none); Refused when the other has changed it meanwhile.
    Raises PermissionDenied unless `by` may (the first version is the mentee's).
    """
    policies.demand(policies.can_draft_agreement, by, match)
    Match.objects.select_for_update(of=["self"], no_key=True).get(pk=match.pk)
    last = match.agreements.last()
    if last and all(getattr(last, part) == parts[part] for part in PARTS):
        return last
    if seen != (last.number if last else 0):
        raise Refused(
            f"{match.other(by).name} has changed the agreement meanwhile: please open it in another tab, and take over what you need."
        )
    waive_any(match.agreements.all())
    agreement = Agreement.objects.create(match=match, number=seen + 1, written_by=by, **parts)
    _keep_signature(agreement, match, by)
    _ask_to_sign(agreement, match, match.other(by), by)
    return agreement


@transaction.atomic
def sign(agreement: Agreement, by: User) -> None:
    """Put one's name to the newest version; a second click changes nothing. Raises Refused for an older version."""
    policies.demand(policies.can_agree, by, agreement.match)
    Match.objects.select_for_update(of=["self"], no_key=True).get(pk=agreement.match_id)
    if agreement.match.agreements.last() != agreement:
        raise Refused("There is a newer version of your agreement: please read that one, and sign it.")
    if _keep_signature(agreement, agreement.match, by):
        News.objects.tell(agreement.match.other(by), "agreement", f"{by.name} signed your agreement.", agreement)


@transaction.atomic
def confirm(match: Match, by: User) -> None:
    """Half-way: it is still right as it is. Raises Refused for who has not signed the version that holds."""
    policies.demand(policies.can_agree, by, match)
    last = match.agreements.last()
    if not Signature.objects.filter(agreement=last, person=by).update(confirmed_at=timezone.now()):
        raise Refused("Please read and sign the agreement first.")
    discharge("revisit_agreement", by=by, about=match)


def _keep_signature(agreement: Agreement, match: Match, by: User) -> bool:
    """Whether it is a new one. Whoever signs has drafted, read and revisited, too."""
    _, is_new = Signature.objects.get_or_create(agreement=agreement, person=by)
    discharge("sign_agreement", by=by, about=agreement)
    for act in ("draft_agreement", "revisit_agreement"):
        discharge(act, by=by, about=match)
    return is_new


def _ask_to_sign(agreement: Agreement, match: Match, other: User, by: User) -> None:
    role = Role.MENTEE if other == match.guest else Role.MENTOR
    happened("agreement_written", about=agreement, at=agreement.created_at, people=[Owes(role, other, to=by)], scope=match.cohort_id)
    what = "drafted your agreement" if agreement.number == 1 else "changed your agreement"
    News.objects.tell(other, "agreement", f"{by.name} {what}; it waits for your signature.", agreement)
