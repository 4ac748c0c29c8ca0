"""The reviewed files of organisations, outlets and weapons: whole, unique, and careful with ambiguous names."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pytest
import yaml

from tocsin.knowledge.loading import load
from tocsin.knowledge.schema import Organisation, Outlet, State, Weapon

ORGANISATIONS = load("actors/organisations", Organisation)
OUTLETS = load("actors/outlets", Outlet)
WEAPONS = load("weapons", Weapon)
EVERYTHING: list[Organisation | Outlet | Weapon] = [*ORGANISATIONS, *OUTLETS, *WEAPONS]
SHARED = yaml.safe_load((Path(__file__).parent / "shared_names.yml").read_text(encoding="utf8"))

# Bodies of states stand in for a country where an organisation belongs to them.
BODIES = {
    "AES", "AU", "ASEAN", "BRICS", "COE", "CSTO", "EAC", "EAEU", "ECOWAS", "EU", "G7", "G20", "GCC", "IAEA", "ICC", "IGAD", "IMF", "LAS",
    "NATO", "OAS", "OECD", "OIC", "OPCW", "OPEC", "OSCE", "PIF", "SADC", "SCO", "UN", "WB", "WTO", "CIS",
}  # fmt: skip
KINDS = {
    "air defence", "ballistic missile", "cruise missile", "anti-ship missile", "air-to-surface missile", "air-to-air missile", "missile",
    "anti-tank", "artillery", "tank", "armoured vehicle", "aircraft", "helicopter", "drone", "ship", "submarine", "mine", "torpedo",
    "small arms", "bomb", "cluster munition", "munition", "explosive", "incendiary", "thermobaric", "radar", "electronic warfare",
    "satellite", "laser", "nuclear", "radiological", "chemical", "biological", "riot control", "cyber", "equipment",
}  # fmt: skip


def states() -> set[str]:
    return {s.country for s in load("actors/states", State)}


def duplicates(values: list[str]) -> list[str]:
    return [v for v, n in Counter(values).items() if n > 1]


def test_there_are_enough_of_each() -> None:
    assert len(ORGANISATIONS) >= 400
    assert len(OUTLETS) >= 420
    assert len(WEAPONS) >= 480


def test_they_cover_the_world() -> None:
    assert len({o.country for o in ORGANISATIONS} & states()) >= 100
    assert len({o.country for o in OUTLETS} & states()) >= 100
    assert len({w.origin for w in WEAPONS} & states()) >= 25


def test_identifiers_are_unique_slugs() -> None:
    assert not duplicates([x.entity for x in EVERYTHING])
    folder = {Organisation: "org", Outlet: "outlet", Weapon: "weapon"}
    assert [x.entity for x in EVERYTHING if not re.fullmatch(rf"{folder[type(x)]}/[a-z0-9]+(?:-[a-z0-9]+)*", x.entity)] == []


def test_countries_are_known() -> None:
    known = states() | BODIES
    assert {o.country for o in ORGANISATIONS} - known - {None} == set()
    assert {o.country for o in OUTLETS} - states() - {None} == set()
    assert {w.origin for w in WEAPONS} - states() - {None} == set()
    assert {m for o in ORGANISATIONS for m in o.members} - states() == set()


def test_weapons_have_a_kind_of_the_list_and_sound_ranges() -> None:
    assert {w.kind for w in WEAPONS} == KINDS
    for w in WEAPONS:
        if w.range_km is not None:
            low, high = w.range_km
            assert 0 < low <= high <= 20_000, w.entity


def test_memberships_and_lives_run_forwards() -> None:
    for o in ORGANISATIONS:
        assert not (o.began and o.ended) or o.began < o.ended, o.entity
        for country, days in o.members.items():
            assert len(days) == 2, (o.entity, country)
            since, until = days
            assert not (since and until) or since < until, (o.entity, country)


@pytest.mark.parametrize(
    ("body", "day", "members"),
    [
        ("org/nato", date(2022, 2, 24), 30),
        ("org/nato", date(2023, 4, 5), 31),
        ("org/nato", date(2024, 3, 8), 32),
        ("org/eu", date(2015, 1, 1), 28),
        ("org/eu", date(2021, 1, 1), 27),
        ("org/ecowas", date(2024, 6, 1), 15),
        ("org/ecowas", date(2025, 6, 1), 12),
        ("org/asean", date(2020, 1, 1), 10),
        ("org/asean", date(2026, 1, 1), 11),
        ("org/brics", date(2023, 1, 1), 5),
        ("org/sco", date(2024, 12, 1), 10),
        ("org/gcc", date(2020, 1, 1), 6),
        ("org/arab-league", date(2020, 1, 1), 22),
        ("org/african-union", date(2020, 1, 1), 55),
        ("org/opec", date(2024, 6, 1), 12),
        ("org/opec", date(2026, 6, 1), 11),
        ("org/council-of-europe", date(2023, 1, 1), 46),
        ("org/csto", date(2020, 1, 1), 6),
        ("org/eaeu", date(2020, 1, 1), 5),
    ],
)
def test_members_on_a_day(body: str, day: date, members: int) -> None:
    found = next(o for o in ORGANISATIONS if o.entity == body).members
    assert sum((since is None or since <= day) and (until is None or day < until) for since, until in found.values()) == members


def test_short_names_hold_only_as_written() -> None:
    short = [(x.entity, n) for x in EVERYTHING for n in (x.name, *x.names) if len(n) < 3 and n not in x.exact]
    assert short == []


def test_names_are_tidy() -> None:
    for x in EVERYTHING:
        names = [x.name, *x.names, *x.exact]
        assert all(n == n.strip() and "  " not in n and n for n in names), x.entity
        assert not duplicates(x.names), x.entity
        assert not set(x.names) & set(x.exact), x.entity
        assert not duplicates(x.exact), x.entity


def test_support_guards_some_name() -> None:
    for x in (*ORGANISATIONS, *WEAPONS):
        assert not x.support or x.exact, x.entity


def test_no_name_is_shared_unless_listed() -> None:
    bearers: dict[str, set[str]] = defaultdict(set)
    exact = {n for x in EVERYTHING for n in x.exact}
    for x in EVERYTHING:
        for n in (x.name, *x.names, *x.exact):
            bearers[n if n in exact else n.casefold()].add(x.entity)
    shared = {n: sorted(ids) for n, ids in bearers.items() if len(ids) > 1}
    assert shared == {n: sorted(ids) for n, ids in SHARED.items()}


def test_outlets_are_reached_by_their_own_domains() -> None:
    domains = [d for o in OUTLETS for d in o.domains]
    assert not duplicates(domains)
    assert [d for d in domains if not re.fullmatch(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}", d)] == []


def test_a_reliability_needs_its_reference() -> None:
    assert [o.entity for o in OUTLETS if o.reliability != "F" and o.reference is None] == []
