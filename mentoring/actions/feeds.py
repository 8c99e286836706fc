"""A person's calendar feed: a new address, or none."""

from django.db import transaction

from mentoring.models import CalendarFeed, User
from mentoring.models.feeds import digest, new_key


@transaction.atomic
def make(by: User) -> str:
    """The key of a new feed address, which nobody can be told again; the address before it stops working at once."""
    key = new_key()
    CalendarFeed.objects.filter(person=by).delete()
    CalendarFeed.objects.create(person=by, digest=digest(key))
    return key


@transaction.atomic
def stop(by: User) -> bool:
    """Let nobody read a person's feed any more; says whether there was one."""
    gone, _ = CalendarFeed.objects.filter(person=by).delete()
    return bool(gone)
