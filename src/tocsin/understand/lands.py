"""What a state's, a capital's or a settlement's name means: itself, its government, a person, or an ordinary word."""

from __future__ import annotations

import re
from functools import lru_cache
from math import log10

from tocsin.knowledge.frequencies import RARE, share
from tocsin.knowledge.homonyms import otherwise
from tocsin.knowledge.names import Hit
from tocsin.knowledge.shapes import pattern, words
from tocsin.knowledge.world import Entity, Form, Sense
from tocsin.understand.scene import Piece, Scene

_LOCATIVE = re.compile(rf"\b(?:{pattern('place-before')})\s+(?:the\s+)?$", re.I)
_NOUN_FOLLOWS = re.compile(rf"(?:-[a-z]|\s+(?!(?:{pattern('no-noun')})\b)[A-Za-z])")
_PERSONAL = words("state-and-person")
_CAUCASUS = words("georgia-neighbours")
_LOCAL = re.compile(rf"\b(?:{pattern('georgia-local')})\b")
_AMERICAN = re.compile(rf"\b(?:{pattern('georgia-american')})\b")
_US_AFTER = re.compile(rf"(?:'s|’s)?\s+(?:{pattern('us-georgia-after')})")
_US_BEFORE = re.compile(rf"(?<!\w)(?:{pattern('us-georgia-before')})$")
_CITIES = words("cities-first")
_SPEAKS = re.compile(r"\s+(?:said|says|has|had|will|would|warned|accused|denied|rejected)\b|[’']s\b")
_PLACE_BEFORE = re.compile(rf"\b(?:{pattern('settlement-before')})\s+(?:the\s+)?$|[,;(]\s*$", re.I)


def us_state(name: str) -> Entity:
    return Entity("place/us-" + name.lower().replace(" ", "-"), "region", "place", name, "USA")


def state(scene: Scene, hit: Hit, states: list[Entity], forms: set[Form], named: list[tuple[Sense, Entity]]) -> Piece | None:
    start, end, text = hit.start, hit.end, scene.text
    here = text[start:end]
    after, before = scene.after(end), scene.before(start)
    of_states = {s.form for s in hit.senses if s.form in ("name", "adjective", "demonym") and scene.names.entities[s.at].family == "state"}
    if "name" in of_states:
        if here in _PERSONAL and looks_personal(scene, start, end):
            return Piece(start, end, "given")
        if otherwise(here, after):
            return None
    if here in ("Georgia", "GEORGIA"):
        states = _georgia(scene, start, end, states)
        if states and states[0].family == "region":
            return Piece(start, end, "place", states[0])
    if len({e.id for e in states}) > 1:
        near = [e for e in states if scene.countries[e.country or ""] == max(scene.countries[x.country or ""] for x in states)]
        if len({e.id for e in near}) > 1:
            near = [e for e in near if e.country in ("COD", "DOM", "KOR")] or near
        states = near
    state = states[0]
    several = tuple(states) if len({e.id for e in states}) > 1 else ()
    entity = None if several else state
    if of_states == {"name"}:
        return Piece(start, end, "country", entity, several=several)
    if "adjective" in of_states:
        if "name" in of_states and not _NOUN_FOLLOWS.match(after):
            return Piece(start, end, "country", entity, several=several)
        if "demonym" in of_states and not _NOUN_FOLLOWS.match(after):
            return Piece(start, end, "demonym", entity, several=several)
        if here.lower() in ("polish", "thai", "turkish") and start and before.endswith((". ", "\n")) and after[:1] == "s":
            return None
        return Piece(start, end, "adjective", entity, several=several)
    return Piece(start, end, "demonym", entity, several=several)


@lru_cache(maxsize=1)
def _georgias(text: str) -> tuple[int, int]:
    """How often words of the one and of the other Georgia stand in a text."""
    return sum(1 for _ in _LOCAL.finditer(text)), sum(1 for _ in _AMERICAN.finditer(text))


def _georgia(scene: Scene, start: int, end: int, states: list[Entity]) -> list[Entity]:
    """The country, or the state of the USA where the document is about that one."""
    if _US_AFTER.match(scene.after(end)) or _US_BEFORE.search(scene.before(start)):
        return [us_state("Georgia")]
    local, american = _georgias(scene.text)
    if local == 0 and american >= 2 and not sum(scene.countries[c] for c in _CAUCASUS):
        return [us_state("Georgia")]
    return states


