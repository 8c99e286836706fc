"""Telling each other how a session was, and answering with thanks (rules M5 and M6)."""

from django.db import transaction
from django.utils import timezone

from etiquette import outbox
from etiquette.occasions import Owes, discharge, happened
from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.actions import private_lines
from mentoring.models import Feedback, News, Role, Session, User


@transaction.atomic
def give(meeting: Session, by: User, *, to_admins: str = "", **facts) -> Feedback:
    """Give the other person feedback on a session; `facts` are the form's fields. A repeated call returns what exists.

    `to_admins` goes to the admins alone, as a private line beside it. Raises PermissionDenied unless `by` attended a held session.
    """
    policies.demand(policies.can_give_feedback, by, meeting)
    recipient = meeting.other(by)
    feedback, is_new = Feedback.objects.get_or_create(meeting=meeting, author=by, defaults={"recipient": recipient, **facts})
    discharge("give_feedback", by=by, about=meeting)
    if is_new and to_admins:
        private_lines.write(feedback, by, text=to_admins)
    if is_new:
        arrived(feedback)
    return feedback


def arrived(feedback: Feedback) -> None:
    """It reaches the one it is for, by mail and as news; a mentee owes thanks and a question."""
    author, recipient, source = feedback.author, feedback.recipient, feedback.meeting or feedback.request
    is_host = feedback.meeting is not None and recipient == feedback.meeting.host
    people = [Owes((Role.MENTOR if is_host else Role.MENTEE).value, recipient, to=author)]
    happened("feedback_given", about=feedback, at=feedback.created_at, people=people, scope=source.cohort_id)
    on = "your session" if feedback.meeting else feedback.request.subject
    _tell(recipient, "feedback", f"{author.name} gave you feedback on {on}.", feedback)


@transaction.atomic
def reply(feedback: Feedback, by: User, *, reply: str) -> None:
    """Answer feedback, once. The same answer sent twice is one answer; another one is Refused."""
    policies.demand(policies.can_reply_to_feedback, by, feedback)
    if Feedback.objects.filter(pk=feedback.pk, replied_at__isnull=True).update(reply=reply, replied_at=timezone.now()):
        feedback.refresh_from_db(fields=["reply", "replied_at"])
        discharge("reply_to_feedback", by=by, about=feedback)
        _tell(feedback.author, "feedback_reply", f"{by.name} answered your feedback.", feedback)
    elif not Feedback.objects.filter(pk=feedback.pk, reply=reply).exists():
        raise Refused("You have answered this feedback already. For more, write in your conversation.")


def _tell(person: User, mail: str, news: str, feedback: Feedback) -> None:
    News.objects.tell(person, "feedback", news, feedback)
    facts = {"feedback": feedback, "meeting": feedback.meeting, "url": feedback.get_absolute_url(), "button": "Read it on its page"}
    outbox.post(mail, to=person, template=f"mentoring/email/{mail}", context=facts, key=f"{mail}:{feedback.pk}", about=feedback)
