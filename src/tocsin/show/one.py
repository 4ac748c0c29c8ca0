"""One record for a person: what it says, the sentence it comes from in its surroundings, and the chain it came through."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from tocsin.records import Document, Link, Party, Place, Record, Span, Speaker, kind
from tocsin.show.terminal import around, clean, faint, one_line

Find = Callable[[str], Record | None]
Home = Callable[[str], Document]
Surroundings = Callable[[Document, int, int], tuple[int, int]]

_APART = {"id", "document", "span", "text", "furniture", "statement", "parent"}
_SHOWN_ROWS = 12


def one(record: Record, find: Find, home: Home, surroundings: Surroundings) -> str:
    """The record as text. find: a record by its id; home: a document by its id; surroundings: the text around offsets of one."""
    parts = [f"{kind(record)} {record.id}"]
    parts += [f"  {name:<12}{value}" for name, value in _fields(record)]
    if isinstance(record, Document):
        parts += ["", *_lines(record.text)]
        return "\n".join(parts)
    document = getattr(record, "document", None)
    if document is not None:
        parts += _source(record, home(document), surroundings)
        parts += _chain(record, home(document), find)
    for name in ("documents", "events", "statements", "crossings", "responses", "evidence"):
        parts += _cited(name, getattr(record, name, []), find, home)
    return "\n".join(parts)


def citation(document: Document, start: int, end: int) -> str:
    """Where it stands: the document's name and the characters.

    A reader finds text[start:end] there.
    """
    return one_line(f"{document.uri}:{start}-{end}")


def dated(document: Document) -> str:
    """The day or the days of a document, "undated" where nothing bounds it."""
    p = document.published
    if p is None or (p.earliest is None and p.latest is None):
        return "undated"
    if p.earliest == p.latest:
        return str(p.earliest)
    return f"{p.earliest or '…'} to {p.latest or '…'}"


def _source(record: Any, document: Document, surroundings: Surroundings) -> list[str]:
    start, end = surroundings(document, record.span.start, record.span.end)
    title = f", “{one_line(document.title)}”" if document.title else ""
    heading = f"{citation(document, record.span.start, record.span.end)}{title}, {dated(document)}"
    return ["", faint(heading), "  " + around(document.text, [(record.span.start, record.span.end)], start, end)]


def _chain(record: Any, document: Document, find: Find) -> list[str]:
    """From the one who acts or speaks to the one who publishes, a line a hand."""
    hands: list[str] = []
    statement = record if kind(record) == "statement" else _found(find, getattr(record, "statement", None))
    while statement is not None:
        speaker = _said(statement.speaker) if statement.speaker else "somebody not named"
        hands.append(f"{speaker} ({statement.act}, {statement.quotation}; {statement.id})")
        hands += [f"via {_said(link)}" for link in statement.via]
        statement = _found(find, statement.parent)
    if kind(record) == "event" and not hands:
        hands.append("told by the author")
    published = document.publisher or document.author or "publisher not known"
    hands.append(f"published by {one_line(published)} ({document.id})")
    return ["", "chain", *(f"  {'  ' * n}{'← ' if n else ''}{hand}" for n, hand in enumerate(hands))]


def _cited(name: str, ids: list[str], find: Find, home: Home) -> list[str]:
    if not ids:
        return []
    out = ["", f"{name} ({len(ids)})"]
    for id in ids[:_SHOWN_ROWS]:
        record = _found(find, id)
        if isinstance(record, Document):
            out.append(f"  {id}  {dated(record)}  {one_line(record.title or record.uri)}")
        elif record is not None and hasattr(record, "span"):
            document = home(record.document)
            out.append(f"  {id}  {one_line(record.span.quote)}  {faint(citation(document, record.span.start, record.span.end))}")
        else:
            out.append(f"  {id}")
    return out + ([f"  … and {len(ids) - _SHOWN_ROWS} more"] if len(ids) > _SHOWN_ROWS else [])


def _found(find: Find, id: str | None) -> Any:
    return None if id is None else find(id)


def _fields(record: Any) -> Iterable[tuple[str, str]]:
    cited = {"documents", "events", "statements", "crossings", "responses", "evidence"}
    for name in record.__struct_fields__:
        value = getattr(record, name)
        if name not in _APART and name not in cited and value not in (None, [], ""):
            yield name, _said(value)


def _said(value: Any) -> str:
    """A value in one line."""
    if isinstance(value, Span):
        return f"“{one_line(value.quote)}”"
    if isinstance(value, Party | Speaker | Place | Link):
        codes = [getattr(value, part, None) for part in ("entity", "country", "sector")]
        point = [f"{value.lat:.3f}, {value.lon:.3f}"] if isinstance(value, Place) and value.lat is not None else []
        told = ", ".join([c for c in codes if c] + point + (["not named"] if getattr(value, "anonymous", False) else []))
        return one_line(value.name) + (f" ({told})" if told else "")
    if isinstance(value, list):
        return "; ".join(_said(item) for item in value)
    if isinstance(value, msgspec.Struct):
        pairs = [(name, getattr(value, name)) for name in value.__struct_fields__]
        if {name for name, _ in pairs} >= {"earliest", "latest"}:
            days = dict(pairs)
            first, last = days.pop("earliest"), days.pop("latest")
            whole = str(first) if first == last else f"{first or '…'} to {last or '…'}"
            rest = [_said(v) for v in days.values() if v not in (None, [])]
            return ", ".join([whole, *rest])
        return ", ".join(f"{name} {_said(v)}" for name, v in pairs if v not in (None, []))
    return one_line(str(value))


def _lines(text: str) -> list[str]:
    shown = clean(text).strip().splitlines()[:_SHOWN_ROWS]
    return [f"  {row}" for row in shown]
