"""Mojibake: UTF-8 that was read as an eight-bit code page, once or twice over, and the characters that it stands for.

Each mended piece is one character. What is good text is left alone: "É»" would decode too, to a letter that no news uses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# The printed characters of Windows-1252 from 0x80 to 0x9F.
_PUNCTUATION = "€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œŽžŸ"
_HIGH = rf"\u0080-\u00ff{_PUNCTUATION}"
_RUN = re.compile(rf"[\u00c2-\u00f4][{_HIGH}]+")
_CUT = re.compile("â€(?:\ufffd|(?=[\\s.,;:!?)\\]\"'\\w-]|$))")  # a closing quotation mark whose third byte Windows-1252 does not have
_STRAY = re.compile(r"(?<![^\W\d_])Â(?=\s|$)")  # a no-break space whose second byte became a plain one
_CYRILLIC = re.compile("вЂ[\u0402-\u045f“”‘’™“”–—•¦\u00a0-\u00bb]")  # punctuation read as Windows-1251
_MACINTOSH = re.compile("‚Ä[^\x00-\x7f]")  # and as Mac Roman
_CONTROL = re.compile("[\u0080-\u009f]")  # Windows-1252 read as Latin-1
LONGEST = 12  # characters that one may have become: four bytes, encoded wrongly twice

# What a mended character may be: letters of Latin, Greek, Cyrillic, Hebrew and Arabic, punctuation and symbols.
_PLAUSIBLE = re.compile(
    "[\u00a0-\u017f\u0192\u01cd-\u01dc\u0218-\u021b\u02bb-\u02bc\u02c6-\u02dd\u0370-\u03ff\u0400-\u045f\u0490-\u04ff\u05d0-\u05ea"
    "\u0600-\u06ff\u1e00-\u1eff\u2010-\u2044\u2070-\u209f\u20a0-\u20bf\u2100-\u21ff\u2200-\u22ff\u2500-\u27bf\u200b-\u200f\u2000-\u200a"
    "\ufb00-\ufb06\ufeff\ufffd\ufe0f\U0001f1e6-\U0001faff]"
)
_BYTES = {c: bytes([i]) for i in range(0x80, 0x100) for c in (bytes([i]).decode("cp1252", "ignore"),) if c}
_BYTES.update({chr(i): bytes([i]) for i in range(0x80, 0x100) if chr(i) not in _BYTES})


def _decoded(piece: str) -> str | None:
    """The one character that a piece of mojibake stands for, encoded wrongly once or more often."""
    while len(piece) > 1:
        try:
            piece = b"".join(_BYTES[c] for c in piece).decode("utf8")
        except (KeyError, UnicodeDecodeError):
            return None
    return piece


def _in_run(run: str) -> Iterator[tuple[int, int, str]]:
    at = 0
    while at < len(run) - 1:
        for size in range(min(LONGEST, len(run) - at), 1, -1):
            out = _decoded(run[at : at + size])
            if out is not None and _PLAUSIBLE.match(out):
                yield at, at + size, out
                at += size
                break
        else:
            at += 1


def _as(codec: str, piece: str) -> str | None:
    try:
        out = piece.encode(codec).decode("utf8")
    except UnicodeError:
        return None
    return out if len(out) == 1 else None


def mendings(text: str) -> list[tuple[int, int, str]]:
    """(start, end, character meant) of each piece of mojibake, in order, none overlapping.

    >>> mendings("itâ€™s")
    [(2, 5, '’')]
    """
    if text.isascii():
        return []
    out = [(m.start() + a, m.start() + b, c) for m in _RUN.finditer(text) for a, b, c in _in_run(m[0])]
    out += [(m.start(), m.end(), "”") for m in _CUT.finditer(text)]
    out += [(m.start(), m.end(), "") for m in _STRAY.finditer(text)]
    out += [(m.start(), m.end(), c) for m in _CYRILLIC.finditer(text) if (c := _as("cp1251", m[0]))]
    out += [(m.start(), m.end(), c) for m in _MACINTOSH.finditer(text) if (c := _as("mac-roman", m[0]))]
    out += [(m.start(), m.end(), bytes([ord(m[0])]).decode("cp1252", "ignore")) for m in _CONTROL.finditer(text)]
    out.sort(key=lambda edit: (edit[0], -edit[1]))
    kept: list[tuple[int, int, str]] = []
    for edit in out:
        if not kept or edit[0] >= kept[-1][1]:
            kept.append(edit)
    return kept
