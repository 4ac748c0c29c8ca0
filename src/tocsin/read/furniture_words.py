"""The words by which pages are told from prose: the lists under knowledge/pages/, compiled once."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Literal

from msgspec import Struct

WEIGHTS = Path(__file__).with_name("furniture_weights.json")
"""What was learned about the measures of lines and words; furniture_weights.md is its model card."""

_WRAP = {
    "anywhere": r"\b(?:{})\b|©",
    "cased": r"\b(?:{})\b|©",
    "start": r"^\W*(?:\d+\s+)?(?:{})(?!\w)",
    "line": r"^\W*(?:{})\W*$",
    "word": r"^(?:{})$",
}


class PageWords(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An entry of knowledge/pages/.

    reach: anywhere (letter case ignored), cased (anywhere, as written), start (of a line), line (all of it), word (a plain list).
    matches: at least two texts in which a pattern is found. leaves: at least two in which none is.
    """

    id: str
    means: str
    reach: Literal["anywhere", "cased", "start", "line", "word"]
    patterns: list[str]
    matches: list[str]
    leaves: list[str]


@cache
def page_words() -> dict[str, PageWords]:
    """All lists by id."""
    from tocsin.knowledge.loading import load

    return {entry.id: entry for entry in load("pages", PageWords)}


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The compiled list."""
    entry = page_words()[name]
    return re.compile(_WRAP[entry.reach].format("|".join(entry.patterns)), 0 if entry.reach == "cased" else re.I)


@cache
def small() -> frozenset[str]:
    """Small words of English, in small letters."""
    return frozenset(page_words()["small"].patterns)
