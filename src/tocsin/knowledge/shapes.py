"""Word lists by which the shape of a name is judged (language/naming.yml)."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from tocsin.knowledge.loading import HERE, entries


class Shape(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """words: parted by spaces, or `phrases`, one a line. sector: what an organisation is whose name has such a word."""

    id: str
    means: str
    words: str = ""
    phrases: list[str] = []
    sector: str | None = None


@cache
def _all() -> dict[str, Shape]:
    return {s.id: s for s in entries(HERE / "language" / "naming.yml", Shape)}


@cache
def words(id: str) -> frozenset[str]:
    """The words and phrases of one list. Raises KeyError where there is no such list."""
    shape = _all()[id]
    return frozenset([*shape.words.split(), *shape.phrases])


def pattern(id: str) -> str:
    """The alternatives of one list as a regular expression, the longest first; the phrases are expressions themselves."""
    shape = _all()[id]
    return "|".join(sorted([*shape.words.split(), *shape.phrases], key=len, reverse=True))


@cache
def sectors() -> dict[str, str | None]:
    """Last word of an organisation's name → sector, None where it tells none."""
    return {w: s.sector for id, s in _all().items() if id.startswith("organisation") for w in s.words.split()}
