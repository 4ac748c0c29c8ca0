"""PDF with a text layer → running text, page by page, lines joined to paragraphs; running heads and page numbers are furniture."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from tocsin.errors import BrokenFile, EmptyText
from tocsin.records import Furniture

_SOFT = re.compile("[\u00ad\ufffe\x02]\n?")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"(?:[Pp]age )?\d{1,4}(?: ?(?:of|/) ?\d{1,4})?|[-–] ?\d{1,4} ?[-–]")
_FINISHED = re.compile(r"[.!?:…][\"'”’)\]]*$")
_ITEM = re.compile(r"[•·▪–—*-] |\(?\d{1,2}[.)] |[A-Z][A-Z &-]{6,}$")
FULL = 0.75  # of the page's longest line: a shorter line that ends a sentence ends its paragraph


@dataclass(frozen=True, slots=True)
class PdfText:
    """The text layer, and what the file says of itself."""

    text: str
    title: str | None
    author: str | None
    furniture: list[Furniture]


def pdf(data: bytes, name: str) -> PdfText:
    """The text layer of a PDF. Raises BrokenFile for an encrypted or damaged one, EmptyText where it holds pictures only."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as e:
        reason = "is a PDF locked with a password" if "assword" in str(e) else "is a damaged PDF"
        raise BrokenFile(name, reason) from e
    try:
        pages = []
        for page in document:
            layer = page.get_textpage()
            pages.append(_lines(layer.get_text_range()))
            layer.close()
            page.close()
        told = document.get_metadata_dict(skip_empty=True)
    except pypdfium2.PdfiumError as e:
        raise BrokenFile(name, "is a damaged PDF") from e
    finally:
        document.close()
    text, furniture = _joined(pages)
    if not text:
        raise EmptyText(name, "is a PDF without a text layer")
    title = " ".join(told.get("Title", "").split())
    return PdfText(text, title if _is_title(title) else None, " ".join(told.get("Author", "").split()) or None, furniture)


def _is_title(title: str) -> bool:
    """Not a file name or a word processor's default."""
    return bool(title) and not re.search(r"\.(?:docx?|pdf|indd|qxd|tex|odt)$|^(?:untitled|microsoft word)\b", title, re.I)


def _lines(raw: str) -> list[str]:
    raw = _CONTROL.sub("", _SOFT.sub("", raw.replace("\r\n", "\n").replace("\r", "\n")))
    return [" ".join(line.split()) for line in raw.split("\n")]


def _joined(pages: list[list[str]]) -> tuple[str, list[Furniture]]:
    """The text of all pages, and the running heads, feet and page numbers in it."""
    edges = [{_DIGITS.sub("#", line) for line in _edge(lines)} for lines in pages]
    times = Counter(line for edge in edges for line in edge)
    running = {line for line, n in times.items() if n >= max(2, len(pages) / 2)}
    text = ""
    furniture = []
    for lines in pages:
        around = {line for line in _edge(lines) if _DIGITS.sub("#", line) in running or _PAGE_NUMBER.fullmatch(line)}
        for paragraph in _paragraphs(lines, around):
            text += "\n\n" if text else ""
            if paragraph in around:
                furniture.append(Furniture(len(text), len(text) + len(paragraph), paragraph, "running head or page number"))
            text += paragraph
    return text, furniture


def _edge(lines: list[str]) -> list[str]:
    """The first two and last two lines of a page."""
    filled = [line for line in lines if line]
    return filled if len(filled) <= 4 else filled[:2] + filled[-2:]


def _paragraphs(lines: list[str], alone: set[str]) -> list[str]:
    """A page's lines joined where the sentence runs on. alone: lines that stay by themselves."""
    longest = max(map(len, lines), default=0)
    out: list[str] = []
    fresh, previous = True, 0
    for line in lines:
        if not line:
            fresh = True
            continue
        if line in alone:
            out.append(line)
            fresh = True
            continue
        short = previous < FULL * longest
        starts = _ITEM.match(line) or (short and out and (_FINISHED.search(out[-1]) or (line[0].isupper() and previous < longest / 2)))
        if fresh or starts:
            out.append(line)
        elif out[-1].endswith("-") and out[-1][-2:-1].islower() and line[0].islower():
            out[-1] = out[-1][:-1] + line
        else:
            out[-1] += " " + line
        fresh, previous = False, len(line)
    return out
