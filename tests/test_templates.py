"""What templates must not do, whatever page they make."""

from pathlib import Path

TEMPLATES = Path(__file__).parent.parent / "templates"


def test_a_comment_ends_on_its_line_or_readers_see_it():
    lines = [(path, line) for path in TEMPLATES.rglob("*.*") for line in path.read_text().splitlines()]
    assert [(path.name, line) for path, line in lines if line.count("{#") != line.count("#}")] == []
