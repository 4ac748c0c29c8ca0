"""Where: the places of a page, settled to coordinates, GeoNames ids, countries and precision.

What the name finder has found goes in, with all else in capitals that the gazetteer knows. What cannot be settled has no
coordinates. Not done here: names in lower case; places told only by their distance from others ("ten miles north of Kursk").
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from tocsin.knowledge import Knowledge
from tocsin.knowledge.frequencies import RARE, share
from tocsin.knowledge.gazetteer import Gazetteer, Toponym, key
from tocsin.knowledge.placing import middles, words
from tocsin.records import MentionKind, PlacePrecision
from tocsin.understand.along import Along
from tocsin.understand.finds import Name
from tocsin.understand.page import Page
from tocsin.understand.settling import Group, settle
from tocsin.understand.toponyms import _ORDINARY, _PERSONAL, Finder, Spot, datelines, in_lists

UNSETTLED = 0.4  # a likeliest place less likely than this is not taken
UNSPOKEN = 0.72  # the same, where nothing in the document speaks for its country
KNOWN = 100_000  # people from which on a town is taken without a word that says it is a place
NEAR = 12_000  # the same, in a country that the document speaks of
PRECISION: dict[str, PlacePrecision] = {"division": "region", "subdivision": "region", "settlement": "settlement", "feature": "point"}


@dataclass(frozen=True, slots=True)
class Located:
    """names: all names of the page with its places settled, none overlapping another; inner: places and countries that stand
    inside longer names ("Russian" in "Russian foreign minister", "Dublin" in "Dublin City Council"), for the record of mentions."""

    names: list[Name]
    inner: list[Name]


def places(page: Page, names: list[Name], knowledge: Knowledge) -> list[Name]:
    """The names of a page with its places settled, those that the name finder lacks among them; none overlaps another."""
    return located(page, names, knowledge).names


def located(page: Page, names: list[Name], knowledge: Knowledge) -> Located:
    """Every place of a page."""
    text, gazetteer = page.text, knowledge.gazetteer
    names = [n for n in names if not _shortened(n, text, gazetteer) and not _mistaken(n, text, gazetteer)]
    mine = [n for n in names if _open(n, text, gazetteer)]
    known = {id(n) for n in mine}
    others = [n for n in names if id(n) not in known]
    persons = {w for n in others if n.kind == "person" and not n.pronoun for w in _CAPITAL.findall(text[n.start : n.end])}
    heads = datelines(text)
    finder = Finder(text, knowledge.names, gazetteer, sorted((n.start, n.end) for n in others if n.kind != "country"), persons, heads)
    finder.surnames()
    spots, others = _joined(finder.spots(), mine, others, finder)
    in_lists(spots, text)
    inside = [s for n in others if _holds(n, text) for s in _inside(n, finder) if s.could]
    countries = _countries(page, others, knowledge)
    for s in spots:
        if s.could and s.level and all(t.other and t.level == s.level for t in s.could) and not gazetteer.find(s.surface):
            s.could = tuple(t for t in s.could if t.country and countries.get(t.country, 0.0) >= 0.5)  # spelled in another way
    groups = settle([s for s in (*spots, *inside) if s.could], countries)
    chosen = {id(s): (*group.best(), group) for group in groups.values() for s in group.spots}
    accepted = {key(s.surface) for s in spots if s.could and s.sure and s.alone and _plausible(s, chosen[id(s)][0], countries)}
    for s in spots:
        if s.could and s.sure and (home := chosen[id(s)][0].country):
            countries[home] += 1.0
    out = [_level(n, gazetteer, text) for n in others]
    for s in spots:
        if not s.could:
            out.append(_level(s.name, gazetteer, text) if s.name else Name(s.start, s.end, "place", text[s.start : s.end]))
            continue
        best, p, group = chosen[id(s)]
        if (
            s.name is not None
            and s.name.kind == "country"
            and (best.number == STATE or (s.name.metonym and best.country == s.name.country and not s.sure))
        ):
            out.append(_level(s.name, gazetteer, text))
        elif best.number == STATE:
            out.append(
                _level(
                    Name(s.start, s.end, "country", best.name, f"country/{best.country}", best.country, geonameid=best.geonameid),
                    gazetteer,
                    text,
                )
            )
        elif s.name is not None or _taken(s, best, accepted, countries):
            out.append(_named(s, best, p, group))
    inner = [_named(s, *chosen[id(s)]) for s in inside if _taken(s, chosen[id(s)][0], accepted, countries)]
    taken = {(n.start, n.end) for n in inner}
    inner += [n for n in _states_within(text, others, knowledge) if (n.start, n.end) not in taken]
    return Located(sorted(out, key=lambda n: (n.start, n.end)), sorted(inner, key=lambda n: n.start))


_CAPITAL = re.compile(r"[A-Z][\w’'-]+")


def _shortened(n: Name, text: str, gazetteer: Gazetteer) -> bool:
    """Is a supposed body only the short form of a state behind a town ("Kan" in "Kansas City, Kan.")."""
    return (
        n.kind in ("organization", "person") and n.end - n.start <= 6 and text[max(0, n.start - 2) : n.start] == ", "
        and ((gazetteer.short(text[n.start : n.end] + ".") is not None and text[n.end : n.end + 1] == ".")
             or (text[n.end - 1] == "." and gazetteer.short(text[n.start : n.end]) is not None))
    )  # fmt: skip


STATE = 0x3FFFFFFF  # stands in for the number of a state among the places of its name
_HOMES = frozenset({"USA", "CAN", "GBR", "AUS"})  # whose towns are named after states


def _open(n: Name, text: str, gazetteer: Gazetteer) -> bool:
    """Is it still to be settled: a place, a capital that may stand for itself, a state that has towns of its name."""
    if n.pronoun or n.adjective or n.precision is not None:  # one that was misheard is settled already
        return False
    if n.kind == "place" or (n.kind == "country" and n.metonym):
        return True
    return n.kind == "country" and n.country not in _HOMES and bool(_towns(text[n.start : n.end], gazetteer))


def _towns(surface: str, gazetteer: Gazetteer) -> tuple[Toponym, ...]:
    """Towns that bear the name of a state."""
    return tuple(
        t for t in gazetteer.find(surface)
        if t.country in _HOMES and not t.other and (t.level == "settlement" or (surface == "Georgia" and t.level == "division"))
    )  # fmt: skip


def _state(n: Name, surface: str) -> Toponym:
    """A state as one of the places of its name; it takes much to be meant less than a town."""
    people = 25_000_000 if surface == "Georgia" else 1_200_000_000
    country = "GEO" if surface == "Georgia" else n.country
    shown = "Georgia" if surface == "Georgia" else n.name
    return Toponym(STATE, shown, country, None, None, 614540 if surface == "Georgia" else n.geonameid, people, "feature", None, None)


def _mistaken(n: Name, text: str, gazetteer: Gazetteer) -> bool:
    """Is a supposed person or body, that nobody knows, a place by its last word or by the word before it ("in Santa Ana")."""
    if n.pronoun or n.kind not in ("person", "organization", "group"):
        return False
    surface = text[n.start : n.end]
    if n.kind == "person" and " " not in surface and (_LOWER_KIND.match(text, n.end) or text.startswith(_COUNTIES, n.end)):
        return bool(gazetteer.find(surface))  # "Wardak province" is nobody's surname
    if n.entity is not None or n.candidates:
        return False
    if " " not in surface or not (rows := gazetteer.find(surface)) or rows[0].other:
        return False
    return surface.endswith(_COUNTIES) or _IN.search(text, max(0, n.start - 12), n.start) is not None


_COUNTIES = (" County", " Parish", " Borough", " Township", " Province", " District")
_LOWER_KIND = re.compile(r" (?:province|oblast|region|governorate|prefecture|district|county|raion|municipality)\b")
_IN = re.compile(r"\b(?:in|In|near|at|City of|city of|town of|village of|from) $")


def _holds(n: Name, text: str) -> bool:
    """Can a name hold a place: that of a body of several words that nobody knows, not that of a paper or a person."""
    return n.kind in ("organization", "group", "person") and (n.entity is None or n.pronoun) and " " in text[n.start : n.end]


def _inside(n: Name, finder: Finder) -> list[Spot]:
    """The places in the name of a body: before a word for its kind, or behind "of"."""
    whole = Finder(finder.text, finder.names, finder.gazetteer, [], set() if n.kind != "person" else finder.persons, [])
    return [s for s in whole.spots(n.start, n.end) if s.modifies or (s.sure and n.kind != "person")]


def _states_within(text: str, names: list[Name], knowledge: Knowledge) -> list[Name]:
    """Countries and regions in longer names of bodies, roles and groups."""
    out: list[Name] = []
    base = knowledge.names
    for n in names:
        inner = text[n.start : n.end]
        if n.kind in ("place", "country", "weapon") or (" " not in inner and "-" not in inner):
            continue
        for hit in base.find(inner):
            if hit.end - hit.start == len(inner) or inner[hit.start : hit.end] in ("Georgia", "Jordan", "Chad"):
                continue
            for sense in hit.senses:
                e = base.entities[sense.at] if sense.form in ("name", "adjective") else None
                if e is not None and e.place and e.family in ("state", "region"):
                    lat, lon, geonameid, _ = e.place
                    kind: MentionKind = "country" if e.family == "state" else "place"
                    start, end = n.start + hit.start, n.start + hit.end
                    adjective = sense.form == "adjective"
                    out.append(
                        _level(
                            Name(start, end, kind, e.name, e.id, e.country, None, lat, lon, geonameid, adjective=adjective),
                            knowledge.gazetteer,
                            text,
                        )
                    )
                    break
    return out


def _joined(spots: list[Spot], mine: list[Name], others: list[Name], finder: Finder) -> tuple[list[Spot], list[Name]]:
    """The spots with the name finder's places among them, and its other names; of two that overlap the longer stays."""
    gazetteer = finder.gazetteer
    out: list[Spot] = []
    gone: set[int] = set()
    along = Along(spots)
    for n in mine:
        over = along.over(n.start, n.end)
        whole = next((s for s in over if s.start <= n.start and n.end <= s.end), None)
        surface = finder.text[n.start : n.end]
        region = n.kind == "place" and n.entity is not None and not n.entity.rpartition("/")[2].isdigit()
        if whole is not None and (whole.end - whole.start > n.end - n.start or not (region or n.kind == "country")):
            if n.kind == "place":
                whole.name, whole.sure = n, True
                whole.favoured = _capitals(whole.surface, finder)
            continue
        gone.update(id(s) for s in over)
        if surface.upper() == "GEORGIA":
            could = (*_towns("Georgia", gazetteer), _state(n, "Georgia"))
        elif n.kind == "country" and not n.metonym:
            could = (*_towns(surface, gazetteer), _state(n, surface))
        else:
            could = () if region and n.lat is not None else gazetteer.find(surface)
        if region and n.country and surface.upper() != "GEORGIA":
            could = tuple(t for t in could if t.country == n.country and t.level in ("division", "feature"))
        spot = Spot(n.start, n.end, surface, could, True, finder.inside(n.end), None, n)
        spot.favoured = _capitals(surface, finder)
        if n.kind == "country":
            spot.sure = spot.inside is not None or finder.literal(n.start, n.end)
        out.append(spot)
    kept: list[Name] = []
    for n in others:
        if n.kind == "country":
            over = along.over(n.start, n.end)
            if any(_larger(s, n) for s in over):
                continue
            gone.update(id(s) for s in over)
        kept.append(n)
    return sorted([*out, *(s for s in spots if id(s) not in gone)], key=lambda s: s.start), kept


