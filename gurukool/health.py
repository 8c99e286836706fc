"""`/healthz`: whether the parts a reader never sees still work. Ages and yes or no; no names, no addresses."""

import redis
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from redis.backoff import NoBackoff
from redis.retry import Retry

from etiquette import health as etiquette

BROKER_TIMEOUT = 0.2  # seconds
LIMITS = {"worker": 120, "sweep": 300, "oldest_overdue": 900}  # seconds; a part that never reported is ill too
NOTHING_WAITS = {"oldest_overdue"}  # where None is the best answer


@never_cache
@login_not_required
def page(request):
    """200 when everything works, 503 when something does not, and which."""
    report = {"broker": broker_answers()} | ledger()
    return JsonResponse(report, status=200 if is_healthy(report) else 503)


def ledger():
    """What only the database knows: whether it answers, and how long ago the workers did their rounds."""
    try:
        connection.ensure_connection()
        return {"database": True} | etiquette.report()
    except DatabaseError:
        return {"database": False}


def broker_answers():
    """Whether Redis or Valkey answers a ping at once."""
    url = settings.CELERY_BROKER_URL.replace("redis+socket://", "unix://", 1)
    client = redis.from_url(url, socket_timeout=BROKER_TIMEOUT, socket_connect_timeout=BROKER_TIMEOUT, retry=Retry(NoBackoff(), 0))
    try:
        with client:
            return client.ping()
    except (redis.RedisError, OSError):
        return False


def is_healthy(report):
    """Whether both services answer and no age is beyond its limit."""
    return report["database"] and report["broker"] and not any(is_late(part, report.get(part)) for part in LIMITS)


def is_late(part, age):
    """Whether a part reported too long ago, or never where it should have."""
    return part not in NOTHING_WAITS if age is None else age > LIMITS[part]
