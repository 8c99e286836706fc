"""What happens if a cohort's dates move: said before anything is saved. Pure: dates and counts in, sentences out."""

from dataclasses import dataclass
from datetime import date

from mentoring.models.dates import COURTESIES_LINGER, DAYS, CohortDates, Phase
from mentoring.selectors.timelines import Open


@dataclass(frozen=True)
class Move:
    """One date before and after, and what follows from that."""

    label: str
    was: date | None
    becomes: date | None
    effects: list[str]


def moves(before: CohortDates, after: CohortDates, stands: Open) -> list[Move]:
    """One entry per date that differs, in the order of the cohort's life."""
    changed = [name for name in DAYS if getattr(before, name) != getattr(after, name)]
    return [_move(name, before, after, stands) for name in changed]


def phase_change(before: CohortDates, after: CohortDates) -> str:
    """A sentence, if the cohort would be in another phase the moment this is saved."""
    if before.phase == after.phase:
        return ""
    return f"The cohort's phase becomes “{after.phase.label}” at once; it is “{before.phase.label}” now."


def _move(name: str, before: CohortDates, after: CohortDates, stands: Open) -> Move:
    was, becomes = getattr(before, name), getattr(after, name)
    effects = EFFECTS[name](before, after, stands) if name in EFFECTS else []
    label = str(before._meta.get_field(name).verbose_name).capitalize()
    return Move(label, was, becomes, list(filter(None, effects)) or ["Nobody is affected yet."])


def _opening(before, after, stands):
    if not after.applications_open_on:
        return ["The cohort becomes a draft again: its public page disappears."]
    return ["The cohort gets a public page."] if not before.applications_open_on else []


def _closing(before, after, stands):
    if not after.applications_close_on:
        return []
    effects = []
    is_over = after.phase not in {Phase.UPCOMING, Phase.APPLYING}
    if stands.drafts:
        can = "can no longer hand it in" if is_over else f"can hand it in until {spoken(after.applications_close_on)}"
        effects.append(f"{people(stands.drafts)} with a draft {can}.")
    if stands.submitted:
        can = "can no longer change their answers" if is_over else "can change their answers until then"
        effects.append(f"{people(stands.submitted)} who applied {can}.")
        effects.append(_promised(stands.submitted, "last day for changes"))
    if stands.extensions:
        effects.append(f"The personal extensions of {people(stands.extensions)} stay as they are.")
    if not after.decisions_on and stands.submitted:
        effects.append(_decisions(after, stands))
    return effects


def _deciding(before, after, stands):
    effects = []
    if stands.submitted and after.decisions_at:
        effects += [_decisions(after, stands), _promised(stands.submitted, "day of the answer")]
    if not after.reviews_due_on:
        effects += _reviewing(before, after, stands)
    if not after.confirm_by_on and after.confirm_at:
        effects += _confirming(before, after, stands)
    return effects


def _decisions(after, stands):
    last = spoken(after.decisions_on) if after.decisions_on else "a week after applications close"
    return f"{things(stands.submitted, 'open decision')}: due by {last}; the reminders move along."


def _promised(count, what):
    return f"{people(count)} read another {what} in the mail they got: one mail tells them the new one."


def _confirming(before, after, stands):
    if not stands.offers:
        return ["Places offered from now on are kept until then."]
    later = not before.confirm_at or (after.confirm_at and after.confirm_at > before.confirm_at)
    if later:
        return [f"{things(stands.offers, 'offer')} not confirmed yet: kept until then; the reminders move along, and one mail tells them."]
    return [f"{things(stands.offers, 'offer')} made already: the day given stays, nobody's time is cut short."]


def _reviewing(before, after, stands):
    due = after.reviews_due_on or after.decisions_on
    return (
        [f"{things(stands.reviews, 'review')} not in yet: due by {spoken(due)}; the reminders move along, and one mail says so."]
        if due and stands.reviews
        else []
    )


def _starting(before, after, stands):
    effects = []
    if stands.confirmed:
        effects.append(f"{people(stands.confirmed)} with a confirmed place: their pages show the new day, and one mail tells them.")
    if not after.midpoint_on:
        effects.append(f"The mid-point becomes {spoken(after.midpoint)}.")
    return [*effects, "Sessions that are booked stay as they are."]


def _ending(before, after, stands):
    days = ", ".join(spoken(day) for day in after.follow_ups)
    midpoint = "" if after.midpoint_on else f"The mid-point becomes {spoken(after.midpoint)}."
    owed = f"With that day selection and matching are over; thanks, feedback and answers may still come {COURTESIES_LINGER.days} days."
    asked = f"What came of it is asked 1, 3 and 6 months after each thank-you: of those of that last day on {days}."
    return [midpoint, owed, asked, "Sessions that are booked stay as they are."]


EFFECTS = {
    "applications_open_on": _opening,
    "applications_close_on": _closing,
    "reviews_due_on": _reviewing,
    "decisions_on": _deciding,
    "confirm_by_on": _confirming,
    "starts_on": _starting,
    "ends_on": _ending,
}


def spoken(day: date) -> str:
    """`3 March 2027`"""
    return f"{day.day} {day:%B %Y}"


def people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"


def things(count: int, one: str) -> str:
    return f"{count} {one}" if count == 1 else f"{count} {one}s"
