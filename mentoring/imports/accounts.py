"""Accounts of people who come in by a file: nobody hears of theirs before they are invited."""

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db.models.functions import Lower

from mentoring.models import User


def by_email(emails: Iterable[str]) -> dict[str, User]:
    """The accounts that are there, by lower-case address: one query."""
    return {user.low: user for user in User.objects.annotate(low=Lower("email")).filter(low__in=set(emails))}


def create(people: Iterable[dict]) -> dict[str, User]:
    """New accounts (`email`, `name`, `zone`) by address; they cannot sign in with a password, only with a code sent to them."""
    new = User.objects.bulk_create(User(password=make_password(None), **facts) for facts in people)
    EmailAddress.objects.bulk_create(EmailAddress(user=user, email=user.email, primary=True) for user in new)
    return {user.email: user for user in new}
