"""Words that stand for somebody named before: "the ministry", "the president", he, she. Abstains where two fit."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from tocsin.knowledge.shapes import pattern
from tocsin.knowledge.world import Entity
from tocsin.understand.finds import Name
from tocsin.understand.page import Page
from tocsin.understand.persons import Persons
from tocsin.understand.scene import Scene

_HE_SHE = re.compile(r"\b(?:He|he|She|she)\b")


def references(
    page: Page, scene: Scene, names: list[Name], offices: list[tuple[int, int, str, Entity | None, str | None]], persons: Persons
) -> list[Name]:
    """The names with those filled in that lean on an earlier one, and the pronouns that are clear."""
    names = _appositions(scene, names, offices)
    names = _bodies(page, scene, names, {o[0]: o for o in offices})
    names = [*names, *_nouns(page, names), *_pronouns(page, scene, names, persons)]
    return [*names, *_bodies_again(page, scene, names)]


def _appositions(scene: Scene, names: list[Name], offices: list[tuple[int, int, str, Entity | None, str | None]]) -> list[Name]:
    """ "Sergei Shoigu, Russia's defence minister": the role is the person's."""
    roles = {o[0] for o in offices}
    out: list[Name] = []
    for n in names:
        if (
            out
            and n.kind == "person"
            and n.start in roles
            and (p := out[-1]).kind == "person"
            and _APPOSED.fullmatch(scene.text[p.end : n.start])
        ):
            n = replace(n, name=p.name, entity=p.entity or n.entity, country=p.country or n.country, pronoun=True, candidates=())
            n = replace(n, sector=p.sector or n.sector)
        out.append(n)
    return out


_APPOSED = re.compile(r",(?: \d\d,)? (?:the |a |an |then |now |then-|who is |who was )?")
_THE = re.compile(rf"\b[Tt]he ({pattern('standing-nouns')})\b(?! of\b)")
_OF_KIND: dict[str, str] = {"newspaper": "MED", "paper": "MED", "broadcaster": "MED", "outlet": "MED", "company": "BUS", "firm": "BUS"}
_OF_KIND |= {"party": "PTY", "militia": "REB"}
_SHAPED = {
    "ministry": re.compile(r"ministry|department|office", re.I),
    "alliance": re.compile(r"nato|alliance", re.I),
    "bloc": re.compile(r"EU\b|union|asean|ecowas|brics|bloc", re.I),
}


def _nouns(page: Page, names: list[Name]) -> list[Name]:
    """ "the ministry", "the bloc", "the group": the last fitting organisation of this and the two sentences before."""
    taken = {n.start for n in names}
    bodies: dict[int, list[Name]] = {}
    for n in names:
        if n.kind in ("organization", "group") and not n.anonymous and (n.entity or n.country):
            bodies.setdefault(page.sentence_at(n.start), []).append(n)
    out: list[Name] = []
    for m in _THE.finditer(page.text):
        if m.start(1) in taken or m.start() in taken:
            continue
        s = page.sentence_at(m.start())
        near = [n for k in (s - 2, s - 1, s) for n in bodies.get(k, ()) if n.end <= m.start()]
        sector, shape = _OF_KIND.get(m[1]), _SHAPED.get(m[1])
        if sector is not None:
            near = [n for n in near if n.sector == sector]
        elif shape is not None:
            near = [n for n in near if shape.search(n.name) or shape.search(n.entity or "")]
        elif near:
            near = [n for n in near if n.sector in ("REB", "UAF", "NGO", "IGO", "OPP", "SPY", "EDU")]
        if near:
            n = near[-1]
            out.append(Name(m.start(1), m.end(1), n.kind, n.name, n.entity, n.country, n.sector, pronoun=True))
    return out


