"""Who somebody is: what the knowledge base says of a name or an office, on a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tocsin.knowledge import Knowledge
from tocsin.knowledge.world import Entity


def who(name: str, knowledge: Knowledge, on: date | None = None) -> list[str]:
    """Lines for a person: each entity that the name can mean, or each holder of the office ("RUS/defence-minister"); empty: unknown."""
    names = knowledge.names
    found = names.office_holder(name, on) if "/" in name else names.who(name, on)
    if "/" in name and not found and (entity := names.entity(name)) is not None:
        found = [entity]
    lines: list[str] = []
    for e in found[:12]:
        lines += _entity(e, on)
    if len(found) > 12:
        lines.append(f"… and {len(found) - 12} more")
    return lines


def in_words(text: str, knowledge: Knowledge, on: date, find: Callable[[str, date | None], list[Any]]) -> list[str]:
    """Lines for whoever a phrase ("Russian defence minister") names on a day, as the finder reads it; else the candidates."""
    names = knowledge.names
    for phrase in (text, f"the {text} said"):
        found = [n for n in find(phrase, on) if n.entity or n.candidates]
        ids = dict.fromkeys(i for n in found for i in ([n.entity] if n.entity else n.candidates))
        persons = [i for i in ids if i.startswith("person/")] or list(ids)
        lines = [line for i in persons[:12] if (e := names.entity(i)) is not None for line in _entity(e, on)]
        if lines:
            return lines
    return []


def _entity(e: Entity, on: date | None) -> list[str]:
    what = ", ".join(x for x in (e.family if e.kind != "person" else "person", e.country, e.sector) if x)
    head = f"{e.name}  [{e.id}]  {what}"
    if e.place and e.place[0] is not None:
        head += f"  {e.place[0]:.4f}, {e.place[1]:.4f}"
    lines = [head]
    for h in sorted(e.holdings, key=lambda h: h.since, reverse=True):
        until = h.until.isoformat() if h.until else ""
        now = on is not None and h.since <= on and (h.until is None or on <= h.until)
        lines.append(f"  {'*' if now else ' '} {h.office}{' (acting)' if h.acting else ''}  {h.since.isoformat()} – {until}")
    return lines
