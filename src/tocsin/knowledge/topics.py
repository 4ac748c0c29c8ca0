"""How much of a text is about public life, war and crisis: the density of words from topics/*.yml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from msgspec import Struct

from tocsin.knowledge.loading import HERE, load


class Topic(Struct, frozen=True, forbid_unknown_fields=True):
    """A list of word beginnings; one that ends in a stop is a whole word."""

    id: str
    words: list[str]


@dataclass(frozen=True)
class Topics:
    """The compiled lists."""

    pattern: re.Pattern[str]

    @classmethod
    def load(cls, roots: tuple[Path, ...] = (HERE,)) -> Topics:
        """All lists under topics/."""
        words = sorted({w for topic in load("topics", Topic, roots) for w in topic.words}, key=lambda w: (-len(w), w))
        return cls(re.compile(r"\b(?:" + "|".join(re.escape(w[:-1]) + r"\b" if w.endswith(".") else re.escape(w) for w in words) + ")"))

    def hits(self, text: str) -> int:
        """How many of the words stand in it."""
        return len(self.pattern.findall(text.casefold()))

    def density(self, text: str) -> float:
        """Hits in 100 words, letter case folded; a long text is judged by its first 8,000 characters and as many from its middle."""
        if len(text) > 20_000:
            middle = len(text) // 2
            text = text[:8_000] + text[middle : middle + 8_000]
        words = text.count(" ") + 1
        return 100 * self.hits(text) / words
