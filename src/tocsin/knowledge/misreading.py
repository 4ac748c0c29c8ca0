"""What a scanner may have misread: the words that others may have been printed as (language/misread.yml)."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from msgspec import Struct

from tocsin.knowledge.loading import HERE, entries

MOST = 2_000  # words tried for one that was misread


class Misread(Struct, frozen=True, forbid_unknown_fields=True):
    """One way of misreading."""

    read: str
    written: str


@cache
def _pairs() -> tuple[re.Pattern[str], dict[str, list[str]]]:
    ways: dict[str, list[str]] = {}
    for pair in entries(HERE / "language" / "misread.yml", Misread):
        ways.setdefault(pair.read, []).append(pair.written)
    return re.compile("(?=(" + "|".join(sorted(map(re.escape, ways), key=len, reverse=True)) + "))"), ways


def _once(word: str) -> list[str]:
    """The word with one place read otherwise."""
    shapes, ways = _pairs()
    out = []
    for m in shapes.finditer(word):
        for read in {m[1], m[1][:1]}:
            out += [word[: m.start()] + w + word[m.start() + len(read) :] for w in ways.get(read, ())]
    return out


def readings(word: str, is_word: Callable[[str], bool], changes: int = 2) -> list[str]:
    """The words that one may have been printed as, with the fewest places changed; changes: at most so many.

    >>> readings("tirne", {"time", "tide"}.__contains__), readings("b0mbed", {"bombed"}.__contains__)
    (['time'], ['bombed'])
    """
    tried, last = {word}, [word]
    for _ in range(changes):
        nexts = [x for w in last for x in _once(w) if x not in tried]
        nexts = list(dict.fromkeys(nexts))[:MOST]
        tried.update(nexts)
        found = [w for w in nexts if is_word(w)]
        if found:
            return found
        last = nexts
    return []
