"""Mail, as rows: written in the transaction of the act, sent afterwards by whoever gets to it first."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from etiquette.mailing.delivery import deliver
from etiquette.mailing.gathering import gather
from etiquette.mailing.nudge import nudge
from etiquette.mailing.writing import Posting, compose, draft, message_id
from etiquette.models import Email, MailPreference
from etiquette.reminding.habits import habits_from
from etiquette.reminding.quiet import after_quiet
from gurukool.lib.mail import Mail
from gurukool.lib.refusals import Refused

__all__ = [
    "Posting",
    "compose",
    "deliver",
    "draft",
    "drop",
    "enqueue",
    "enqueue_all",
    "hold",
    "message_id",
    "post",
    "post_all",
    "release",
    "retry",
    "rewrite",
    "withdraw",
]

BATCH = 1000  # rows a statement writes


def post_all(postings: Iterable[Posting]) -> list[Email]:
    """Write these mails in the caller's transaction, many at the queries of one; returns their rows.

    Idempotent on each `key`: the row that is there already is returned. Left out is what goes to
    somebody who unsubscribed from its kind.
    """
    postings = list(postings)
    likes = _preferences([each for each in postings if not each.essential])
    wanted = [each for each in postings if each.essential or each.kind not in _unsubscribed(likes.get(_pk(each.to)))]
    return enqueue_all([_at_a_good_time(each.row(), likes.get(_pk(each.to))) for each in wanted])


def post(kind: str, *, to, template: str, context: dict, key: str, **facts) -> Email | None:
    """`post_all` for one mail; `facts` are further fields of Posting. None: the person unsubscribed from this kind."""
    return next(iter(post_all([Posting(kind, to, template, context, key, **facts)])), None)


def enqueue_all(emails: list[Email]) -> list[Email]:
    """Put these unsaved mails into the outbox, those excepted whose key is there already; returns the rows that stand there."""
    if not emails:
        return []
    Email.objects.bulk_create(emails, ignore_conflicts=True, batch_size=BATCH)
    if any(email.not_before is None for email in emails):
        transaction.on_commit(lambda: nudge("etiquette.tasks.deliver"), robust=True)
    return list(Email.objects.filter(key__in=[email.key for email in emails]))


def enqueue(kind: str, *, to, mail: Mail, key: str, about=None, **facts) -> Email:
    """`enqueue_all` for one mail that is written already; `facts` are columns of Email."""
    return enqueue_all([draft(kind, to=to, mail=mail, key=key, about=about, **facts)])[0]


def hold(emails: list[Email]) -> None:
    """Keep these unsaved mails as drafts: nothing sends them before `release`."""
    for email in emails:
        email.status = Email.Status.DRAFT
    Email.objects.bulk_create(emails, batch_size=BATCH)


def release(keys: Iterable[str], *, instead_of: Iterable = ()) -> int:
    """Queue the drafts with these keys; what else is queued about the objects they are `instead_of` is no longer true. Says how many."""
    Email.objects.about_any(instead_of).unsent().update(status=Email.Status.WITHDRAWN)
    released = Email.objects.drafts().filter(key__in=list(keys)).update(status=Email.Status.QUEUED, next_attempt_at=timezone.now())
    transaction.on_commit(lambda: nudge("etiquette.tasks.deliver"), robust=True)
    return released


def rewrite(key: str, *, subject: str, text: str) -> None:
    """Put a person's own words into a draft; it goes out as plain text. Raises Refused once it is released."""
    if not Email.objects.drafts().filter(key=key).update(subject=subject, body_text=text, body_html=""):
        raise Refused("This mail is no longer a draft, so it cannot be changed.")


def drop(keys: Iterable[str]) -> int:
    """Take drafts back; says how many."""
    return Email.objects.drafts().filter(key__in=list(keys)).withdraw()


def withdraw(about) -> int:
    """What unsent mails say about this object is no longer true: take them back; says how many."""
    return Email.objects.about(about).withdraw()


def retry(email: Email) -> None:
    """Queue a failed or parked mail once more; raises Refused when it is neither, or its text is forgotten."""
    if email.secret:
        raise Refused("This mail carried a code that is no longer valid; the person can ask for a new one.")
    stuck = Email.objects.filter(pk=email.pk, status__in=Email.STUCK)
    if not stuck.update(status=Email.Status.QUEUED, attempts=0, next_attempt_at=timezone.now(), error=""):
        raise Refused("This mail is not stuck, so there is nothing to send again.")
    transaction.on_commit(lambda: nudge("etiquette.tasks.deliver"), robust=True)


def _preferences(postings: list[Posting]) -> dict:
    """What the people these go to have chosen, by their key; one query, none for essential mail."""
    people = {_pk(posting.to) for posting in postings} - {None}
    rows = MailPreference.objects.filter(person__in=people).select_related("person") if people else []
    return {likes.person_id: likes for likes in rows}


def _unsubscribed(likes: MailPreference | None) -> list[str]:
    return likes.unsubscribed if likes else []


def _at_a_good_time(email: Email, likes: MailPreference | None) -> Email:
    """Put off what need not come at once to its reader's digest, or to the end of the quiet hours they have set."""
    if likes is None or email.essential:
        return email
    now, habits = timezone.now(), habits_from(likes)
    if not gather(email, habits, now) and email.not_before is None:
        morning = after_quiet(now, habits)
        if morning:
            email.not_before = email.next_attempt_at = morning
    return email


def _pk(to):
    """The key of a person; None for an address."""
    return getattr(to, "pk", None)
