"""Names of states and capitals that are also something else, by what stands behind them (language/homonyms.yml)."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from tocsin.knowledge.loading import HERE, entries


class Homonym(Struct, frozen=True, forbid_unknown_fields=True):
    """A name, and an expression of what must not follow it."""

    name: str
    before: str


@cache
def _all() -> dict[str, re.Pattern[str]]:
    return {h.name: re.compile(h.before) for h in entries(HERE / "language" / "homonyms.yml", Homonym)}


def otherwise(name: str, after: str) -> bool:
    """Does what follows a name make it something else ("Turkey sandwich", "Washington Post").

    >>> otherwise("Turkey", " sandwich"), otherwise("Turkey", " said")
    (True, False)
    """
    found = _all().get(name)
    return found is not None and found.match(after) is not None
