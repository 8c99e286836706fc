"""`manage.py coach`: an admin tries a rule, and judges it."""

import io
import json
import sys

import pytest
from django.core.management import CommandError, call_command

CLEAN = {"id": 1, "surface": "message", "text": "Thursday at ten works for me.", "labels": []}
FRIEND = {"id": 2, "surface": "message", "text": "Please add me on Facebook.", "labels": ["friend_request"]}


def told(*arguments: str) -> list[str]:
    out = io.StringIO()
    call_command("coach", *arguments, stdout=out)
    return out.getvalue().splitlines()


@pytest.fixture
def lines(tmp_path):
    def write(*rows):
        path = tmp_path / "drafts.jsonl"
        path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), "utf-8")
        return str(path)

    return write


def test_json_lines_in_one_object_a_line_out(lines):
    answers = [json.loads(line) for line in told("--jsonl", lines(CLEAN, "", FRIEND))]
    assert answers == [{"id": 1, "findings": []}, {"id": 2, "findings": ["friend_request"]}]


def test_a_dash_reads_json_lines_from_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(FRIEND)))
    assert [json.loads(line) for line in told("--jsonl", "-")] == [{"id": 2, "findings": ["friend_request"]}]


def test_plain_text_from_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO("Do you like it?"))
    assert [json.loads(line) for line in told("--surface", "question")] == [{"id": None, "findings": ["closed_question"]}]


def test_a_code_is_told_once(lines):
    (answer,) = told("--jsonl", lines({"id": 3, "text": "I recieved teh mesage."}))
    assert json.loads(answer) == {"id": 3, "findings": ["language"]}


def test_score(lines):
    report = told("--jsonl", lines(CLEAN, FRIEND), "--score")
    assert "friend_request       1      1.00    1.00  1.00" in report
    assert report[-2:] == ["macro-F1 1.000", "clean texts flagged with anything but language: 0 of 1 (0.0%)"]


@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        ("{not json", "Line 2 is not JSON"),
        ("[1]", 'Line 2 needs to be an object with a "text"'),
        ({"id": 4}, 'Line 2 needs to be an object with a "text"'),
        ({"text": "Hi", "surface": "tweet"}, "Line 2 names the surface 'tweet'; choose one of message, question"),
        ({"text": "Hi", "surface": ["message"]}, "Line 2 names the surface"),
    ],
)
def test_a_bad_line_is_named(lines, bad, sentence):
    with pytest.raises(CommandError, match=sentence):
        told("--jsonl", lines(CLEAN, bad))


def test_a_score_needs_labels(lines):
    with pytest.raises(CommandError, match='Line 1 needs "labels"'):
        told("--jsonl", lines({"text": "Hi"}), "--score")
    with pytest.raises(CommandError, match="name a file"):
        told("--score")


def test_a_missing_file_is_a_sentence():
    with pytest.raises(CommandError, match="cannot be read as text"):
        told("--jsonl", "/nowhere/drafts.jsonl")
