"""Bytes → Documents: plain text, Markdown, HTML, PDF, subtitles, JSON, told apart by content; folders, zip and gzip of these.

`read(paths)` streams; `sources(paths)` lists what there is and `documents(source)` reads one of them, in any process.
What cannot be read comes out as a ReadError in its place, and the others go on.
"""

from __future__ import annotations

import codecs
import io
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.errors import ReadError

if TYPE_CHECKING:
    from tocsin.read.document import Read as Read
    from tocsin.read.finding import Source as Source

__all__ = ["documents", "read", "sources"]
DEEPEST = 2  # archives within archives: a zip of gzips is common, more is a trick


def sources(paths: Iterable[str | Path], stdin: bytes | None = None) -> Iterator[Source]:
    """Everything under the paths, in a fixed order, without reading it; "-" is standard input."""
    from tocsin.read.finding import sources as found

    return found(paths, stdin)


def read(paths: Iterable[str | Path], stdin: bytes | None = None) -> Iterator[Read | ReadError]:
    """Every document under the paths, one at a time, each with its original bytes."""
    for source in sources(paths, stdin):
        yield from documents(source)


def documents(source: Source) -> Iterator[Read | ReadError]:
    """The documents of one source."""
    from tocsin.read.objects import lines

    try:
        data = source.load()
        if source.line is not None:
            folder = source.path.parent if source.path else None
            yield from lines(data, source.name, folder, source.line)
        else:
            folder = source.path.parent if source.path and source.member is None else None
            yield from _documents(data, source.name, folder, 1 if source.member else 0)
    except ReadError as e:
        yield e


def _documents(data: bytes, name: str, folder: Path | None, depth: int) -> Iterator[Read | ReadError]:
    from tocsin.errors import BrokenFile, EmptyText, UnknownFormat
    from tocsin.read import detect
    from tocsin.read.decoding import decoded
    from tocsin.read.finding import is_lines, members, ungzipped, unpacked

    if not data:
        raise EmptyText(name, "is empty")
    what, called = detect.container(data)
    if what == "text" and data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        plain = decoded(data, name)[0].encode("utf8")
        if detect.container(plain)[0] == "json":
            data, what = plain, "json"
    if what in ("gzip", "zip") and depth >= DEEPEST:
        raise BrokenFile(name, "is an archive too deep inside other archives")
    if what == "gzip":
        yield from _documents(ungzipped(data, name), name, folder, depth + 1)
    elif what == "zip":
        try:
            archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, EOFError) as e:
            raise BrokenFile(name, "is a damaged zip archive") from e
        for member in members(archive, name):
            if isinstance(member, ReadError):
                yield member
                continue
            place = f"{name}!/{member.filename}"
            try:
                yield from _documents(unpacked(archive, member.filename, place), place, None, depth + 1)
            except ReadError as e:
                yield e
    elif what in ("sqlite", "other"):
        raise UnknownFormat(name, f"is {called}, not text")
    elif what == "json":
        from tocsin.read.objects import array, lines

        yield from (lines if is_lines(data[:65536]) else array)(data, name, folder)
    else:
        yield _single(data, name, what)


def _single(data: bytes, name: str, what: str) -> Read:
    """The document of bytes that hold one text."""
    from tocsin.errors import UnknownFormat
    from tocsin.read.decoding import decoded
    from tocsin.read.detect import text_format
    from tocsin.read.document import NOTHING, Given, document

    if what == "pdf":
        from tocsin.read.pdf import pdf

        found = pdf(data, name)
        return document(data, name, found.text, Given(title=found.title, author=found.author), marks=found.furniture)
    text, encoding = decoded(data, name)
    form = text_format(text)
    if form == "html":
        from tocsin.read.objects import page

        # The page's own charset is trusted where the bytes fit more than one code page; wide text is handed over as UTF-8.
        return page(text.encode("utf8", "replace") if encoding.startswith("utf-") else data, name, NOTHING, original=data, name=name)
    if form == "feed":
        raise UnknownFormat(name, "is a feed, which lists pages and does not hold their text")
    if form in ("webvtt", "subrip"):
        from tocsin.read.furniture import furniture
        from tocsin.read.subtitles import subtitles

        spoken = subtitles(text, name)
        return document(data, name, spoken, Given(kind="transcript"), furniture(spoken, shape=False), scraped=False)
    if form == "markdown":
        from tocsin.read.markdown import front_matter

        given, marks = front_matter(text)
        return document(data, name, text, given, marks=marks)
    return document(data, name, text)
