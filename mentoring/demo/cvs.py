"""The CV somebody in the demo brings: one page, made on the spot."""

from django.core.files.base import ContentFile

from mentoring.models import User


def cv_of(person: User) -> ContentFile:
    """A PDF with a name, what they work on, and where."""
    from fpdf import FPDF

    pdf = FPDF(format="A4")
    pdf.set_title(f"CV of {person.name}")
    pdf.set_lang("en")
    pdf.add_page()
    for size, text in ((24, person.name), (13, person.profile.stage), (13, f"{person.profile.field}, {person.profile.organisation}")):
        pdf.set_font("Helvetica", size=size)
        pdf.cell(text=text, new_x="LMARGIN", new_y="NEXT", h=12)
    return ContentFile(bytes(pdf.output()), "cv.pdf")
