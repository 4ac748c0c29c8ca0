"""Is the knowledge base whole: every file by its schema, every near-miss through the name finder, and how much there is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tocsin.errors import KnowledgeError
from tocsin.knowledge import loading
from tocsin.knowledge.schema import Organisation, Outlet, Person, Region, State, Weapon, Words
from tocsin.knowledge.traps import failures, traps

SCHEMAS: dict[str, type[Any]] = {
    "actors/states": State,
    "actors/regions": Region,
    "actors/organisations": Organisation,
    "actors/persons": Person,
    "actors/outlets": Outlet,
    "actors/words": Words,
    "weapons": Weapon,
}


@dataclass(frozen=True, slots=True)
class Report:
    """counts: what → how many, in the order of printing. faults: one line each."""

    counts: dict[str, int]
    faults: list[str]


def check(roots: tuple[Path, ...], find: Callable[[str, date | None], list[Any]] | None = None) -> Report:
    """Validates all files of actors and weapons and counts them; with `find` (text, day → names) runs the near-misses too."""
    counts: dict[str, int] = {}
    faults: list[str] = []
    loaded: dict[str, list[Any]] = {}
    for folder, kind in SCHEMAS.items():
        rows: list[Any] = []
        for path in loading.files(folder, roots):
            try:
                rows += loading.entries(path, kind)
            except KnowledgeError as e:
                faults.append(str(e))
        loaded[folder] = rows
    faults += _twice(loaded)
    counts |= _coverage(loaded)
    try:
        cases = traps(roots)
        counts["near-miss examples"] = len(cases)
        if find is not None:
            for case in cases:
                faults += failures(case, find)
    except (KnowledgeError, ValueError) as e:
        faults.append(str(e))
    return Report(counts, faults)


def _twice(loaded: dict[str, list[Any]]) -> list[str]:
    """An id that stands for two things; one person may stand in two files."""
    seen: dict[str, str] = {}
    out = []
    for folder, rows in loaded.items():
        for row in rows:
            id = getattr(row, "entity", None)
            if id is None:
                continue
            if seen.get(id, folder) != folder:
                out.append(f"{id} stands in {seen[id]} and in {folder}")
            seen[id] = folder
    return out


def _coverage(loaded: dict[str, list[Any]]) -> dict[str, int]:
    states, persons = loaded["actors/states"], loaded["actors/persons"]
    tenures = [t for p in persons for t in p.tenures]
    words = Counter(w.form for w in loaded["actors/words"] for _ in (*w.names, *w.plural))
    return {
        "states and territories": len(states),
        "their bodies": sum(len(s.bodies) for s in states),
        "their seats": sum(len(s.seats) for s in states),
        "regions and seas": len(loaded["actors/regions"]),
        "organisations": len(loaded["actors/organisations"]),
        "persons": len({p.entity for p in persons}),
        "tenures": len(tenures),
        "states with tenures": len({t.office.partition("/")[0] for t in tenures}),
        "outlets": len(loaded["actors/outlets"]),
        "weapons": len(loaded["weapons"]),
        "offices' names": words["role"],
        "bodies' names": words["body"],
        "unnamed actors' nouns": words["agent"],
        "titles": words["title"],
        "given names": words["given"],
    }
