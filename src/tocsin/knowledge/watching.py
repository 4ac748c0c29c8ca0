"""Watches: what is feared and what would warn of it, from indicators/*.yml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from msgspec import Struct

from tocsin.errors import KnowledgeError
from tocsin.knowledge.loading import HERE, load

Group = Literal[
    "posture", "logistics", "medical", "air defence", "command", "information", "civil defence", "diplomatic", "economic"
]  # fmt: skip


class Sign(Struct, frozen=True, forbid_unknown_fields=True):
    """One indicator of a watch. weight: 1 (weak) to 5 (speaks for the feared thing against its rivals: drill, bargaining)."""

    name: str
    group: Group
    weight: int
    fresh_days: int
    words: str
    types: list[str] = []
    modes: list[str] = []
    weapons: list[str] = []


class SignExample(Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence and the indicator that it must light (None: none of this watch)."""

    text: str
    lights: str | None


class Watch(Struct, frozen=True, forbid_unknown_fields=True):
    """A thing feared, for any A and B."""

    watch: str
    means: str
    indicators: list[Sign]
    examples: list[SignExample]


@dataclass(frozen=True)
class Watches:
    """All watches, their words compiled: (watch, sign, pattern)."""

    entries: tuple[Watch, ...]
    signs: tuple[tuple[Watch, Sign, re.Pattern[str]], ...]

    @classmethod
    def load(cls, roots: tuple[Path, ...] = (HERE,)) -> Watches:
        """All watches under indicators/. Raises KnowledgeError for words that do not compile."""
        found = load("indicators", Watch, roots)
        try:
            signs = tuple((w, s, re.compile(s.words, re.IGNORECASE)) for w in found for s in w.indicators)
        except re.error as e:
            raise KnowledgeError(f"indicators: {e}") from e
        return cls(tuple(found), signs)
