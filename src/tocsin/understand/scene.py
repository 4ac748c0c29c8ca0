"""What a page as a whole tells of its names, and the pieces that they become."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from tocsin.knowledge.names import Names
from tocsin.knowledge.world import Entity, Word

Tag = Literal[
    "country", "adjective", "demonym", "place", "capital", "seat", "organization", "person", "surname", "weapon",
    "role", "body", "agent", "title", "modifier", "given", "nothing",
]  # fmt: skip
_WORD_BEFORE = re.compile(r"([\w.'’-]+)([\s\"“”‘(,;:–—-]*)$")


@dataclass(slots=True)
class Piece:
    """text[start:end] read as `tag`; entity: number of the entity; several: candidates that could not be told apart."""

    start: int
    end: int
    tag: Tag
    entity: Entity | None = None
    word: Word | None = None
    several: tuple[Entity, ...] = ()
    words: tuple[Word, ...] = ()
    arm: Entity | None = None  # the weapon that a noun of actors also is ("Russian drones", "a drone")


@dataclass(slots=True)
class Scene:
    """What the document as a whole tells: its text, its day, and how often each country is spoken of."""

    text: str
    names: Names
    earliest: date | None
    latest: date | None
    caseless: bool = False
    countries: Counter[str] = field(default_factory=Counter)
    _hint: tuple[date | None] | None = None

    @property
    def day(self) -> date | None:
        """The day for which offices are looked up: of publication, where it is known to within a month."""
        if self.earliest is None or self.latest is None or (self.latest - self.earliest).days > 31:
            return None
        return self.latest

    @property
    def hint(self) -> date | None:
        """The last full date that an undated text gives: about when, and only good for preferring one to another."""
        if self._hint is None:
            self._hint = (full_date(self.text),)
        return self._hint[0]

    def holders(self, of: str, role: str) -> list[Entity]:
        """Who held the office then: of a country's code or an organisation's."""
        return self.names.office_holder(f"{of}/{role}", self.day)

    def titled(self, start: int) -> bool:
        """Does the word before a name tell an office ("President Kennedy")."""
        m = _WORD_BEFORE.search(self.before(start))
        return m is not None and any(s.form == "role" for s in self.names.senses(m[1]))

    def before(self, at: int, width: int = 40) -> str:
        return self.text[max(0, at - width) : at]

    def after(self, at: int, width: int = 40) -> str:
        return self.text[at : at + width]


MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
_MONTH = "|".join(MONTHS)
_FULL = re.compile(
    rf"\b(?:(\d{{1,2}})(?:st|nd|rd|th)? ({_MONTH}),? (\d{{4}})"
    rf"|({_MONTH}) (\d{{1,2}}),? (\d{{4}})|(\d{{4}})-(\d\d)-(\d\d))\b",
    re.I,
)


def full_date(text: str) -> date | None:
    """The latest day that a text gives with its year."""
    out: list[date] = []
    for m in _FULL.finditer(text):
        try:
            if m[1]:
                out.append(date(int(m[3]), MONTHS.index(m[2].lower()) + 1, int(m[1])))
            elif m[4]:
                out.append(date(int(m[6]), MONTHS.index(m[4].lower()) + 1, int(m[5])))
            else:
                out.append(date(int(m[7]), int(m[8]), int(m[9])))
        except ValueError:
            continue
    return max(out, default=None)
