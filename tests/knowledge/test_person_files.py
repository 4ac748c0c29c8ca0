"""Persons in office: every file by its schema, every tenure with its reference, dates in order, offices held by one at a time."""

from __future__ import annotations

import itertools
from collections import defaultdict
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml

from tocsin.knowledge import loading
from tocsin.knowledge.schema import Person, Tenure, Words

SHARED = frozenset({"ambassador", "deputy-prime-minister", "deputy-foreign-minister", "vice-president", "head"})
"""Offices that several hold at once by their nature."""


@cache
def persons() -> tuple[Person, ...]:
    return tuple(loading.load("actors/persons", Person))


@cache
def tenures() -> tuple[tuple[Person, Tenure], ...]:
    return tuple((p, t) for p in persons() for t in p.tenures)


def test_entities_are_unique_and_named_as_persons() -> None:
    ids = [p.entity for p in persons()]
    assert len(ids) == len(set(ids))
    assert all(id.startswith("person/") and len(id) > len("person/") for id in ids)


def test_files_are_named_by_country_or_organisation() -> None:
    names = {p.stem for p in loading.files("actors/persons")}
    assert all(n == n.lower() for n in names)


def test_names_hold_their_surname() -> None:
    odd = [p.entity for p in persons() if not p.name.strip() or not p.surname.strip()]
    assert odd == []


def test_every_tenure_and_every_person_without_one_names_its_reference() -> None:
    assert [p.entity for p, t in tenures() if len(t.reference) < 8] == []
    assert [p.entity for p in persons() if not p.tenures and not p.reference] == []


def test_dates_are_in_order_and_of_our_time() -> None:
    wrong = [(p.entity, t.office) for p, t in tenures() if t.until is not None and t.until < t.since]
    assert wrong == []
    assert all(date(1940, 1, 1) < t.since < date(2026, 12, 31) for _, t in tenures())


def test_tenures_end_after_2010_or_lead_up_to_it() -> None:
    early = [(p.entity, t.office) for p, t in tenures() if t.until is not None and t.until < date(2006, 1, 1)]
    assert early == []


def test_offices_are_those_that_roles_resolve_to() -> None:
    keys = {w.key for w in loading.load("actors/words", Words) if w.form == "role"}
    assert sorted({t.office.partition("/")[2] for _, t in tenures()} - keys) == []


def test_no_office_is_held_by_two_at_once() -> None:
    listed = yaml.safe_load((Path(__file__).parent / "person_overlaps.yml").read_text(encoding="utf8"))
    excused = {row["office"] for row in listed}
    held: dict[str, list[tuple[date, date | None, bool, str]]] = defaultdict(list)
    for p, t in tenures():
        held[t.office].append((t.since, t.until, t.acting, p.entity))
    clashes = set()
    for office, rows in held.items():
        if office.partition("/")[2] in SHARED:
            continue
        rows.sort(key=lambda r: r[0])
        for a, b in itertools.pairwise(rows):
            if a[1] is not None and a[1] > b[0] and not (a[2] or b[2]):
                clashes.add(office)
    assert sorted(clashes - excused) == []
    assert sorted(excused - clashes) == [], "an exception that is no longer needed"


def test_there_are_enough() -> None:
    assert len(tenures()) >= 1500
    states = {t.office.partition("/")[0] for _, t in tenures()}
    assert len({s for s in states if len(s) == 3 and s.isalpha()}) >= 70


@pytest.mark.parametrize(
    ("office", "on", "who"),
    [
        ("RUS/defence-minister", date(2024, 4, 20), "person/sergei-shoigu"),
        ("RUS/defence-minister", date(2024, 6, 20), "person/andrei-belousov"),
        ("UKR/commander-in-chief", date(2022, 5, 1), "person/valerii-zaluzhnyi"),
        ("FRA/foreign-minister", date(2024, 12, 1), "person/jean-noel-barrot"),
        ("NATO/secretary-general", date(2024, 9, 1), "person/jens-stoltenberg"),
        ("SHAPE/commander", date(2023, 3, 1), "person/christopher-g-cavoli"),
        ("IAEA/director-general", date(2022, 9, 1), "person/rafael-grossi"),
        ("EU/high-representative", date(2022, 3, 1), "person/josep-borrell"),
        ("ISR/prime-minister", date(2022, 9, 1), "person/yair-lapid"),
        ("GBR/prime-minister", date(2022, 10, 1), "person/liz-truss"),
        ("IRN/foreign-minister", date(2016, 1, 16), "person/mohammad-javad-zarif"),
        ("SDN/prime-minister", date(2021, 6, 1), "person/abdalla-hamdok"),
        ("JPN/defence-minister", date(2017, 7, 30), None),
    ],
)
def test_office_on_a_day(office: str, on: date, who: str | None) -> None:
    found = [p.entity for p, t in tenures() if t.office == office and t.since <= on and (t.until is None or on < t.until)]
    assert found == ([who] if who else [])
