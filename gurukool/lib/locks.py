"""Advisory locks: rivals for the same people queue up here, before any constraint sees them."""

from django.db import connection


def lock_people(ids):
    """Hold one transaction-long Postgres advisory lock per person key, taken in ascending order (no deadlocks)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(key) FROM unnest(%s::bigint[]) AS key", [sorted(set(ids))])


def try_lock_person(key) -> bool:
    """The same lock for one person, if nobody else holds it: never waits, so it may be taken after any other lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s::bigint)", [key])
        return cursor.fetchone()[0]
