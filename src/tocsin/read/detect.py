"""What kind of thing some bytes are, told by their content and never by their name."""

from __future__ import annotations

import re
from typing import Literal

Container = Literal["gzip", "zip", "pdf", "sqlite", "json", "other", "text"]
TextFormat = Literal["html", "webvtt", "subrip", "markdown", "plain", "feed"]

_BINARY = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Microsoft Office file"),
    (b"{\\rtf", "a Rich Text file"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"ID3", "an audio file"),
    (b"OggS", "an audio file"),
    (b"RIFF", "an audio or video file"),
    (b"\x1aE\xdf\xa3", "a video file"),
    (b"PAR1", "a Parquet file"),
)
SQLITE = b"SQLite format 3\x00"

_OBJECTS = re.compile(rb'\{\s*(?:"(?:[^"\\]|\\.)*"\s*:|\})|\[\s*\{\s*"|\[\s*\]\s*$')
_DECLARED = re.compile(r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_FEED = re.compile(r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF)\b", re.I | re.S)
_TAG = re.compile(
    r"</?(?:p|div|span|a|h[1-6]|ul|ol|li|table|tr|td|br|img|article|section|main|meta|title|script|style|nav|footer)\b[^<>]*>", re.I
)
_CLOSING = re.compile(r"</(?:p|div|a|h[1-6]|ul|ol|li|table|article|section|main|title|body)\s*>", re.I)
_ARROW = r"\d{1,2}:\d{2}(?::\d{2})?[.,]\d{1,3}[ \t]*-->[ \t]*(?:\d{1,2}:)?\d{1,2}:\d{2}[.,]\d{1,3}"
_SUBRIP = re.compile(r"\s*(?:\d+[ \t]*\r?\n)?" + _ARROW)
_VTT = re.compile(r"\ufeff?WEBVTT(?:[ \t\r\n]|$)")
_MARKDOWN = re.compile(r"---[ \t]*\r?\n(?:[ \t]*[\w-]+[ \t]*:.*\r?\n)|#{1,6} \S")  # fields at the head, or a heading as the first line
HEAD = 20_000  # characters that decide what a text is


def container(data: bytes) -> tuple[Container, str]:
    """(what the bytes are, a name for it where it is nothing that Tocsin reads). data: the first kilobytes suffice."""
    if data.startswith(b"\x1f\x8b"):
        return "gzip", ""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip", ""
    if b"%PDF-" in data[:1024] and data.lstrip()[:1] != b"<":
        return "pdf", ""
    if data.startswith(SQLITE):
        return "sqlite", "a database"
    if data[4:8] == b"ftyp":
        return "other", "a video or audio file"
    for magic, what in _BINARY:
        if data.startswith(magic):
            return "other", what
    return ("json", "") if _json(data) else ("text", "")


def _json(data: bytes) -> bool:
    """Objects with named fields, one a line or in an array; "{" or "[ad_1]" at the head of a text is neither."""
    head = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    return bool(_OBJECTS.match(head)) or object_lines(data)


def object_lines(head: bytes) -> bool:
    """Most of the first lines are JSON objects, even if the very first is not."""
    if b'\n{"' not in head:
        return False
    rows = [line.strip() for line in head.split(b"\n", 11)[:10] if line.strip()]
    return 2 * sum(row.startswith(b'{"') for row in rows) > len(rows)


def text_format(text: str) -> TextFormat:
    """The format of a decoded text.

    >>> text_format("WEBVTT\\n\\n00:01.000 --> 00:04.000\\nGood evening.")
    'webvtt'
    """
    head = text[:HEAD]
    if _VTT.match(head):
        return "webvtt"
    if _SUBRIP.match(head):
        return "subrip"
    if "<" in head:
        if _DECLARED.match(head):
            return "html"
        if _FEED.match(head):
            return "feed"
        if head.lstrip().startswith("<") and len(_TAG.findall(head)) >= 2 and _CLOSING.search(head):
            return "html"
        if len(_CLOSING.findall(head)) >= 8 and len(_TAG.findall(head)) * 200 > len(head):
            return "html"
    return "markdown" if _MARKDOWN.match(head) else "plain"