def _bodies(page: Page, scene: Scene, names: list[Name], offices: dict[int, tuple[int, int, str, Entity | None, str | None]]) -> list[Name]:
    """ "the army", "police", "the president" take the country of the sentence, of the one before, or of the whole document."""
    total = sum(scene.countries.values())
    main = scene.countries.most_common(1)[0][0] if total and scene.countries.most_common(1)[0][1] >= 0.75 * total else None
    out: list[Name] = []
    named = {n.entity for n in names if n.kind == "person" and n.entity and not n.pronoun}
    last: dict[str, Name] = {}
    by_sentence: dict[int, list[Name]] = {}
    holders = _Holders(scene, names)
    for n in names:
        if n.country and len(n.country) == 3 and n.kind in ("country", "place", "organization") and n.sector not in ("MED", "BUS"):
            by_sentence.setdefault(page.sentence_at(n.start), []).append(n)
    for n in names:
        office = offices.get(n.start)
        key = office[2] if office else None
        if (
            n.country is None
            and n.entity is None
            and not n.candidates
            and n.kind in ("organization", "person", "group")
            and key is not None
        ):
            s = page.sentence_at(n.start)
            here = {
                x.country
                for x in by_sentence.get(s, ())
                if x.start < n.start or _WITHIN.fullmatch(scene.text[n.end : x.start]) or n.kind == "organization"
            } or {x.country for x in by_sentence.get(s - 1, ())}
            before = last.get(key)
            if before is not None and s - page.sentence_at(before.start) > FAR:
                before = None
            if n.kind == "person" and before is None and (held := holders(key, n.start)):
                if len(held) == 1:
                    h = held[0]
                    n = replace(n, name=h.name, entity=h.entity, country=h.country, sector=h.sector, pronoun=True)
                out.append(n)  # of several none is chosen
                continue
            if before is not None and (before.country in here or not here or len(here) > 1 or s - page.sentence_at(before.start) <= 2):
                n = replace(
                    n, name=before.name, entity=before.entity, country=before.country, sector=before.sector or n.sector, pronoun=True
                )
            else:
                country = next(iter(here)) if len(here) == 1 else main
                if country is not None:
                    n = _of(scene, n, country, key)
        elif key is not None and n.country is not None:
            if n.kind == "person" and n.entity is None and len(fit := [c for c in n.candidates if c in named]) == 1:
                e = scene.names.entity(fit[0])
                assert e is not None
                n = replace(n, name=e.name, entity=e.id, sector=e.sector or n.sector, candidates=(), pronoun=True)
            last[key] = n
        out.append(n)
    return out


_WITHIN = re.compile(r"(?: [a-z]+)? (?:in|of|from|at) (?:the |southern |northern |eastern |western |neighbouring )?")
FAR = 6  # sentences over which "the president" reaches back


class _Holders:
    """The persons named who hold or held an office ("the Prime Minister" after Rishi Sunak)."""

    def __init__(self, scene: Scene, names: list[Name]) -> None:
        self._scene = scene
        self._persons = sorted((n for n in names if n.kind == "person" and n.entity and not n.pronoun), key=lambda n: n.start)
        self._of: dict[str, tuple[list[int], list[Name], list[int]]] = {}  # office → starts, names, how many persons up to each

    def __call__(self, key: str, start: int) -> list[Name]:
        """Those named before `start`: the latest mention where it is one, any two where they are more."""
        if key not in self._of:
            held = self._held(key)
            seen: set[str | None] = set()
            count: list[int] = []
            for n in held:
                seen.add(n.entity)
                count.append(len(seen))
            self._of[key] = [n.start for n in held], held, count
        starts, held, count = self._of[key]
        k = bisect_left(starts, start)
        return [] if k == 0 else held[k - 1 : k] if count[k - 1] == 1 else held[:2]

    def _held(self, key: str) -> list[Name]:
        day = self._scene.day or self._scene.hint
        out: dict[str, bool] = {}
        for entity in {n.entity for n in self._persons if n.entity}:
            e = self._scene.names.entity(entity)
            out[entity] = e is not None and any(
                h.office.endswith("/" + key) and (day is None or (h.since <= day and (h.until is None or day <= h.until)))
                for h in e.holdings
            )
        return [n for n in self._persons if out.get(n.entity or "")]


