"""Patterns by which explanations and outcomes are put forward, from hypotheses/*.yml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from msgspec import Struct

from tocsin.errors import KnowledgeError
from tocsin.knowledge.loading import HERE, load


class GuessExample(Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence, and words at the end of what is found in it (None: nothing may be found)."""

    text: str
    finds: str | None


class GuessPattern(Struct, frozen=True, forbid_unknown_fields=True):
    """One way of putting a hypothesis forward. needs: what a sentence must hold before the patterns are tried; cheap."""

    id: str
    kind: Literal["explanation", "outcome"]
    means: str
    needs: str
    patterns: list[str]
    examples: list[GuessExample]


LIKELIHOOD = re.compile(
    r"\b(?:almost certain(?:ly)?|very likely|highly likely|most likely|more likely|likely|unlikely|very unlikely|"
    r"probabl[ey]|improbable|inevitable|unavoidable|imminent|may|might|could|certain|possibl[ey]|roughly even)\b"
)

REACH = 200  # characters before the telling words that may belong to a hypothesis


def _clause(text: str, at: int) -> int:
    """Where the clause begins in which text[at] stands, at most REACH characters before it."""
    start = max(text.rfind(".", 0, at), text.rfind(";", 0, at)) + 1
    if at - start > REACH:
        start = text.find(" ", at - REACH)
    while start < at and text[start].isspace():
        start += 1
    return start


@dataclass(frozen=True)
class Guesses:
    """The compiled patterns."""

    patterns: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    entries: tuple[GuessPattern, ...]

    @classmethod
    def load(cls, roots: tuple[Path, ...] = (HERE,)) -> Guesses:
        """All patterns under hypotheses/. Raises KnowledgeError for one that does not compile."""
        rules = load("hypotheses", GuessPattern, roots)
        try:
            compiled = tuple((re.compile(r.needs), re.compile(p)) for r in rules for p in r.patterns)
        except re.error as e:
            raise KnowledgeError(f"hypotheses: {e}") from e
        return cls(compiled, tuple(rules))

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """(start, end) of the hypotheses in a sentence, none overlapping; the patterns are tried in their order."""
        if len(text) > 1000:
            return
        taken: list[tuple[int, int]] = []
        for needs, pattern in self.patterns:
            if not needs.search(text):
                continue
            for m in pattern.finditer(text):
                start = _clause(text, m.start())
                if not any(a < m.end() and start < b for a, b in taken):
                    taken.append((start, m.end()))
                    yield start, m.end()
