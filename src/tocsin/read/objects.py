"""JSON objects, one a line or in an array → Documents. A bad one is an error that names its line; the others go on."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath
from typing import Any, get_args

import msgspec

from tocsin.errors import BrokenFile, EmptyText, ReadError, UnknownFormat
from tocsin.read.days import days
from tocsin.read.document import Given, Read, code, document, on
from tocsin.records import DocumentKind, Published

MAX_PAGE = 64 << 20  # bytes of one HTML page beside a JSON file; the largest real ones have 20 MB
_KINDS = frozenset(get_args(DocumentKind))
_decode = msgspec.json.Decoder().decode


def lines(data: bytes, name: str, folder: Path | None, first: int = 1) -> Iterator[Read | ReadError]:
    """The documents of JSON Lines. first: the number of the first line; folder: where `html` paths are looked up, None: nowhere."""
    for n, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), first):
        line = line.strip()
        if line:
            yield _one(line, f"{name}:{n}", name, folder)


def array(data: bytes, name: str, folder: Path | None) -> Iterator[Read | ReadError]:
    """The documents of one JSON array, or of a single object written over several lines."""
    data = data.removeprefix(b"\xef\xbb\xbf").strip()
    if data.startswith(b"{"):
        yield _one(data, name, name, folder)
        return
    try:
        rows = msgspec.json.decode(data, type=list[msgspec.Raw])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as e:
        yield BrokenFile(name, f"is broken JSON: {_reason(e)}")
        return
    if not rows:
        yield EmptyText(name, "is an empty JSON array")
    for n, row in enumerate(rows, 1):
        yield _one(bytes(row), f"{name}: item {n}", name, folder)


def _one(raw: bytes, place: str, name: str, folder: Path | None) -> Read | ReadError:
    try:
        return _read(raw, place, name, folder)
    except ReadError as e:
        return e


def _reason(error: Exception) -> str:
    return " ".join(str(error).split())


def _read(raw: bytes, place: str, name: str, folder: Path | None) -> Read:
    try:
        row = _decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as e:
        raise BrokenFile(place, f"is broken JSON: {_reason(e)}") from e
    if not isinstance(row, dict):
        raise UnknownFormat(place, f"holds a JSON {type(row).__name__} where an object is wanted")
    uri = next((row[k] for k in ("uri", "id") if row.get(k) not in (None, "")), None)
    if isinstance(uri, int) and not isinstance(uri, bool):
        uri = str(uri)
    if uri is not None and not isinstance(uri, str):
        raise BrokenFile(place, "has a `uri` that is no text")
    given = _given(row, place)
    uri = uri or given.url or place.replace(": item ", "#")
    text, markup = row.get("text"), row.get("html")
    if text is not None and not isinstance(text, str):
        raise BrokenFile(place, "has a `text` that is no text")
    if text is not None and text.strip():
        if "\x00" in text:
            raise UnknownFormat(place, "has zero bytes in its `text`")
        return document(raw, uri, text, given)
    if isinstance(markup, str) and markup.strip():
        return page(_markup(markup, place, folder), uri, given, original=raw, name=place)
    if text is None and markup is None:
        raise UnknownFormat(place, "has neither `text` nor `html`")
    raise EmptyText(place, "has an empty text")


def page(data: bytes, uri: str, given: Given, original: bytes, name: str) -> Read:
    """The document of an HTML page."""
    from tocsin.read.furniture import furniture
    from tocsin.read.html import html

    found = html(data, name)
    if not found.text.strip():
        raise EmptyText(name, "is a page without a text of its own")
    merged = Given(
        title=given.title or found.title,
        publisher=given.publisher or found.publisher,
        author=given.author or found.author,
        kind=given.kind,
        language=given.language or found.language,
        published=given.published or on(found.published),
        url=given.url or found.url,
    )
    return document(original, uri, found.text, merged, furniture(found.text, shape=found.whole), scraped=found.whole)


def _markup(value: str, place: str, folder: Path | None) -> bytes:
    """The markup itself, or what stands in the file that the value names, which must lie under the JSON file's folder."""
    if "<" in value or "\n" in value or len(value) > 1000:
        return value.encode("utf8", "replace")
    wanted = PurePosixPath(value)
    if folder is None or wanted.is_absolute() or ".." in wanted.parts:
        raise BrokenFile(place, f"names a page outside its folder: {value}")
    path = (folder / value).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise BrokenFile(place, f"names a page outside its folder: {value}")
    try:
        with path.open("rb") as file:
            packed = file.read(2) == b"\x1f\x8b"
        with gzip.open(path) if packed else path.open("rb") as file:
            data = file.read(MAX_PAGE + 1)
    except (OSError, EOFError) as e:
        raise BrokenFile(place, f"names a page that cannot be read: {value}") from e
    if len(data) > MAX_PAGE:
        raise BrokenFile(place, f"names a page of more than {MAX_PAGE >> 20} MB: {value}")
    return data


def _given(row: dict[str, Any], place: str) -> Given:
    def told(key: str) -> str | None:
        value = row.get(key)
        if isinstance(value, list) and value and all(isinstance(v, str) for v in value):
            value = ", ".join(value)
        return value.strip() or None if isinstance(value, str) else None

    kind = told("kind")
    return Given(
        title=told("title"),
        publisher=told("publisher"),
        author=told("author"),
        kind=kind if kind in _KINDS else None,  # type: ignore[arg-type]
        language=code(told("language")),
        published=_published(row.get("published"), place),
        url=told("url"),
    )


def _published(value: Any, place: str) -> Published | None:
    if value is None or value == "":
        return None
    if isinstance(value, dict):
        first, last = _day(value.get("earliest"), place), _day(value.get("latest"), place)
        if first and last and first > last:
            raise BrokenFile(place, "has a `published` that ends before it begins")
        return Published(first, last, "metadata", []) if first or last else None
    return on(_day(value, place))


def _day(value: Any, place: str) -> date | None:
    """The day of a date, a time (ISO 8601, e-mail or Twitter style, or seconds since 1970 in UTC) or a written day."""
    if value is None or value == "":
        return None
    if isinstance(value, (int, float)) and not isinstance(value, bool) and 1e8 < value < 4e9:
        return datetime.fromtimestamp(value, UTC).date()
    if isinstance(value, str):
        for parsed in (datetime.fromisoformat, lambda text: datetime.strptime(text, "%a %b %d %H:%M:%S %z %Y")):
            try:
                return parsed(value.strip()).date()
            except ValueError:
                continue
        found = {d.date for _, d in days(value)}
        if len(found) == 1 and (only := found.pop()):
            return only
    raise BrokenFile(place, f"has a `published` that is no date: {value!r:.40}")
