"""Links that work without signing in, for one act of one person about one object. They open a page with one button.

Each purpose has a salt of its own, so that a link made for one act cannot be used for another; it names the person and
the object, and is good for a month. Opening it changes nothing: mail scanners follow every link.
"""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.core import signing

GOOD_FOR = timedelta(days=30)


def sign(purpose: str, *, person, about) -> str:
    """A token for an address: `person` may do `purpose` about this object."""
    return signing.dumps([str(person.uuid), str(about.pk)], salt=_salt(purpose), compress=True)


def read(purpose: str, token: str):
    """The (person, key of the object) a token was made for; None for one not ours, too old, or of a person who has left."""
    try:
        uuid, key = signing.loads(token, salt=_salt(purpose), max_age=GOOD_FOR)
    except signing.BadSignature:
        return None
    person = get_user_model().objects.filter(uuid=uuid, is_active=True).first()
    return (person, key) if person else None


def _salt(purpose: str) -> str:
    return f"etiquette.signed.{purpose}"
