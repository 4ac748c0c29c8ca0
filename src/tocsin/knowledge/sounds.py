"""Names as machines mishear them: a key of the sound, and how near two spellings are to the ear.

Similarity proposes; who takes a candidate must have support from the context (role, country, day).
"""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import JaroWinkler
from rapidfuzz.fuzz import ratio

from tocsin.knowledge.folding import fold

_RULES = [
    (re.compile(p), r)
    for p, r in (
        (r"tsh|tch|tsch|ch|sh|sch|zh|cz|tz|ts|dj|j", "s"), (r"ph|v|w", "f"), (r"gh|kh|ck|q|g|x", "k"),
        (r"c(?=[eiy])", "s"), (r"c", "k"), (r"z", "s"),
        (r"th|d", "t"), (r"b", "p"), (r"h", ""), (r"(.)\1+", r"\1"),
        (r"(?<=.)[aeiouy]+", ""), (r"^[aeiouy]+", "a"),
    )
]  # fmt: skip


@lru_cache(maxsize=100_000)
def plain(name: str) -> str:
    """A name without signs, spaces and particles of Arabic names.

    >>> plain("Bel Gaudaud"), plain("al-Burhan")
    ('belgaudaud', 'burhan')
    """
    return re.sub(r"^(?:al|el|ul) |\s", "", fold(name).strip())


@lru_cache(maxsize=100_000)
def key(name: str) -> str:
    """The consonants as they sound, vowels left out but for a leading one.

    >>> key("Bellosov") == key("Belousov"), key("Cagammy") == key("Kagame")
    (True, True)
    """
    out = plain(name)
    for pattern, by in _RULES:
        out = pattern.sub(by, out)
    return out


def similarity(heard: str, name: str) -> float:
    """How near two names are, 0..1: half spelling, half sound.

    >>> similarity("Bel Gaudaud", "Belgorod") > 0.75 > similarity("Lincoln", "Blinken") > similarity("Lincoln", "Putin")
    True
    """
    a, b = plain(heard), plain(name)
    if not a or not b:
        return 0.0
    spelled = max(ratio(a, b) / 100, JaroWinkler.similarity(a, b) * 0.9)
    ka, kb = key(heard), key(name)
    sounded = ratio(ka, kb) / 100 if min(len(ka), len(kb)) > 1 else 0.5 * (ka == kb)
    return 0.5 * spelled + 0.5 * sounded
