"""The verbs composed: read → understand → keep → fuse → assess. Everything else about them stands in the stages.

What spans documents (stories, incidents, red lines, indicators) is made afresh from the ledger whenever it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import chain
from typing import TYPE_CHECKING, Any, cast

from msgspec.structs import replace as changed

from tocsin.errors import ReadError, UsageError
from tocsin.records import Document, Event, Incident, Indicator, Record, Redline, Statement, Story, kind, to_json

if TYPE_CHECKING:
    from tocsin.ledger import Hit as Hit
    from tocsin.ledger import Kept
    from tocsin.ledger import Ledger as Ledger
    from tocsin.read.document import Read

DERIVED = ("story", "incident", "redline", "indicator")
"""The kinds that are not stored."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What a run did. read: documents that were new; known: those the ledger had; failed: sources or documents left out."""

    read: int = 0
    known: int = 0
    failed: int = 0
    records: int = 0
    words: int = 0


def opened(where: str, create: bool = False) -> Ledger:
    """The ledger at `where`. create: make it where it is missing. Raises LedgerError."""
    from tocsin.ledger import Ledger

    return Ledger.open(where, create)


def read_into(
    paths: Sequence[str],
    ledger: Ledger,
    *,
    now: datetime,
    jobs: int = 1,
    knowledge: str = "",
    on_progress: Callable[[Counts], None] = lambda counts: None,
    on_failure: Callable[[ReadError], None] = lambda failure: None,
) -> Counts:
    """Reads everything under `paths` ("-" is standard input) that the ledger does not hold yet, in their order.

    What fails is handed to `on_failure` and counted; the rest goes on. Killed at any moment, it leaves whole documents only.
    """
    from tocsin import __version__
    from tocsin.ledger import Kept
    from tocsin.working import understood

    counts = Counts()

    def failed(failure: ReadError) -> None:
        nonlocal counts
        counts = replace(counts, failed=counts.failed + 1)
        on_failure(failure)

    def fresh() -> Iterator[Read]:
        nonlocal counts
        seen: set[str] = set()
        for part in _parts(_reads(paths, failed), 16):
            known = ledger.known(one.document.id for one in part)
            for one in part:
                if one.document.id in known or one.document.id in seen:
                    counts = replace(counts, known=counts.known + 1)
                else:
                    seen.add(one.document.id)
                    yield one
            on_progress(counts)

    with ledger.held():
        run = ledger.begin_run(now, __version__)
        for batch in understood(fresh(), jobs, knowledge):
            kept: list[Kept] = []
            for one, outcome in batch:
                if outcome.reason:
                    failed(ReadError(one.document.uri, outcome.reason))
                else:
                    kept.append(Kept(changed(one.document, collected=now, published=outcome.published), outcome.lines, one.original))
            counts = replace(
                counts,
                read=counts.read + ledger.keep(kept),
                records=counts.records + sum(len(one.lines) for one in kept),
                words=counts.words + sum(one.document.text.count(" ") + 1 for one in kept),
            )
            on_progress(counts)
        ledger.end_run(run, counts.read, counts.known, counts.failed)
    return counts


def _reads(paths: Sequence[str], failed: Callable[[ReadError], None]) -> Iterator[Read]:
    from tocsin.read import documents, sources

    for source in sources(paths):
        for one in (source,) if isinstance(source, ReadError) else documents(source):
            if isinstance(one, ReadError):
                failed(one)
            else:
                yield one


