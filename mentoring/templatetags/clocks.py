"""Times as people read them: with the zone's name, on the clock they like (`gurukool.lib.reading`), two where two people meet."""

import zoneinfo
from datetime import timedelta

from django import template
from django.utils import timezone
from django.utils.html import format_html

from gurukool.lib.reading import on_the_clock

register = template.Library()


def _in(moment, zone):
    return moment.astimezone(zoneinfo.ZoneInfo(zone) if isinstance(zone, str) else zone)


def _zone_name(local):
    """`IST`; where a zone has no letters of its own, tzdata says `+04`, which we read as `UTC+4`."""
    name = local.tzname()
    if name[0] not in "+-":
        return name
    hours, minutes = name[1:3].lstrip("0") or "0", name[3:]
    return f"UTC{name[0].replace('-', '−')}{hours}{':' + minutes if minutes else ''}"


def spoken(moment, zone):
    """`Tue 24 Nov, 18:30 IST`: a moment in an IANA zone (name or tzinfo), the zone named; the year if it is not this one."""
    local = _in(moment, zone)
    year = "" if abs(moment - timezone.now()) < timedelta(days=300) else f" {local.year}"
    return f"{local:%a} {local.day} {local:%b}{year}, {on_the_clock(local)} {_zone_name(local)}"


@register.filter
def moment(value, zone=None):
    """A moment in the reader's current zone, or in the zone given."""
    return spoken(value, zone or timezone.get_current_timezone()) if value else ""


@register.filter
def clock(value, zone=None):
    """Weekday and time only: `Tue 18:30`."""
    local = _in(value, zone or timezone.get_current_timezone())
    return f"{local:%a} {on_the_clock(local)}"


@register.filter
def hour(value, zone=None):
    """The time only: `18:30`."""
    return on_the_clock(_in(value, zone or timezone.get_current_timezone()))


@register.filter
def abbr(value, zone=None):
    """What the zone is called at that moment: `IST`, `UTC+4`."""
    return _zone_name(_in(value, zone or timezone.get_current_timezone()))


@register.filter
def clock_date(value, zone=None):
    """Day, month and zone: `24 Nov · IST`; with `clock` the two lines of a clock face."""
    local = _in(value, zone or timezone.get_current_timezone())
    return f"{local.day} {local:%b} · {_zone_name(local)}"


@register.filter
def relative(value):
    """`in 2 days`, `3 h ago`, `now`: how far a moment is, rounded, for a person in a hurry."""
    seconds = (value - timezone.now()).total_seconds()
    amount = _amount(abs(seconds))
    if not amount:
        return "now"
    return f"in {amount}" if seconds > 0 else f"{amount} ago"


def _amount(seconds):
    for unit, length, below in (("min", 60, 60), ("h", 3600, 24), ("day", 86400, 60)):
        count = round(seconds / length)
        if count < below:
            return f"{count} {unit}{'s' if unit == 'day' and count > 1 else ''}" if count else ""
    return f"{round(seconds / 2629800)} months"


@register.filter
def when(value):
    """A `<time>`, relative and absolute: `in 2 days · Tue 24 Nov, 18:30 IST`."""
    if not value:
        return ""
    return format_html('<time datetime="{}">{} · {}</time>', value.isoformat(timespec="minutes"), relative(value), moment(value))


@register.filter
def due(value):
    """`when` for something owed: says it softly, and marks what is near (a day) or past."""
    if not value:
        return ""
    ahead = value - timezone.now()
    kind, word = ("late", "was due ") if ahead < timedelta() else ("soon", "due ") if ahead < timedelta(days=1) else ("", "due ")
    stamp = value.isoformat(timespec="minutes")
    return format_html('<time class="due {}" datetime="{}">{}{} · {}</time>', kind, stamp, word, relative(value), moment(value))


@register.filter
def amount(value):
    """A length of time in words, without its sign: `an hour`, `30 minutes`."""
    minutes = round(abs(value.total_seconds()) / 60)
    if minutes % 60:
        return f"{minutes} minutes"
    return "an hour" if minutes == 60 else f"{minutes // 60} hours"


@register.inclusion_tag("components/clocks.html")
def two_clocks(moment, mine, theirs):
    """Two clock faces for one moment: `mine` and `theirs` are people with a zone."""
    return {"moment": moment, "mine": mine, "theirs": theirs}
