"""Clean text with the way back: furniture out, mojibake mended, words broken over line ends joined, white space plain."""

from __future__ import annotations

import re
from array import array

# What UTF-8 read as Windows-1252 or Latin-1 looks like; each match is tried as bytes, and kept where it decodes to one character.
_MOJIBAKE = re.compile(r"[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{1,3}")
_BROKEN = re.compile(r"(?<=[a-z])-[ \t]*\r?\n[ \t]*(?=[a-z])")  # "de-\nnounced"
_DROPPED = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000\t\x0b\x0c]")


def _mended(match: re.Match[str]) -> str | None:
    """The character that a run of mojibake stands for, or None where it is none."""
    for codec in ("cp1252", "latin-1"):
        try:
            out = match[0].encode(codec).decode("utf8")
        except UnicodeError:
            continue
        if len(out) == 1:
            return out
    return None


def cleaned(text: str, cut: list[tuple[int, int]]) -> tuple[str, array[int]]:
    """(clean text, starts): starts[i] is the offset in `text` of clean character i; starts[-1] is len(text).

    cut: spans of `text` to leave out; each leaves a paragraph break behind.

    >>> cleaned("itâ€™s de-\\nnounced", [])[0]
    'it’s denounced'
    """
    edits: list[tuple[int, int, str]] = [(a, b, "\n\n") for a, b in cut]
    edits += [(m.start(), m.end(), out) for m in _MOJIBAKE.finditer(text) if (out := _mended(m)) is not None]
    edits += [(m.start(), m.end(), "") for m in _BROKEN.finditer(text)]
    edits += [(m.start(), m.end(), "") for m in _DROPPED.finditer(text)]
    edits.sort()
    parts: list[str] = []
    starts: array[int] = array("l")
    at = 0
    for a, b, new in edits:
        if a < at:  # inside what was cut already
            if b > at and new == "\n\n":
                at = b
            continue
        parts.append(text[at:a])
        starts.extend(range(at, a))
        parts.append(new)
        starts.extend([a] * len(new))
        at = b
    parts.append(text[at:])
    starts.extend(range(at, len(text) + 1))
    return _SPACES.sub(" ", "".join(parts)), starts
