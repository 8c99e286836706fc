"""No cell of a CSV begins like a formula, whatever it holds; and taking the apostrophe off gives the text back."""

import csv
import io
import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gurukool.lib.spreadsheets import BOM, CHUNK, csv_chunks, is_executable, neutralised, restored

TRICKS = st.text(st.sampled_from("=+-@|%＝＋－＠﹦⁼'\t\r\n \u00a0\u200b\u202e\ufeff\u3000\u2060\u0301\u3164aZ1;,\""), max_size=8)
TEXTS = st.one_of(TRICKS, st.text(st.characters(exclude_categories=["Cs"]), max_size=12))


@given(TEXTS)
def test_no_cell_begins_executable(text):
    cell = neutralised(text)
    plain = unicodedata.normalize("NFKC", cell).lstrip(" \t\r\n\u00a0\u200b\ufeff\u2060\u202e")
    assert (is_executable(cell), plain[:1] in set("=+-@|%"), cell[:1] in {"\t", "\r"}) == (False, False, False)


@given(TEXTS)
def test_twice_is_the_same_as_once(text):
    assert neutralised(neutralised(text)) == neutralised(text)


@given(TEXTS)
def test_what_was_neutralised_comes_back_as_it_was(text):
    if restored(text) == text:  # somebody's own apostrophe before a formula cannot be told from ours
        assert restored(neutralised(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "|calc",
        "%0A",
        "\tx",
        "\rx",
        " \t\r\n=1",
        "\u00a0=1",
        "\u200b\ufeff=1",
        "＝1",
        "\u3000＋1",
        "－1",
        "﹫x",
        "⁼1",
    ],
)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text):
    assert neutralised(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=1", "1-2", "'tis", "'", "Mon 08:00-10:30", "\nx", "½"])
def test_other_text_stays(text):
    assert (neutralised(text), restored(text)) == (text, text)


@pytest.mark.parametrize("cell", [-5, -0.5, Decimal("-1.25"), date(2027, 1, 2), True])
def test_numbers_and_dates_stay_what_they_are(cell):
    assert neutralised(cell) is cell


@given(st.lists(st.lists(st.one_of(TRICKS, st.integers()), min_size=2, max_size=2), max_size=4))
def test_the_file_reads_back(rows):
    text = "".join(csv_chunks(["=a", "b"], rows))
    read = list(csv.reader(io.StringIO(text.removeprefix(BOM), newline="")))
    assert read == [["'=a", "b"], *([str(neutralised(cell)) for cell in row] for row in rows)]


def test_a_long_file_comes_in_pieces():
    rows = ([number] for number in range(5000))
    pieces = list(csv_chunks(["n"], rows))
    assert [piece.count("\n") for piece in pieces] == [0, *[CHUNK] * 10, 1]
