"""Whether some bytes are a PDF, and nothing else besides. Pure; the name and the type a browser claims count for nothing."""

import re

MAGIC = re.compile(rb"%PDF-[12]\.\d")
POINTER = re.compile(rb"startxref\s+(\d{1,10})\s+%%EOF[\s\x00]*\Z")
OBJECT = re.compile(rb"\s*(xref\b|\d+\s+\d+\s+obj\b)")
MARKUP = re.compile(rb"<\s*(!doctype|html|script|svg|body|iframe|\?php)", re.IGNORECASE)
HEAD, TAIL = 1024, 2048
NO_PDF = "This is not a PDF. Please save or print your document as PDF, and choose that file."
DAMAGED = "This PDF is damaged or not complete. Please save it as PDF once more, and choose it again."


def fault(data: bytes) -> str:
    """What is wrong with a file as a PDF, in a sentence; empty when it is one.

    It must begin as a PDF at its first byte, end as one, and the last table of contents it names must
    be where it says: so a web page, an archive or an image that pretends to be a PDF is found out.
    """
    if not MAGIC.match(data):
        return NO_PDF
    pointer = POINTER.search(data[-TAIL:])
    if not pointer:
        return DAMAGED
    if not OBJECT.match(data, int(pointer[1])):
        return DAMAGED
    return NO_PDF if MARKUP.search(data[:HEAD]) else ""
