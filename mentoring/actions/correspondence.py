"""Answering by e-mail: the address a message is answered at, and what happens to the mail that arrives there."""

import uuid
from datetime import timedelta
from email.utils import parseaddr

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from etiquette import outbox
from gurukool.lib.refusals import Refused
from mentoring import correspondence
from mentoring.actions import conversations
from mentoring.correspondence import Letter
from mentoring.intake.attachments import MOST, TOO_MANY, Enclosed, taken
from mentoring.intake.pictures import Unfit
from mentoring.models import InboundMail, Message, User
from mentoring.models.conversations import validate_length

SENT_BACK_A_DAY = 5  # whatever a broken program sends us, its owner gets no more letters than this


def find(address: str) -> tuple[Message, User] | None:
    """The message an address answers and its reader; None for an address that is not (or no longer) one of ours."""
    named = correspondence.read_address(address, domain=settings.REPLY_DOMAIN, secret=settings.SECRET_KEY)
    reader = User.objects.active().filter(pk=named.person).first() if named else None
    message = Message.objects.to(reader).with_people().filter(pk=named.message).first() if reader else None
    return (message, reader) if message else None


def read(raw: bytes, envelope_sender: str | None) -> Letter:
    """The letter in these bytes; raises `correspondence.Unreadable`."""
    return correspondence.read_letter(raw, envelope_sender=envelope_sender, senders=parseaddr(settings.DEFAULT_FROM_EMAIL))


@transaction.atomic
def receive(message: Message, by: User, letter: Letter) -> InboundMail:
    """Put an answer by mail into the conversation; the same mail again changes nothing.

    What cannot be taken goes back to its author with the reason and all its words; a machine's mail is let go in silence.
    """
    mail, is_new = InboundMail.objects.get_or_create(key=letter.key, defaults={"person": by, "outcome": InboundMail.Outcome.IGNORED})
    if not is_new:
        return mail
    if letter.automatic:
        mail.reason = letter.automatic
    else:
        _take(mail, message, letter)
    mail.save(update_fields=["outcome", "reason", "message"])
    return mail


def _take(mail: InboundMail, message: Message, letter: Letter) -> None:
    try:
        _refuse_unfit(letter, mail.person)
        files, left_out = _files(letter)
        with transaction.atomic():
            token = uuid.UUID(hex=letter.key[:32])
            mail.message = conversations.write(message.match, mail.person, text=letter.text, files=files, token=token)
        mail.outcome = InboundMail.Outcome.POSTED
        if left_out:
            _tell_what_is_left_out(mail, message, left_out)
    except Refused as refusal:
        mail.outcome, mail.reason = InboundMail.Outcome.REFUSED, str(refusal)[:300]
        _send_back(mail, message, letter)


def _refuse_unfit(letter: Letter, person: User) -> None:
    if letter.sender not in _addresses(person):
        raise Refused(f"It came from {letter.sender or 'no address'}, where we do not know you. Please write from {person.email}.")
    if not letter.text:
        raise Refused("We found no words of your own in it. Please write above the quoted text.")
    try:
        validate_length(letter.text)
    except ValidationError as error:
        raise Refused(error.message) from error


def _files(letter: Letter) -> tuple[list[Enclosed], list[str]]:
    """What came along and can be kept, and a sentence about each file that cannot."""
    found, left_out = [], []
    for enclosure in letter.enclosures[: 2 * MOST]:
        try:
            found.append(taken(enclosure.name, enclosure.content))
        except Unfit as unfit:
            left_out.append(str(unfit))
    too_many = len(found) > MOST or len(letter.enclosures) > 2 * MOST
    return found[:MOST], left_out + ([TOO_MANY] if too_many else [])


def _tell_what_is_left_out(mail: InboundMail, message: Message, left_out: list[str]) -> None:
    """The words are in the conversation; say which files are not."""
    context = {"reasons": left_out, "other": message.author, "url": mail.message.get_absolute_url(), "button": "Open the conversation"}
    template, key = "mentoring/email/answer_without_files", f"inbound:{mail.key}:files"
    outbox.post("answer_sent_back", to=mail.person, template=template, context=context, key=key, about=message.match, essential=True)


def _addresses(person: User) -> set[str]:
    """Every address that is proven to be theirs, in lower case."""
    proven = person.emailaddress_set.filter(verified=True).values_list("email", flat=True)
    return {address.lower() for address in [person.email, *proven]}


def _send_back(mail: InboundMail, message: Message, letter: Letter) -> None:
    """Tell the person (never whoever the mail says it is from) why, and give the words back."""
    since = timezone.now() - timedelta(days=1)
    refused = InboundMail.objects.filter(person=mail.person, outcome=InboundMail.Outcome.REFUSED, created_at__gt=since)
    if refused.count() >= SENT_BACK_A_DAY:
        return
    context = {"reason": mail.reason, "text": letter.text, "other": message.author}
    context |= {"url": message.get_absolute_url(), "button": "Write it there"}
    template, key = "mentoring/email/answer_sent_back", f"inbound:{mail.key}"
    outbox.post("answer_sent_back", to=mail.person, template=template, context=context, key=key, about=message.match, essential=True)
