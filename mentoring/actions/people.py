"""What people say about themselves."""

from django.db import transaction

from mentoring.models import Profile, User


@transaction.atomic
def save_profile(*, by: User, name: str, zone: str, **facts) -> Profile:
    """Store `by`'s own name, zone and profile; saving the form confirms the zone."""
    by.name, by.zone, by.zone_confirmed = name, zone, True
    by.save(update_fields=["name", "zone", "zone_confirmed"])
    return Profile.objects.update_or_create(person=by, defaults=facts)[0]