def _parts(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    part: list[Any] = []
    for item in items:
        part.append(item)
        if len(part) == size:
            yield part
            part = []
    if part:
        yield part


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a brief is made of. of: the records of the documents, by kind, each in the order of reading."""

    documents: list[Document]
    of: dict[str, list[Any]]
    stories: list[Story] = field(default_factory=list)
    incidents: list[Incident] = field(default_factory=list)
    redlines: list[Redline] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)

    @property
    def events(self) -> list[Event]:
        """The events, in the order of reading."""
        return cast(list[Event], self.of.get("event", []))

    @property
    def statements(self) -> list[Statement]:
        """The statements, in the order of reading."""
        return cast(list[Statement], self.of.get("statement", []))


def gathered(ledger: Ledger, since: date | None = None, knowledge: str = "") -> Gathered:
    """All of the ledger in memory, with what spans its documents.

    since: only documents that may have been published on that day or later (undated: collected), and what touches them;
    stories, incidents and the rest are made from everything first, so that their ids are the same as without it.
    """
    documents: list[Document] = []
    of: dict[str, list[Any]] = {}
    for record in ledger.records():
        if isinstance(record, Document):
            documents.append(record)
        else:
            of.setdefault(kind(record), []).append(record)
    whole = _derived(Gathered(documents, of), knowledge)
    return whole if since is None else _since(whole, since)


def _derived(g: Gathered, knowledge: str) -> Gathered:
    from tocsin.assess import indicators, redlines
    from tocsin.fuse import incidents, stories
    from tocsin.knowledge import own

    known = own(knowledge)
    told = stories(g.documents)
    dated = [d.published.latest for d in g.documents if d.published and d.published.latest and d.published.basis != "inferred"]
    return replace(
        g,
        stories=told,
        incidents=incidents(g.events, g.documents, g.statements, told, g.of.get("quantity", [])),
        redlines=redlines(g.statements, g.of.get("mention", []), g.of.get("time", []), g.events, known.lines),
        indicators=indicators(g.events, g.statements, known.watches, max(dated, default=None)),  # never the clock: same ledger, same board
    )


def _since(g: Gathered, since: date) -> Gathered:
    kept = [d for d in g.documents if _latest(d) is None or cast(date, _latest(d)) >= since]
    ids = {d.id for d in kept}
    of = {name: [r for r in records if r.document in ids] for name, records in g.of.items()}
    found = {r.id for records in of.values() for r in records}
    return Gathered(
        kept,
        of,
        [s for s in g.stories if ids.intersection(s.documents)],
        [i for i in g.incidents if found.intersection(i.events)],
        [r for r in g.redlines if found.intersection(r.statements + r.crossings + r.responses)],
        [i for i in g.indicators if not i.evidence or found.intersection(i.evidence)],
    )


def _latest(document: Document) -> date | None:
    """The last day on which it can have been published; of an undated one, the day it was collected."""
    if document.published and document.published.latest:
        return document.published.latest
    return document.collected.date() if document.collected else None


def derived(ledger: Ledger, knowledge: str = "") -> Iterator[Record]:
    """Stories, incidents, red lines and indicators of a ledger, in that order."""
    g = gathered(ledger, knowledge=knowledge)
    yield from chain(g.stories, g.incidents, g.redlines, g.indicators)


def lines(ledger: Ledger, kinds: Sequence[str] = (), knowledge: str = "") -> Iterator[str]:
    """The export: each document with its records, in the order of reading, then what spans them. kinds: only these."""
    stored = [k for k in kinds if k not in DERIVED]
    if stored or not kinds:
        yield from ledger.lines(stored)
    if not kinds or len(stored) < len(kinds):
        yield from (to_json(one).decode() for one in derived(ledger, knowledge) if not kinds or kind(one) in kinds)


def find(ledger: Ledger, prefix: str, knowledge: str = "") -> list[Record]:
    """The records whose id begins so, at most ten; what spans documents is made only where nothing stored fits."""
    if not prefix.strip():
        raise UsageError("an id is wanted")
    found = ledger.find(prefix)
    if not found:
        found = [one for one in derived(ledger, knowledge) if one.id.startswith(prefix)][:10]
        found = [one for one in found if one.id == prefix] or found
    return found


def surroundings(document: Document, start: int, end: int) -> tuple[int, int]:
    """From where to where in the text the sentences of start..end and one more on each side reach."""
    from bisect import bisect_left

    from tocsin.understand.page import page

    p = page(document)
    first, last = p.sentence_at(bisect_left(p.starts, start)), p.sentence_at(bisect_left(p.starts, max(start, end - 1)))
    if not p.sentences or first < 0:
        return start, end
    whole = p.sentences[max(0, first - 1)].start, p.sentences[min(len(p.sentences) - 1, last + 1)].end
    around = p.span(*whole)
    return min(start, around.start), max(end, around.end)


def name_finder(knowledge: Any) -> Callable[[str, date | None], list[Any]]:
    """What the name finder sees in a bare text, published on a day or on an unknown one: for the examples of the knowledge base."""
    from tocsin.records import Published
    from tocsin.understand.mentions import mentions
    from tocsin.understand.page import page

    def names(text: str, day: date | None) -> list[Any]:
        published = Published(day, day, "stated", []) if day else None
        return list(mentions(page(Document("d", "", "", None, None, None, None, "en", published, None, text, [])), knowledge))

    return names
