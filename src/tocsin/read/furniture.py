"""Furniture: what stands in scraped text and is not its author's — menus, adverts, sign-up boxes, comment forms, scraper marks.

It is marked with a reason and never cut. Phrase lists find it in any text; where a text looks like a whole scraped page, its shape
is judged as well, line by line, or word by word where the line breaks are lost.
"""

from __future__ import annotations

from tocsin.read.furniture_flat import flattened
from tocsin.read.furniture_page import paged
from tocsin.read.furniture_phrases import joined, phrased
from tocsin.records import Furniture


def furniture(text: str, shape: bool = True) -> list[Furniture]:
    """The furniture of a text, in order, no two spans overlapping; a text that is all its author's has none.

    shape: whether the text may be a whole page; False for text that an extractor took out of one.

    >>> [(f.quote, f.reason) for f in furniture("Troops left the town on Monday.\\nPost a Comment")]
    [('Post a Comment', 'comments')]
    """
    finds = [*phrased(text), *((paged(text) or flattened(text)) if shape else [])]
    finds.sort(key=lambda f: (f.start, -f.end))
    return [Furniture(f.start, f.end, text[f.start : f.end], f.reason) for f in joined(finds)]
