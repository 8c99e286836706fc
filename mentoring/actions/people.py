"""What people say about themselves."""

from mentoring.actions.freetime import changing
from mentoring.models import Profile, User


def save_profile(*, by: User, name: str, zone: str, **facts) -> Profile:
    """Store `by`'s own name, zone and profile; saving the form confirms the zone, which moves the hours offered."""
    with changing(by):
        by.name, by.zone, by.zone_confirmed = name, zone, True
        by.save(update_fields=["name", "zone", "zone_confirmed"])
        return Profile.objects.update_or_create(person=by, defaults=facts)[0]
