"""PDF with a text layer → running text, page by page, lines joined to paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tocsin.errors import BrokenFile, EmptyText

_SOFT = re.compile("[\u00ad\ufffe\x02]\n?")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_FINISHED = re.compile(r"[.!?:…][\"'”’)\]]*$")
_ITEM = re.compile(r"[•·▪–—*-] |\(?\d{1,2}[.)] |[A-Z][A-Z &-]{6,}$")
FULL = 0.75  # of the page's longest line: a shorter line that ends a sentence ends its paragraph


@dataclass(frozen=True, slots=True)
class PdfText:
    """The text layer, and what the file says of itself."""

    text: str
    title: str | None
    author: str | None


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
            pages.append(_paragraphs(layer.get_text_range()))
            layer.close()
            page.close()
        told = document.get_metadata_dict(skip_empty=True)
    except pypdfium2.PdfiumError as e:
        raise BrokenFile(name, "is a damaged PDF") from e
    finally:
        document.close()
    text = "\n\n".join(p for p in pages if p)
    if not text:
        raise EmptyText(name, "is a PDF without a text layer")
    title = " ".join(told.get("Title", "").split())
    return PdfText(text, title if _is_title(title) else None, " ".join(told.get("Author", "").split()) or None)


def _is_title(title: str) -> bool:
    """Not a file name or a word processor's default."""
    return bool(title) and not re.search(r"\.(?:docx?|pdf|indd|qxd|tex|odt)$|^(?:untitled|microsoft word)\b", title, re.I)


def _paragraphs(raw: str) -> str:
    """A page's lines joined where the sentence runs on; a blank line between paragraphs."""
    raw = _CONTROL.sub("", _SOFT.sub("", raw.replace("\r\n", "\n").replace("\r", "\n")))
    lines = [" ".join(line.split()) for line in raw.split("\n")]
    longest = max(map(len, lines), default=0)
    out: list[str] = []
    fresh, previous = True, 0
    for line in lines:
        if not line:
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
    return "\n\n".join(out)