def looks_personal(scene: Scene, start: int, end: int) -> bool:
    """Does what stands beside say that this is a part of a person's name: "Michael Jordan", "Chad Smith"."""
    if re.match(
        r" (?!(?:Valley|River|The|And|Of|Republic|Island|Islands|City|War|Prime|President|Foreign|Defen[cs]e|Army)\b)[A-Z][a-z]+",
        scene.after(end),
    ) and not _known_after(scene, end):
        return True
    m = re.search(r"(\S+)\s$", scene.before(start))
    if m is None or not re.fullmatch(r"[A-Z][a-zé]+|[A-Z]\.|Mr\.?|Mrs\.?|Ms\.?|Dr\.?|Sen\.|Rep\.|Gen\.", m[1]):
        return False
    if share(m[1].lower()) <= RARE and m[1].isalpha() and len(m[1]) > 2 and not scene.names.senses(m[1]):
        return True
    return m[1] in ("Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Dr", "Dr.", "Sen.", "Rep.", "Gen.") or any(
        s.form == "given" for s in scene.names.senses(m[1])
    )


def _known_after(scene: Scene, end: int) -> bool:
    """Is the word after a role, a country or another known thing rather than a surname."""
    m = re.match(r" ([A-Z][\w-]+)", scene.after(end))
    return m is not None and any(
        s.form not in ("surname", "given") and not (s.form == "name" and scene.names.entities[s.at].family == "city")
        for s in scene.names.senses(m[1])
    )


def followed_by_name(scene: Scene, end: int) -> bool:
    m = re.match(r" ([A-Z][a-z\w'’-]+)", scene.after(end))
    return m is not None and not _known_after(scene, end)


def capital(scene: Scene, found: list[Entity], start: int, end: int) -> Piece | None:
    text = scene.text
    here = text[start:end]
    before, after = scene.before(start), scene.after(end)
    if looks_personal(scene, start, end) and not re.match(r"\s+(?:said|has|is|was|will)\b", after):
        return None
    if otherwise(here, after):
        return None
    if re.match(
        rf"[’'] ?s (?:{pattern('city-possession')})",
        after,
    ):
        return Piece(start, end, "place", found[0])
    best = max(found, key=lambda e: (scene.countries[e.country or ""], e.place[3] if e.place else 0))
    if _LOCATIVE.search(before) or re.match(
        rf",? (?:{pattern('city-after')})|,\s*[A-Z][a-z]+\b(?=[,.])",
        after,
    ):
        return Piece(start, end, "place", best)
    if best.name in _CITIES and not _SPEAKS.match(after):
        return Piece(start, end, "place", best)
    return Piece(start, end, "capital", best)


def place(scene: Scene, start: int, end: int, found: list[Entity]) -> Piece | None:
    """The settlement, where its size or the document's countries speak for one; None where nothing does."""
    here, before, after = scene.text[start:end], scene.before(start), scene.after(end)
    regions = [e for e in found if e.family == "region"]
    if regions:
        return Piece(start, end, "place", regions[0])
    if re.match(r" (?:[A-Z][a-z]+(?:-[A-Z][a-z]+)?)\b", after) and " " not in here and not _known_after(scene, end):
        return None
    if re.search(r"\b[A-Z][a-z]+ $", before) and " " not in here and not _PLACE_BEFORE.search(before) and looks_personal(scene, start, end):
        return None
    near = [e for e in found if e.country and scene.countries[e.country]]
    beside = re.match(r",\s*(?:[A-Z][\w ]+)", after)
    if beside:  # "Paris, Texas": the words after tell the country
        told = [
            e
            for e in found
            if any(
                s.form == "name" and scene.names.entities[s.at].country == e.country and scene.names.entities[s.at].family == "state"
                for s in scene.names.senses(beside[0].strip(", ").split(",")[0].strip())
            )
        ]
        near = told or near
    small = " " not in here
    locative = bool(_PLACE_BEFORE.search(before))
    best = sorted(near or found, key=lambda e: -(scene.countries[e.country or ""] + log10(1 + (e.place[3] if e.place else 0))))
    top = best[0]
    people = top.place[3] if top.place else 0
    if near:
        if small and people < 15_000 and not locative:
            return None
        if small and not locative and (people < 500_000 or any(s.form in ("surname", "given") for s in scene.names.senses(here))):
            return None
    elif people < (100_000 if locative else 1_000_000):
        return None
    rivals = [e for e in best[1:] if (e.place[3] if e.place else 0) * 4 > people and e.country == top.country] if near else [
        e for e in best[1:] if (e.place[3] if e.place else 0) * 3 > people
    ]  # fmt: skip
    if rivals:
        return Piece(start, end, "place", None, several=(top, *rivals[:4]))
    return Piece(start, end, "place", top)
