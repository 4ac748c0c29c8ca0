"""Units of measure and money: language/units.yml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from msgspec import Struct

from tocsin.knowledge.loading import HERE, entries

Kind = Literal[
    "share", "money", "length", "area", "volume", "mass", "time", "speed", "energy", "temperature", "frequency", "data", "pressure",
    "radiation", "sound", "count",
]  # fmt: skip


class _Unit(Struct, frozen=True, forbid_unknown_fields=True):
    kind: Kind
    unit: str
    words: list[str] = []
    marks: list[str] = []
    before: list[str] = []


@dataclass(frozen=True, slots=True)
class Units:
    """words: lower-case word or phrase, plurals too; marks and before: as written. Each to the name that records carry."""

    words: dict[str, str]
    marks: dict[str, str]
    before: dict[str, str]
    kinds: dict[str, Kind]


def _plural(word: str) -> str:
    return word[:-1] + "ies" if word.endswith("y") and word[-2] not in "aeiou" else word + "s"


@cache
def units() -> Units:
    """All units."""
    rows = entries(HERE / "language" / "units.yml", _Unit)
    words = {form.lower(): u.unit for u in rows for w in u.words for form in (_plural(w), w)}
    marks = {m: u.unit for u in rows for m in u.marks}
    before = {m: u.unit for u in rows for m in u.before}
    return Units(words, marks, before, {u.unit: u.kind for u in rows})
