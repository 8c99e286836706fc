"""Telling people that a date they read in a mail has moved: one mail each, whatever moved."""

from datetime import datetime

from etiquette import outbox
from etiquette.outbox import Posting
from gurukool.lib.mail import Mail
from mentoring.models import Cohort
from mentoring.selectors.told_dates import Telling

KIND = "dates_moved"


def tell(cohort: Cohort, tellings: list[Telling], at: datetime) -> None:
    """Queue a mail for each of these people, in the transaction in which the dates move."""
    outbox.post_all(
        Posting(KIND, key=f"cohort:{cohort.pk}:moved:{at.isoformat()}:{each.person.pk}", about=cohort, **_content(cohort, each))
        for each in tellings
    )


def mail(cohort: Cohort, telling: Telling) -> Mail:
    """The mail exactly as it would go; `cohort` with its new dates."""
    return outbox.compose(KIND, **_content(cohort, telling))


def _content(cohort: Cohort, telling: Telling) -> dict:
    context = {"cohort": cohort, "lines": telling.lines, "url": telling.lines[0].url, "button": "See where you stand"}
    return {"to": telling.person, "template": f"mentoring/email/{KIND}", "context": context, "essential": telling.is_essential}
