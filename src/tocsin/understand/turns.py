"""Turns of a transcript: who is speaking, where the text shows it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

_LABEL = re.compile(
    r"(?m)^(?:>> ?|[\"“])?(?P<who>(?:[A-Z][\w.’'-]+|[A-Z]{2,})(?: (?:[A-Z][\w.’'-]*|de|van|von|der|al|bin|[A-Z]\.)){0,4}"
    r"(?: \([^()\n]{1,40}\))?)(?: \[?\d{1,2}:\d\d(?::\d\d)?\]?)?\s?:\s+(?=\S)"
)
_NOT = frozenset(
    [
        "Duration",
        "Date",
        "Title",
        "Note",
        "Updated",
        "Published",
        "Source",
        "Sources",
        "Photo",
        "Image",
        "Video",
        "Audio",
        "Format",
        "Broadcast",
        "Tags",
        "Category",
        "Author",
        "By",
        "Subject",
        "Re",
        "Also",
        "Read",
        "Related",
        "Topics",
        "Share",
        "Q",
        "A",
        "Location",
        "Time",
        "Where",
        "When",
    ]
)


@dataclass(frozen=True, slots=True)
class Turn:
    """text[start:end] is spoken by text[who[0]:who[1]]."""

    start: int
    end: int
    who: tuple[int, int]


class Turns:
    """The turns of a text, if at least three are labelled and one label comes back; else none."""

    def __init__(self, text: str) -> None:
        found = [m for m in _LABEL.finditer(text) if m["who"].split()[0] not in _NOT]
        labels = [m["who"] for m in found]
        if len(labels) < 3 or len(set(labels)) > max(2, len(labels) * 0.7):
            found = []
        self.turns = [Turn(m.end(), found[k + 1].start() if k + 1 < len(found) else len(text), m.span("who")) for k, m in enumerate(found)]
        self._starts = [t.start for t in self.turns]

    def at(self, offset: int) -> Turn | None:
        """The turn in which an offset lies."""
        k = bisect_right(self._starts, offset) - 1
        return self.turns[k] if k >= 0 else None
