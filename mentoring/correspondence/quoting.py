"""Telling what a person wrote from what their mail program quoted, in whatever language it speaks.

We know the mail that is quoted, since we sent it: programs introduce it by a line that names its sender (“On Tuesday X
wrote:”, “From: X”), and it holds our MARKER. So no list of languages is needed, and nothing a person wrote is taken for
a signature because it begins with “Thanks,”.
"""

import re
from collections.abc import Collection

MARKER = "Answer above this line, and your words go straight into the conversation."

QUOTED = re.compile(r"^\s*(?:>|\|\s)")
DATED = re.compile(r"\b(?:19|20)\d\d\b|\d{1,2}[:.h]\d\d")  # an introduction says when
FIELD = re.compile(r"^\W{0,4}[^\W\d][\w .-]{0,20}\s?[:：]\s?\S")  # noqa: RUF001 - “From: …”, “发件人：…”
RULE = re.compile(r"^[\s_*=-]{5,}.{0,60}?[\s_*=-]*$")  # “________”, “-----Original Message-----”
SIGNATURE = re.compile(r"^(?:--|—|__)\s*$")
FROM_A_PHONE = re.compile(
    r"^(?:sent from (?:my|outlook|mail|yahoo)|get outlook for|gesendet von|von meinem .* gesendet|envoy[ée] (?:depuis|de mon)"
    r"|enviado (?:desde|do)|inviato da|verzonden vanaf|skickat från|sendt fra|wysłano z|отправлено (?:с|из)|发自|iPhoneから送信)",
    re.I,
)
LONGEST_LINE = 2_000  # of which patterns look


def own_words(text: str, senders: Collection[str]) -> str:
    """What was written in a mail, without quoted mail and signature; `senders`: the names and addresses our mails come from.

    Works for answers above, below and between the quoted lines. Empty when nothing of one's own is left.
    """
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\xa0", " ").split("\n")]
    quoted_from = _where_the_quote_begins(lines, senders)
    above = _unquoted(lines[:quoted_from])
    return _joined(_unsigned(above)) or _joined(_unsigned(_below(lines[quoted_from:])))


def _where_the_quote_begins(lines: list[str], senders: Collection[str]) -> int:
    """The number of the first line that introduces, or belongs to, our own mail; past the last line if there is none."""
    found = next((at for at, line in enumerate(lines) if _is_ours(lines, at, senders)), len(lines))
    while found and found < len(lines) and _leads_over(lines[found - 1]):
        found -= 1
    return found


def _is_ours(lines: list[str], at: int, senders: Collection[str]) -> bool:
    line = lines[at][:LONGEST_LINE]
    if MARKER in line:
        return True
    if not any(sender.lower() in line.lower() for sender in senders):
        return False
    nearby = " ".join(lines[max(0, at - 1) : at + 2])[:LONGEST_LINE]
    is_field = FIELD.match(_bare(line)) and any(FIELD.match(_bare(other)) for other in lines[at + 1 : at + 3])
    return bool(is_field or (DATED.search(nearby) and line.rstrip("> *_")[-1:] in ":：<" or _wraps(lines, at)))  # noqa: RUF001


def _wraps(lines: list[str], at: int) -> bool:
    """Whether an introduction goes on in the next line: “On 24 Nov 2026 at 9:10, X <x@example.org>” / “wrote:”."""
    after = lines[at + 1].strip()[:LONGEST_LINE] if at + 1 < len(lines) else ""
    return bool(DATED.search(lines[at][:LONGEST_LINE])) and len(after) < 80 and after[-1:] in (":", "：")  # noqa: RUF001


def _bare(line: str) -> str:
    return line[:LONGEST_LINE].lstrip("> *")


def _leads_over(line: str) -> bool:
    """Whether a line just before the quoted mail is part of its introduction: empty, a rule, or the date of a wrapped one."""
    line = line[:LONGEST_LINE].strip("> ")
    if not line or RULE.match(line):
        return True
    return bool(DATED.search(line)) and len(line) < 90 and line[-1:] not in ".!?"


def _unquoted(lines: list[str]) -> list[str]:
    return [line for line in lines if not QUOTED.match(line)]


def _below(lines: list[str]) -> list[str]:
    """What stands under a quoted mail: only where the quote is marked line by line, since otherwise none can tell."""
    if not any(QUOTED.match(line) for line in lines):
        return []
    last = max(at for at, line in enumerate(lines) if QUOTED.match(line))
    first = min(at for at, line in enumerate(lines) if QUOTED.match(line))
    return _unquoted(lines[first : last + 1]) + lines[last + 1 :]


def _unsigned(lines: list[str]) -> list[str]:
    """Up to the signature: after a line of two dashes, or the last line a phone adds by itself."""
    ends = next((at for at, line in enumerate(lines) if SIGNATURE.match(line)), len(lines))
    kept = lines[:ends]
    while kept and (not kept[-1].strip() or FROM_A_PHONE.match(kept[-1].strip()[:200])):
        kept = kept[:-1]
    return kept


def _joined(lines: list[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
