"""Long lists, one page at a time, by key: the tenth page costs what the first one did."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

ROWS = 50


@dataclass(frozen=True)
class Page:
    """Some rows of a list, and the key of the last one if more follow."""

    rows: list
    next: UUID | None


def page_after(rows, order: str, key: str, size: int = ROWS) -> Page:
    """The `size` rows after the one whose primary key is `key` (from the start, if there is none such).

    They stand by the column `order` (`-column`: the highest first), then by key.
    """
    rows, column = rows.order_by(order, "pk"), order.removeprefix("-")
    value = rows.filter(pk=key).values_list(column, flat=True).first() if is_key(key) else None
    if value is not None:
        beyond = "lt" if order.startswith("-") else "gt"
        rows = rows.filter(Q(**{f"{column}__{beyond}": value}) | Q(**{column: value}, pk__gt=key))
    found = list(rows[: size + 1])
    return Page(found[:size], found[size - 1].pk if len(found) > size else None)


def is_key(text: str) -> bool:
    """Whether a text from an address can be a primary key."""
    try:
        return bool(UUID(text))
    except ValueError:
        return False
