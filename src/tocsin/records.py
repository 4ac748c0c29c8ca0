"""The nouns: what Tocsin writes, and what every check reads.

One definition serves Python (frozen, typed), JSON (`to_json`, `from_json`) and JSON Schema (`schema`).
Every line of JSON begins with "record", the kind; the keys follow in the order of the fields here.

A span counts Unicode code points of the stored text of its document, and text[start:end] == quote, always.
What is not known is None. Three people are never mixed up: who acts, who says so, and who publishes it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated, Any, Literal, Union

import msgspec
from msgspec import Meta, Struct

from tocsin.errors import SpanError

Offset = Annotated[int, Meta(ge=0)]
Share = Annotated[float, Meta(ge=0.0, le=1.0)]
Quad = Annotated[int, Meta(ge=1, le=4)]
Latitude = Annotated[float, Meta(ge=-90.0, le=90.0)]
Longitude = Annotated[float, Meta(ge=-180.0, le=180.0)]

DocumentKind = Literal["news", "blog", "transcript", "social", "report", "data"]
MentionKind = Literal["person", "organization", "country", "place", "group", "weapon"]
Precision = Literal[
    "second", "minute", "hour", "part of day", "day", "weekend", "week", "month",
    "quarter", "season", "year", "decade", "century", "vague",
]  # fmt: skip
PlacePrecision = Literal["point", "settlement", "region", "country"]
Act = Literal[
    "say", "claim", "warn", "threaten", "deny", "accuse", "reject", "promise", "demand",
    "ask", "agree", "praise", "criticise", "estimate", "admit", "confirm", "opine", "plan",
]  # fmt: skip
Quotation = Literal["direct", "indirect", "mixed"]
EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Status = Literal["actual", "planned", "threatened", "requested", "possible", "denied", "historical"]
Basis = Literal["stated", "metadata", "inferred"]
RedlineBasis = Literal["declared", "attributed"]
RedlineState = Literal["standing", "crossed", "answered", "withdrawn", "unclear"]
IndicatorState = Literal["lit", "possible", "unlit"]


class _Part(Struct, frozen=True, forbid_unknown_fields=True):
    """A value inside a record."""


class _Record(Struct, frozen=True, forbid_unknown_fields=True, tag_field="record", tag=str.lower):
    """A line of the ledger."""


class Span(_Part, frozen=True):
    """Characters of a document: code points start..end of its text, and what stands there."""

    start: Offset
    end: Offset
    quote: str

    def __post_init__(self) -> None:
        if self.end - self.start != len(self.quote) or not self.quote:
            raise SpanError(f"span {self.start}:{self.end} does not fit its quote of {len(self.quote)} characters")


class Furniture(_Part, frozen=True):
    """Characters that are not the author's text, and why: menu, advert, sign-up box, comment link, scraper mark."""

    start: Offset
    end: Offset
    quote: str
    reason: str

    def __post_init__(self) -> None:
        if self.end - self.start != len(self.quote) or not self.quote:
            raise SpanError(f"span {self.start}:{self.end} does not fit its quote of {len(self.quote)} characters")


class Interval(_Part, frozen=True):
    """First and last day, both inclusive."""

    earliest: date | None
    latest: date | None


class Published(_Part, frozen=True):
    """When a document was published, how that is known, and the words that say or bound it."""

    earliest: date | None
    latest: date | None
    basis: Basis
    evidence: list[Span]


class When(_Part, frozen=True):
    """The days that an event falls on, resolved against the document's date."""

    earliest: date | None
    latest: date | None
    precision: Precision
    span: Span | None


class Party(_Part, frozen=True):
    """Somebody who acts or is acted upon. name: as the text has it, made whole where it is known."""

    name: str
    span: Span | None
    entity: str | None = None
    country: str | None = None
    sector: str | None = None


class Speaker(_Part, frozen=True):
    """The one whose words or thoughts a statement gives. anonymous: the text withholds the name."""

    name: str
    span: Span | None
    entity: str | None = None
    country: str | None = None
    sector: str | None = None
    anonymous: bool = False


class Link(_Part, frozen=True):
    """One hand through which a statement came."""

    name: str
    span: Span | None
    entity: str | None = None


class Place(_Part, frozen=True):
    """Where an event happened; a place that is not resolved has no coordinates."""

    name: str
    span: Span | None
    lat: Latitude | None = None
    lon: Longitude | None = None
    country: str | None = None
    geonameid: int | None = None
    precision: PlacePrecision | None = None


class ContestedValue(_Part, frozen=True):
    """One of several values that events of an incident give for a field."""

    value: str | float | None
    events: list[str]


class Contested(_Part, frozen=True):
    """A field of an incident on which its events disagree."""

    field: str
    values: list[ContestedValue]


class Document(_Record, frozen=True):
    """A text as it was read. text: the decoded source, or the text layer taken out of it."""

    id: str
    uri: str
    sha256: str
    title: str | None
    publisher: str | None
    author: str | None
    kind: DocumentKind | None
    language: str | None
    published: Published | None
    collected: datetime | None
    text: str
    furniture: list[Furniture]


class Mention(_Record, frozen=True):
    """A name, a role or a pronoun that stands for somebody or something known."""

    id: str
    document: str
    span: Span
    kind: MentionKind
    entity: str | None
    name: str
    country: str | None
    sector: str | None
    lat: Latitude | None = None
    lon: Longitude | None = None
    geonameid: int | None = None