def _capitals(surface: str, finder: Finder) -> tuple[int, ...]:
    """GeoNames ids of the capitals of that name."""
    entities = (finder.names.entities[sense.at] for sense in finder.names.senses(surface) if sense.form == "capital")
    return tuple(e.place[2] for e in entities if e.place and e.place[2])


def _larger(s: Spot, n: Name) -> bool:
    """Is a state's name only a part of a place's: "British" in "British Columbia", "Mexico" in "Mexico City"."""
    if s.end - s.start <= n.end - n.start or not s.could:
        return False
    return s.could[0].level != "settlement" or s.could[0].people >= 50_000


def _countries(page: Page, names: list[Name], knowledge: Knowledge) -> defaultdict[str, float]:
    """How much the other names, and where the page was published, speak for each country."""
    out: defaultdict[str, float] = defaultdict(float)
    for n in names:
        if n.country is not None and not n.pronoun and n.sector != "MED":  # an agency reports from everywhere
            out[n.country] += 1.0 if n.kind == "country" else 0.6 if n.kind in ("organization", "group") else 0.3
    total = sum(out.values())
    for c in out:
        out[c] = out[c] / max(1.0, total) * min(total, 6.0)
    there = set(page.text.split())
    for country, single, phrases in _homes():
        out[country] += min(2.0, 0.4 * (len(single & there) + sum(x in page.text for x in phrases)))
    if home := _home(page, knowledge):
        out[home] += 1.0
    return out


