"""What the extractors hand each other: finds with offsets of the page, and the records that are made of them.

A find is not a record yet: `understand()` turns the finds of a page into records, whose spans are of the document.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from tocsin.records import Act, EventType, Link, MentionKind, Party, PlacePrecision, Precision, Quotation, Speaker, Status
from tocsin.understand.page import Page


@dataclass(frozen=True, slots=True)
class Name:
    """A mention: text[start:end] stands for somebody or something.

    entity None: nobody known, or several (`candidates`, best first, none chosen). pronoun: "he", "the ministry" … bound to an antecedent.
    office: role words, where they stand in the span ("Russian defence minister"). metonym: a place that stands for its government.
    """

    start: int
    end: int
    kind: MentionKind
    name: str
    entity: str | None = None
    country: str | None = None
    sector: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonameid: int | None = None
    precision: PlacePrecision | None = None  # of a place
    candidates: tuple[str, ...] = ()
    adjective: bool = False  # "Russian" in "Russian troops": tells a country, is no actor by itself
    metonym: bool = False
    pronoun: bool = False
    anonymous: bool = False

    def party(self, page: Page) -> Party:
        """As actor, recipient or addressee of a record."""
        return Party(self.name, page.span(self.start, self.end), self.entity, self.country, self.sector)

    def speaker(self, page: Page) -> Speaker:
        """As speaker of a statement."""
        return Speaker(self.name, page.span(self.start, self.end), self.entity, self.country, self.sector, self.anonymous)

    def link(self, page: Page) -> Link:
        """As a link of a chain."""
        return Link(self.name, page.span(self.start, self.end), self.entity)


@dataclass(frozen=True, slots=True)
class Moment:
    """An expression of time. Fields as in records.Time."""

    start: int
    end: int
    earliest: date | None
    latest: date | None
    precision: Precision | None
    value: str | None


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity. Fields as in records.Quantity; `of_at`: where the words of `of` stand."""

    start: int
    end: int
    value: float | None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    of: str | None = None
    of_at: tuple[int, int] | None = None
    country: str | None = None
    change: float | None = None
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """A statement. cue, content: (start, end) of the page. parent: number of the statement in the list that holds this one."""

    start: int
    end: int
    cue: tuple[int, int] | None
    content: tuple[tuple[int, int], ...]
    speaker: Speaker | None
    act: Act
    quotation: Quotation
    via: tuple[Link, ...] = ()
    addressee: Party | None = None
    said: Moment | None = None
    parent: int | None = None
    commits: bool = True  # does the cue vouch for the content ("confirmed", "admitted") or leave it open ("claimed")


@dataclass(frozen=True, slots=True)
class Deed:
    """An event. predicate: (start, end); amounts: numbers in the list of amounts; statement: number in the list of statements."""

    start: int
    end: int
    predicate: tuple[int, int]
    type: EventType
    mode: str | None
    status: Status
    quad: int
    score: float
    actor: tuple[Party, ...] = ()
    recipient: tuple[Party, ...] = ()
    context: tuple[str, ...] = ()
    cameo: str | None = None
    when: Moment | None = None
    where: tuple[Name, ...] = ()
    weapons: tuple[Party, ...] = ()
    amounts: tuple[int, ...] = field(default=())
    statement: int | None = None
    confidence: float = 0.5
