"""Common nouns for those who speak (officials, residents, newspapers, reports): the shape of knowledge/speakers/."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from msgspec import Struct

from tocsin.knowledge.loading import HERE, load
from tocsin.knowledge.schema import Sector

LINES = "lines"  # the group of nouns for words as a thing


class Nouns(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Nouns of one kind.

    withheld: to call somebody only this is to withhold the name. local: unless told otherwise, they live and serve where the text is set.
    """

    id: str
    kind: Literal["person", "outlet", "document", "body"]
    sector: Sector | None
    withheld: bool
    words: list[str]
    local: bool = False


@dataclass(frozen=True, slots=True)
class Speaking:
    """The nouns by their last word, singular."""

    nouns: dict[str, list[tuple[Nouns, str]]]  # with the word that must stand before it, if one must
    leading: re.Pattern[str]  # a noun of words and the colon that leads to them

    @classmethod
    def load(cls, roots: Iterable[Path] = (HERE,)) -> Speaking:
        """From the YAML under knowledge/speakers/ of each root."""
        found: dict[str, list[tuple[Nouns, str]]] = {}
        groups = load("speakers", Nouns, roots)
        for group in groups:
            for word in group.words:
                lead, _, last = word.rpartition(" ")
                found.setdefault(last, []).append((group, lead.rpartition(" ")[2]))
        lines = [w for g in groups if g.id == LINES for w in g.words]
        return cls(found, re.compile(rf"\b(?:{'|'.join(lines)})s?\b[^.;:?!\n]{{0,80}}:\s"))

    def of(self, word: str, before: str = "") -> list[Nouns]:
        """The groups that hold a word, in singular or plural, any letter case; of several words those whose first is `before`.

        >>> [g.id for g in Speaking.load().of("diplomats")]
        ['diplomats']
        >>> [g.id for g in Speaking.load().of("tanks", "think")]
        ['further-bodies']
        """
        low = word.lower()
        for form in (low, low.removesuffix("s"), low.removesuffix("es"), low.removesuffix("men") + "man", low.removesuffix("ies") + "y"):
            if form in self.nouns:
                lead = before.lower().split()[-1:] or [""]
                return [g for g, first in self.nouns[form] if not first or first == lead[0]]
        return []
