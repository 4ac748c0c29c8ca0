"""Which place is meant: every name of a document weighs what the others make likely.

A place is as likely as it is populous, and likelier where the document speaks of its country, its division and its county. All names
are weighed together, over a few rounds; one name has one sense in a document, but for words behind it that say otherwise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import exp, log1p, log10

from tocsin.knowledge.gazetteer import Toponym, key
from tocsin.understand.toponyms import Inside, Spot

PEOPLE, COUNTRY, DIVISION, COUNTY = 0.95, 1.4, 2.0, 1.0  # weight of: a tenfold of people; names of the country, division, county
DIVISION_ITSELF = 0.5  # for a division over a town of as many people
SHARE = 1.5  # weight of: the country's part in all that the document speaks of
OTHER_NAME, BARE_NAME, COUNTY_ITSELF = (
    1.2,
    1.5,
    1.0,
)  # against: another than its usual name; no word for its kind; a county rather than its town
INSIDE = 8.0  # for what the words behind a name say
CANDIDATES = 24
CITIES = frozenset({"new york", "washington"})  # rather the city than the division, which its people are told from by other words
AROUND = 2.0  # against a division with a town of its name that holds a tenth of its people
FAVOURED = 0.5  # for a capital
SPOKEN = 2.0  # for one whose state the document speaks of
SHARPER = (0.6, 1.0, 1.3, 1.6)  # how much a lead counts, from round to round: nothing is settled before all has been heard


@dataclass(slots=True)
class Group:
    """All spots of one name in a document, and how likely each of the places is."""

    spots: list[Spot] = field(default_factory=list)
    could: list[Toponym] = field(default_factory=list)
    prior: list[float] = field(default_factory=list)
    p: list[float] = field(default_factory=list)
    told: bool = False  # do the words behind a name say where it lies
    spoken: bool = False  # does anything else in the document speak for the likeliest one

    def best(self) -> tuple[Toponym, float]:
        """The likeliest place and its probability."""
        at = max(range(len(self.p)), key=self.p.__getitem__)
        return self.could[at], self.p[at]


class Focus:
    """What a document is about: how much speaks for each country, division and county."""

    def __init__(self, countries: Mapping[str, float]) -> None:
        self.country: defaultdict[str | None, float] = defaultdict(float)
        self.country.update(countries)
        self.all = sum(countries.values())  # of the countries
        self.division: defaultdict[int | None, float] = defaultdict(float)
        self.county: defaultdict[int | None, float] = defaultdict(float)

    def add(self, group: Group, sign: float = 1.0) -> None:
        weight = sign * (1 + 0.5 * log1p(len(group.spots) - 1))
        for t, p in zip(group.could, group.p, strict=True):
            if p > 0.02:
                w = weight * p
                self.country[t.country] += w
                self.all += w
                self.division[t.number if t.level == "division" else t.within] += w
                self.county[t.number if t.level == "subdivision" else t.below] += w

    def score(self, t: Toponym) -> float:
        division = t.number if t.level == "division" else t.within
        county = t.number if t.level == "subdivision" else t.below
        spoken = max(0.0, self.country[t.country]) if t.country else 0.0
        out = COUNTRY * log1p(spoken) + SHARE * spoken / (1.0 + self.all)
        if division is not None:
            out += DIVISION * log1p(max(0.0, self.division[division]))
        if county is not None:
            out += COUNTY * log1p(max(0.0, self.county[county]))
        return out


def settle(spots: list[Spot], countries: Mapping[str, float]) -> dict[tuple[str, Inside | None, str | None], Group]:
    """Groups of spots by name (and by what the words behind it or its kind say), each place weighed.

    countries: how much the document's other names speak for each country.
    """
    groups: dict[tuple[str, Inside | None, str | None], Group] = defaultdict(Group)
    told: dict[str, Inside] = {}
    for s in spots:
        if s.inside is not None:
            told.setdefault(key(s.surface), s.inside._replace(end=0))
    for s in spots:
        folded = key(s.surface)
        inside = s.inside._replace(end=0) if s.inside else told.get(folded)
        groups[folded, inside, s.level].spots.append(s)
    for (folded, inside, level), group in groups.items():
        could = group.spots[0].could
        towns = {n: t.people for t in reversed(could) if t.level == "settlement" for n in (t.within, t.below) if n is not None}
        favoured = {g for s in group.spots for g in s.favoured}
        priors = [
            _prior(t, folded, inside, level)
            - _around(t, towns, level)
            + (t.geonameid in favoured) * (FAVOURED + SPOKEN * (countries.get(t.country or "", 0.0) >= 1.0))
            for t in could
        ]
        ranked = sorted(zip(priors, could, strict=True), key=lambda r: -r[0])[:CANDIDATES]
        group.prior = [r[0] for r in ranked]
        group.could = [r[1] for r in ranked]
        group.told = inside is not None
        group.p = _softmax(group.prior, SHARPER[0])
    focus = Focus(countries)
    for group in groups.values():
        focus.add(group)
    for sharp in SHARPER:
        for group in groups.values():
            focus.add(group, -1.0)
            group.p = _softmax([a + focus.score(t) for a, t in zip(group.prior, group.could, strict=True)], sharp)
            group.spoken = group.told or focus.score(group.best()[0]) > 0.3
            focus.add(group)
    return dict(groups)


def _prior(t: Toponym, folded: str, inside: Inside | None, level: str | None) -> float:
    """How likely a place is by itself, given the words that stand with its name here."""
    out = PEOPLE * log10(t.people + 100)
    if t.level == "division":
        out = PEOPLE * min(7.0, DIVISION_ITSELF + log10(t.people + 1000))
        if folded in CITIES:
            out -= 2.0
    if t.other and not (t.level == "settlement" and key(t.name) == folded + " city"):
        out -= OTHER_NAME
    if t.bare and level != "subdivision":
        out -= BARE_NAME
    if t.level == "subdivision" and level is None:
        out -= COUNTY_ITSELF
    if level is not None:
        out += 4.0 if t.level == level else 2.0 if t.level in ("division", "subdivision") else 0.0
    if inside is not None and (
        (inside.country is not None and not inside.divisions and t.country == inside.country)
        or t.within in inside.divisions
        or t.below in inside.divisions
    ):
        out += INSIDE
    return out


def _around(t: Toponym, towns: Mapping[int, int], level: str | None) -> float:
    """What speaks against a division or county where the town of its name may be meant."""
    people = towns.get(t.number)
    if people is None or level is not None or t.level == "settlement":
        return 0.0
    return AROUND if people * 10 >= t.people or t.level == "subdivision" else 0.0


def _softmax(scores: list[float], sharp: float) -> list[float]:
    top = max(scores)
    raw = [exp(sharp * (s - top)) for s in scores]
    total = sum(raw)
    return [r / total for r in raw]
