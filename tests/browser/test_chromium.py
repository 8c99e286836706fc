"""Finding Chromium on machines unlike this one."""

import pytest

from tests.browser import chromium


def executable(path, line):
    path.write_text(f"#!/bin/sh\n{line}\n")
    path.chmod(0o755)
    return str(path)


def test_the_one_that_was_named_comes_first(tmp_path, monkeypatch):
    named = executable(tmp_path / "mine", "exit 0")
    monkeypatch.setenv("CHROMIUM", named)
    assert chromium.find() == named


@pytest.mark.parametrize("line", ["exit 1", "echo 'please install the snap' >&2; exit 10"])
def test_a_stub_that_does_not_start_is_passed_over(tmp_path, monkeypatch, line):
    stub = executable(tmp_path / "chromium", line)
    monkeypatch.setenv("CHROMIUM", stub)
    assert chromium.find() != stub


def test_advice_where_nothing_can_be_installed(monkeypatch):
    monkeypatch.setattr(chromium, "candidates", lambda: [None])
    monkeypatch.setattr(chromium, "installers", lambda: [[["false"], ["true"]]])
    with pytest.raises(SystemExit, match="install it .* or set CHROMIUM to its path"):
        chromium.find_or_install()
