"""Plain lists of words for the rules of understanding: language/<name>.yml."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from msgspec import Struct

from tocsin.knowledge.loading import HERE, entries


class _List(Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    words: list[str]


@cache
def wordlists(name: str) -> dict[str, tuple[str, ...]]:
    """The lists of one file by their id, in the order and letter case of the file."""
    return {row.id: tuple(row.words) for row in entries(HERE / "language" / f"{name}.yml", _List)}


def either(words: Iterable[str]) -> str:
    """A regular expression for any of these words, the longest first, white space between parts as `\\s`."""
    return "|".join(re.escape(w).replace(r"\ ", r"\s") for w in sorted(words, key=len, reverse=True))
