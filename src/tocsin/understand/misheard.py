"""Names that a machine misheard or misread, taken for the known one only where role, country or day speak for it.

Not done here: a name whose every letter is wrong, and names of countries that the text never tells of.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from tocsin.knowledge.frequencies import RARE, share
from tocsin.knowledge.names import in_office
from tocsin.knowledge.shapes import pattern
from tocsin.knowledge.sounds import key, plain, similarity
from tocsin.knowledge.world import Entity
from tocsin.understand.finds import Name
from tocsin.understand.pieces import Scene

TOLD = 0.62  # how near a name must be where a role tells of the same office
SUPPORTED = 0.76  # … where the document only tells of the country
MARGIN = 0.05  # by how much the best must lead
_WORDS = re.compile(r"[A-Za-zÀ-ÿ'’-]+")
_SIZE_OF_CITY = 50_000


def misheard(scene: Scene, names: list[Name], transcript: bool, roles: dict[int, tuple[str | None, str | None]]) -> list[Name]:
    """The names, unknown persons made known where their sound and the context agree; in transcripts also places and persons in loose words.

    roles: start of a person's name → (country, role) that the words before it tell.
    """
    unknown = [n for n in names if n.kind == "person" and n.entity is None and not n.candidates and n.start in roles]
    if not unknown and not transcript:
        return names
    pool = _pool(scene, names)
    if not pool and not transcript:
        return names
    people: dict[str, list[tuple[Entity, str]]] = {}
    for e, name in pool:
        if e.family == "person" and (k := key(name)):
            people.setdefault(k[0], []).append((e, name))
    out = []
    taken: dict[str, Name] = {}
    for n in names:
        if n.kind == "person" and n.entity is None and not n.candidates and (transcript or n.start in roles):
            n = (
                taken.get(n.name)
                or _person(scene, n, people.get(key(scene.text[n.start : n.end])[:1], []), roles.get(n.start), transcript)
                or n
            )
            if n.entity is not None:
                taken.setdefault(n.name, n)
        out.append(n)
    heard = {scene.text[n.start : n.end]: n for n in out if n.entity and n.kind == "person"}
    out = [
        replace(heard[t], start=n.start, end=n.end)
        if n.entity is None and n.kind == "person" and (t := scene.text[n.start : n.end]) in heard
        else n
        for n in out
    ]
    if not transcript:
        return out
    loose = _loose(scene, out, pool)
    if {n.country for n in loose} - {n.country for n in names}:  # a name run together told of another country: once more with its names
        loose = _loose(scene, out, _pool(scene, [*names, *loose]))
    return out + loose


def _pool(scene: Scene, names: list[Name]) -> list[tuple[Entity, str]]:
    """Persons in office and settlements of the countries that the document tells of, with a name to compare."""
    near = Counter(n.country for n in names if n.country and len(n.country) == 3).most_common(4)
    countries = {c for c, _ in near}
    out: list[tuple[Entity, str]] = []
    for e in scene.names.by_country(countries):
        if e.family == "person" and e.surname and (scene.day is None or not e.holdings or in_office(e, scene.day)):
            out += [(e, e.surname), (e, e.name)]
        elif e.family in ("city", "region", "state") and (e.family != "city" or (e.place and e.place[3] >= _SIZE_OF_CITY)):
            out.append((e, e.name))
    return out


def _person(
    scene: Scene, n: Name, pool: list[tuple[Entity, str]], told: tuple[str | None, str | None] | None, transcript: bool
) -> Name | None:
    heard = scene.text[n.start : n.end]
    country, role = told or (None, None)
    ranked: dict[str, tuple[float, Entity]] = {}
    for e, name in pool:
        if (" " in heard) != (" " in name):
            continue
        if country and e.country != country:
            continue
        office = role is not None and any(
            h.office.endswith("/" + role) and (scene.day is None or (h.since <= scene.day and (h.until is None or scene.day <= h.until)))
            for h in e.holdings
        )
        score = similarity(heard, name)
        floor = TOLD if office else SUPPORTED if transcript else 0.84
        if score >= floor and score > ranked.get(e.id, (0.0, e))[0]:
            ranked[e.id] = (score + (0.1 if office else 0.0), e)
    return _best(n, sorted(ranked.values(), key=lambda r: -r[0]))


def _best(n: Name, ranked: list[tuple[float, Entity]]) -> Name | None:
    if not ranked:
        return None
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < MARGIN:
        return replace(n, candidates=tuple(e.id for _, e in ranked[:5]))
    e = ranked[0][1]
    lat, lon, id, _ = e.place or (None, None, None, 0)
    return replace(
        n,
        kind=e.kind if e.kind != "country" else n.kind,
        name=e.name,
        entity=e.id,
        country=e.country,
        sector=e.sector,
        lat=lat,
        lon=lon,
        geonameid=id,
    )


def _joined(scene: Scene, heard: str) -> Entity | None:
    """The state, settlement or organisation whose name is the words run together ("trans nistria")."""
    found = {s.at for s in scene.names.senses(plain(heard)) if s.form in ("name", "capital")}
    rows = [
        e for n in found if (e := scene.names.entities[n]).family in ("state", "organisation", "region") or (e.country in scene.countries)
    ]
    return rows[0] if len(rows) == 1 and len(heard) > 6 else None


SPOKEN = re.compile(rf"\b(?:{pattern('spoken')})(?!\w)", re.I)


def spoken(text: str) -> bool:
    """Does it read like speech set down: fillers and short forms, at least one in 60 words and three (two in a short text)."""
    found, words = len(SPOKEN.findall(text)), text.count(" ") + 1
    return found >= (2 if words < 120 else 3) and found * 60 >= words


def _loose(scene: Scene, names: list[Name], pool: list[tuple[Entity, str]]) -> list[Name]:
    """Runs of one to three uncommon words of a transcript that sound like a settlement or a person of its countries."""
    text = scene.text
    covered = bytearray(len(text))
    for n in names:
        covered[n.start : n.end] = b"\x01" * (n.end - n.start)
    words = [m for m in _WORDS.finditer(text) if not any(covered[m.start() : m.end()])]
    by_key: dict[str, list[tuple[Entity, str]]] = {}
    for e, name in pool:
        if len(name) > 3 and len(k := key(name)) > 2:
            by_key.setdefault(k[:2], []).append((e, name))
    out: list[Name] = []
    last = -1
    for i, first in enumerate(words):
        if first.start() < last or not (scene.caseless or first[0][0].isupper()):
            continue
        best: tuple[float, Entity, int] | None = None
        tie = False
        for j in range(i, min(i + 3, len(words))):
            if j > i and text[words[j - 1].end() : words[j].start()] != " ":
                break
            run = words[i : j + 1]
            heard = text[first.start() : words[j].end()]
            if (
                len(heard) < 5
                or all(share(w[0].lower()) > RARE for w in run)
                or share(first[0].lower()) > 0.2
                or share(run[-1][0].lower()) > 0.2
            ):
                continue
            if j > i and (whole := _joined(scene, heard)) is not None:
                best, tie = (1.0, whole, words[j].end()), False
                break
            sound = key(heard)
            if len(sound) < 3:
                continue
            for e, name in by_key.get(sound[:2], ()):
                if abs(len(name) - len(heard)) > 3 or abs(len(key(name)) - len(sound)) > 1:
                    continue
                score = similarity(heard, name)
                if score < 0.84:
                    continue
                if best is None or score > best[0] + 0.02:
                    best, tie = (score, e, words[j].end()), False
                elif best[1].id != e.id and score > best[0] - MARGIN:
                    tie = True
        if best is not None and not tie:
            blank = Name(first.start(), best[2], "person", text[first.start() : best[2]])
            found = _best(blank, [(best[0], best[1])])
            if found is not None:
                out.append(found)
                last = best[2]
    return out
