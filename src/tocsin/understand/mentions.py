"""Who and what a page names: persons, organisations, groups, states, places and weapons, known and unknown.

Not done here: names written in another script than Latin; pronouns over more than one sentence.
"""

from __future__ import annotations

from msgspec.structs import replace as replaced

from tocsin.knowledge import Knowledge
from tocsin.knowledge.names import Hit, Names
from tocsin.knowledge.world import Entity
from tocsin.records import MentionKind
from tocsin.understand.finds import Name
from tocsin.understand.misheard import misheard
from tocsin.understand.misread import misread
from tocsin.understand.page import Page
from tocsin.understand.persons import Persons
from tocsin.understand.phrases import Phrases
from tocsin.understand.pieces import UNION_SEATS, pieces
from tocsin.understand.reference import references
from tocsin.understand.scanning import scanned
from tocsin.understand.scene import Piece, Scene
from tocsin.understand.speech import caseless, spoken
from tocsin.understand.unknowns import organisations


def mentions(page: Page, knowledge: Knowledge) -> list[Name]:
    """The names of a page, in order, none overlapping another."""
    small = caseless(page.text)
    scene = Scene(page.text, knowledge.names, *page.published, caseless=small)
    hits = knowledge.names.find(page.text, small)
    if scanned(page.document.text):
        hits = misread(page.text, knowledge.names, hits)
    speech = small or page.document.kind == "transcript" or spoken(page.text)
    if speech and not small:
        hits = sorted([*hits, *_arms_in_speech(page.text, knowledge.names, hits)])
    found = pieces(scene, hits)
    phrases = Phrases(scene, found)
    out = list(phrases.names) + [arm for p in phrases.arms if (arm := _armed(scene, p)) is not None]
    persons = Persons(scene, found, phrases.told, phrases.used)
    for n, piece in enumerate(found):
        if n not in phrases.used and n not in persons.used and (name := _name(scene, piece)) is not None:
            out.append(name)
    out = _apart([*persons.names, *out])
    out = _apart([*out, *organisations(scene, out)])
    roles = {at: (told.country, told.role) for at, told in phrases.told.items()}
    out = _apart(misheard(scene, out, speech, roles, lambda: knowledge.ear))
    return _apart(references(page, scene, out, phrases.offices, persons))


def _arms_in_speech(text: str, names: Names, hits: list[Hit]) -> list[Hit]:
    """Weapons whose names of several words a transcript writes small: "storm shadow"."""
    taken = bytearray(len(text))
    for h in hits:
        taken[h.start : h.end] = b"\x01" * (h.end - h.start)
    out = []
    for h in names.find(text, caseless=True):
        if text[h.start : h.end].islower() and " " in text[h.start : h.end] and not any(taken[h.start : h.end]):
            arms = tuple(replaced(s, lower=True) for s in h.senses if s.form == "name" and names.entities[s.at].family == "weapon")
            if arms and len(arms) == len(h.senses):
                out.append(Hit(h.start, h.end, arms))
    return out


def _apart(names: list[Name]) -> list[Name]:
    """Sorted; of two that overlap the longer one stays, of two as long the one that knows more."""
    out: list[Name] = []
    for name in sorted(names, key=lambda n: (n.start, -n.end, n.entity is None, n.country is None)):
        if out and name.start < out[-1].end:
            if (name.end - name.start, name.entity is not None) > (out[-1].end - out[-1].start, out[-1].entity is not None):
                out[-1] = name
            continue
        out.append(name)
    return out


def _name(scene: Scene, p: Piece) -> Name | None:
    """What a piece is by itself."""
    e = p.entity
    several = tuple(x.id for x in p.several)
    shared = {x.country for x in p.several}
    country = e.country if e else shared.pop() if len(shared) == 1 else None
    if p.tag in ("country", "adjective", "demonym"):
        if e is None and not several:
            return None
        lat, lon, id, _ = (e.place if e and e.place else None) or (None, None, None, 0)
        kind: MentionKind = "place" if e is not None and e.family == "region" else "group" if p.tag == "demonym" else "country"
        return Name(
            p.start,
            p.end,
            kind,
            e.name if e else p.several[0].name,
            e.id if e else None,
            country,
            None,
            lat,
            lon,
            id,
            candidates=several,
            adjective=p.tag == "adjective",
        )
    if p.tag == "capital" and e is not None and (body := _union(scene, e)) is not None:
        return Name(p.start, p.end, "organization", body.name, body.id, body.country, body.sector, metonym=True)
    if p.tag == "capital" and e is not None:
        return Name(p.start, p.end, "country", e.name, f"country/{e.country}", e.country, "GOV", metonym=True)
    if p.tag == "seat" and e is not None:
        return Name(p.start, p.end, "organization", e.name, e.id, e.country, e.sector, metonym=True)
    if p.tag == "place":
        return _place(p, e, several, country)
    if p.tag in ("organization", "weapon"):
        if e is None:
            return Name(p.start, p.end, p.tag, p.several[0].name, None, country, None, candidates=several) if several else None
        name = scene.text[p.start : p.end] if e.id.startswith("weapon/kind-") else e.name
        return Name(p.start, p.end, e.kind, name, e.id, e.country, e.sector)
    return _armed(scene, p)


def _union(scene: Scene, capital: Entity) -> Entity | None:
    """The European Union, where Brussels stands for it: where Belgium is not spoken of more than the Union."""
    if capital.name not in UNION_SEATS or scene.countries[capital.country or ""] > scene.countries["EU"]:
        return None
    return scene.names.entity("org/eu")


def _armed(scene: Scene, p: Piece) -> Name | None:
    """The weapon that a noun of actors also is, under the words that stand there."""
    e = p.arm
    return Name(p.start, p.end, "weapon", scene.text[p.start : p.end], e.id, e.country, None) if e is not None else None


def _place(p: Piece, e: Entity | None, several: tuple[str, ...], country: str | None) -> Name | None:
    if e is None:
        return Name(p.start, p.end, "place", p.several[0].name, None, country, None, candidates=several) if several else None
    lat, lon, id, _ = e.place or (None, None, None, 0)
    return Name(p.start, p.end, "place", e.name, e.id, e.country, None, lat, lon, id)
