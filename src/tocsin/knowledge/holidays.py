"""Days with a name: language/holidays.yml."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from tocsin.knowledge.loading import HERE, entries


class Holiday(Struct, frozen=True, forbid_unknown_fields=True):
    """day: (month, day). nth: (month, weekday from Monday 0, n; -1 the last). easter: days after Easter Sunday. One of them is given."""

    names: list[str]
    day: tuple[int, int] | None = None
    nth: tuple[int, int, int] | None = None
    easter: int | None = None


@cache
def holidays() -> dict[str, Holiday]:
    """Name in lower case → the holiday."""
    return {name.lower(): h for h in entries(HERE / "language" / "holidays.yml", Holiday) for name in h.names}
