"""The hits of the name matcher, each with what it means here: country, adjective, place, person, organisation, role, agent …"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from math import log10
from typing import Literal

from tocsin.knowledge.folding import fold
from tocsin.knowledge.frequencies import RARE, share
from tocsin.knowledge.names import Hit, Names, in_office, of_then, rules
from tocsin.knowledge.shapes import pattern, words
from tocsin.knowledge.world import Entity, Form, Sense, Word
from tocsin.understand.rewriting import rewritten

Tag = Literal[
    "country", "adjective", "demonym", "place", "capital", "seat", "organization", "person", "surname", "weapon",
    "role", "body", "agent", "title", "modifier", "given", "nothing",
]  # fmt: skip

ORGANISATIONS = frozenset({"body", "organisation", "outlet", "seat"})
_LOCATIVE = re.compile(rf"\b(?:{pattern('place-before')})\s+(?:the\s+)?$", re.I)
_WORD_BEFORE = re.compile(r"([\w.'’-]+)([\s\"“”‘(,;:–—-]*)$")


@dataclass(slots=True)
class Piece:
    """text[start:end] read as `tag`; entity: number of the entity; several: candidates that could not be told apart."""

    start: int
    end: int
    tag: Tag
    entity: Entity | None = None
    word: Word | None = None
    several: tuple[Entity, ...] = ()
    words: tuple[Word, ...] = ()
    arm: Entity | None = None  # the weapon that a noun of actors also is ("Russian drones", "a drone")


@dataclass(slots=True)
class Scene:
    """What the document as a whole tells: its text, its day, and how often each country is spoken of."""

    text: str
    names: Names
    earliest: date | None
    latest: date | None
    caseless: bool = False
    countries: Counter[str] = field(default_factory=Counter)
    _hint: tuple[date | None] | None = None

    @property
    def day(self) -> date | None:
        """The day for which offices are looked up: of publication, where it is known to within a month."""
        if self.earliest is None or self.latest is None or (self.latest - self.earliest).days > 31:
            return None
        return self.latest

    @property
    def hint(self) -> date | None:
        """The last full date that an undated text gives: about when, and only good for preferring one to another."""
        if self._hint is None:
            self._hint = (full_date(self.text),)
        return self._hint[0]

    def holders(self, of: str, role: str) -> list[Entity]:
        """Who held the office then: of a country's code or an organisation's."""
        return self.names.office_holder(f"{of}/{role}", self.day)

    def titled(self, start: int) -> bool:
        """Does the word before a name tell an office ("President Kennedy")."""
        m = _WORD_BEFORE.search(self.before(start))
        return m is not None and any(s.form == "role" for s in self.names.senses(m[1]))

    def before(self, at: int, width: int = 40) -> str:
        return self.text[max(0, at - width) : at]

    def after(self, at: int, width: int = 40) -> str:
        return self.text[at : at + width]


_MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
_MONTH = "|".join(_MONTHS)
_DATED = re.compile(
    r"(?:\d(?:st|nd|rd|th)?|\b(?:in|of|by|since|until|till|last|next|early|late|mid|this|from|to|on|and|before|after|between|through|during))"
    r"[ -]\||\|,? ?\d",
    re.I,
)
_FULL = re.compile(
    rf"\b(?:(\d{{1,2}})(?:st|nd|rd|th)? ({_MONTH}),? (\d{{4}})"
    rf"|({_MONTH}) (\d{{1,2}}),? (\d{{4}})|(\d{{4}})-(\d\d)-(\d\d))\b",
    re.I,
)


def full_date(text: str) -> date | None:
    """The latest day that a text gives with its year."""
    out: list[date] = []
    for m in _FULL.finditer(text):
        try:
            if m[1]:
                out.append(date(int(m[3]), _MONTHS.index(m[2].lower()) + 1, int(m[1])))
            elif m[4]:
                out.append(date(int(m[6]), _MONTHS.index(m[4].lower()) + 1, int(m[5])))
            else:
                out.append(date(int(m[7]), int(m[8]), int(m[9])))
        except ValueError:
            continue
    return max(out, default=None)


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
            return Piece(start, end, "place", e if e and e.country == "USA" else _us_state(text[start:end]))
    if states:
        return _state(scene, hit, states, forms, named)
    if persons:
        return _one(scene, start, end, "person", persons)
    seats = [e for s, e in named if s.form == "seat"]
    if seats and _DOUBTFUL.fullmatch(text, start, end):  # "The Hill": Congress, a paper, or a hill
        papers = [e for _, e in orgs if e.family == "outlet"]
        if papers and _published(scene, start, end):
            return Piece(start, end, "organization", papers[0])
        return Piece(start, end, "seat", seats[0]) if scene.countries[seats[0].country or ""] else None
    if seats:
        return Piece(start, end, "seat", seats[0])
    if orgs:
        piece = _organisation(scene, start, end, orgs)
        if piece is not None:
            return piece
    weapons = [e for _, e in named if e.family == "weapon"]
    if weapons and text[start + 1 : end].islower() and any(s.lower for s, e in named if e is weapons[0]):
        return _arms(scene, start, end, weapons[0], words)
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
    if surnames and text[start:end].lower() in _MONTHS and _DATED.search(scene.before(start, 16) + "|" + scene.after(end, 8)):
        surnames = []
    if surnames and (not capitals or _looks_personal(scene, start, end)):
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
        near = _capital(scene, capitals, start, end)
        if near is not None:
            return near
    noun = next((w for w in words if w.form in ("role", "body", "agent", "title", "modifier")), None)
    if noun is not None:
        return Piece(start, end, noun.form, word=noun, words=words)  # type: ignore[arg-type]
    if places and not (words and _followed_by_name(scene, end)):
        place = _place(scene, start, end, places)
        if place is not None:
            return place
    if words:
        return Piece(start, end, "given", word=words[0], words=words)
    return None


UNION_SEATS = words("seats-of-the-union")
SURNAME_WORDS = words("surnames-that-are-words")
_WORD_FORMS = frozenset({"role", "body", "agent", "title", "modifier", "given", "state-of-us"})
_ORDER = {"role": 0, "body": 1, "agent": 2, "title": 3, "modifier": 4, "given": 5, "state-of-us": 6}
_TAGS = frozenset({"role", "body", "agent", "title", "modifier", "given"})


def _us_state(name: str) -> Entity:
    return Entity("place/us-" + name.lower().replace(" ", "-"), "region", "place", name, "USA")


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


def _state(scene: Scene, hit: Hit, states: list[Entity], forms: set[Form], named: list[tuple[Sense, Entity]]) -> Piece | None:
    start, end, text = hit.start, hit.end, scene.text
    here = text[start:end]
    after, before = scene.after(end), scene.before(start)
    of_states = {s.form for s in hit.senses if s.form in ("name", "adjective", "demonym") and scene.names.entities[s.at].family == "state"}
    if "name" in of_states:
        if here in _PERSONAL and _looks_personal(scene, start, end):
            return Piece(start, end, "given")
        if here in _NOT_BEFORE and _NOT_BEFORE[here].match(after):
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


_NOUN_FOLLOWS = re.compile(rf"(?:-[a-z]|\s+(?!(?:{pattern('no-noun')})\b)[A-Za-z])")
_PERSONAL = words("state-and-person")
_NOT_BEFORE = {
    "China": re.compile(r"\s+(?:shop|cabinet|doll|cup|cups|plates?|teapot|clay|pattern|Town|Grove)\b"),
    "Turkey": re.compile(r"\s+(?:sandwich|sandwiches|breast|dinner|legs?|soup|shoot|farm|farmers?|meat|trot|stuffing|burgers?|vulture)\b"),
    "Jordan": re.compile(r"\s+(?:River|Valley\s+cup|brand|sneakers|shoes|almonds?)\b|\s+[1-9]\b"),
    "Cuba": re.compile(r"\s+(?:libre|Libre|Gooding)\b"),
    "Guinea": re.compile(r"\s+(?:pigs?|fowls?|hens?|worms?)\b"),
    "Brazil": re.compile(r"\s+nuts?\b"),
    "Panama": re.compile(r"\s+(?:hats?)\b"),
    "Peru": re.compile(r", (?:Indiana|Illinois)\b"),
    "Lebanon": re.compile(r", (?:Pennsylvania|Tennessee|Ohio|Pa\.|Tenn\.|New Hampshire)\b"),
    "Mexico": re.compile(r", (?:Missouri|Maine)\b"),
    "Jersey": re.compile(r"\s+(?:City|Shore|Boys|cows?)\b"),
    "Wales": re.compile(r"\s+coach\b"),
    "America": re.compile(r"\s+(?:First|the Beautiful|Online)\b"),
    "Ireland": re.compile(r"\s+Baldwin\b"),
}
_CAUCASUS = frozenset({"RUS", "ARM", "AZE", "UKR", "TUR", "ABK"})


@lru_cache(maxsize=1)
def _georgias(text: str) -> tuple[int, int]:
    """How often words of the one and of the other Georgia stand in a text."""
    local = len(
        re.findall(
            r"\b(?:Georgian|Tbilisi|Abkhaz\w*|Ossetia\w*|Saakashvili|Caucasus|Gori|Batumi|Ivanishvili|Garibashvili|Kobakhidze)\b",
            text,
        )
    )
    american = len(
        re.findall(
            r"\b(?:Atlanta|Alabama|Florida|Carolina|Tennessee|Texas|Arizona|Pennsylvania|Michigan|Wisconsin|Republicans?|Democrats?|Kemp|Raffensperger|Fulton|governor|FBI|hurricane)\b",
            text,
        )
    )
    return local, american


def _georgia(scene: Scene, start: int, end: int, states: list[Entity]) -> list[Entity]:
    """The country, or the state of the USA where the document is about that one."""
    if re.match(
        r"(?:'s|’s)?\s+(?:Bulldogs|Tech|Senate|Republican|Democrat|governor|Gov\.|voters|secretary of state|county|peach)", scene.after(end)
    ) or re.search(
        rf"(?<!\w)(?:{pattern('us-georgia-before')})$",
        scene.before(start),
    ):
        return [_us_state("Georgia")]
    local, american = _georgias(scene.text)
    if local == 0 and american >= 2 and not sum(scene.countries[c] for c in _CAUCASUS):
        return [_us_state("Georgia")]
    return states


def _looks_personal(scene: Scene, start: int, end: int) -> bool:
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


def _followed_by_name(scene: Scene, end: int) -> bool:
    m = re.match(r" ([A-Z][a-z\w'’-]+)", scene.after(end))
    return m is not None and not _known_after(scene, end)


def _organisation(scene: Scene, start: int, end: int, orgs: list[tuple[Sense, Entity]]) -> Piece | None:
    several = " " in scene.text[start:end]
    fit = [e for s, e in orgs if (several and s.exact is None) or supported(scene, e, start, end)]
    if _DOUBTFUL.fullmatch(scene.text, start, end) and not _published(scene, start, end):
        fit = [e for e in fit if e.family != "outlet"]
    if not fit:
        return None
    if len(fit) > 1:
        near = [e for e in fit if e.country and scene.countries[e.country] > 1]
        fit = near or fit
    if len(fit) > 1:
        best = max(scene.countries[e.country or ""] for e in fit)
        fit = [e for e in fit if scene.countries[e.country or ""] == best]
    if len({e.country for e in fit}) == 1:
        fit = [next((e for e in fit if e.family == "organisation"), fit[0])]
    return Piece(start, end, "organization", fit[0] if len(fit) == 1 else None, several=tuple(fit) if len(fit) > 1 else ())


def _arms(scene: Scene, start: int, end: int, weapon: Entity, nouns: tuple[Word, ...]) -> Piece | None:
    """A weapon by its common noun; such nouns as are also actors keep that sense beside it."""
    here = scene.text[start:end].lower()
    if not nouns:
        nouns = tuple(scene.names.words[s.at] for s in scene.names.senses(here.rpartition(" ")[2]) if s.form == "agent" and " " in here)
    arm: Entity | None = weapon
    if (
        _HARMLESS_BEFORE.search(scene.before(start, 24))
        or _HARMLESS_AFTER.match(scene.text, end)
        or (here in _IN_DOUBT and not _arms_beside(scene, start, end))
    ):
        arm = None
    noun = next((w for w in nouns if w.form in _HEADS_AND_MODIFIERS), None)
    if noun is not None:
        return Piece(start, end, noun.form, word=noun, words=nouns, arm=arm)  # type: ignore[arg-type]
    return Piece(start, end, "weapon", arm) if arm is not None else None


def _arms_beside(scene: Scene, start: int, end: int) -> bool:
    return bool(_ARMS.search(scene.text, max(0, start - 80), max(0, start - 1)) or _ARMS.search(scene.text, end, end + 80)) or bool(
        _FIGHTING.search(scene.text, max(0, start - 120), end + 120)
    )


def _published(scene: Scene, start: int, end: int) -> bool:
    """Is a paper meant by a name that is an ordinary word: it reports, is cited, or stands in brackets or italics."""
    before, after = scene.before(start, 60), scene.after(end, 50)
    return bool(
        (before[-1:] in "([*_/|@" and after[:1] in ")]*_/|,: ") * bool(before)
        or _CITED.search(before.rpartition(". ")[2])
        or _REPORTS.match(after)
    )


_DOUBTFUL = re.compile(rf"(?:[Tt]he )?(?:{pattern('outlets-in-doubt')})")
_CITED = re.compile(rf"\b(?:{pattern('cited')})[ ,:\w’']*$", re.I)
_REPORTS = re.compile(rf"(?:[’']s)?,?\s*(?:{pattern('reports')})\b", re.I)
_HEADS_AND_MODIFIERS = frozenset({"role", "body", "agent", "modifier"})
_IN_DOUBT = words("arms-in-doubt")
_HARMLESS_BEFORE = re.compile(rf"\b(?:{pattern('harmless-before')})$", re.I)
_HARMLESS_AFTER = re.compile(rf"(?:{pattern('harmless-after')})")
_FIGHTING = re.compile(rf"\b(?:{pattern('fighting-beside')})\b", re.I)


def supported(scene: Scene, e: Entity, start: int, end: int) -> bool:
    """Does one of the entity's supporting words stand in the document (outside of the name)? An entity without such words needs none."""
    here = scene.text[start:end]
    if e.family == "weapon" and here.isalpha() and fold(here) != fold(e.name) and (not e.support or share(here.lower()) > RARE):
        return _ARMS.search(scene.text, max(0, start - 60), end + 60) is not None
    if not e.support or (e.family == "weapon" and " " in here and any(w.lower() in here.lower() for w in e.support)):
        return True
    low = scene.text[max(0, start - 600) : start].lower() + " | " + scene.text[end : end + 600].lower()
    return any(w.lower() in low for w in e.support)