def _of(scene: Scene, n: Name, country: str, key: str) -> Name:
    if n.sector not in ("GOV", "MIL", "LEG", "COP", "JUD", "SPY"):
        return n
    if n.kind == "organization":
        return replace(n, country=country, entity=scene.names.body(country, key))
    holders = scene.holders(country, key) if n.kind == "person" else []
    if len(holders) == 1 and scene.day is not None:
        return replace(n, country=country, entity=holders[0].id, name=holders[0].name, pronoun=True)
    return replace(n, country=country, candidates=tuple(h.id for h in holders[:5]))


def _pronouns(page: Page, scene: Scene, names: list[Name], persons: Persons) -> list[Name]:
    people = [n for n in names if n.kind == "person" and not n.anonymous and (n.entity or n.name[:1].isupper())]
    sex = {n.name: e.sex for n in people if n.entity and (e := scene.names.entity(n.entity)) is not None}
    sex |= {k.name: k.sex for k in persons.known.values()}
    by_sentence: dict[int, list[Name]] = {}
    for n in people:
        by_sentence.setdefault(page.sentence_at(n.start), []).append(n)
    out: list[Name] = []
    carried: dict[int, Name] = {}
    for m in _HE_SHE.finditer(page.text):
        wanted = "m" if m[0] in ("He", "he") else "f"
        s = page.sentence_at(m.start())
        here = [n for n in by_sentence.get(s, []) if n.end <= m.start()]
        fit = _distinct(here, wanted, sex) or _distinct(by_sentence.get(s - 1, []), wanted, sex)
        if not fit and (s in carried or s - 1 in carried):
            c = carried.get(s) or carried[s - 1]
            fit = _distinct([c], wanted, sex)
        if len(fit) != 1:
            continue
        carried[s] = fit[0]
        n = fit[0]
        out.append(Name(m.start(), m.end(), "person", n.name, n.entity, n.country, n.sector, pronoun=True))
    return out


def _distinct(names: list[Name], wanted: str, sex: dict[str, str | None]) -> list[Name]:
    """One name for each person that the pronoun can mean."""
    return list({(n.entity or n.name): n for n in names if sex.get(n.name) in (None, wanted)}.values())


_AGAIN = re.compile(
    rf"(?:^|(?<=[.!?;] )|(?<=\n))(It|They)(?= (?:(?:has|have|had|also|then|later|will|would|again) )*(?:{pattern('acts-of-bodies')})\b)"
    rf"|\b(?:{pattern('says-of-itself')})(?: that)? (it|they)"
    rf"(?= (?:had|would|will|has|have|was|were|is|are|could|can|may|might|must|did|does|do)\b)"
)


def _bodies_again(page: Page, scene: Scene, names: list[Name]) -> list[Name]:
    """ "It accused …": the one state or body of the sentence before; "Iran said it would …": of this one; they: the one group."""
    taken = {n.start for n in names}
    by_sentence: dict[int, list[Name]] = {}
    for n in names:
        if n.kind in ("country", "organization", "group") and not n.anonymous and (n.entity or n.country) and not n.candidates:
            by_sentence.setdefault(page.sentence_at(n.start), []).append(n)
    out: list[Name] = []
    last: dict[int, Name] = {}
    for m in _AGAIN.finditer(page.text):
        at = m.start(1) if m[1] else m.start(2)
        if at in taken:
            continue
        s = page.sentence_at(at)
        plural = (m[1] or m[2]).lower() == "they"
        near = [n for n in by_sentence.get(s, []) if n.end <= m.start()] if m[2] else by_sentence.get(s - 1, [])
        fit = {(n.entity or n.name): n for n in near if not n.adjective and (n.kind == "group" and _many(n, scene)) == plural}
        if m[1] and not near and s - 1 in last:
            fit = {"": last[s - 1]}
        others = {n.country for n in near if not n.adjective} - {n.country for n in fit.values()}
        if len(fit) != 1 or others:
            continue
        n = next(iter(fit.values()))
        last[s] = n
        out.append(replace(n, start=at, end=at + len(m[1] or m[2]), pronoun=True, metonym=False, lat=None, lon=None, geonameid=None))
    return out


def _many(n: Name, scene: Scene) -> bool:
    """Is a group named in the plural."""
    here = scene.text[n.start : n.end].lower()
    return here.endswith(("s", "men", "people", "women", "police")) and not here.endswith(("ss", "us"))
