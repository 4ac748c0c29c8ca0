"""Quotation marks paired: where each quotation opens and closes, over sentences and paragraphs.

Does not say who speaks, nor whether a quotation is a statement, a title or a scare quote.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate

_PAIRS = {"“": "”", "«": "»", "„": "“”", "‘": "’", "‹": "›"}
_MARK = re.compile("[“”\"«»„‘’]|''|(?<![\\w'])'(?=\\w)|(?<=[\\w.,!?…])'(?!\\w)")
DEEPEST = 50  # marks left open in one paragraph beyond which no more are remembered
_PARAGRAPH = re.compile(r"(?<!\s)\s*\n\s*")


@dataclass(frozen=True, slots=True)
class Quotation:
    """text[start:end] with its marks. inner: it stands inside another. open: no closing mark was found."""

    start: int
    end: int
    inner: bool = False
    open: bool = False

    def words(self, text: str) -> int:
        """How many words it holds."""
        return len(text[self.start : self.end].split())


def _opens(text: str, at: int, width: int) -> bool:
    """Does the straight mark at `at` open rather than close, judged by what stands beside it?"""
    before = text[at - 1] if at else " "
    after = text[at + width] if at + width < len(text) else " "
    if after.isspace() or after in ",.;:!?)":
        return False
    return before.isspace() or before in "([{—–-“‘/…:" or (before in "\"'" and not after.isspace())


def quotations(text: str) -> list[Quotation]:
    """All quotations of a text in order of their start; apostrophes are none.

    A mark that opens each of several paragraphs and is closed in the last makes one quotation of them all.

    >>> [(q.start, q.end) for q in quotations('He said "no". “Go,” she said.')]
    [(8, 12), (14, 19)]
    """
    out: list[Quotation] = []
    start = 0
    carried: int | None = None  # where a quotation began that an earlier paragraph left open
    for end in [m.start() for m in _PARAGRAPH.finditer(text)] + [len(text)]:
        while start < end and text[start].isspace():
            start += 1
        if start >= end:
            continue
        found, left = _paragraph(text, start, end)
        if carried is not None:
            first = next((q for q in found if q.start == start), None)
            if left == start:  # this paragraph is opened and left open again
                start = end
                continue
            if first is not None:
                found.remove(first)
                out.append(Quotation(carried, first.end))
            else:
                out.append(Quotation(carried, _end(text, carried), open=True))
            carried = None
        out += found
        if left is not None:
            carried = left
        start = end
    if carried is not None:
        out.append(Quotation(carried, _end(text, carried), open=True))
    return sorted(out, key=lambda q: (q.start, -q.end))


def _end(text: str, start: int) -> int:
    """The end of the paragraph in which `start` lies."""
    m = _PARAGRAPH.search(text, start)
    return m.start() if m else len(text)


def _paragraph(text: str, start: int, end: int) -> tuple[list[Quotation], int | None]:
    """The quotations closed in one paragraph, and where one opens that is not."""
    out: list[Quotation] = []
    stack: list[tuple[int, str]] = []
    kept: dict[str, _Ahead] = {}

    def ahead(mark: str) -> _Ahead:
        return kept.setdefault(mark, kept.get(mark) or _Ahead(text, start, end, mark))

    for m in _MARK.finditer(text, start, end):
        mark, at = m[0], m.start()
        top = stack[-1][1] if stack else ""
        if len(stack) > DEEPEST:
            del stack[1]
        if mark in ("“", "«", "„", "‘") and not (mark == "“" and top == "„"):
            stack.append((at, mark))
        elif mark in ("”", "»", "’") or (mark == "“" and top == "„"):
            after = text[at + 1 : at + 2]
            if mark == "’" and (after.isalnum() or "‘" not in [s[1] for s in stack]):
                continue  # an apostrophe
            for depth in range(len(stack) - 1, -1, -1):
                if mark in _PAIRS.get(stack[depth][1], "") or (mark == "”" and stack[depth][1] == '"'):
                    out.append(Quotation(stack[depth][0], m.end(), inner=depth > 0))
                    del stack[depth:]
                    break
        elif mark == "'":
            opens = _opens(text, at, 1)
            if opens and (not stack or top != "'"):
                stack.append((at, mark))
            elif not opens and top == "'":
                out.append(Quotation(stack[-1][0], m.end(), inner=len(stack) > 1))
                stack.pop()
        else:  # a straight double mark
            opens = _opens(text, at, len(mark))
            if top == "'" and any(s[1] == mark for s in stack):  # what seemed a single quotation was an apostrophe
                while stack and stack[-1][1] == "'":
                    stack.pop()
                top = stack[-1][1] if stack else ""
            if top == mark and not opens:
                out.append(Quotation(stack[-1][0], m.end(), inner=len(stack) > 1))
                stack.pop()
            elif top == mark and opens and ahead(mark).marks(at) >= 3 and ahead(mark).closes_twice(m.end()):
                stack.append((at, mark))  # a quotation inside a quotation with the same marks
            elif top == mark:
                out.append(Quotation(stack[-1][0], m.end(), inner=len(stack) > 1))
                stack.pop()
            elif opens or not stack:
                if opens:
                    stack.append((at, mark))
            elif top == "“":
                out.append(Quotation(stack[-1][0], m.end(), inner=len(stack) > 1))
                stack.pop()
    doubles = [s for s in stack if s[1] != "'" and s[1] != "‘"]
    return out, doubles[0][0] if doubles else None


class _Ahead:
    """How many marks of one kind in a paragraph stand, open and close from a place on."""

    def __init__(self, text: str, start: int, end: int, mark: str) -> None:
        self._at: list[int] = []
        at = text.find(mark, start, end)
        while at != -1:
            self._at.append(at)
            at = text.find(mark, at + len(mark), end)
        turns = (-1 if _opens(text, at, len(mark)) else 1 for at in reversed(self._at))
        self._closing = [0, *accumulate(turns)]  # more that close than that open among the last 0, 1, 2 …

    def marks(self, start: int) -> int:
        """Those from `start` on."""
        return len(self._at) - bisect_left(self._at, start)

    def closes_twice(self, start: int) -> bool:
        """Do two more close than open from `start` on?"""
        return self._closing[self.marks(start)] > 1
