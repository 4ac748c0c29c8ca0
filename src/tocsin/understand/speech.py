"""Whether a text is speech set down: by fillers and short forms, captions, or the want of capitals."""

from __future__ import annotations

import re

from tocsin.knowledge.shapes import pattern

_SPOKEN = re.compile(rf"\b(?:{pattern('spoken')})(?!\w)", re.I)
_LOOSE = re.compile(rf"(?:^|(?<=[.!?] )|(?<=\n))(?:{pattern('speech-openings')})(?!\w)|\b(?:{pattern('short-forms')})(?!\w)")
_CAPTION = re.compile(r"[\[(](?:music|applause|laughter|inaudible|crosstalk)[\])]", re.I)
_FILLERS = frozenset({"um", "uh", "erm", "you know", "i mean", "right, so", "sorry,", "so anyway", "gonna", "yeah"})
_CAPITAL = re.compile(r"\b[A-Z]")
SHORT = 120  # words


def spoken(text: str) -> bool:
    """Does it read like speech set down: fillers and short forms, at least one in 60 words and three (two in a short text), or captions.

    In a short text without quotation marks, a speaker's openings and short forms count with them.
    """
    if _CAPTION.search(text):
        return True
    words = text.count(" ") + 1
    short = words < SHORT
    found = sum(1 + (short and m[0].lower() in _FILLERS) for m in _SPOKEN.finditer(text))
    if short and '"' not in text and "“" not in text:
        found += sum(1 for _ in _LOOSE.finditer(text))
    return found >= (2 if short else 3) and found * 60 >= words


def caseless(text: str) -> bool:
    """Is it written without capitals, as some transcripts are (fewer than one word in 60 has one)."""
    return len(text) > 40 and len(_CAPITAL.findall(text)) * 60 < text.count(" ")
