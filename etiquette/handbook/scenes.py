"""The scenes of the self-check, read from `scenes.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SCENES = Path(__file__).parent / "scenes.toml"


@dataclass(frozen=True)
class Choice:
    """Something one could do, and what it does to the other person."""

    text: str
    effect: str
    kind: bool = False


@dataclass(frozen=True)
class Scene:
    """An everyday moment; `rules` are the codes it is about."""

    title: str
    text: str
    rules: tuple[str, ...]
    choices: tuple[Choice, ...]


@cache
def scenes() -> tuple[Scene, ...]:
    """All scenes, in order."""
    return tuple(_scene(**facts) for facts in tomllib.loads(SCENES.read_text())["scenes"])


def to_read(answers: dict[int, int]) -> list[str]:
    """The codes worth reading after these answers (scene number → choice number, from 0): those of scenes answered less kindly."""
    codes = [code for at, picked in sorted(answers.items()) if not scenes()[at].choices[picked].kind for code in scenes()[at].rules]
    return list(dict.fromkeys(codes))


def _scene(title, text, rules, choices) -> Scene:
    return Scene(title, text, tuple(rules), tuple(Choice(**choice) for choice in choices))
