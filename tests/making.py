"""Records for tests, made from few words: only what a test is about is given."""

from __future__ import annotations

from datetime import date
from typing import Any

from tocsin import records as r


def span(quote: str, start: int = 0) -> r.Span:
    """A span over a quote that begins at `start`."""
    return r.Span(start, start + len(quote), quote)


def day(text: str | None) -> date | None:
    """A date from its ISO form."""
    return date.fromisoformat(text) if text else None


def when(first: str, last: str | None = None) -> r.When:
    """The days from first to last."""
    return r.When(day(first), day(last or first), "day", None)


def party(name: str, country: str | None = None, sector: str | None = None, entity: str | None = None) -> r.Party:
    """A party; its country's code is taken from the first three letters of a name in capitals."""
    return r.Party(name, None, entity, country or (name if name.isupper() and len(name) == 3 else None), sector)


def document(text: str, ident: str = "d1", published: str | None = None, **more: Any) -> r.Document:
    """A document of that text."""
    p = r.Published(day(published), day(published), "metadata", []) if published else None
    given: dict[str, Any] = {
        "id": ident, "uri": f"{ident}.txt", "sha256": ident, "title": None, "publisher": None, "author": None, "kind": None,
        "language": None, "published": p, "collected": None, "text": text, "furniture": [],
    }  # fmt: skip
    return r.Document(**(given | more))


_numbers = iter(range(10**6))


def event(type_: str, actor: list[r.Party], recipient: list[r.Party], quote: str = "struck the port", **more: Any) -> r.Event:
    """An event; its id is its own unless given."""
    at = more.pop("start", 0)
    given: dict[str, Any] = {
        "id": f"e{next(_numbers)}", "document": "d1", "span": span(quote, at), "predicate": span(quote.split()[0], at), "type": type_,
        "mode": None, "context": [], "cameo": None, "quad": 4, "score": -9.0, "actor": actor, "recipient": recipient, "status": "actual",
        "when": None, "where": [], "weapons": [], "quantities": [], "statement": None, "confidence": 0.8,
    }  # fmt: skip
    return r.Event(**(given | more))


def statement(quote: str, speaker: str | None, country: str | None = None, **more: Any) -> r.Statement:
    """A statement whose content is all of its words."""
    at = more.pop("start", 0)
    anonymous = more.pop("anonymous", False)
    given: dict[str, Any] = {
        "id": f"s{next(_numbers)}", "document": "d1", "span": span(quote, at), "cue": None, "content": [span(quote, at)],
        "speaker": r.Speaker(speaker, None, None, country, more.pop("sector", "GOV"), anonymous) if speaker else None,
        "via": [], "addressee": None, "act": "say", "quotation": "indirect", "said": None, "parent": None,
    }  # fmt: skip
    return r.Statement(**(given | more))


def mention(quote: str, start: int, country: str | None, kind: str = "country", document: str = "d1") -> r.Mention:
    """A mention."""
    return r.Mention(f"m{next(_numbers)}", document, span(quote, start), kind, None, quote, country, None)  # type: ignore[arg-type]
