"""Clean text with the way back: furniture out, mojibake and misread letters mended, broken words joined, white space plain."""

from __future__ import annotations

import html
import re
from array import array
from collections.abc import Iterable

from tocsin.understand import scanning
from tocsin.understand.mojibake import mendings

_BROKEN = re.compile(r"(?<=[a-z])-[ \t]*\r?\n[ \t]*(?=[a-z])")  # "de-\nnounced"
_DROPPED = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000\t\x0b\x0c]")
_BLANK = re.compile(r"\s{200,}")  # white space without end, through which every search for its end would walk from each character
_ENTITY = re.compile(r"&(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,5}|[a-zA-Z]{2,8}\d?);")


def cleaned(text: str, cut: Iterable[tuple[int, int]]) -> tuple[str, array[int], dict[int, int]]:
    """(clean text, starts, widths): starts[i] is the offset in `text` of clean character i, starts[-1] is len(text), never falling.

    cut: spans of `text` to leave out; each leaves a paragraph break behind.
    widths: how many characters of `text` a clean character stands for, where that is not one.

    >>> cleaned("itâ€™s de-\\nnounced", [])[0]
    'it’s denounced'
    """
    edits: list[tuple[int, int, str]] = [(a, b, "\n\n") for a, b in cut]
    edits += [(a, b, _DROPPED.sub("", c)) for a, b, c in mendings(text)]
    edits += scanning.mendings(text)
    edits += [(m.start(), m.end(), "") for m in _BROKEN.finditer(text)]
    edits += [(m.start() + 100, m.end(), "\n\n" if "\n" in m[0] else "") for m in _BLANK.finditer(text)]
    if not text.isascii():
        edits += [(m.start(), m.end(), "") for m in _DROPPED.finditer(text)]
    if "&" in text:
        edits += [(m.start(), m.end(), c) for m in _ENTITY.finditer(text) if len(c := html.unescape(m[0])) == 1]
    edits.sort(key=lambda edit: (edit[0], -edit[1]))
    parts: list[str] = []
    starts: array[int] = array("l")
    widths: dict[int, int] = {}
    at = 0
    for a, b, new in edits:
        if a < at:  # inside what was cut already
            if b > at and new == "\n\n":
                at = b
            continue
        parts.append(text[at:a])
        starts.extend(range(at, a))
        if len(new) == 1 and b - a > 1:
            widths[len(starts)] = b - a
        parts.append(new)
        starts.extend([a] * len(new))
        at = b
    parts.append(text[at:])
    starts.extend(range(at, len(text) + 1))
    return _SPACES.sub(" ", "".join(parts)), starts, widths
