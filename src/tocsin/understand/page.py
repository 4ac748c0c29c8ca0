"""The text as the extractors read it: clean, without furniture, in sentences, every offset traceable to the source.

`Page.text` differs from the document's text: furniture is gone, mojibake is mended, words broken over lines are joined, odd
white space is plain. `Page.span(start, end)` turns offsets of the page into a span of the document; no extractor counts for itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tocsin.records import Document, Span, span
from tocsin.understand.clean import cleaned
from tocsin.understand.sentences import Sentence, sentences


@dataclass(frozen=True, slots=True)
class Page:
    """A document made ready for reading.

    text: the clean text. starts: shape (len(text) + 1,), the source offset of each character of `text`.
    sentences: in order; they cover all of `text` but white space. Offsets everywhere are of `text`.
    """

    document: Document
    text: str
    starts: Any  # array('l')
    sentences: list[Sentence]
    widths: dict[int, int] = field(default_factory=dict)  # clean character → source characters it stands for, where not one
    parsed: dict[int, Any] = field(default_factory=dict)  # sentence number → spaCy Doc, filled by parse()
    seen: dict[int, Any] = field(default_factory=dict)  # sentence number → what the encoder made of it, filled by tagging.py

    @property
    def published(self) -> tuple[date | None, date | None]:
        """(earliest, latest) day of publication, None where unknown."""
        p = self.document.published
        return (p.earliest, p.latest) if p else (None, None)

    def span(self, start: int, end: int) -> Span:
        """The span of the document behind text[start:end], white space at its ends left out."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        last = self.starts[end - 1]
        return span(self.document.text, self.starts[start], last + self.widths.get(end - 1, 1))

    def parse(self, numbers: list[int], knowledge: Any) -> None:
        """Parse these sentences (by number) once, in one batch; the result stands in `parsed`.

        Token i of parsed[n] stands at sentences[n].start + token.idx.
        """
        todo = sorted({n for n in numbers if n not in self.parsed})
        docs = knowledge.parse([self.text[self.sentences[n].start : self.sentences[n].end] for n in todo])
        self.parsed.update(zip(todo, docs, strict=True))

    def sentence_at(self, offset: int) -> int:
        """Number of the sentence in which `offset` lies (the one before, between two); -1 before the first."""
        low, high = 0, len(self.sentences)
        while low < high:
            mid = (low + high) // 2
            if self.sentences[mid].start <= offset:
                low = mid + 1
            else:
                high = mid
        return low - 1


def page(document: Document) -> Page:
    """The page of a document."""
    text, starts, widths = cleaned(document.text, [(f.start, f.end) for f in document.furniture])
    return Page(document, text, starts, sentences(text), widths)
