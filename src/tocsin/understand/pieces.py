"""The hits of the name matcher, each with what it means here: country, adjective, place, person, organisation, role, agent …"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter

from tocsin.knowledge.names import Hit, Names, in_office, of_then, rules
from tocsin.knowledge.shapes import words
from tocsin.knowledge.world import Entity
from tocsin.understand.lands import capital, followed_by_name, looks_personal, place, state, us_state
from tocsin.understand.rewriting import rewritten
from tocsin.understand.scene import MONTHS, Piece, Scene, Tag
from tocsin.understand.support import DOUBTFUL, arms, organisation, published, supported

ORGANISATIONS = frozenset({"body", "organisation", "outlet", "seat"})
_DATED = re.compile(
    r"(?:\d(?:st|nd|rd|th)?|\b(?:in|of|by|since|until|till|last|next|early|late|mid|this|from|to|on|and|before|after|between|through|during))"
    r"[ -]\||\|,? ?\d",
    re.I,
)
UNION_SEATS = words("seats-of-the-union")
SURNAME_WORDS = words("surnames-that-are-words")
_WORD_FORMS = frozenset({"role", "body", "agent", "title", "modifier", "given", "state-of-us"})
_ORDER = {"role": 0, "body": 1, "agent": 2, "title": 3, "modifier": 4, "given": 5, "state-of-us": 6}
_TAGS = frozenset({"role", "body", "agent", "title", "modifier", "given"})


def pieces(scene: Scene, hits: list[Hit]) -> list[Piece]:
    """One piece a hit that means something here, in order."""
    scene.countries = _evidence(scene.names, hits)
    hits = rewritten(scene.text, scene.names, hits, scene.countries)
    shouting = _shouting(scene.text)
    out = []
    for hit in hits:
        piece = _piece(scene, hit, shouting)
        if piece is not None:
            out.append(piece)
    return out


def _shouting(text: str) -> list[tuple[int, int]]:
    """Stretches of text in capitals: there, letter case tells nothing."""
    return [m.span() for m in re.finditer(r"[^a-z\n]{25,}", text) if sum(c.isupper() for c in m[0]) > 12]


def _evidence(names: Names, hits: list[Hit]) -> Counter[str]:
    """Country → how often it is named beyond doubt."""
    out: Counter[str] = Counter()
    entities = names.entities
    for hit in hits:
        found = {
            c
            for s in hit.senses
            if s.form in ("name", "adjective", "demonym", "capital", "seat")
            and (e := entities[s.at]).family in ("state", "seat", "body", "organisation")
            and (c := e.country)
        }
        if len(found) == 1:
            out[found.pop()] += 1
        elif not found:
            big = list({s.at: entities[s.at] for s in hit.senses if s.form == "capital"}.values())
            if big and big[0].name in UNION_SEATS:  # "Brussels" tells little of Belgium
                continue
            big = big or list({s.at: e for s in hit.senses if s.form == "name" and (e := entities[s.at]).family == "city"}.values())
            if len(big) == 1 and big[0].place and big[0].place[3] > 500_000 and big[0].country:
                out[big[0].country] += 1
    return out


def _piece(scene: Scene, hit: Hit, shouting: list[tuple[int, int]]) -> Piece | None:
    names, text = scene.names, scene.text
    start, end = hit.start, hit.end
    entities = names.entities
    words = tuple(sorted((names.words[s.at] for s in hit.senses if s.form in _WORD_FORMS), key=lambda w: _ORDER[w.form]))
    forms = {s.form for s in hit.senses}
    named = [(s, entities[s.at]) for s in hit.senses if s.form not in _WORD_FORMS]
    lowercase = text[start].islower()
    if shouting and (k := bisect_right(shouting, (start, len(text)))) and end <= shouting[k - 1][1]:
        named = [(s, e) for s, e in named if s.exact is None or end - start > 4 or s.exact in ("US", "UK", "UN", "EU", "NATO")]
    if lowercase and not scene.caseless and text[start:end].islower():
        named = [(s, e) for s, e in named if s.lower]
    states = [e for s, e in named if e.family == "state"]
    persons = [e for s, e in named if e.family == "person" and s.form == "name"]
    orgs = [(s, e) for s, e in named if e.family in ORGANISATIONS and s.form == "name"]
    if "state-of-us" in forms and not persons:
        if text[start:end] in ("Georgia", "Washington state"):
            pass
        else:
            e = next((e for s, e in named if e.family in ("city", "region")), None)
            return Piece(start, end, "place", e if e and e.country == "USA" else us_state(text[start:end]))
    if states:
        return state(scene, hit, states, forms, named)
    if persons:
        return _one(scene, start, end, "person", persons)
    seats = [e for s, e in named if s.form == "seat"]
    if seats and DOUBTFUL.fullmatch(text, start, end):  # "The Hill": Congress, a paper, or a hill
        papers = [e for _, e in orgs if e.family == "outlet"]
        if papers and published(scene, start, end):
            return Piece(start, end, "organization", papers[0])
        return Piece(start, end, "seat", seats[0]) if scene.countries[seats[0].country or ""] else None
    if seats:
        return Piece(start, end, "seat", seats[0])
    if orgs:
        piece = organisation(scene, start, end, orgs)
        if piece is not None:
            return piece
    weapons = [e for _, e in named if e.family == "weapon"]
    if weapons and text[start + 1 : end].islower() and any(s.lower for s, e in named if e is weapons[0]):
        return arms(scene, start, end, weapons[0], words)
    if weapons and (chosen := [e for e in weapons if supported(scene, e, start, end)]):
        return _one(scene, start, end, "weapon", chosen)
    capitals = [e for s, e in named if s.form == "capital"]
    places = [e for s, e in named if e.family in ("city", "region") and s.form == "name"]
    surnames = [e for s, e in named if s.form == "surname"]
    region_adjective = [e for s, e in named if e.family == "region" and s.form == "adjective"]
    if region_adjective and not places:
        return Piece(start, end, "adjective", region_adjective[0])
    if words and lowercase:
        return Piece(start, end, words[0].form if words[0].form in _TAGS else "nothing", word=words[0], words=words)  # type: ignore[arg-type]
    if surnames:
        surnames = [e for e in surnames if of_then(e, scene.day or scene.hint) or scene.titled(start)]
    if surnames and text[start:end].lower() in MONTHS and _DATED.search(scene.before(start, 16) + "|" + scene.after(end, 8)):
        surnames = []
    if surnames and (not capitals or looks_personal(scene, start, end)):
        fit = _fitting_surnames(scene, surnames, start)
        if not fit and places and scene.day is not None and text[start:end].lower() not in SURNAME_WORDS:
            day = scene.day
            fit = [e for e in surnames if rules(e, day)]
        if fit or not places:
            return Piece(start, end, "surname", fit[0] if len(fit) == 1 else None, several=tuple(fit or surnames), words=words)
    if (
        capitals
        and (m := re.match(r",\s*([A-Z][\w ]+?)\b(?=[,.\s])", scene.after(end)))
        and any(s.form == "state-of-us" for s in names.senses(m[1]))
    ):
        there = [e for e in places if e.country == "USA"]
        return Piece(start, end, "place", there[0] if len(there) == 1 else None, several=tuple(there[:5])) if there else None
    if capitals:
        near = capital(scene, capitals, start, end)
        if near is not None:
            return near
    noun = next((w for w in words if w.form in ("role", "body", "agent", "title", "modifier")), None)
    if noun is not None:
        return Piece(start, end, noun.form, word=noun, words=words)  # type: ignore[arg-type]
    if places and not (words and followed_by_name(scene, end)):
        there_is = place(scene, start, end, places)
        if there_is is not None:
            return there_is
    if words:
        return Piece(start, end, "given", word=words[0], words=words)
    return None


def _one(scene: Scene, start: int, end: int, tag: Tag, found: list[Entity]) -> Piece:
    """The one entity, or the one that the document's countries and day fit, or several and none."""
    found = list({e.id: e for e in found}.values())
    if len(found) > 1:
        near = [e for e in found if e.country in scene.countries]
        found = near or found
    if len(found) > 1 and tag == "person" and scene.day is not None:
        now = [e for e in found if in_office(e, scene.day)]
        found = now or found
    return Piece(start, end, tag, found[0] if len(found) == 1 else None, several=tuple(found) if len(found) > 1 else ())


def _fitting_surnames(scene: Scene, found: list[Entity], start: int) -> list[Entity]:
    """Persons of that surname whom the document's countries speak for; in office then, where that tells them apart."""
    near = [e for e in found if e.country and scene.countries[e.country]]
    if len(near) > 1 and scene.day is not None:
        now = [e for e in near if in_office(e, scene.day)]
        near = now or near
    return near