_HOST = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)*\.([a-zA-Z]{2})(?:[/:?#]|$)")


@cache
def _homes() -> list[tuple[str, set[str], list[str]]]:
    """(country, words, phrases) by which its papers speak of matters at home."""
    lists = [(c, words("home-" + c)) for c in ("USA", "GBR", "CAN", "AUS", "IND")]
    return [(c, {w for w in all if " " not in w}, sorted(w for w in all if " " in w)) for c, all in lists]


def _home(page: Page, knowledge: Knowledge) -> str | None:
    """The country of the page's publisher, by its name or the end of its address."""
    document = page.document
    for given in (document.publisher, document.uri):
        if not given:
            continue
        for e in knowledge.names.who(given) if given is document.publisher else ():
            if e.family == "outlet" and e.country:
                return e.country
        host = _HOST.match(given)
        end = host[1].lower() if host else ""
        if end in knowledge.gazetteer.domains and end not in ("tv", "me", "io", "co", "fm", "ly"):
            return knowledge.gazetteer.domains[end]
    return None


def _plausible(s: Spot, best: Toponym, countries: Mapping[str, float]) -> bool:
    """Is a spot that stands as a place a place of note enough, or in a country that is spoken of."""
    if s.inside is not None or s.level is not None:
        return True
    return best.people >= 500 or best.level != "settlement"


def _taken(s: Spot, best: Toponym, accepted: set[str], countries: Mapping[str, float]) -> bool:
    """Is it a place at all."""
    if s.sure or key(s.surface) in accepted:
        return _plausible(s, best, countries)
    if best.level in ("division", "feature") and not best.other:
        return s.alone or " " in s.surface
    word = s.surface.lower()
    if word in _PERSONAL or word in _ORDINARY or not s.alone:
        return False
    spoken = best.country is not None and countries.get(best.country, 0.0) >= 1
    if spoken and best.country not in _HOMES and len(s.could) <= 2 and len(word) > 4 and share(word) <= RARE:
        return True  # a village that nobody else is called after
    return best.people >= ((NEAR if spoken else KNOWN) if " " not in s.surface else 2_000)


def _named(s: Spot, best: Toponym, p: float, group: Group) -> Name:
    """The settled name; without coordinates where too much speaks for other places."""
    old = s.name
    start, end = s.start, s.end
    if p < (UNSETTLED if group.spoken else UNSPOKEN) and not _together(best, group):
        ids = tuple(f"place/{t.geonameid}" for t, q in zip(group.could, group.p, strict=True) if q > 0.1 and t.geonameid)[:5]
        countries = {t.country for t, q in zip(group.could, group.p, strict=True) if q > 0.1}
        return Name(start, end, "place", s.surface, None, countries.pop() if len(countries) == 1 else None, candidates=ids)
    if old is not None and old.geonameid is not None and old.geonameid == best.geonameid:
        return replace(old, start=start, end=end, precision=PRECISION[best.level])
    own = old is not None and old.kind == "place" and old.entity is not None and not old.entity.rpartition("/")[2].isdigit()
    entity = old.entity if own and old else None
    shown = old.name if own and old else s.surface if best.other or best.level != "settlement" else best.name
    id = entity or (f"place/{best.geonameid}" if best.geonameid else "place/" + key(best.name).replace(" ", "-"))
    return Name(start, end, "place", shown, id, best.country, None, best.lat, best.lon, best.geonameid, PRECISION[best.level])


def _together(best: Toponym, group: Group) -> bool:
    """Do the likeliest places lie so near each other that it makes no difference (a town and its county)."""
    near = 0.0
    for t, p in zip(group.could, group.p, strict=True):
        if None not in (t.lat, t.lon, best.lat, best.lon) and abs(t.lat - best.lat) < 0.7 and abs(t.lon - best.lon) < 1.0:  # type: ignore[operator]
            near += p
    return near >= (UNSETTLED + 0.1 if group.spoken else UNSPOKEN)


def _level(n: Name, gazetteer: Gazetteer, text: str) -> Name:
    """The name with its precision: the point of a country or a part of the world is for look-up only, a region's is its middle."""
    if n.pronoun:
        return n
    middle = middles().get(n.entity or "")
    if n.kind == "country":
        if n.metonym:
            return replace(n, precision="country")
        surface = text[n.start : n.end]
        if not n.adjective and surface == "England":
            part = next((t for t in gazetteer.find(surface) if t.level == "division"), None)
            if part is not None:
                return replace(n, precision="country", lat=part.lat, lon=part.lon, geonameid=part.geonameid)
        lat, lon = middle or (n.lat, n.lon)
        return replace(n, precision="country", lat=lat, lon=lon)
    if n.kind != "place":
        return n
    if middle is not None:
        return replace(n, precision="country", lat=middle[0], lon=middle[1])
    if n.precision is not None:
        return n
    city = n.entity is not None and n.entity.rpartition("/")[2].isdigit()
    return replace(n, precision="settlement" if city else "region")
