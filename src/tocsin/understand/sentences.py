"""Sentences, by rule: quotations and brackets kept whole, abbreviations known, lines and blank lines respected."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sentence:
    """Offsets of the page; `paragraph` counts from 0."""

    start: int
    end: int
    paragraph: int


_BREAK = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9])|\s*\n\s*\n\s*|\s*\n\s*")


def sentences(text: str) -> list[Sentence]:
    """The sentences of a clean text, in order; together they cover all of it but white space."""
    out: list[Sentence] = []
    start, paragraph = 0, 0
    for m in _BREAK.finditer(text):
        end = m.start() + len(m[0].rstrip())
        if text[start:end].strip():
            out.append(Sentence(start + len(text[start:end]) - len(text[start:end].lstrip()), end, paragraph))
        paragraph += "\n" in m[0]
        start = m.end()
    if text[start:].strip():
        out.append(Sentence(start, start + len(text[start:].rstrip()), paragraph))
    return out
