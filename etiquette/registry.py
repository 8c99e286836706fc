"""What the rooms above announced at start-up: occasions, acts, default rules, kinds of mail. No rows, no requests."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse


@dataclass(frozen=True)
class Act:
    """Something a person can owe, and the page where it is done.

    `label` may name `{to}` (whom it is owed to) and `{about}` (what it is about); `button` is what one clicks.
    The page's URL takes the key of the object; before it the moment, where the act is a checklist. `receipt_url_name` is
    where one click does it; `promise_url_name` where a day is promised, if the act has a page of its own for that;
    `is_promise`: it is owed because its person named the day. `told` is the one neutral sentence about `{name}` that `{to}`
    may read when it stays undone after two reminders; acts without one are private, and only an admin learns of them. A
    `gentle` act is asked for once: nobody else learns of it, and no record keeps it.
    """

    code: str
    label: str
    url_name: str
    button: str = "Do it now"
    moment: str = ""
    receipt_url_name: str = ""
    promise_url_name: str = ""
    is_promise: bool = False
    told: str = ""
    gentle: bool = False

    def url(self, duty) -> str:
        return reverse(self.url_name, args=[self.moment, duty.about_id] if self.moment else [duty.about_id])


@dataclass(frozen=True)
class DefaultRule:
    """A rule the programme starts with; an admin may change its row afterwards."""

    occasion: str
    role: str
    act: str
    within: timedelta
    norm: str
    why: str


@dataclass(frozen=True)
class Kind:
    """A kind of mail, as the preferences page names it; admins may read only what admins wrote.

    An `essential` kind cannot be switched off: whoever misses it misses an hour, a place or their account.
    """

    code: str
    label: str
    written_by_admin: bool = False
    essential: bool = False


@dataclass(frozen=True)
class Door:
    """The way from a handbook page to where its rule happens, for one person."""

    label: str
    url: str


OCCASIONS: set[str] = set()
ACTS: dict[str, Act] = {}
RULES: dict[tuple[str, str, str], DefaultRule] = {}
KINDS: dict[str, Kind] = {}
COMPOSERS: dict[str, Callable[[Any], Any]] = {}
NEWS_TELLERS: list[Callable[..., Any]] = []
PEERS: list[str] = []  # the URL name of “ask a peer to read this”, if some room above offers it
WAYS: dict[str, tuple[str, str]] = {}  # by the coach's code: the URL name of the page where the better thing is done, and its words
ABSENCE_FOLLOWERS: list[Callable[[Any, Any], None]] = []
DOOR_FINDERS: list[Callable[[Any], dict[str, list["Door"]]]] = []
SCOPE_FINDERS: list[Callable[[Any], list[tuple[UUID, str]]]] = []


def register(*occasions: str) -> None:
    """Make occasions known, so that a misspelt one is an error and not silence."""
    OCCASIONS.update(occasions)


def register_act(code: str, label: str, url_name: str, **more) -> Act:
    """Make an act known: its words and the URL name of its page; `more` are further fields of Act, which it returns."""
    ACTS[code] = Act(code, label, url_name, **more)
    return ACTS[code]


def promised_acts() -> list[str]:
    """The acts that are owed because somebody said by when they would do them."""
    return [act.code for act in ACTS.values() if act.is_promise]


def gentle_acts() -> list[str]:
    """The acts that are asked for once, and held against nobody."""
    return [act.code for act in ACTS.values() if act.gentle]


def register_rules(rules: Iterable[DefaultRule]) -> None:
    """Remember default rules; after `migrate` the missing ones become rows.

    Raises ValueError for an occasion or act nobody registered: such a rule could never speak.
    """
    for rule in rules:
        if rule.occasion not in OCCASIONS or rule.act not in ACTS:
            raise ValueError(f"The rule {rule.occasion} → {rule.role} → {rule.act} names an unregistered occasion or act.")
        RULES[rule.occasion, rule.role, rule.act] = rule


def register_kind(code: str, label: str, written_by_admin: bool = False, essential: bool = False) -> Kind:
    """Make a kind of mail known to the preferences page. Returns the Kind."""
    KINDS[code] = Kind(code, label, written_by_admin, essential)
    return KINDS[code]


def compose_with(kind: str, composer: Callable[[Any], Any]) -> None:
    """Write mails of `kind` only when they are sent: `composer(email)` returns a Mail, or None to withdraw it."""
    COMPOSERS[kind] = composer


def follow_absences(follower: Callable[[Any, Any], None]) -> None:
    """Call `follower(person, absence)` in the transaction in which somebody goes away, with None when they are back."""
    if follower not in ABSENCE_FOLLOWERS:
        ABSENCE_FOLLOWERS.append(follower)


def tell_absence_followers(person, absence) -> None:
    for follower in ABSENCE_FOLLOWERS:
        follower(person, absence)


def tell_news_with(teller: Callable[..., Any]) -> None:
    """Let `teller(person, tag, text, about)` show a line inside the product, beside any mail."""
    if teller not in NEWS_TELLERS:
        NEWS_TELLERS.append(teller)


def tell_news(person, tag: str, text: str, about) -> None:
    for teller in NEWS_TELLERS:
        teller(person, tag, text, about)


def register_peers(url_name: str) -> None:
    """Let composers offer “ask a peer to read this” at this address."""
    PEERS[:] = [url_name]


def register_way(code: str, url_name: str, label: str) -> None:
    """Let the coach show a way to the page where what it speaks of is done well."""
    WAYS[code] = (url_name, label)


def is_readable(kind: str) -> bool:
    """Whether admins may read the text of such a mail."""
    return kind in KINDS and KINDS[kind].written_by_admin


def label_of(kind: str) -> str:
    """A kind of mail in words, known or not (any more)."""
    return KINDS[kind].label if kind in KINDS else kind.replace("_", " ").capitalize()


def essentials() -> list[Kind]:
    """The kinds nobody can switch off."""
    return [kind for kind in KINDS.values() if kind.essential]


def find_doors_with(finder: Callable[[Any], dict[str, list[Door]]]) -> None:
    """`finder(person)` says where each rule (by code) happens for them, so that the handbook can lead there."""
    if finder not in DOOR_FINDERS:
        DOOR_FINDERS.append(finder)


def handbook_doors(person) -> dict[str, list[Door]]:
    """The ways from each handbook page, by code, for one signed-in person."""
    doors: dict[str, list[Door]] = {}
    for finder in DOOR_FINDERS:
        for code, found in finder(person).items():
            doors.setdefault(code, []).extend(found)
    return doors


def find_scopes_with(finder: Callable[[Any], list[tuple[UUID, str]]]) -> None:
    """`finder(person)` says in which cohorts they are: key and name."""
    if finder not in SCOPE_FINDERS:
        SCOPE_FINDERS.append(finder)


def scopes_of(person) -> list[tuple[UUID, str]]:
    return [scope for finder in SCOPE_FINDERS for scope in finder(person)]
