"""Markdown: the text is kept as it is; a block of fields at its head tells title, author and date."""

from __future__ import annotations

import re
from datetime import datetime

from tocsin.read.document import Given, code, on
from tocsin.records import Furniture

_BLOCK = re.compile(r"---[ \t]*\r?\n((?:[ \t]*[\w-]+[ \t]*:.*\r?\n|[ \t]*- .*\r?\n|[ \t]*\r?\n)+)---[ \t]*(?=\r?\n|$)")
_FIELD = re.compile(r"(?m)^([\w-]+)[ \t]*:[ \t]*[\"']?(.*?)[\"']?[ \t]*\r?$")


def front_matter(text: str) -> tuple[Given, list[Furniture]]:
    """(what the block of fields gives, the block as furniture); nothing and no furniture where there is none."""
    block = _BLOCK.match(text)
    if not block:
        return Given(), []
    fields = {key.lower(): value for key, value in _FIELD.findall(block[1]) if value}
    published = None
    for key in ("date", "published", "pubdate", "date_published"):
        try:
            published = published or on(datetime.fromisoformat(fields[key]).date())
        except (KeyError, ValueError):
            continue
    given = Given(
        title=fields.get("title"),
        author=fields.get("author"),
        publisher=fields.get("publisher"),
        language=code(fields.get("lang") or fields.get("language")),
        published=published,
        url=fields.get("url") or fields.get("permalink"),
    )
    return given, [Furniture(0, block.end(), block[0], "fields at the head of the file")]
