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
    """The `size` rows after the one whose primary key is `key` (from the start, if there is none such), by `order` then key."""
    rows = rows.order_by(order, "pk")
    value = rows.filter(pk=key).values_list(order, flat=True).first() if _is_key(key) else None
    if value is not None:
        rows = rows.filter(Q(**{f"{order}__gt": value}) | Q(**{order: value}, pk__gt=key))
    found = list(rows[: size + 1])
    return Page(found[:size], found[size - 1].pk if len(found) > size else None)


def _is_key(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False
