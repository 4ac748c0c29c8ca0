"""Document → mentions, times, statements, events, quantities. Pure: no clock, no disk, no network.

A matcher looks at every sentence; the parser only at those in which something can be found.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from msgspec.structs import replace as replaced

from tocsin.knowledge import Knowledge
from tocsin.records import Document, Event, Interval, Mention, Place, Quantity, Record, Statement, Time, When, identify
from tocsin.understand.finds import Amount, Deed, Moment, Name, Said
from tocsin.understand.page import Page, page
from tocsin.understand.topic import on_topic

if TYPE_CHECKING:
    from tocsin.understand.places import Located

__all__ = ["mention_records", "understand", "understood"]


def understand(document: Document, knowledge: Knowledge) -> list[Record]:
    """All records of one document, kind by kind, each kind in the order of the text.

    The same document and knowledge give the same records, ids included.
    """
    return understood(document, knowledge)[1]


def understood(document: Document, knowledge: Knowledge) -> tuple[Document, list[Record]]:
    """The document, its date bounded by what it says where it states none, and all its records."""
    from tocsin.understand.bounds import office_bounds
    from tocsin.understand.events import event_sentences, events
    from tocsin.understand.exposures import exposures
    from tocsin.understand.hypotheses import hypotheses
    from tocsin.understand.learned import weighed
    from tocsin.understand.lines import lines
    from tocsin.understand.mentions import mentions
    from tocsin.understand.places import located
    from tocsin.understand.quantities import quantities
    from tocsin.understand.statements import statement_sentences, statements
    from tocsin.understand.times import times

    p = page(document)
    found = located(p, mentions(p, knowledge), knowledge)
    names = found.names
    moments = times(p)
    if document.published is None and (published := office_bounds(p, names, moments, knowledge)):
        document = replaced(document, published=published)
        p = replace(p, document=document)
        moments = times(p)
    amounts = quantities(p, names)
    eventful = event_sentences(p, names, knowledge)
    p.parse(_telling(p, statement_sentences(p, names, knowledge), eventful, knowledge), knowledge)
    said = statements(p, names, moments, knowledge)
    said += lines(p, names, said, knowledge)
    deeds = weighed(p, names, events(p, names, moments, amounts, said, knowledge), knowledge)
    ids = _Ids(document.id)
    quantity_ids = [ids.of("q", p, a.start, a.end) for a in amounts]
    statement_ids = [ids.of("s", p, s.start, s.end, s.cue, s.content) for s in said]
    records: list[Record] = [
        *mention_records(p, found, ids),
        *(_time(p, m, ids) for m in moments),
        *(_statement(p, s, i, statement_ids) for s, i in zip(said, statement_ids, strict=True)),
        *(_event(p, d, ids, quantity_ids, statement_ids) for d in deeds),
        *(_quantity(p, a, i) for a, i in zip(amounts, quantity_ids, strict=True)),
        *exposures(p, names, amounts, knowledge),
        *hypotheses(p, names, said, deeds, knowledge),
    ]
    return document, records


def _telling(p: Page, quoting: set[int], eventful: set[int], knowledge: Knowledge) -> list[int]:
    """The sentences worth parsing, in order: all in which something may be found.

    Of a text on other matters only those that speak of public life: with two of its words, or one beside the word of an event.
    """
    topics = knowledge.topics
    if on_topic(p, knowledge):
        return sorted(quoting | eventful)
    found = {n: topics.hits(p.text[p.sentences[n].start : p.sentences[n].end]) for n in quoting | eventful}
    return sorted(n for n, hits in found.items() if hits > 1 or (hits and n in eventful))


class _Ids:
    """Ids of the records of one document; a second record of the same kind and place gets another one."""

    def __init__(self, document: str) -> None:
        self.document = document
        self.seen: Counter[tuple[object, ...]] = Counter()

    def of(self, prefix: str, p: Page, start: int, end: int, *more: object) -> str:
        key = (prefix, p.starts[start], p.starts[end], *more)
        self.seen[key] += 1
        return identify(*map(str, (prefix, self.document, *key[1:])), *([self.seen[key]] if self.seen[key] > 1 else []))


def mention_records(p: Page, located: Located, ids: _Ids | None = None) -> list[Mention]:
    """The names as records, with the places that stand inside longer names."""
    ids = ids or _Ids(p.document.id)
    return [_mention(p, n, ids) for n in sorted([*located.names, *located.inner], key=lambda n: n.start)]


def _mention(p: Page, n: Name, ids: _Ids) -> Mention:
    return Mention(
        ids.of("m", p, n.start, n.end), p.document.id, p.span(n.start, n.end), n.kind, n.entity, n.name, n.country, n.sector,
        n.lat, n.lon, n.geonameid,
    )  # fmt: skip


def _time(p: Page, m: Moment, ids: _Ids) -> Time:
    return Time(ids.of("t", p, m.start, m.end), p.document.id, p.span(m.start, m.end), m.earliest, m.latest, m.precision, m.value)


def _statement(p: Page, s: Said, ident: str, statement_ids: list[str]) -> Statement:
    said = Interval(s.said.earliest, s.said.latest) if s.said and (s.said.earliest or s.said.latest) else None
    return Statement(
        ident, p.document.id, p.span(s.start, s.end), p.span(*s.cue) if s.cue else None, [p.span(*c) for c in s.content],
        s.speaker, list(s.via), s.addressee, s.act, s.quotation, said, None if s.parent is None else statement_ids[s.parent],
    )  # fmt: skip


def _event(p: Page, d: Deed, ids: _Ids, quantity_ids: list[str], statement_ids: list[str]) -> Event:
    when = When(d.when.earliest, d.when.latest, d.when.precision or "vague", p.span(d.when.start, d.when.end)) if d.when else None
    return Event(
        ids.of("e", p, d.start, d.end, d.predicate, d.type), p.document.id, p.span(d.start, d.end), p.span(*d.predicate), d.type, d.mode,
        list(d.context), d.cameo, d.quad, d.score, list(d.actor), list(d.recipient), d.status, when, [_place(p, n) for n in d.where],
        list(d.weapons), [quantity_ids[a] for a in d.amounts], None if d.statement is None else statement_ids[d.statement], d.confidence,
    )  # fmt: skip


def _place(p: Page, n: Name) -> Place:
    """A country has no point here: a pin in its middle would stand for a place."""
    wide = n.kind == "country" or n.precision == "country"
    lat, lon = (None, None) if wide else (n.lat, n.lon)
    return Place(n.name, p.span(n.start, n.end), lat, lon, n.country, n.geonameid, "country" if wide else n.precision)


def _quantity(p: Page, a: Amount, ident: str) -> Quantity:
    return Quantity(
        ident, p.document.id, p.span(a.start, a.end), a.value, a.low, a.high, a.unit, a.of, a.country, a.change, a.approximate
    )  # fmt: skip
