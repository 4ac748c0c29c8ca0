"""Names that a machine misheard or a writer misspelt, taken for the known one only where role, country, place or day speak for it.

Everywhere: persons that the words beside them give an office ("defence minister Bellosov"). In speech set down also loose words
(`heard.py`), and names of others that a statesman's was heard as ("Lincoln").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from tocsin.knowledge.folding import fold
from tocsin.knowledge.hearing import Ear
from tocsin.knowledge.names import of_then
from tocsin.knowledge.shapes import pattern
from tocsin.knowledge.sounds import key, similarity
from tocsin.knowledge.world import Entity
from tocsin.understand.finds import Name
from tocsin.understand.heard import heard
from tocsin.understand.scene import Scene

TOLD = 0.62  # how near a name must be where the words beside it tell of its office
SUPPORTED = 0.76  # … where a title stands before it and the document tells of the country
OFFICIAL = 0.80  # … where it held the office then, of a state that the document does not tell of
MARGIN = 0.05  # by how much the best must lead
FEW, MANY = 6, 14  # countries looked among
YEARS = 5 * 366  # days that an office may lie back
Pool = list[tuple[Entity, str]]
Roles = dict[int, tuple[str | None, str | None]]
"""Start of a person's name → (country, role) that the words before it tell."""


def misheard(scene: Scene, names: list[Name], transcript: bool, roles: Roles, ear: Callable[[], Ear]) -> list[Name]:
    """The names, unknown persons made known where their sound and the context agree; in transcripts also names in loose words."""
    unknown = [n for n in names if _open(n) and (transcript or n.start in roles)]
    if not unknown and not transcript:
        return names
    pool = _pool(scene, names, transcript)
    people: dict[str, Pool] = {}
    for e, name in pool:
        if k := key(name):
            people.setdefault(k[0], []).append((e, name))
    out = []
    known: dict[str, Name] = {}
    for n in names:
        text = scene.text[n.start : n.end]
        if _open(n) and (transcript or n.start in roles):
            told = roles.get(n.start)
            n = (
                _person(scene, n, people.get(key(text)[:1], []), told, transcript)
                or (_official(scene, n, told[1]) if told and told[1] and not told[0] else None)
                or n
            )
            if n.entity is not None:
                known.setdefault(text, n)
        out.append(n)
    out = [replace(h, start=n.start, end=n.end) if _open(n) and (h := known.get(scene.text[n.start : n.end])) else n for n in out]
    if not transcript:
        return out
    return heard(scene, _taken_for_others(scene, out, pool), ear())


def _open(n: Name) -> bool:
    return n.kind == "person" and n.entity is None and not n.candidates


def _pool(scene: Scene, names: list[Name], transcript: bool) -> Pool:
    """Persons of the countries that the document tells of, each with the names to compare."""
    out: Pool = []
    told = Counter(n.country for n in names if n.country and len(n.country) == 3)
    for number, e in scene.names.by_country({c for c, _ in told.most_common(MANY if transcript else FEW)}):
        if e.family == "person" and e.surname and _of_the_time(scene, e):
            also = scene.names.spellings(number) if transcript else ()
            out += [(e, name) for name in dict.fromkeys([fold(e.surname), fold(e.name), *also])]
    return out


def _of_the_time(scene: Scene, e: Entity) -> bool:
    """Did the person hold an office on the day or in the years before (without a day, or without any office: yes)."""
    day = scene.day or scene.hint
    if e.years and not of_then(e, day):
        return False
    return day is None or not e.holdings or any(h.since <= day and (day - (h.until or day)).days < YEARS for h in e.holdings)


def _likeness(text: str, name: str) -> float:
    """How near; of names of several words on both sides the surnames must be near by themselves."""
    first, _, rest = text.partition(" ")
    given, _, surname = name.partition(" ")
    whole = similarity(text, name)
    if rest and surname and similarity(first, given) > 0.7:
        return min(whole, 0.12 + similarity(rest, surname))
    return whole


def _person(scene: Scene, n: Name, pool: Pool, told: tuple[str | None, str | None] | None, transcript: bool) -> Name | None:
    text = scene.text[n.start : n.end]
    country, role = told or (None, None)
    ranked: dict[str, tuple[float, Entity]] = {}
    for e, name in pool:
        if country and e.country != country:
            continue
        office = role is not None and _held(scene, e, role)
        if (" " in text) != (" " in name) and not ((transcript or office) and " " in text and key(text) == key(name)):
            continue
        score = _likeness(text, name)
        floor = TOLD if office else SUPPORTED if transcript else 0.84
        if score >= floor and score > ranked.get(e.id, (0.0, e))[0]:
            ranked[e.id] = (score + (0.1 if office else 0.0), e)
    return _best(n, sorted(ranked.values(), key=lambda r: -r[0]))


def _official(scene: Scene, n: Name, role: str) -> Name | None:
    """Who held the office on that day, of whichever state, by whole name: "Secretary of State Antony Blinkin"."""
    text = scene.text[n.start : n.end]
    if " " not in text or scene.day is None:
        return None
    ranked = [(score, e) for e in scene.names.officials(role, scene.day) if (score := _likeness(text, fold(e.name))) >= OFFICIAL]
    return _best(n, sorted(ranked, key=lambda r: -r[0]))


def _held(scene: Scene, e: Entity, role: str) -> bool:
    day: date | None = scene.day
    return any(
        h.office.endswith("/" + role) and (day is None or (h.since <= day and (h.until is None or day <= h.until))) for h in e.holdings
    )


def _best(n: Name, ranked: list[tuple[float, Entity]]) -> Name | None:
    """The first of them where it leads clearly, else all as candidates."""
    if not ranked:
        return None
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < MARGIN:
        return replace(n, candidates=tuple(e.id for _, e in ranked[:5]))
    e = ranked[0][1]
    return replace(n, kind=e.kind, name=e.name, entity=e.id, country=e.country, sector=e.sector, candidates=())


_STATESMEN = re.compile(r"/(?:president|prime-minister|foreign-minister|defence-minister|head-of-state|supreme-leader|chancellor)$")
_STATECRAFT = re.compile(rf"\b(?:{pattern('statecraft')})\b", re.I)


def _taken_for_others(scene: Scene, names: list[Name], pool: Pool) -> list[Name]:
    """Small towns and strangers whose name a statesman's was heard as: his where his country and statecraft stand in the same sentence."""
    rulers = [(e, name) for e, name in pool if " " not in name and any(_STATESMEN.search(h.office) for h in e.holdings)]
    out = []
    for n in names:
        text = scene.text[n.start : n.end]
        if " " not in text and len(text) > 4 and ((n.kind == "place" and (n.entity or "").startswith("place/")) or _open(n)):
            low, high = scene.text.rfind(". ", 0, n.start) + 1, scene.text.find(". ", n.end)
            high = high if high > 0 else len(scene.text)
            around = scene.text[low:high]
            told = {x.country for x in names if low <= x.start < high and x is not n}
            ranked = sorted(
                ((s, e) for e, name in rulers if e.country in told and key(name) and (s := similarity(text, name)) >= 0.66),
                key=lambda r: -r[0],
            )
            if ranked and _STATECRAFT.search(around) and not _first_name(scene, n.start):
                n = _best(replace(n, entity=None, candidates=(), lat=None, lon=None, geonameid=None), ranked) or n
        out.append(n)
    return out


def _first_name(scene: Scene, start: int) -> bool:
    m = re.search(r"([A-Z][a-z]+) $", scene.before(start))
    return m is not None and any(s.form == "given" for s in scene.names.senses(m[1]))
