"""Word lists by which places are told from other names (language/toponyms.yml)."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from tocsin.knowledge.loading import HERE, entries, load


class _List(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    id: str
    means: str
    words: str = ""
    phrases: list[str] = []


@cache
def _all() -> dict[str, _List]:
    return {row.id: row for row in entries(HERE / "language" / "toponyms.yml", _List)}


@cache
def middles() -> dict[str, tuple[float, float]]:
    """Entity of a state, territory or part of the world → the point in its middle (latitude, longitude)."""
    from tocsin.knowledge.schema import Middle

    return {row.entity: (row.lat, row.lon) for row in load("middles", Middle)}


@cache
def words(id: str) -> frozenset[str]:
    """The words and phrases of one list. Raises KeyError where there is no such list."""
    row = _all()[id]
    return frozenset([*row.words.split(), *row.phrases])


def either(id: str) -> str:
    """The alternatives of one list as a regular expression, the longest first."""
    import re

    return "|".join(re.escape(w).replace(r"\ ", r"\s") for w in sorted(words(id), key=lambda w: (-len(w), w)))
