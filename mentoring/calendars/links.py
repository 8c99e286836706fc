"""Links that put one session, or the whole feed, into a calendar kept elsewhere. Pure."""

from datetime import datetime
from typing import NamedTuple
from urllib.parse import quote, urlencode

GOOGLE = "https://calendar.google.com/calendar"
OUTLOOK = {"Outlook": "https://outlook.live.com/calendar/0", "Microsoft 365": "https://outlook.office.com/calendar/0"}


class Link(NamedTuple):
    label: str
    url: str


def for_session(title: str, starts_at: datetime, ends_at: datetime, details: str, place: str) -> list[Link]:
    """Links that open a filled-in new event (times in UTC) at Google and at Microsoft's two calendars."""
    dates = f"{starts_at:%Y%m%dT%H%M%SZ}/{ends_at:%Y%m%dT%H%M%SZ}"
    google = {"action": "TEMPLATE", "text": title, "dates": dates, "details": details, "location": place}
    outlook = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": title,
        "startdt": f"{starts_at:%Y-%m-%dT%H:%M:%SZ}",
        "enddt": f"{ends_at:%Y-%m-%dT%H:%M:%SZ}",
        "body": details,
        "location": place,
    }
    return _links(
        {"Google": (f"{GOOGLE}/render", google)} | {name: (f"{base}/deeplink/compose", outlook) for name, base in OUTLOOK.items()}
    )


def for_feed(address: str, name: str) -> list[Link]:
    """Links that subscribe to a feed; `webcal:` is how Apple's Calendar and others open one."""
    webcal = "webcal:" + address.split(":", 1)[1]
    google = {"cid": webcal}
    outlook = {"url": address, "name": name}
    found = _links({"Google": (f"{GOOGLE}/r", google)} | {each: (f"{base}/addfromweb", outlook) for each, base in OUTLOOK.items()})
    return [*found, Link("Apple", webcal)]


def _links(addresses: dict[str, tuple[str, dict]]) -> list[Link]:
    return [Link(label, f"{base}?{urlencode(query, quote_via=quote)}") for label, (base, query) in addresses.items()]
