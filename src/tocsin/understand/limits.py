"""What bounds the day of a page: limits, and the words that tell past from what is ahead or unsure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from tocsin.understand.page import Page

AHEAD = re.compile(
    r"\b(?:will|won['’]t|shall|scheduled|due|slated|upcoming|deadline|takes? office|take office|is to|are to|planned for|set for|set to|"
    r"expires?|until|no later than|is expected to|are expected to|plans? to|going to|coming)\b|['’]ll\b",
    re.IGNORECASE,
)
UNSURE = re.compile(
    r"\b(?:would|could|might|may|should|by|before|expect\w*|from|starting|if|than|imagine|predict\w*|forecast\w*|target\w*|goals?|aims?|"
    r"pledg\w*|project\w*|promis\w*|novel|film|series|fiction\w*|ending|beyond|into|estimat\w*|outlook|hopes?|wants?|through|fiscal|due|"
    r"to be|planned|whenever|extend\w*|delayed|between)\b",
    re.IGNORECASE,
)
PAST = re.compile(
    r"\b(?:was|were|had|did|said|told|became|began|came|fell|took|went|made|met|won|lost|left|held|gave|saw|led|sent|broke|since|after|"
    r"[a-z]{3,}ed)\b"
)


@dataclass(frozen=True, slots=True)
class Limit:
    """The page was written on `earliest` or later, or on `latest` or earlier; text[start:end] says so."""

    start: int
    end: int
    earliest: date | None = None
    latest: date | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """The page was written in one of several times, or after the first of them began where it is not closed; text[start:end] says so."""

    start: int
    end: int
    windows: tuple[tuple[date, date | None], ...]
    closed: bool


@dataclass(frozen=True, slots=True)
class Contradiction:
    """The page was written after one of its clues and before the other, which no day is."""

    after: Limit
    before: Limit


def around(page: Page, start: int, end: int) -> tuple[str, str]:
    """What stands before and after within the sentence."""
    n = page.sentence_at(start)
    s = page.sentences[n] if n >= 0 else None
    a, b = (s.start, max(s.end, end)) if s else (max(0, start - 200), end)
    a = max(a, start - 600)  # a table of years is one sentence
    return page.text[a:start], page.text[end : min(b, end + 120)]
