"""Patterns by which red lines and ultimatums are drawn, from redlines/*.yml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from msgspec import Struct

from tocsin.errors import KnowledgeError
from tocsin.knowledge.loading import HERE, entries

GROUPS = ("line", "consequence", "deadline", "declarer", "addressee", "whose")


class LineExample(Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence, and the groups that are found in it (None: nothing may be found)."""

    text: str
    finds: dict[str, str] | None


class LinePattern(Struct, frozen=True, forbid_unknown_fields=True):
    """One way of drawing a line. needs: what a sentence must hold before the patterns are tried; cheap."""

    id: str
    means: str
    needs: str
    patterns: list[str]
    examples: list[LineExample]


class LineWords(Struct, frozen=True, forbid_unknown_fields=True):
    """A word list that patterns name in braces; the words are regular expressions."""

    name: str
    words: list[str]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line found in a string: groups → (start, end) in it. id: of the pattern."""

    id: str
    start: int
    end: int
    groups: dict[str, tuple[int, int]]


@dataclass(frozen=True)
class Lines:
    """The compiled patterns."""

    patterns: tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]
    benign: re.Pattern[str]
    entries: tuple[LinePattern, ...]

    @classmethod
    def load(cls, roots: tuple[Path, ...] = (HERE,)) -> Lines:
        """All patterns under redlines/. Raises KnowledgeError for one that does not compile."""
        words: dict[str, str] = {}
        rules: list[LinePattern] = []
        for root in roots:
            folder = root / "redlines"
            if (folder / "words.yml").exists():
                words |= {w.name: "(?:" + "|".join(w.words) + ")" for w in entries(folder / "words.yml", LineWords)}
            rules += [r for path in sorted(folder.glob("*.yml")) if path.name != "words.yml" for r in entries(path, LinePattern)]
        compiled = []
        for rule in rules:
            for pattern in rule.patterns:
                for name, alternatives in words.items():
                    pattern = pattern.replace("{" + name + "}", rf"(?<!\w){alternatives}\b")
                try:
                    compiled.append((rule.id, re.compile(rule.needs), re.compile(pattern)))
                except re.error as e:
                    raise KnowledgeError(f"redlines: {rule.id}: {e}") from e
        return cls(tuple(compiled), re.compile(rf"\b{words['benign']}\b", re.IGNORECASE), tuple(rules))

    def find(self, text: str) -> Iterator[Drawn]:
        """Lines drawn in one sentence or statement, at most one a stretch of text; the patterns are tried in their order."""
        if len(text) > 1500:
            return
        taken: list[tuple[int, int]] = []
        for name, needs, pattern in self.patterns:
            if not needs.search(text):
                continue
            for m in pattern.finditer(text):
                start, end = m.span()
                if not taken and self.benign.search(text):
                    return
                if any(a < end and start < b for a, b in taken):
                    continue
                groups = {g: m.span(g) for g in GROUPS if g in pattern.groupindex and m[g] is not None and m[g].strip()}
                taken.append((start, end))
                yield Drawn(name, start, end, groups)
