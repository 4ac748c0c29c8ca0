"""Near-misses of the name finder (traps.yml): what a sentence must give, and what it must not."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct

from tocsin.knowledge.loading import HERE, entries


class Trap(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """must, not: words of the text → a country's code, an entity's id, kind:…, name:…, metonym, place, unknown or any."""

    text: str
    published: date | None = None
    must: dict[str, str] = {}
    not_: dict[str, str] = {}


def traps(roots: Iterable[Path] = (HERE,)) -> list[Trap]:
    """All of them. Raises KnowledgeError where an entry breaks the schema."""
    out = []
    for root in roots:
        if (root / "traps.yml").exists():
            out += entries(root / "traps.yml", Raw)
    return [Trap(text=r.text, published=r.published, must=r.must, not_=r.misses) for r in out]


class Raw(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, rename={"misses": "not"}):
    """An entry as written."""

    text: str
    published: date | None = None
    must: dict[str, str] = {}
    misses: dict[str, str] = {}


def failures(trap: Trap, find: Callable[[str, date | None], list[Any]]) -> list[str]:
    """What a trap caught. find: text and day → names with start, end, kind, name, entity, country, metonym.

    Raises ValueError where the words are not in the text.
    """
    names = find(trap.text, trap.published)
    out = []
    for words, what in trap.must.items():
        here = _over(names, trap.text, words)
        if not any(_is(n, what) for n in here):
            out.append(f"{trap.text!r}: {words!r} must be {what}, is {[_told(n) for n in here]}")
    for words, what in trap.not_.items():
        here = _over(names, trap.text, words)
        if any(_is(n, what) for n in here):
            out.append(f"{trap.text!r}: {words!r} must not be {what}, is {[_told(n) for n in here]}")
    return out


def _over(names: list[Any], text: str, words: str) -> list[Any]:
    at = text.index(words)
    return [n for n in names if n.start < at + len(words.rstrip()) and at < n.end]


def _is(n: Any, what: str) -> bool:
    if what == "any":
        return True
    if what in ("metonym", "place", "unknown"):
        return bool(
            {"metonym": n.metonym, "place": n.kind == "place" or (n.kind == "country" and not n.metonym), "unknown": n.entity is None}[what]
        )
    if what.startswith("kind:"):
        return bool(n.kind == what[5:])
    if what.startswith("name:"):
        return bool(n.name == what[5:])
    return bool(what in (n.entity, n.country))


def _told(n: Any) -> str:
    return f"{n.kind} {n.name} {n.entity} {n.country}"
