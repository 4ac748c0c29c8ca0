"""Words that end in a full stop without ending a sentence: language/abbreviations.yml."""

from __future__ import annotations

from functools import cache
from typing import Literal

from msgspec import Struct

from tocsin.knowledge.loading import HERE, entries


class _Group(Struct, frozen=True, forbid_unknown_fields=True):
    id: Literal["title", "number", "either"]
    words: list[str]


@cache
def abbreviations() -> dict[str, str]:
    """Word without its last full stop, in the case of the file and in lower case → title | number | either."""
    out: dict[str, str] = {}
    for group in entries(HERE / "language" / "abbreviations.yml", _Group):
        out.update(dict.fromkeys(group.words, group.id))
    return out
