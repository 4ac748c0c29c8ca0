"""Word pieces as BERT's uncased vocabulary cuts them: lower case, no accents, punctuation apart, the longest pieces first.

Written out here because the library that does it (tokenizers) brings a network client and a dozen more packages with it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Pieces", "WordPiece"]

_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*|\S")
_CONTROL = frozenset(["Cc", "Cf", "Cn", "Co"])
LONGEST = 100  # characters; a longer word is unknown


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of a text: their numbers in the vocabulary, where they stand in it, and whether they go on with a word."""

    ids: list[int]
    spans: list[tuple[int, int]]
    inner: list[bool]


class WordPiece:
    """A vocabulary; words once cut are kept."""

    def __init__(self, vocabulary: Path) -> None:
        """vocabulary: one piece a line, its number the line's, counted from 0."""
        self.numbers = {piece: n for n, piece in enumerate(vocabulary.read_text(encoding="utf8").split("\n"))}
        self.unknown = self.numbers["[UNK]"]
        self._kept: dict[str, tuple[tuple[int, int, int], ...]] = {}

    def pieces(self, text: str) -> Pieces:
        """The pieces of a text, none of the special ones among them."""
        ids: list[int] = []
        spans: list[tuple[int, int]] = []
        inner: list[bool] = []
        kept = self._kept
        for m in _WORD.finditer(text):
            word, at = m.group(), m.start()
            cut = kept.get(word)
            if cut is None:
                cut = self._cut(word)
                if len(kept) < 200_000:
                    kept[word] = cut
            for n, a, b in cut:
                ids.append(n)
                spans.append((at + a, at + b))
                inner.append(a > 0)
        return Pieces(ids, spans, inner)

    def _cut(self, word: str) -> tuple[tuple[int, int, int], ...]:
        """(number, start, end) of each piece of a word, longest first from its start; one unknown piece where that does not go on."""
        plain: list[str] = []
        of: list[int] = []  # for each plain letter the character of `word` it comes from
        for k, c in enumerate(word):
            for d in unicodedata.normalize("NFD", c.lower()):
                if unicodedata.category(d) != "Mn" and unicodedata.category(d) not in _CONTROL:
                    plain.append(d)
                    of.append(k)
        whole = "".join(plain)
        if not whole:
            return ()
        if len(whole) > LONGEST:
            return ((self.unknown, 0, len(word)),)
        out: list[tuple[int, int, int]] = []
        start = 0
        while start < len(whole):
            end = len(whole)
            while end > start and (whole[start:end] if start == 0 else "##" + whole[start:end]) not in self.numbers:
                end -= 1
            if end == start:
                return ((self.unknown, 0, len(word)),)
            piece = whole[start:end] if start == 0 else "##" + whole[start:end]
            out.append((self.numbers[piece], of[start], of[end] if end < len(of) else len(word)))
            start = end
        return tuple(out)
