"""HTML → its article as plain text, and what the page says of itself (trafilatura).

Paragraphs are parted by blank lines, list items stand on lines of their own. Quotations, lists and tables stay; comments go.
Where no article is found the text is all that a reader sees, and its furniture is left to read/furniture.py.
"""

from __future__ import annotations

import codecs
import logging
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from tocsin.errors import BrokenFile, EmptyText
from tocsin.read.decoding import decoded

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,80}?encoding\s*=\s*[\"']([\w.:-]+)", re.I)
_HEAD = 4096  # bytes in which a page declares its encoding (HTML standard: 1024)
_LANGUAGE = re.compile(r"<html[^>]{0,400}?\slang\s*=\s*[\"']?([A-Za-z]{2,3})\b", re.I)
_SITE = re.compile(r"<meta[^>]{0,200}?property\s*=\s*[\"']og:site_name[\"'][^>]{0,200}?content\s*=\s*[\"']([^\"'>]{1,120})[\"']", re.I)
LEAST = 60  # characters: a shorter article is taken for none where the page shows more
LINK = 5  # words: a shorter link may be a heading or a name
MOST_LINKS = 0.5  # of the words in paragraphs and list items: a page with more is an index, whose links are its text
SHARE = 10  # times: … so many times more
_LISTED = ("- ", "| ")  # how trafilatura begins a list item and a table row
_UNSEEN = ("script", "style", "noscript", "template", "head", "svg", "iframe", "select", "button", "form", "nav", "footer")
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)


@dataclass(frozen=True, slots=True)
class HtmlText:
    """The article of a page. published: from the page's own metadata; language: two or three letters, as declared.

    whole: no article was found, and the text is all that the page shows, menus included.
    """

    text: str
    title: str | None
    author: str | None
    publisher: str | None
    published: date | None
    url: str | None
    language: str | None
    whole: bool = False


def html(data: bytes, name: str) -> HtmlText:
    """The text of a page. Raises BrokenFile where it cannot be parsed, EmptyText where it shows no text."""
    source = _decoded(data, name)
    found = _article(_unlinked(_tree(source, name)))
    text = _laid_out(found.body) if found is not None and found.body is not None else ""
    text = _headless(text, found and found.title)
    whole = False
    if len(text) < LEAST or not re.search(r"\w", text):
        everything = visible(_tree(source, name))
        if len(everything) > SHARE * len(text):
            text, whole = everything, True
    if not re.search(r"\w", text):
        raise EmptyText(name, "is a page that shows no text")
    language = _LANGUAGE.search(source[:20_000])
    return HtmlText(
        text,
        _clean(found and found.title),
        _clean(found and found.author),
        _clean(found and found.sitename) or _clean((m := _SITE.search(source)) and m[1]),
        _day(found and found.date),
        _clean(found and found.url),
        language[1].lower() if language else None,
        whole,
    )


def _decoded(data: bytes, name: str) -> str:
    """The source as text: a byte-order mark, then UTF-8 if it holds, then what the page declares, then what the bytes look like."""
    declared = _CHARSET.search(data[:_HEAD])
    if declared and not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        label = (declared[1] or declared[2]).decode("ascii", "replace").lower()
        label = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252"}.get(label, label)  # as browsers do
        for encoding in ("utf-8", label):
            try:
                return data.decode(encoding)
            except (UnicodeDecodeError, LookupError):
                continue
    return decoded(data, name)[0]


def _tree(source: str, name: str) -> Any:
    """The parsed page; a new one each call, since extraction takes it apart."""
    from lxml import html as parser  # type: ignore[import-untyped]
    from lxml.etree import LxmlError  # type: ignore[import-untyped]

    try:
        source = re.sub(r"^\s*<\?xml[^>]*\?>", "", source).replace("\x00", "")
        tree = parser.document_fromstring(source, parser=parser.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True))
    except (LxmlError, ValueError, AssertionError) as e:
        if "empty" in str(e):
            raise EmptyText(name, "is a page that shows no text") from e
        raise BrokenFile(name, f"cannot be parsed as HTML: {' '.join(str(e).split())}") from e
    return tree


def _unlinked(tree: Any) -> Any:
    """The page without paragraphs and list items that are nothing but a link to another story; whole where those make up much of it."""
    blocks = [(p, p.text_content().split()) for p in tree.iter("p", "li")]
    links = [
        (p, words)
        for p, words in blocks
        if len(words) >= LINK
        and not words[-1].endswith((".", "”", '"'))
        and any(a.text_content().split() == words for a in p.iterfind(".//a"))
    ]
    if sum(len(w) for _, w in links) <= MOST_LINKS * sum(len(w) for _, w in blocks):
        for p, _ in links:
            if p.getparent() is not None:
                p.drop_tree()
    return tree


def _article(tree: Any) -> Any:
    """What trafilatura finds, or None. Dates are taken from metadata only, never guessed from the text."""
    from trafilatura import bare_extraction
    from trafilatura.settings import use_config

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    config = use_config()
    config.set("DEFAULT", "EXTRACTION_TIMEOUT", "0")
    try:
        return bare_extraction(
            tree,
            include_comments=False,
            include_tables=True,
            with_metadata=True,
            date_extraction_params={"original_date": True, "extensive_search": False},
            config=config,
        )
    except Exception:  # a page that breaks the extractor still has text that can be shown
        return None


def _laid_out(body: Any) -> str:
    """trafilatura's body as text: blocks parted by a blank line, list items and table rows by a line end."""
    from trafilatura.xml import xmltotxt

    text = xmltotxt(body, include_formatting=False) or ""
    out, before = "", ""
    for line in text.split("\n"):
        if line := " ".join(line.split()):
            listed = line.startswith(_LISTED) and before.startswith(_LISTED)
            out += ("\n" if listed else "\n\n") * bool(out) + line
            before = line
    return out


def _headless(text: str, title: str | None) -> str:
    """The text without the headline that it opens with, where that is the title, which is kept apart."""
    first, _, rest = text.partition("\n\n")
    words = re.findall(r"\w+", first.lower())
    return rest if rest and title and words and words == re.findall(r"\w+", title.lower()) else text


def visible(tree: Any) -> str:
    """All text of a page that a reader sees, a line a block; menus and forms are left out where they are marked as such."""
    for part in list(tree.iter(*_UNSEEN)):
        part.drop_tree() if part.getparent() is not None else None
    pieces: list[str] = []
    for event, node in _walk(tree):
        if node.tag in _BLOCKS:
            pieces.append("\n")
        tail = node.text if event == "start" else node.tail
        if tail:
            pieces.append(re.sub(r"\s+", " ", tail))
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _walk(tree: Any) -> Any:
    from lxml.etree import iterwalk

    return ((event, node) for event, node in iterwalk(tree, events=("start", "end")) if isinstance(node.tag, str))


def _clean(value: Any) -> str | None:
    """One line, or None."""
    return " ".join(str(value).split()) or None if value else None


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10]) if value else None
    except ValueError:
        return None
