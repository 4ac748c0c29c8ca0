"""Names by their sound: what may be meant by words that sound like it, looked up country by country.

A voice is one name of one entity with its sounds. Those of a country are gathered when it is first asked for: persons, armed groups
and bodies, states, regions and settlements of the knowledge base, then what the gazetteer has beyond. Two voices are compared only
where their skeletons of consonants differ by one class at most.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import extract

from tocsin.knowledge.folding import fold
from tocsin.knowledge.frequencies import RARE, share
from tocsin.knowledge.gazetteer import Gazetteer
from tocsin.knowledge.names import Names
from tocsin.knowledge.phones import nearness, phones, skeleton, weight
from tocsin.knowledge.world import Entity

ALIKE = 0.4  # share of sounds alike below which no closer look is taken
SETTLEMENT = 5_000  # people of the smallest settlement that is listened for
MOST = 800  # settlements of one country
CITY = 400_000  # people of a city known over the world
SHORTEST = 1.3  # weight of the sounds of a name below which nothing is told by them
_CHIEF = re.compile(
    r"/(?:president|prime-minister|foreign-minister|defence-minister|supreme-leader|chancellor|monarch|head-of-state"
    r"|secretary-general|director-general|high-representative|commission-president|council-president|chief-of-general-staff)$"
)
_KNOWN = frozenset({"REB", "UAF", "MIL", "SPY", "IGO", "PTY", "PRM"})  # sectors of organisations that speech names
_PARTICLE = re.compile(r"^(?:al|el|ul|as|an|ash|ad|ar|at|az)[ -](?=\w{3})", re.I)


class Voice(NamedTuple):
    """A name as it sounds."""

    entity: Entity
    name: str
    sounds: str


Index = dict[str, tuple[list[Voice], list[str]]]
"""Skeleton → voices, and their sounds in step."""


def _less(bones: str) -> Iterator[str]:
    """A skeleton, and it with one class left out."""
    yield bones
    if len(bones) > 2:
        for k in range(len(bones)):
            if k == 0 or bones[k] != bones[k - 1]:
                yield bones[:k] + bones[k + 1 :]


def _into(index: Index, voices: Iterable[Voice]) -> Index:
    for v in voices:
        for bones in set(_less(skeleton(v.sounds))):
            voices, spelt = index.setdefault(bones, ([], []))
            voices.append(v)
            spelt.append(v.sounds)
    return index


class Ear:
    """Looks names up by sound."""

    def __init__(self, names: Names, gazetteer: Gazetteer) -> None:
        self._names, self._gazetteer = names, gazetteer
        self._of: dict[tuple[str, bool], list[Voice]] = {}
        self._indices: dict[tuple[frozenset[str], frozenset[str]], Index] = {}
        self._world: Index | None = None

    def sounding(self, sounds: str, countries: frozenset[str], beside: frozenset[str], least: float) -> dict[str, tuple[float, Voice]]:
        """Entity → how near and by which of its names: of these countries, the chief ones of those beside, and what all the world names."""
        index = self._index(countries, beside)
        world = self._all()
        out: dict[str, tuple[float, Voice]] = {}
        if weight(sounds) < SHORTEST:
            return out
        for bones in set(_less(skeleton(sounds))):
            for among in (index, world):
                if bones in among:
                    voices, spelt = among[bones]
                    for _, _, k in extract(sounds, spelt, scorer=Levenshtein.normalized_similarity, score_cutoff=ALIKE, limit=40):
                        score = nearness(sounds, spelt[k])
                        if score >= least and score > out.get(voices[k].entity.id, (0.0, None))[0]:
                            out[voices[k].entity.id] = (score, voices[k])
        return out

    def _index(self, countries: frozenset[str], beside: frozenset[str]) -> Index:
        key = (countries, beside)
        if key not in self._indices:
            if len(self._indices) > 8:
                self._indices.clear()
            near = (v for c in sorted(countries) for v in self.voices(c))
            self._indices[key] = _into(_into({}, near), (v for c in sorted(beside) for v in self.voices(c, chief=True)))
        return self._indices[key]

    def voices(self, country: str, chief: bool = False) -> list[Voice]:
        """What a country's names sound like; chief: only of persons that held office, regions and cities."""
        if (country, chief) not in self._of:
            seen: set[tuple[str, str]] = set()
            out: list[Voice] = []
            for number, e in self._names.by_country({country}):
                if (
                    (e.family == "person" and (e.holdings or not chief))
                    or e.family in ("region", "state")
                    or (e.family == "city" and e.place and e.place[3] >= (100_000 if chief else 20_000))
                    or (e.family in ("organisation", "body") and e.sector in _KNOWN and not chief)
                ):
                    out += _voices(e, self._spelt(number, e), seen)
            known = {v.entity.place[2] for v in out if v.entity.place}
            for t in () if chief else self._gazetteer.of(country, SETTLEMENT, MOST):
                if t.geonameid is None or t.geonameid not in known:
                    id = f"place/{t.geonameid}" if t.geonameid else f"place/{fold(t.name).strip().replace(' ', '-')}"
                    e = Entity(id, "city" if t.level == "settlement" else "region", "place", t.name, country, None,
                               (t.lat, t.lon, t.geonameid, t.people))  # fmt: skip
                    out += _voices(e, [t.name], seen)
            self._of[country, chief] = out
        return self._of[country, chief]

    def _all(self) -> Index:
        """Chief offices, states, great cities, weapons, and groups and bodies of no one state."""
        if self._world is None:
            seen: set[tuple[str, str]] = set()
            out: list[Voice] = []
            for number, e in enumerate(self._names.entities):
                if (
                    (e.family == "person" and any(_CHIEF.search(h.office) for h in e.holdings))
                    or (e.family == "region" and e.country is None)
                    or e.family in ("state", "weapon")
                    or (e.family == "city" and e.place and e.place[3] >= CITY)
                    or (e.family == "organisation" and e.sector in ("REB", "UAF", "IGO"))
                ):
                    out += _voices(e, self._spelt(number, e) if e.family != "person" else [e.name, e.surname or e.name], seen)
            self._world = _into({}, out)
        return self._world

    def _spelt(self, number: int, e: Entity) -> list[str]:
        """Its names, the diacritics of the chief ones kept."""
        names = [e.name] if e.surname is None else [e.name, e.surname]
        return [*names, *self._names.spellings(number)]


def _voices(e: Entity, names: list[str], seen: set[tuple[str, str]]) -> Iterator[Voice]:
    """A voice for each name that sounds unlike those before; names of weapons that are numbers or words are left out."""
    for spelt in dict.fromkeys(x for name in names for x in (name, _PARTICLE.sub("", name))):
        if e.family == "weapon" and (any(c.isdigit() for c in spelt) or e.id.startswith("weapon/kind-") or share(fold(spelt)) > RARE):
            continue
        sounds = phones(spelt)
        same = e.id, f"{skeleton(sounds)}{len(sounds)}"
        enough = len(skeleton(sounds)) > 1 or len(sounds) > (1 if e.family == "person" else 3)
        if enough and same not in seen:
            seen.add(same)
            yield Voice(e, spelt, sounds)


def chief_on(e: Entity, on: date | None, role: str | None = None) -> bool:
    """Does a person hold one of the chief offices (or the office of `role`) on that day; without a day: ever."""
    return any(
        (h.office.endswith("/" + role) if role else _CHIEF.search(h.office) is not None)
        and (on is None or (h.since <= on and (h.until is None or on <= h.until)))
        for h in e.holdings
    )
