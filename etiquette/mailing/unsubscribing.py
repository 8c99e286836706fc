"""Leaving a kind of mail with one click, by a link that only we can have made."""

from django.contrib.auth import get_user_model
from django.core import signing
from django.urls import reverse

from etiquette.models import MailPreference

SALT = "etiquette.unsubscribe"


def preferences_url() -> str:
    return reverse("mail:preferences")


def url(person, kind: str) -> str:
    """The address that ends mails of `kind` to this person."""
    return reverse("mail:unsubscribe", args=[signing.dumps([str(person.uuid), kind], salt=SALT, compress=True)])


def read(token: str):
    """The (person, kind) a token was made for, or None for one that we did not make or whose person has left."""
    try:
        uuid, kind = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    person = get_user_model().objects.filter(uuid=uuid).first()
    return (person, kind) if person else None


def unsubscribe(person, kind: str) -> None:
    """Post this person no more mails of `kind`; doing it twice is doing it once."""
    preference, _ = MailPreference.objects.get_or_create(person=person)
    if kind not in preference.unsubscribed:
        preference.unsubscribed = [*preference.unsubscribed, kind]
        preference.save(update_fields=["unsubscribed"])
