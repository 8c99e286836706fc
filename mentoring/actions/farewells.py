"""Ending well: a cohort that is over is closed once, its people write to each other, say how it was, and may come back."""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from etiquette import outbox
from etiquette.models import MailPreference
from etiquette.occasions import Happening, Owes, discharge, happened_for_all
from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.actions import certificates, pulses
from mentoring.models import ClosingLetter, Cohort, Enrolment, Match, News, Survey, User

CATCH_UP = timedelta(days=30)  # a cohort that has been over for longer is closed without a word


def close_over(now=None) -> int:
    """Close every cohort whose last day is over Anywhere on Earth; says how many. Safe to run twice, and twice at once."""
    now = now or timezone.now()
    return sum(close(cohort, now) for cohort in Cohort.objects.over(now).filter(closed_at=None))


@transaction.atomic
def close(cohort: Cohort, now) -> bool:
    """Close one cohort: certificates are issued, letters, surveys and a last pulse that never came are asked for,
    everybody is invited to pay it forward."""
    if not Cohort.objects.filter(pk=cohort.pk, closed_at=None).update(closed_at=now):
        return False
    if cohort.approved_at is None or cohort.ends_at < now - CATCH_UP:
        return True
    certificates.issue(cohort)
    _ask_for_letters(cohort, now)
    pulses.take_last(cohort)
    _bid_farewell(cohort, now)
    return True


def _ask_for_letters(cohort: Cohort, now) -> None:
    pairs = Match.objects.filter(cohort=cohort).confirmed().with_people()
    happened_for_all("cohort_ended", [Happening(match, now, _both(match)) for match in pairs], scope=cohort)


def _both(match: Match) -> list[Owes]:
    mentor, mentee = match.mentor.person, match.mentee.person
    return [Owes("mentee", mentee, to=mentor), Owes("mentor", mentor, to=mentee)]


def _bid_farewell(cohort: Cohort, now) -> None:
    places = list(
        Enrolment.objects.taking_part().filter(cohort=cohort, person__is_active=True).select_related("person", "cohort", "certificate")
    )
    happened_for_all("place_ended", [Happening(place, now, [Owes("member", place.person)]) for place in places], scope=cohort)
    outbox.post_all(_letter(cohort, place) for place in places)
    line = {"tag": "farewell", "text": f"{cohort} is over. Thank you; here is how it ends."}
    News.objects.bulk_create(News(person=place.person, url=reverse("closings:show", args=[place.pk]), **line) for place in places)


def _letter(cohort: Cohort, place: Enrolment) -> outbox.Posting:
    context = {"cohort": cohort, "place": place, "certificate": getattr(place, "certificate", None)}
    context |= {"url": reverse("closings:show", args=[place.pk]), "button": "How it ends, and what may begin"}
    return outbox.Posting("cohort_ended", place.person, "mentoring/email/cohort_ended", context, f"cohort-ended:{place.pk}", about=place)


@transaction.atomic
def write_letter(match: Match, by: User, *, text: str) -> ClosingLetter:
    """Send one's closing letter to the other. A second one is refused: a letter that is sent is sent.

    Raises PermissionDenied unless `by` is one of the two and their cohort is over.
    """
    policies.demand(policies.can_write_closing_letter, by, match)
    letter, is_new = ClosingLetter.objects.get_or_create(match=match, author=by, defaults={"text": text})
    if not is_new and letter.text != text:
        raise Refused("Your letter has been sent already. A message says what is left to say.")
    if is_new:
        discharge("write_closing_letter", by=by, about=match)
        _deliver(letter, match.other(by))
    return letter


def _deliver(letter: ClosingLetter, reader: User) -> None:
    context = {"letter": letter, "author": letter.author, "url": letter.get_absolute_url(), "button": "Read it, and answer with yours"}
    key = f"closing-letter:{letter.pk}"
    outbox.post("closing_letter", to=reader, template="mentoring/email/closing_letter", context=context, key=key, about=letter)
    News.objects.tell(reader, "letter", f"{letter.author.name} sent you a closing letter.", letter)


@transaction.atomic
def answer_survey(place: Enrolment, by: User, *, may_ask: bool, **answers) -> Survey:
    """Keep what a person says of the programme; saying it again replaces it.

    `may_ask`: whether they are fine with being asked after 1, 3 and 6 months what came of it.
    """
    policies.demand(policies.can_answer_survey, by, place)
    survey, _ = Survey.objects.update_or_create(enrolment=place, defaults=answers)
    MailPreference.objects.update_or_create(person=by, defaults={"asks_outcomes": may_ask})
    discharge("answer_survey", by=by, about=place)
    return survey
