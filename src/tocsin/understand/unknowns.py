"""Organisations that the knowledge base does not have, by their shape: "the Lviv School of Drama", "Open Water Team (OWT)"."""

from __future__ import annotations

import re
from bisect import bisect_left

from tocsin.knowledge.shapes import sectors
from tocsin.understand.finds import Name
from tocsin.understand.scene import Scene

_WORD = r"[A-ZÀ-ÞČŠŽŁ][\w’'&-]{0,60}"
_SECTOR = sectors()
_HEAD = "|".join(sorted(_SECTOR, key=len, reverse=True))
_SHAPE = re.compile(rf"{_WORD}(?:[ -](?:and |& |of the |of |for the |for |on )?{_WORD})+")
_HEADS = re.compile(rf"\b(?:{_HEAD})\b(?!-)")
_TAIL = re.compile(rf"(?: (?:of|for|on) (?:the )?{_WORD}(?: (?:and |of |for )?{_WORD})*)?")
_SHORT = re.compile(r" \(([A-Z][A-Za-z-]{1,7})\)")
_TEAM = re.compile(rf"{_WORD}(?: {_WORD}){{0,4}} \(([A-Z]{{2,7}})\)")
_BARE = frozenset(_SECTOR) | {"The " + w for w in _SECTOR}
_START = re.compile(r"^(?:The|A|An|In|At|On|From|By|And|But|Its|His|Her|Their|For|With|According|While|When|As|If|This|That)\s+")


def _shapes(text: str) -> list[tuple[int, int, str | None, bool]]:
    """(start, end, acronym, told by the acronym alone) of what has the shape of an organisation's name."""
    out: list[tuple[int, int, str | None, bool]] = []
    for m in _SHAPE.finditer(text):
        heads = list(_HEADS.finditer(text, m.start(), m.end()))
        if not heads:
            continue
        end = heads[-1].end()
        if " of " in text[heads[0].start() : m.end()] or " for " in text[heads[0].start() : m.end()]:
            tail = _TAIL.match(text, heads[0].end())
            end = max(end, min(tail.end() if tail else 0, m.end()))
        cut = _START.match(text[m.start() : end])
        short = _SHORT.match(text, end)
        out.append((m.start() + (cut.end() if cut else 0), end, short[1] if short else None, False))
    for m in _TEAM.finditer(text):
        cut = _START.match(m[0])
        out.append((m.start() + (cut.end() if cut else 0), m.end() - len(m[1]) - 3, m[1], True))
    return out


def organisations(scene: Scene, known: list[Name]) -> list[Name]:
    """Names of organisations in the text that overlap no known name, save one that is a part of them ("Kyiv School of Economics")."""
    text = scene.text
    starts = [n.start for n in known]
    out: list[Name] = []
    short: dict[str, Name] = {}
    for start, name_end, acronym, is_team in _shapes(text):
        name = text[start:name_end]
        if " " not in name or name in _BARE:
            continue
        if is_team and (
            acronym is None or "".join(w[0] for w in re.split(r"[ -]", name) if w[0].isupper())[-len(acronym) :].upper() != acronym
        ):
            continue
        k = bisect_left(starts, start)
        inside = [n for n in known[max(0, k - 1) : k + 6] if n.start < name_end and start < n.end]
        if any(n.start < start or n.end > name_end or n.kind in ("person", "organization", "group") for n in inside):
            if acronym and (same := next((n for n in inside if n.end >= name_end and n.kind == "organization"), None)) is not None:
                short.setdefault(acronym, same)
            continue
        head = next((w for w in reversed(re.split(r"[ -]", name)) if w in _SECTOR), None)
        country = next((n.country for n in inside if n.country), None)
        found = Name(start, name_end, "organization", name, None, country, _SECTOR.get(head) if head else None)
        out.append(found)
        if acronym:
            short[acronym] = found
    taken = {n.start for n in known}
    for acronym, whose in short.items():
        for m in re.finditer(rf"\b{re.escape(acronym)}\b", text):
            if m.start() not in taken:
                out.append(Name(m.start(), m.end(), "organization", whose.name, whose.entity, whose.country, whose.sector))
    return out
