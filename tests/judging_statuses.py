"""Judging what is told of a deed: type, status and actor of the events over some words of a passage."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from reading_events import deeds
from tocsin.understand.finds import Deed

FOLDER = Path(__file__).parent / "understand" / "statuses"
DAY = date(2024, 5, 6)
_PEERS = {"CONSULT", "AGREE", "COOPERATE"}


def passages(name: str) -> Iterator[tuple[str, str]]:
    """(text, what it tells) of a file: `TYPES statuses ACTORS / … | words`; any of the alternatives will do.

    ACTORS: codes of countries or bodies, any of them; `-`: not asked; `0`: nobody with a country.
    """
    for entry in yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf8")):
        for told in entry["tells"]:
            yield entry["text"], told


def holds(text: str, told: str) -> bool:
    """Does one event that shares a character with the words agree with one alternative in type, status and actor?"""
    alternatives, needle = told.split(" | ")
    at = text.index(needle)
    over = [d for d in deeds(text, DAY) if d.start < at + len(needle) and at < d.end]
    return any(_meets(d, *alternative.split()) for d in over for alternative in alternatives.split(" / "))


def _meets(deed: Deed, types: str, statuses: str, actors: str) -> bool:
    if deed.type not in types.split(",") or deed.status not in statuses.split(","):
        return False
    sides = (*deed.actor, *deed.recipient) if deed.type in _PEERS else deed.actor
    if actors == "0":
        return not any(p.country for p in deed.actor)
    wanted = set(actors.split(","))
    return "-" in wanted or any({p.country, p.name, (p.entity or "").rpartition("/")[2].upper()} & wanted for p in sides)


@cache
def share(name: str) -> float:
    """The share of what a file tells that is read so."""
    found = [holds(text, told) for text, told in passages(name)]
    return sum(found) / len(found)