class Time(_Record, frozen=True):
    """An expression of time. value: TIMEX3 style, resolved against the document's date."""

    id: str
    document: str
    span: Span
    earliest: date | None
    latest: date | None
    precision: Precision | None
    value: str | None


class Statement(_Record, frozen=True):
    """Words or thoughts ascribed to somebody. via: the chain from the speaker towards the page, nearest the speaker first."""

    id: str
    document: str
    span: Span
    cue: Span | None
    content: list[Span]
    speaker: Speaker | None
    via: list[Link]
    addressee: Party | None
    act: Act
    quotation: Quotation
    said: Interval | None
    parent: str | None


class Event(_Record, frozen=True):
    """Who did what to whom (PLOVER 0.8), and whether it is so."""

    id: str
    document: str
    span: Span
    predicate: Span
    type: EventType
    mode: str | None
    context: list[str]
    cameo: str | None
    quad: Quad
    score: float
    actor: list[Party]
    recipient: list[Party]
    status: Status
    when: When | None
    where: list[Place]
    weapons: list[Party]
    quantities: list[str]
    statement: str | None
    confidence: Share


class Quantity(_Record, frozen=True):
    """A number with what it counts or measures."""

    id: str
    document: str
    span: Span
    value: float | None
    low: float | None
    high: float | None
    unit: str | None
    of: str | None
    country: str | None
    change: float | None
    approximate: bool


class Story(_Record, frozen=True):
    """Documents that report the same happening; every document stands in exactly one."""

    id: str
    documents: list[str]
    title: str | None
    first: date | None
    last: date | None


class Incident(_Record, frozen=True):
    """One happening in the world, fused from the events that tell it."""

    id: str
    type: EventType
    mode: str | None
    actor: list[Party]
    recipient: list[Party]
    status: Status
    when: When | None
    where: list[Place]
    events: list[str]
    documents: list[str]
    origins: list[str]
    contested: list[Contested]


class Redline(_Record, frozen=True):
    """A line that somebody drew, or that others say is theirs."""

    id: str
    declarer: list[Party]
    addressee: list[Party]
    line: str
    consequence: str | None
    deadline: When | None
    basis: RedlineBasis
    statements: list[str]
    state: RedlineState
    crossings: list[str]
    responses: list[str]


class Indicator(_Record, frozen=True):
    """A sign of something feared. evidence: event ids, newest first."""

    id: str
    watch: str
    name: str
    state: IndicatorState
    since: date | None
    evidence: list[str]


class Exposure(_Record, frozen=True):
    """Who depends on whom for what. share: of the whole, 0..1."""

    id: str
    document: str
    span: Span
    holder: Party | None
    on: Party | None
    good: str
    share: float | None


class Hypothesis(_Record, frozen=True):
    """An explanation or an outcome that somebody puts forward."""

    id: str
    document: str
    span: Span
    about: list[Party]
    text: str
    holder: Party | None
    likelihood: str | None


class Forecast(_Record, frozen=True):
    """A probability with its horizon and base rate and, later, what happened."""

    id: str
    made: date
    question: str
    resolves: date
    horizon_days: int
    probability: Share
    base_rate: Share | None
    method: str
    outcome: bool | None


Record = Union[
    Document, Mention, Time, Statement, Event, Quantity, Story, Incident,
    Redline, Indicator, Exposure, Hypothesis, Forecast,
]  # fmt: skip
KINDS: tuple[type[Any], ...] = (
    Document, Mention, Time, Statement, Event, Quantity, Story, Incident,
    Redline, Indicator, Exposure, Hypothesis, Forecast,
)  # fmt: skip
"""Every kind, in the order in which an export writes them."""

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Record)


def kind(record: Any) -> str:
    """The kind of a record, as its "record" field has it.

    >>> kind(Story("s", [], None, None, None))
    'story'
    """
    return type(record).__name__.lower()


def to_json(record: Any) -> bytes:
    """One line of JSON without its line end.

    >>> to_json(Span(0, 2, "Hi"))
    b'{"start":0,"end":2,"quote":"Hi"}'
    """
    return _encoder.encode(record)


def from_json(line: bytes | str) -> Record:
    """The record of one line of JSON. Raises msgspec.ValidationError naming the field that is wrong."""
    record: Record = _decoder.decode(line)
    return record


def schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a line of the export."""
    return msgspec.json.schema(Record)


def identify(prefix: str, *parts: object) -> str:
    """A short id that is the same on every machine for the same parts.

    >>> identify("e", "d-1", 3, 9) == identify("e", "d-1", 3, 9)
    True
    """
    digest = hashlib.blake2b("\x1f".join(map(str, parts)).encode("utf8", "surrogatepass"), digest_size=8).hexdigest()
    return f"{prefix}-{digest}"


def span(text: str, start: int, end: int) -> Span:
    """The span of text[start:end]. Raises SpanError where that is empty or outside the text."""
    if not 0 <= start < end <= len(text):
        raise SpanError(f"{start}:{end} is not inside a text of {len(text)} characters")
    return Span(start, end, text[start:end])


def spans(value: Any) -> Iterator[Span | Furniture]:
    """Every span anywhere inside a record."""
    if isinstance(value, (Span, Furniture)):
        yield value
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from spans(getattr(value, name))
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from spans(item)


def hold(text: str, records: list[Any]) -> None:
    """Raises SpanError at the first span of `records` whose quote is not in `text` where it says."""
    for record in records:
        for s in spans(record):
            if text[s.start : s.end] != s.quote:
                raise SpanError(f"{kind(record)} {getattr(record, 'id', '?')}: text[{s.start}:{s.end}] is not {s.quote!r}")
