"""What people say about themselves."""

from mentoring.actions.freetime import changing
from mentoring.models import Profile, User


def show_in_lineage(*, by: User, shown: bool) -> None:
    """Whether others may see `by` in the family tree of the programme."""
    Profile.objects.update_or_create(person=by, defaults={"in_lineage": shown})


def save_profile(*, by: User, name: str, zone: str, twelve_hours: bool = False, **facts) -> Profile:
    """Store `by`'s own name, zone, clock and profile; saving the form confirms the zone, which moves the hours offered."""
    with changing(by):
        by.name, by.zone, by.zone_confirmed, by.twelve_hours = name, zone, True, twelve_hours
        by.save(update_fields=["name", "zone", "zone_confirmed", "twelve_hours"])
        return Profile.objects.update_or_create(person=by, defaults=facts)[0]


def read_clock(*, by: User, twelve_hours: bool) -> None:
    """Show `by` every time on a clock of twelve hours, or of twenty-four."""
    by.twelve_hours = twelve_hours
    by.save(update_fields=["twelve_hours"])
