"""Imports point down only: gurukool → mentoring → etiquette → gurukool.lib, and likewise inside mentoring."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# Lower numbers may not import higher ones.
HOUSE = {"gurukool.lib": 0, "etiquette": 1, "mentoring": 2, "gurukool": 3}
ROOMS = ["occasions", "models", "policies", "selectors", "exports", "actions", "forms", "imports", "views", "urls"]
PURE = ["mentoring/slots", "mentoring/calendars", "mentoring/pairing", "mentoring/intake"]
OF_DJANGO_OR_OURS = ("django", "mentoring", "etiquette", "gurukool")


def sources(*folders):
    files = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    return [path.relative_to(ROOT) for path in files if "migrations" not in path.parts]


def imports(path):
    """The dotted names of every module a file imports, wherever in the file it does so."""
    for node in ast.walk(ast.parse((ROOT / path).read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def storey(dotted):
    if dotted == "gurukool.lib" or dotted.startswith("gurukool.lib."):
        return HOUSE["gurukool.lib"]
    return HOUSE.get(dotted.split(".")[0])


def room(dotted):
    """The rank inside mentoring, for the modules that have one."""
    parts = dotted.split(".")
    return ROOMS.index(parts[1]) if parts[0] == "mentoring" and len(parts) > 1 and parts[1] in ROOMS else None


def upward(path, rank):
    own = rank(".".join(path.with_suffix("").parts))
    if own is None:
        return []
    return [name for name in imports(path) if rank(name) is not None and rank(name) > own]


@pytest.mark.parametrize("path", sources("gurukool/lib", "etiquette", "mentoring"), ids=str)
def test_a_lower_storey_imports_nothing_above_it(path):
    assert upward(path, storey) == []


@pytest.mark.parametrize("path", sources("mentoring"), ids=str)
def test_inside_mentoring_imports_point_down(path):
    assert upward(path, room) == []


def pure_files():
    return [Path(each) for each in PURE if each.endswith(".py")] + sources(*(each for each in PURE if not each.endswith(".py")))


@pytest.mark.parametrize("path", pure_files(), ids=str)
def test_pure_modules_know_no_request_and_no_rows(path):
    ours = [name for name in imports(path) if name.split(".")[0] in OF_DJANGO_OR_OURS]
    neighbours = tuple(name.removesuffix(".py").replace("/", ".") for name in PURE)
    assert [name for name in ours if name != "mentoring" and not name.startswith(neighbours)] == []


def test_the_test_sees_an_import_that_points_up(tmp_path, monkeypatch):
    bad = tmp_path / "etiquette" / "bad.py"
    bad.parent.mkdir()
    bad.write_text("def late():\n    from mentoring.models import User\n    return User\n")
    monkeypatch.setattr("tests.test_layers.ROOT", tmp_path)
    assert upward(Path("etiquette/bad.py"), storey) == ["mentoring.models", "mentoring.models.User"]
