"""Happenings whose day is known, as people write of them: the shape of knowledge/calendar/, and the matcher over their phrases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct

from tocsin.errors import KnowledgeError
from tocsin.knowledge.loading import HERE, load

Manner = Literal["told", "since", "coming", "feared"]
MANNERS: tuple[Manner, ...] = ("told", "since", "coming", "feared")


class Happening(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Something that happened once. day, until: its first and last day (until None: one day only).

    Phrases in lower case with straight apostrophes; {a|b|} stands for any of the alternatives.
    beside: words of which one must stand in the text too, letter case included.
    told: said only of what has happened. since: names it, but only with "since", "after" and the like has it happened.
    coming: fixed long before, so that it may also be said to lie ahead. feared: said only while it had not happened yet.
    """

    name: str
    day: date
    until: date | None = None
    told: list[str] = []
    since: list[str] = []
    coming: list[str] = []
    feared: list[str] = []
    beside: list[str] = []

    @property
    def last(self) -> date:
        """Its last day."""
        return self.until or self.day


class Window(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words that are said only in certain times. windows: first and last day of each."""

    name: str
    windows: list[tuple[date, date]]
    phrases: list[str]


@dataclass(frozen=True, slots=True)
class Happenings:
    """senses: one a phrase of the automaton, in its order."""

    entries: tuple[Happening, ...]
    windows: tuple[Window, ...]
    senses: tuple[tuple[Happening, Manner] | tuple[Window, None], ...]
    automaton: Any

    def found(self, text: str) -> Iterator[tuple[int, int, Happening, Manner] | tuple[int, int, Window, None]]:
        """(start, end, happening, manner) of each phrase in `text`, whole words only, the longest where several begin together."""
        low = text.lower().translate(_PLAIN)
        if len(low) != len(text):  # a letter whose small form is longer
            low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text).translate(_PLAIN)
        for start, end, number in self.automaton.find(low):
            if not low[max(0, start - 1) : start].isalnum() and not low[end : end + 1].isalnum():
                yield start, end, *self.senses[number]


_PLAIN = str.maketrans({"’": "'", "‘": "'", "–": "-", "—": "-", "‑": "-", "\n": " "})
_CHOICE = re.compile(r"\{([^{}]*)\}")


def phrases(pattern: str) -> list[str]:
    """Every phrase that a pattern stands for; choices may hold choices.

    >>> phrases("{the |}fall of kabul")
    ['the fall of kabul', 'fall of kabul']
    """
    m = _CHOICE.search(pattern)  # an innermost one
    if m is None:
        return [pattern]
    return [p for choice in m[1].split("|") for p in phrases(pattern[: m.start()] + choice + pattern[m.end() :])]


@cache
def happenings(roots: tuple[Path, ...] = (HERE,)) -> Happenings:
    """All happenings; an entry of a later root replaces the one of the same name. Raises KnowledgeError for turned days."""
    import daachorse

    entries = {h.name: h for h in load("calendar/once", Happening, roots)}
    windows = {w.name: w for w in load("calendar/windows", Window, roots)}
    senses: dict[str, tuple[Happening, Manner] | tuple[Window, None]] = {}
    for h in entries.values():
        if h.last < h.day:
            raise KnowledgeError(f"calendar: {h.name} ends before it begins")
        for manner in MANNERS:
            for pattern in getattr(h, manner):
                for phrase in phrases(pattern):
                    senses.setdefault(phrase, (h, manner))
    for w in windows.values():
        for pattern in w.phrases:
            for phrase in phrases(pattern):
                senses[phrase] = (w, None)
    automaton = daachorse.CharwiseDoubleArrayAhoCorasick(list(senses), daachorse.MATCH_KIND_LEFTMOST_LONGEST)
    return Happenings(tuple(entries.values()), tuple(windows.values()), tuple(senses.values()), automaton)
