"""A certificate as one landscape page: paper, ink, one saffron line. Pure.

Set in Source Serif, which has Latin, Greek and Cyrillic letters; a name in another script stands in Latin letters here,
and as its owner writes it on the page that verifies it.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

INK, SOFT, SAFFRON, PAPER = (35, 38, 45), (90, 95, 107), (180, 86, 15), (251, 247, 239)
WIDTH, HEIGHT, EDGE = 297, 210, 14  # mm, A4 across


@dataclass(frozen=True)
class Paper:
    """What a certificate says."""

    name: str
    sentence: str
    starts_on: date
    ends_on: date
    meetings: int
    hours: Decimal
    code: str
    verify_at: str


def certificate(paper: Paper) -> bytes:
    """The PDF of a certificate, with its title and language set for readers that cannot see it."""
    pdf = _blank(f"Certificate of {paper.name}")
    _line(pdf, 34, "Gurukool", 20, SAFFRON)
    _line(pdf, 50, "PhDs mentoring PhDs, paid forward", 12, SOFT)
    _line(pdf, 80, _latin(pdf, paper.name), 34, INK)
    _line(pdf, 103, _latin(pdf, paper.sentence), 16, INK)
    _line(pdf, 116, f"{_day(paper.starts_on)} to {_day(paper.ends_on)}", 14, INK)
    _line(pdf, 129, f"{paper.meetings} session{'s' * (paper.meetings != 1)}, {paper.hours.normalize():f} hours", 14, SOFT)
    _line(pdf, 168, f"Certificate {paper.code}", 12, INK)
    _line(pdf, 176, f"Verify it at {paper.verify_at}", 11, SOFT)
    return bytes(pdf.output())


def _blank(title: str):
    """A page with its frame."""
    from font_source_serif_pro import SourceSerifPro
    from fpdf import FPDF

    pdf = FPDF(orientation="landscape", unit="mm", format="A4")
    pdf.add_font("Serif", fname=SourceSerifPro)
    pdf.set_title(title)
    pdf.set_lang("en")
    pdf.set_creator("Gurukool")
    pdf.set_auto_page_break(False)
    pdf.add_page()
    pdf.set_fill_color(*PAPER)
    pdf.rect(0, 0, WIDTH, HEIGHT, style="F")
    pdf.set_draw_color(*SAFFRON)
    pdf.set_line_width(0.8)
    pdf.rect(EDGE, EDGE, WIDTH - 2 * EDGE, HEIGHT - 2 * EDGE)
    return pdf


def _line(pdf, y: float, text: str, size: int, colour: tuple[int, int, int]) -> None:
    """One centred line; a long one is set smaller until it fits."""
    room = WIDTH - 2 * EDGE - 20
    pdf.set_font("Serif", size=size)
    while pdf.get_string_width(text) > room and pdf.font_size_pt > 9:
        pdf.set_font_size(pdf.font_size_pt - 1)
    pdf.set_text_color(*colour)
    pdf.set_xy(EDGE, y)
    pdf.cell(WIDTH - 2 * EDGE, text=text, align="C")


def _latin(pdf, text: str) -> str:
    """The text, each word in Latin letters that the font cannot write."""
    from anyascii import anyascii

    letters = pdf.fonts["serif"].cmap
    return " ".join(word if all(ord(letter) in letters for letter in word) else anyascii(word) for word in text.split())


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
