"""What a search found: a citation, and the words in their surroundings."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from tocsin.records import Document, Statement
from tocsin.show.one import citation, dated
from tocsin.show.terminal import around, faint, one_line

if TYPE_CHECKING:
    from tocsin.pipeline import Hit

WIDTH = 220  # characters of a text that are shown around what was found


def told(hit: Hit) -> str:
    """A hit in two lines: where it stands, and what stands there."""
    if isinstance(hit.record, Statement):
        said, speaker = hit.record, hit.record.speaker
        who = one_line(speaker.name) if speaker else "somebody not named"
        words = " … ".join(one_line(part.quote) for part in said.content)
        heading = f"{said.id}  {citation(hit.document, said.span.start, said.span.end)}  {dated(hit.document)}"
        return f"{faint(heading)}\n  {who} ({said.act}): {words}"
    start, end = window(hit.document, hit.found)
    first = next(((a, b) for a, b in hit.found if a >= start), (start, end))
    heading = f"{hit.document.id}  {citation(hit.document, *first)}  {dated(hit.document)}"
    return f"{faint(heading)}\n  {around(hit.document.text, hit.found, start, end)}"


def window(document: Document, found: list[tuple[int, int]]) -> tuple[int, int]:
    """The stretch of the text that holds most of what was found, its ends between words; the beginning where only the title was."""
    text = document.text
    if not found:
        return 0, _between(text, min(len(text), WIDTH), 1)
    starts = [a for a, _ in found]
    best = max(range(len(starts)), key=lambda n: (bisect_left(starts, starts[n] + WIDTH - 60) - n, -n))
    start = max(0, starts[best] - 60)
    end = max(min(len(text), start + WIDTH), found[best][1])
    return _between(text, start, -1), _between(text, end, 1)


def _between(text: str, at: int, step: int) -> int:
    """The nearest offset in that direction at which no word is cut, within 30 characters."""
    for moved in range(30):
        here = at + moved * step
        if here <= 0 or here >= len(text) or text[here - 1].isspace() or text[here].isspace():
            return max(0, min(len(text), here))
    return at
