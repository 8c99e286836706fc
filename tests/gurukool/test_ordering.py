"""Moving a row of a list people put in order by hand."""

from types import SimpleNamespace

import pytest

from gurukool.lib.ordering import moved


@pytest.mark.parametrize(
    ("name", "up", "expected"),
    [("b", True, "bac"), ("b", False, "acb"), ("a", True, "abc"), ("c", False, "abc")],
)
def test_a_row_changes_places_with_its_neighbour(name, up, expected):
    rows = {each: SimpleNamespace(name=each, position=7) for each in "abc"}
    found = moved(list(rows.values()), rows[name], up)
    assert [(row.name, row.position) for row in found] == [(each, place) for place, each in enumerate(expected)]


def test_a_row_that_is_not_there_is_an_error():
    with pytest.raises(ValueError, match="is not in list"):
        moved([], SimpleNamespace(position=0), up=True)
