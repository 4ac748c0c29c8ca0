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
    """One way of putting a hypothesis forward."""

    id: str
    kind: Literal["explanation", "outcome"]
    means: str
    patterns: list[str]
    examples: list[GuessExample]


_TRIGGER = re.compile(
    r"pretext|excuse|cover for|smokescreen|false flag|justification|leverage|bargaining|blackmail|"
    r"brinkmanship|coercive|bluff|flexing|rattling|"
    r"\b(?:may|might|could|would|risks?|threatens?|believed|thought|suspected|appears?|seems?|probably|likely|unlikely|probable|inevitable|"
    r"unavoidable|imminent|certain|matter of time|plotting|scheming|conspiring|heading)\b"
)
LIKELIHOOD = re.compile(
    r"\b(?:almost certain(?:ly)?|very likely|highly likely|most likely|more likely|likely|unlikely|very unlikely|"
    r"probabl[ey]|improbable|inevitable|unavoidable|imminent|may|might|could|certain|possibl[ey]|roughly even)\b"
)


@dataclass(frozen=True)
class Guesses:
    """The compiled patterns."""

    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    entries: tuple[GuessPattern, ...]

    @classmethod
    def load(cls, roots: tuple[Path, ...] = (HERE,)) -> Guesses:
        """All patterns under hypotheses/. Raises KnowledgeError for one that does not compile."""
        rules = load("hypotheses", GuessPattern, roots)
        try:
            compiled = tuple((r.id, re.compile(p)) for r in rules for p in r.patterns)
        except re.error as e:
            raise KnowledgeError(f"hypotheses: {e}") from e
        return cls(compiled, tuple(rules))

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """(start, end) of the hypotheses in a sentence, none overlapping; the patterns are tried in their order."""
        if len(text) > 1000 or not _TRIGGER.search(text):
            return
        taken: list[tuple[int, int]] = []
        for _, pattern in self.patterns:
            for m in pattern.finditer(text):
                if not any(a < m.end() and m.start() < b for a, b in taken):
                    taken.append(m.span())
                    yield m.span()
