"""Text of strangers on a terminal: no control characters reach it, colour only where it is wanted."""

from __future__ import annotations

import os
import sys
from typing import TextIO

_CONTROL = dict.fromkeys(n for n in (*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)) if n not in (9, 10))


def coloured(stream: TextIO | None = None) -> bool:
    """Does the stream go to a terminal whose owner has not asked for plain text (NO_COLOR, TERM=dumb)."""
    stream = sys.stdout if stream is None else stream
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def clean(text: str) -> str:
    """Without the characters that could steer a terminal.

    >>> clean("a\\x1b[31mb")
    'a[31mb'
    """
    return text.translate(_CONTROL)


def one_line(text: str) -> str:
    """Clean, and every run of white space one blank.

    >>> one_line(" a\\n  b ")
    'a b'
    """
    return " ".join(clean(text).split())


def marked(text: str) -> str:
    """Words that the eye should fall on: bold on a terminal, else in white brackets.

    >>> marked("crossed")
    '⟦crossed⟧'
    """
    return f"\x1b[1;7m{text}\x1b[0m" if coloured() else f"⟦{text}⟧"


def faint(text: str) -> str:
    """Words of less weight."""
    return f"\x1b[2m{text}\x1b[0m" if coloured() else text


def around(text: str, places: list[tuple[int, int]], start: int, end: int) -> str:
    """text[start:end] on one line with `places` ([start, end) of the text, in order) marked, dots where it is cut."""
    parts = ["… " if text[:start].strip() else ""]
    at = start
    for a, b in places:
        if a < at or b > end:
            continue
        parts += [text[at:a], "\0", text[a:b], "\1"]
        at = b
    parts.append(text[at:end])
    parts.append(" …" if text[end:].strip() else "")
    joined = " ".join("".join(parts).split())
    pieces: list[str] = []
    for piece in joined.split("\0"):
        inside, mark, after = piece.rpartition("\1")
        pieces.append((marked(clean(inside)) if mark else "") + clean(after))
    return "".join(pieces)