_ARMS = re.compile(rf"\b(?:{pattern('arms-beside')})\b", re.I)


def _fitting_surnames(scene: Scene, found: list[Entity], start: int) -> list[Entity]:
    """Persons of that surname whom the document's countries speak for; in office then, where that tells them apart."""
    near = [e for e in found if e.country and scene.countries[e.country]]
    if len(near) > 1 and scene.day is not None:
        now = [e for e in near if in_office(e, scene.day)]
        near = now or near
    return near


def _capital(scene: Scene, found: list[Entity], start: int, end: int) -> Piece | None:
    text = scene.text
    here = text[start:end]
    before, after = scene.before(start), scene.after(end)
    if _looks_personal(scene, start, end) and not re.match(r"\s+(?:said|has|is|was|will)\b", after):
        return None
    if here == "Washington" and re.match(
        r" (?:Post|Times|state\b|Capitals|Nationals|Commanders|Redskins|Wizards|Mystics|Huskies|Monument|Irving|Institute|Examiner|State)",
        after,
    ):
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
    if best.name in (
        "Jerusalem",
        "Amsterdam",
        "Santiago",
        "San José",
        "Abidjan",
        "Lagos",
        "Sucre",
        "Tel Aviv",
        "George Town",
        "Victoria",
        "Kingston",
        "Georgetown",
    ) and not re.match(r"\s+(?:said|says|has|had|will|would|warned|accused|denied|rejected)\b|[’']s\b", after):
        return Piece(start, end, "place", best)
    return Piece(start, end, "capital", best)


_PLACE_BEFORE = re.compile(rf"\b(?:{pattern('settlement-before')})\s+(?:the\s+)?$|[,;(]\s*$", re.I)


def _place(scene: Scene, start: int, end: int, found: list[Entity]) -> Piece | None:
    """The settlement, where its size or the document's countries speak for one; None where nothing does."""
    here, before, after = scene.text[start:end], scene.before(start), scene.after(end)
    regions = [e for e in found if e.family == "region"]
    if regions:
        return Piece(start, end, "place", regions[0])
    if re.match(r" (?:[A-Z][a-z]+(?:-[A-Z][a-z]+)?)\b", after) and " " not in here and not _known_after(scene, end):
        return None
    if (
        re.search(r"\b[A-Z][a-z]+ $", before)
        and " " not in here
        and not _PLACE_BEFORE.search(before)
        and _looks_personal(scene, start, end)
    ):
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
