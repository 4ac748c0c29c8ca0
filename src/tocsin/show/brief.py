"""The brief: what a ledger says, in lines that are each cited to a document and characters. One model, two renderings.

It ranks and cuts; it adds nothing: every line is a record in plain words, its own words quoted beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from tocsin.pipeline import Gathered
from tocsin.records import Document, Event, Incident, Indicator, Quantity, Redline, Span, Statement
from tocsin.show import words

MOST = {
    "happened": 9, "coming": 7, "said": 7, "figures": 5, "contested": 4, "lines": 4, "signs": 6, "open": 5,
}  # fmt: skip
"""Lines a section may have: together what three minutes can be read in."""

_COMING = {"planned", "threatened", "possible", "requested"}
_SAYING = {
    "threaten": 6, "warn": 6, "deny": 5, "accuse": 5, "promise": 4, "demand": 4, "admit": 4, "confirm": 4, "reject": 4, "plan": 3,
    "estimate": 3, "claim": 3, "criticise": 2, "agree": 2, "ask": 2, "opine": 1, "praise": 1, "say": 1,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cite:
    """Where a line comes from. document: the number of the source in the brief, from 1."""

    document: int
    span: Span
    record: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line. lead: who and what; quote: the text's words; told: by whom it is said; note: what else the reader must know."""

    lead: str
    quote: str
    told: str
    note: str
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a heading. left: how many more there are in the ledger."""

    name: str
    title: str
    lines: tuple[Line, ...]
    left: int
    none: str


@dataclass(frozen=True, slots=True)
class Source:
    """A document of the brief."""

    number: int
    document: Document
    title: str
    published: str
    story: int  # how many documents tell the same story


@dataclass(frozen=True, slots=True)
class Brief:
    """What is shown. made: the day it was made for, an argument."""

    title: str
    made: date | None
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def counted(self) -> str:
        """How much there is: `3 incidents, 1 statement, 2 stories`."""
        rows = (("incidents", "incident", "incidents"), ("statement", "statement", "statements"), ("stories", "story", "stories"))
        return ", ".join(f"{self.counts.get(k, 0)} {one if self.counts.get(k) == 1 else many}" for k, one, many in rows)


def brief(g: Gathered, made: date | None = None) -> Brief:
    """The brief of what was gathered from a ledger."""
    b = _Builder(g)
    sections = (
        b.section("happened", "What happened", b.incidents(lambda i: i.status == "actual"), "Nothing is told as having happened."),
        b.section("coming", "What is said to be coming", b.incidents(lambda i: i.status in _COMING), "Nothing is foretold or threatened."),
        b.section("said", "Who says what about whom", b.statements(), "Nobody is quoted."),
        b.section("figures", "Figures claimed", b.figures(), "No figures are claimed."),
        b.section("contested", "What is contested or denied", b.contested(), "Nothing is denied, no figures differ."),
        b.section("lines", "Red lines and ultimatums", b.redlines(), "No line is drawn."),
        b.section("signs", "Warning signs", b.signs(), "No warning sign is lit."),
        b.section("open", "What could not be settled", b.unsettled(), "Nothing that the program can tell."),
    )
    told = [d.published for d in g.documents if d.published and d.published.basis != "inferred"]
    days = [d for p in told for d in (p.earliest, p.latest) if d]
    n, undated = len(g.documents), len(g.documents) - len(told)
    title = f"{n} document{'s' * (n != 1)}" + (f", {words.interval(min(days), max(days))}" if days else "")
    title += f"; {undated} undated" if undated and days else ", undated" if undated else ""
    counts = {"documents": n, "stories": len(g.stories), "incidents": len(g.incidents)} | {k: len(v) for k, v in sorted(g.of.items())}
    return Brief(title, made, sections, tuple(b.sources), counts)


class _Builder:
    def __init__(self, g: Gathered) -> None:
        self.g = g
        self.statement = {s.id: s for s in g.statements}
        self.event = {e.id: e for e in g.events}
        self.document = {d.id: d for d in g.documents}
        size = Counter({d: len(s.documents) for s in g.stories for d in s.documents})
        self.number = {d.id: n for n, d in enumerate(g.documents, 1)}
        self.sources = [
            Source(n, d, d.title or _opening(d), words.published(d.published), size.get(d.id, 1)) for n, d in enumerate(g.documents, 1)
        ]

    def section(self, name: str, title: str, lines: Iterable[Line], none: str) -> Section:
        found = list(lines)
        return Section(name, title, tuple(found[: MOST[name]]), max(0, len(found) - MOST[name]), none)

    def cite(self, document: str, span: Span, record: str) -> Cite:
        return Cite(self.number[document], span, record)

    def incidents(self, wanted: Callable[[Incident], bool]) -> Iterable[Line]:
        rows = [i for i in self.g.incidents if wanted(i) and (i.actor or i.recipient)]
        shown: set[tuple[str, int]] = set()
        for incident in _spread(sorted(rows, key=self._weight, reverse=True)):
            events = [self.event[e] for e in incident.events if e in self.event]
            places = {(e.document, e.predicate.start) for e in events} | {(e.document, e.span.start) for e in events}
            if events and not places & shown:
                shown |= places
                yield self._incident(incident, events)

    def _weight(self, i: Incident) -> float:
        """Deeds before words, force before talk; known sides, several origins and confidence raise it, commentary lowers it."""
        events = [self.event[e] for e in i.events if e in self.event]
        force = max((abs(e.score) * (1.4 if e.quad in (2, 4) else 0.8) for e in events), default=0.0)
        known = sum(any(p.country for p in side) for side in (i.actor, i.recipient))
        talk = all(e.statement is None and self.document[e.document].kind in ("transcript", "blog") for e in events)
        force *= 0.5 if talk else 1.0
        return force * (0.4 + 0.3 * known) * max((e.confidence for e in events), default=0.0) * (1 + 0.25 * (len(i.origins) - 1))

    def _incident(self, i: Incident, events: list[Event]) -> Line:
        best = max(events, key=lambda e: e.confidence)
        extra = [words.places(i.where), words.when(i.when)]
        lead = ", ".join([words.deed(i), *(x for x in extra if x)])
        notes: list[str] = [i.status] if i.status != "actual" else []
        if len(i.origins) > 1:
            notes.append(f"{len(i.origins)} origins")
        told = words.source(self.statement.get(best.statement or ""), self.document.get(best.document))
        return Line(lead, words.quoted(best.span), told, ", ".join(notes), tuple(self.cite(e.document, e.span, e.id) for e in events[:3]))

    def statements(self) -> Iterable[Line]:
        rows = [s for s in self.g.statements if s.speaker and s.content and not self._same(s)]
        rows = [s for s in rows if s.speaker and (s.speaker.entity or s.speaker.country or s.speaker.sector)]

        def weight(s: Statement) -> float:
            named = s.speaker is not None and (s.speaker.country is not None or s.speaker.entity is not None)
            length = sum(c.end - c.start for c in s.content)
            exact = 2 * (s.quotation == "direct") + (s.quotation == "mixed") + 0.5 * len(s.via)
            return _SAYING[s.act] + 2 * named + exact - 4 * (length < 40) - 3 * (length > 400)

        told: dict[str, list[Event]] = {}
        for e in self.g.events:
            told.setdefault(e.statement or "", []).append(e)
        seen: set[str] = set()
        for s in sorted(rows, key=weight, reverse=True):
            key = (s.speaker.entity or s.speaker.name) if s.speaker else ""
            if key in seen:
                continue
            seen.add(key)
            own = s.speaker.country if s.speaker else None
            about = sorted({p.country for e in told.get(s.id, []) for p in [*e.actor, *e.recipient] if p.country and p.country != own})
            lead = f"{words.source(s, None)} ({s.act})"
            note = f"about {', '.join(about[:4])}" if about else ""
            yield Line(lead, words.quoted(s.content[0], 170), "", note, (self.cite(s.document, s.content[0], s.id),))

    def _same(self, s: Statement) -> bool:
        """Is a statement inside another that says the same words?"""
        parent = self.statement.get(s.parent or "")
        return parent is not None and parent.span == s.span

    def figures(self) -> Iterable[Line]:
        rows: list[Quantity] = [q for q in self.g.of.get("quantity", []) if q.of or q.unit]
        linked = {q: e for e in self.g.events for q in e.quantities}

        def weight(q: Quantity) -> float:
            people = any(
                w in (q.of or "")
                for w in ("people", "troops", "soldiers", "dead", "killed", "wounded", "injured", "personnel", "civilians")
            )
            return 3 * (q.id in linked) + 3 * people + 2 * (q.country is not None) + (q.unit == "percent") + ((q.value or 0) >= 10)

        for q in sorted((q for q in rows if weight(q) >= 2), key=weight, reverse=True):
            event = linked.get(q.id)
            holder = next(
                (s for s in self.g.statements if s.document == q.document and any(c.start <= q.span.start < c.end for c in s.content)), None
            )
            told = words.source(self.statement.get((event.statement if event else None) or "") or holder, self.document.get(q.document))
            around = self._around(q)
            yield Line(words.figure(q), words.quoted(around, 130), told, "", (self.cite(q.document, q.span, q.id),))

    def _around(self, q: Quantity) -> Span:
        """The words about a number: up to 60 characters on each side, cut at words, within its paragraph."""
        text = self.document[q.document].text
        start = max(text.rfind("\n", 0, q.span.start) + 1, q.span.start - 60, 0)
        end = text.find("\n", q.span.end)
        end = min(len(text) if end < 0 else end, q.span.end + 60)
        while start > 0 and start < q.span.start and text[start - 1].isalnum():
            start += 1
        while end < len(text) and end > q.span.end and text[end - 1].isalnum() and text[end].isalnum():
            end -= 1
        return Span(start, end, text[start:end])

    def contested(self) -> Iterable[Line]:
        for i in self.g.incidents:
            for c in i.contested:
                ids = [e for v in c.values for e in v.events if e in self.event]
                values = " against ".join(
                    str(int(v.value) if isinstance(v.value, float) and v.value.is_integer() else v.value) for v in c.values
                )
                cites = tuple(self.cite(self.event[e].document, self.event[e].span, e) for e in ids[:3])
                yield Line(f"{c.field}: {values}", words.quoted(self.event[ids[0]].span), "", words.deed(i), cites)
        rows = [i for i in self.g.incidents if i.status == "denied" and (i.actor or i.recipient)]
        for i in sorted(rows, key=self._weight, reverse=True):
            events = [self.event[e] for e in i.events if e in self.event]
            if events:
                line = self._incident(i, events)
                yield Line(line.lead, line.quote, line.told, "denied or ruled out", line.cites)

    def redlines(self) -> Iterable[Line]:
        for r in self.g.redlines:
            statement = self.statement.get(next(iter(r.statements), ""))
            if statement:
                yield self._redline(r, statement)

    def _redline(self, r: Redline, s: Statement) -> Line:
        to = f" to {words.all_named(r.addressee)}" if r.addressee else ""
        notes = [r.state, r.basis] + ([f"deadline {words.when(r.deadline)}"] if r.deadline else [])
        answer = f"; answer: {words.clipped(r.consequence, 70)}" if r.consequence else ""
        lead = f"{words.all_named(r.declarer)}{to}: {words.clipped(r.line, 90)}{answer}"
        told = words.source(s, self.document.get(s.document)) if r.basis == "attributed" else ""
        return Line(lead, "", told, ", ".join(notes), (self.cite(s.document, s.span, s.id),))

    def signs(self) -> Iterable[Line]:
        rows = [i for i in self.g.indicators if i.state != "unlit" and i.evidence]
        for i in sorted(rows, key=lambda i: i.state != "lit"):
            yield self._sign(i)

    def _sign(self, i: Indicator) -> Line:
        events = [self.event[e] for e in i.evidence if e in self.event]
        since = f"since {words.day(i.since)}" if i.since else ""
        cites = tuple(self.cite(e.document, e.span, e.id) for e in events[:2])
        told = words.source(self.statement.get(events[0].statement or ""), self.document.get(events[0].document))
        return Line(
            f"{i.watch.replace('-', ' ', 1)} · {i.name}",
            words.quoted(events[0].span, 110),
            told,
            ", ".join(x for x in (i.state, since) if x),
            cites,
        )

    def unsettled(self) -> Iterable[Line]:
        """Undated documents, attacks by nobody known, lasting voices without a name."""
        for s in self.sources:
            if s.document.published is None or s.document.published.basis == "inferred":
                evidence = s.document.published.evidence if s.document.published else []
                cites = tuple(Cite(s.number, e, s.document.id) for e in evidence[:2])
                yield Line(f"source {s.number} is {s.published}", "", "", "", cites)
        nobody = [i for i in self.g.incidents if i.status == "actual" and i.type == "ASSAULT" and not any(p.country for p in i.actor)]
        for i in sorted(nobody, key=self._weight, reverse=True)[:3]:
            events = [self.event[e] for e in i.events if e in self.event]
            if events:
                e = events[0]
                yield Line("who did it is not settled", words.quoted(e.span, 110), "", "", (self.cite(e.document, e.span, e.id),))
        alone = [i for i in self.g.incidents if i.status == "actual" and len(i.origins) == 1 and self._unnamed(i)]
        for i in sorted(alone, key=self._weight, reverse=True)[:3]:
            e = self.event[i.events[0]]
            told = words.source(self.statement.get(e.statement or ""), self.document.get(e.document))
            yield Line("one unnamed source only", words.quoted(e.span, 110), told, "", (self.cite(e.document, e.span, e.id),))

    def _unnamed(self, i: Incident) -> bool:
        told = [self.statement.get(self.event[e].statement or "") for e in i.events if e in self.event]
        return bool(told) and all(s is not None and s.speaker is not None and s.speaker.anonymous for s in told)


def _opening(document: Document) -> str:
    """The first words of a document that are not furniture."""
    at = 0
    for f in document.furniture:
        if document.text[at : f.start].strip():
            break
        at = f.end
    return words.clipped(document.text[at : at + 400], 70)


def _spread(rows: list[Incident]) -> list[Incident]:
    """The same order, but a third line of one type and pair of sides goes behind the others, so that one battle does not fill the page."""
    seen: Counter[tuple[str, str, str]] = Counter()
    first: list[Incident] = []
    later: list[Incident] = []
    for i in rows:
        key = (i.type, "+".join(sorted(p.country or p.name for p in i.actor)), "+".join(sorted(p.country or p.name for p in i.recipient)))
        seen[key] += 1
        (first if seen[key] <= 2 else later).append(i)
    return first + later
