"""A text and what is given with it → Document. What the source gives wins over what the text says."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tocsin.read.crediting import credits
from tocsin.read.dating import published
from tocsin.read.kinds import kind
from tocsin.read.languages import language
from tocsin.records import Document, DocumentKind, Furniture, Published, identify


@dataclass(frozen=True, slots=True)
class Read:
    """A document and the bytes that it was read from."""

    document: Document
    original: bytes


@dataclass(frozen=True, slots=True)
class Given:
    """What came with a text: in the fields of a JSON line, the head of a page, the cover of a PDF. None: not given."""

    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    kind: DocumentKind | None = None
    language: str | None = None
    published: Published | None = None
    url: str | None = None


NOTHING = Given()


def document(
    original: bytes,
    uri: str,
    text: str,
    given: Given = NOTHING,
    furniture: list[Furniture] | None = None,
    *,
    marks: Iterable[Furniture] = (),
    scraped: bool = True,
) -> Read:
    """The document of a text. furniture: None where it is to be found here; marks: further pieces that a format knows for furniture.

    scraped: the text's own head may tell title and byline.

    The id is made from the SHA-256 of `original`; `collected` stays None, for the clock belongs to the pipeline.
    """
    sha256 = hashlib.sha256(original).hexdigest()
    if furniture is None:
        from tocsin.read.furniture import furniture as found

        furniture = found(text)
    if marks := list(marks):
        furniture = sorted(
            marks + [f for f in furniture if all(f.end <= m.start or f.start >= m.end for m in marks)], key=lambda f: f.start
        )
    address = given.url or uri
    said = credits(text, furniture) if scraped else None
    return Read(
        Document(
            id=identify("d", sha256),
            uri=uri,
            sha256=sha256,
            title=given.title or (said.title if said else None),
            publisher=given.publisher or (said.publisher if said else None),
            author=given.author or (said.author if said else None),
            kind=given.kind or kind(text, address),
            language=given.language or language(text),
            published=given.published or published(text, address),
            collected=None,
            text=text,
            furniture=furniture,
        ),
        original,
    )


def on(day: date | None) -> Published | None:
    """A day of publication that came with the text."""
    return None if day is None else Published(day, day, "metadata", [])


def code(language: str | None) -> str | None:
    """The language of a tag such as "en-GB" or "uk"; None where it is none.

    >>> code("pt_BR")
    'pt'
    """
    m = re.match(r"([A-Za-z]{2,3})(?:[-_]|$)", language or "")
    return m[1].lower() if m else None
