"""Times as people read them: always with the zone's name, two clocks where two people meet."""

import zoneinfo

from django import template
from django.utils import timezone

register = template.Library()


def _in(moment, zone):
    return moment.astimezone(zoneinfo.ZoneInfo(zone) if isinstance(zone, str) else zone)


def spoken(moment, zone):
    """`Tue 24 Nov, 18:30 IST`: a moment in an IANA zone (name or tzinfo), the zone named."""
    local = _in(moment, zone)
    return f"{local:%a} {local.day} {local:%b, %H:%M} {local.tzname()}"


@register.filter
def moment(value, zone=None):
    """A moment in the reader's current zone, or in the zone given."""
    return spoken(value, zone or timezone.get_current_timezone()) if value else ""


@register.filter
def clock(value, zone=None):
    """Weekday and time only: `Tue 18:30`."""
    return f"{_in(value, zone or timezone.get_current_timezone()):%a %H:%M}"


@register.filter
def clock_date(value, zone=None):
    """Day, month and zone: `24 Nov · IST`; with `clock` the two lines of a clock face."""
    local = _in(value, zone or timezone.get_current_timezone())
    return f"{local.day} {local:%b} · {local.tzname()}"


@register.filter
def relative(value):
    """`in 2 days`, `3 h ago`, `now`: how far a moment is, for a person in a hurry."""
    seconds = (value - timezone.now()).total_seconds()
    size = abs(seconds)
    if size < 60:
        return "now"
    for unit, length in (("day", 86400), ("h", 3600), ("min", 60)):
        if size >= length:
            count = int(size // length)
            amount = f"{count} {unit}{'s' if unit == 'day' and count > 1 else ''}"
            return f"in {amount}" if seconds > 0 else f"{amount} ago"
    return "now"


@register.inclusion_tag("components/clocks.html")
def two_clocks(moment, mine, theirs):
    """Two clock faces for one moment: `mine` and `theirs` are people with a zone."""
    return {"moment": moment, "mine": mine, "theirs": theirs}
