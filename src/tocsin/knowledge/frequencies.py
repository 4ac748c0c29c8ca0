"""How common an English word is: the share of news-like texts in which it stands (language/frequencies.yml)."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from tocsin.knowledge.loading import HERE, entries

RARE = 0.002  # share taken for a word that is not in the table (which begins at .004)


class Share(Struct, frozen=True, forbid_unknown_fields=True):
    """Words, parted by spaces, that stand in so many of 1,000 texts."""

    per_mille: int
    words: str


@cache
def shares() -> dict[str, float]:
    """Word (casefolded) → share of texts, 0..1. Raises KnowledgeError where the table is broken."""
    rows = entries(HERE / "language" / "frequencies.yml", Share)
    return {word: row.per_mille / 1000 for row in rows for word in row.words.split()}


def share(word: str) -> float:
    """The share of texts in which a casefolded word stands; RARE where it is not in the table.

    >>> share("the") > 0.9 > share("parliament") > share("xylophone")
    True
    """
    return shares().get(word, RARE)


@cache
def lexicon() -> frozenset[str]:
    """Words that English texts know: those of the table and the whole words of the encoder's vocabulary; well-known names among them."""
    try:
        pieces = (HERE / "models" / "attribution" / "vocabulary.txt").read_text("utf8").split("\n")
    except OSError:
        pieces = []
    return frozenset([*shares(), *(w for w in pieces if len(w) > 2 and w.isalpha() and w.isascii())])
