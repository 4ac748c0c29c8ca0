"""Which office a general word for a chief or a voice means, by whose it is (language/chiefs.yml)."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from tocsin.knowledge.loading import HERE, entries
from tocsin.knowledge.world import Entity

_STATE = re.compile(r"org/([a-z]{3})-(?=.)")


class Chief(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The offices that a word stands for beside an organisation."""

    whose: str
    role: str
    offices: list[str]
    prefix: str | None = None


@cache
def _chiefs() -> tuple[Chief, ...]:
    return tuple(entries(HERE / "language" / "chiefs.yml", Chief))


def offices(whose: Entity, role: str) -> list[str]:
    """The offices to look up for "<whose> <role>", the likeliest first.

    >>> offices(Entity("org/nato", "organisation", "organization", "NATO", "NATO"), "head")[:2]
    ['NATO/head', 'NATO/secretary-general']
    """
    own = whose.id.rpartition("/")[2].upper()
    state = _STATE.match(whose.id)
    if whose.family == "state":  # one that is claimed has offices of its own
        return [f"{own}/{role}"]
    home = state[1].upper() if state and whose.country == state[1].upper() else None
    out = [f"{own}/{role}"]
    for chief in _chiefs():
        if chief.role == role and chief.whose and own.lower().endswith(chief.whose):
            out += [f"{chief.prefix or home or own}/{office}" for office in chief.offices]
    if whose.family in ("organisation", "body"):
        out += [f"{own}/{office}" for c in _chiefs() if c.role == role and not c.whose for office in c.offices]
    return list(dict.fromkeys(out))
