"""What a text says of itself: title, author and publisher; None where it does not say.

"Source: X" at the end and "-Reuters" after the last sentence are credits to an origin, not the page's publisher.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from tocsin.read.dating import dateline
from tocsin.read.days import DAY
from tocsin.records import Furniture

HEAD = 3000  # characters at the top in which title and byline stand
LONGEST_TITLE = 220  # characters; the longest headlines of tabloids have 180
_DAY = re.compile(DAY)
_NAME = r"[A-Z][\w.'’-]+(?:[ ](?:[A-Z][\w.'’-]*|(?:de|van|von|der|al|el|bin|di|da|la|le)\b))*"
_NAMES = rf"{_NAME}(?:(?:,[ ]|,?[ ]and[ ]|[ ]&[ ]){_NAME}){{0,4}}"
_BYLINE = re.compile(
    rf"[ \t]*(?:[Bb]y|BY|[Ww]ritten by|[Pp]osted by|[Ss]tory by|[Ww]ords by|[Rr]eporting by|[Aa]uthor:?)[ \t]*:?[ \t]+(?P<names>{_NAMES})"
    r"(?P<rest>[^\n]*)$",
    re.M,
)
_ROLE = re.compile(
    r"\b(?:correspondents?|editors?|reporters?|writers?|staff|chief|in|for|at|contributors?|columnists?|analyst|fellow|professor|senior|political|"
    r"diplomatic|defen[cs]e|foreign|world|published|updated|posted|min|read)\b",
    re.I,
)
_OUTLET_WORD = re.compile(
    r"\b(?:News|Times|Post|Press|Reuters|AFP|AP|BBC|CNN|Agency|Tribune|Herald|Journal|Guardian|Telegraph|Observer|Gazette|Today|Daily|Weekly|"
    r"Podcast|Radio|TV|Television|Media|Magazine|Review|Bulletin|Network|Broadcasting|Institute|Ministry|Office|Council|Foundation)\b"
)
_NOT_TITLE = re.compile(
    r"\s*(?:\[[^\]]*\]\s*$|https?://|www\.|by\s+[A-Z]|posted\b|published\b|updated\b|last updated\b|share\b|home\b|menu\b|search\b|skip to|"
    r"subscribe|sign (?:in|up)|story highlights|media (?:playback|caption)|get (?:the|our) |"
    r"advert|photo|image|source\b|\(|©|[|»>]|duration:?|broadcast|audio format|transcript:?\s*$|"
    r"for immediate release|date:|from:|to:|tags?:|category:)",
    re.I,
)
_CAPTION = re.compile(
    r"\b(?:Getty|Shutterstock|AP Photo|File photo|Photograph:|Agence France)|\S/(?:The )?[A-Z][\w .]+$|\([A-Z][\w .]+\)$"
    r"|,\s[\w-]+\.\w{2,3}$"
    r"|\b(?:SUBSCRIBE|Subscribe|Sign up|Read more)\W*$|(?:--|[_–—-])\s*$"
)
_STAMP = re.compile(r"\s*(?:\|\s*)?(?:Last )?(?:Updated|Published|Posted|UPDATED|PUBLISHED)\s*(?:on\s*)?:?\s*(?=[\dJFMASOND]).*$")
_SENTENCE_END = re.compile(r"[.;:,][\"”’')\]]*$")
_SITE = re.compile(r"(?:www\.)?[\w-]+\.(?:com|org|net|fm|tv|info|news|co\.uk|ru|ua|eu|me|io)", re.I)
_HEADING = re.compile(r"(?m)^#{1,2}[ \t]+(?P<atx>[^\n#]+?)[ \t]*#*[ \t]*$|^(?P<setext>[^\n]+)\n={3,}[ \t]*$")
_SPEAKER = re.compile(r"[A-Z][\w.'’ -]{1,40}?(?:[ \t]*\([^)\n]*\))?:[ \t]+\S")


@dataclass(frozen=True, slots=True)
class Credits:
    """What a text says of itself."""

    title: str | None
    publisher: str | None
    author: str | None


def credits(text: str, furniture: list[Furniture]) -> Credits:
    """Title, publisher and author, as the top of the text gives them."""
    lines = _top(text, furniture)
    title, at = _title(text, lines)
    author, publisher = _byline(lines)
    if publisher is None and (wire := dateline(text)):
        publisher = wire[1]
    if publisher is None:
        above = _top(text, [])
        before = above.index(lines[at]) if at < len(lines) and title else 0
        publisher = next((line for line in above[:before] if _is_outlet(line)), None)
    return Credits(title, publisher, author)


def _top(text: str, furniture: list[Furniture]) -> list[str]:
    """Filled lines at the top, those inside furniture left out."""
    out = []
    offset = 0
    ahead = [f for f in furniture if f.start < HEAD]
    for line in text[:HEAD].splitlines(keepends=True):
        end = offset + len(line.rstrip())
        if (plain := line.strip()) and not any(f.start <= offset + len(line) - len(line.lstrip()) and end <= f.end for f in ahead):
            out.append(plain)
        offset += len(line)
    return out


def _title(text: str, lines: list[str]) -> tuple[str | None, int]:
    """(title, number of its line); a heading, a line said twice, else the first line that reads like one."""
    if m := _HEADING.search(text[:HEAD]):
        return (m["atx"] or m["setext"]).strip(), 0
    for i, (line, following) in enumerate(pairwise(lines[:9])):
        if line == following and _could_be_title(line):
            return line, i
    for i, line in enumerate(lines[:6]):
        if len(line) > LONGEST_TITLE or _SPEAKER.match(line):
            return None, 0
        if _could_be_title(line) and not (i + 1 < len(lines) and _is_outlet(line) and _could_be_title(lines[i + 1])):
            return (_STAMP.sub("", line), i) if len(lines) > i + 1 else (None, 0)
        if _SENTENCE_END.search(line) and len(line) > 60:
            return None, 0
    return None, 0


def _could_be_title(line: str) -> bool:
    words = line.split()
    return (
        2 <= len(words) <= (15 if line[-1] in "?!" else 28)
        and len(line) <= LONGEST_TITLE
        and not _CAPTION.search(line)
        and not _SENTENCE_END.search(line)
        and not _NOT_TITLE.match(line)
        and not _SITE.fullmatch(line)
        and (line[0].isupper() or line[0].isdigit() or line[0] in "\"'“‘$€£")
        and not ((m := _DAY.search(line)) and len(line) - len(m[0]) < 25)
    )


def _is_outlet(line: str) -> bool:
    """A short line of capitalised words, one of which publishers bear."""
    words = line.split()
    return (
        1 <= len(words) <= 6 and bool(_OUTLET_WORD.search(line)) and all(w[0].isupper() or w in ("of", "the", "for", "and") for w in words)
    )


def _byline(lines: list[str]) -> tuple[str | None, str | None]:
    """(author, publisher) of "By Jane Doe, Reuters"."""
    for line in lines[:12]:
        if len(line) > 160 or not (m := _BYLINE.match(line)):
            continue
        names, publisher = m["names"].strip(), None
        parts = re.split(r",\s+", names)
        rest = re.match(r"\s*(?:,|[|•·–—-]|\bfor\b)\s*(?:the\s+)?([A-Z][\w.&'’ ]{1,40}?)\s*(?:[,|•·–—]|$)", m["rest"])
        if len(parts) > 1 and (_OUTLET_WORD.search(parts[-1]) or parts[-1].isupper()):
            publisher = parts.pop()
        elif rest and not _ROLE.search(rest[1]) and not _DAY.search(rest[1]):
            publisher = rest[1]
        parts = [p for p in parts if not _ROLE.search(p)]
        author = ", ".join(parts).strip(" ,") or None
        if author and _DAY.search(author):
            author = author[: _DAY.search(author).start()].strip(" ,") or None  # type: ignore[union-attr]
        if author and _OUTLET_WORD.search(author) and publisher is None:
            author, publisher = None, author
        return author, publisher
    return None, None
