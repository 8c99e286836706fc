"""What is said about a decision: to the applicant by mail, to the admin who came second in a sentence."""

from datetime import datetime

from django.utils import timezone

from etiquette import outbox
from etiquette.models import Email
from etiquette.occasions import Owes, happened
from gurukool.lib.mail import Mail
from gurukool.lib.reading import read_by
from mentoring.models import Application, Decision
from mentoring.templatetags.clocks import spoken

Status = Application.Status


def compose(application: Application, verdict: str, note: str, confirm_by: datetime | None) -> Mail:
    """The mail about a decision, as it would stand in the outbox."""
    context = {
        "application": application,
        "cohort": application.cohort,
        "note": note,
        "confirm_by": confirm_by,
        "url": application.get_absolute_url(),
        "button": "Confirm your place" if verdict == Status.ADMITTED else "Your application",
    }
    template = f"mentoring/email/{verdict}"
    return outbox.compose(verdict, to=application.person, template=template, context=context, essential=True)


def draft(decision: Decision) -> Email:
    """Its mail, an unsaved row of the outbox."""
    application = decision.application
    mail = compose(application, decision.verdict, decision.note, decision.confirm_by)
    return outbox.draft(decision.verdict, to=application.person, mail=mail, key=decision.mail_key, about=application, essential=True)


def follow_the_dates(decisions: list[Decision]) -> None:
    """Days after they were drafted places are kept for longer: let each mail, edited or not, name the day that holds."""
    moved = {each.mail_key: each for each in decisions if each.confirm_by != each.application.enrolment.confirm_by}
    emails = list(Email.objects.drafts().filter(key__in=moved)) if moved else []
    for email in emails:
        decision = moved[email.key]
        person, place = decision.application.person, decision.application.enrolment
        with read_by(person):
            old, new = spoken(decision.confirm_by, person.zone), spoken(place.confirm_by, person.zone)
        email.body_text, email.body_html = email.body_text.replace(old, new), email.body_html.replace(old, new)
    Email.objects.bulk_update(emails, ["body_text", "body_html"], batch_size=500)


def ask_to_decide(application: Application, again) -> None:
    """A decision was taken back: its admin owes one again."""
    if application.assigned_to:
        owes, at = Owes("admin", application.assigned_to, to=application.person), application.cohort.decisions_at or timezone.now()
        happened("application_submitted", about=application, at=at, people=[owes], scope=application.cohort, key=str(again))


def told_by_whom(application: Application, pending: Decision | None) -> str:
    """Who was quicker, and what they decided."""
    if application.status == Status.WITHDRAWN:
        return f"{application.person} withdrew this application meanwhile, so nothing was sent."
    if pending:
        who, what = pending.decided_by or "Somebody", Status(pending.verdict).label
        return f"{who} decided this application meanwhile: {what}. Their mail waits to be released; nothing was changed."
    who = application.decided_by or "Somebody"
    return f"{who} decided this application meanwhile: {application.get_status_display()}. Nothing was sent again."
