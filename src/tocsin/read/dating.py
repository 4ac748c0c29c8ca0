"""When a page says that it was published: labels, date lines, bylines, datelines; a quoted or reprinted text's date is not the page's.

A day without a year is dated only where the weekday or another written year settles it. What is not stated stays None;
bounds drawn from what the text tells are not made here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tocsin.read.days import DAY, TIME, Day, day, day_in_address
from tocsin.records import Published, span

HEAD = 3000  # characters at the top in which a page dates itself
TAIL = 1500  # and at the bottom, where only a labelled date counts
LONGEST = 160  # characters of a line that can be a date line or a byline
PROSE = 3  # long lines after which a date of its own no longer belongs to the head
MOST_DAYS = 2  # different bare dates that a head can hold: published and changed
LINES = 24  # filled lines at the top in which a bare date can be the page's own

_AT = rf"(?:\s*(?:,|at|@|-|–|—|\||•|·)?\s*(?:{TIME}))"
_BEFORE = rf"(?:(?:{TIME})\s*(?:,|on|-|–|—|\||•|·)?\s*)"
_OWN = (
    r"(?:First\s+published|Published|Posted|(?:Date|Publication|Publish(?:ed)?|Air|Original\s+air|Release)\s+(?:date|published|posted)|Broadcast|Aired"
    r"|Released|Uploaded|Issued|Recorded|Premiered|Streamed\s+live|Filed|Submitted|Dated?|Created|PUBLISHED|POSTED|DATE|BROADCAST|AIRED|RELEASED"
    r"|ISSUED|FILED)"
)
_CHANGED = r"(?:Last\s+[Uu]pdated?|Updated|Last\s+[Mm]odified|Modified|Last\s+[Rr]evised|UPDATED|LAST\s+UPDATED)"
_BY = r"(?:\s+by\s+[A-Z][^\n\d|:]{1,60}?)?"
_PLAIN = r"(?<![^\n])(?:date|published|posted|issued|aired)(?=:)"  # a field name, not a word of a sentence
_LABEL = re.compile(
    rf"(?<![\w-])(?:(?P<own>{_OWN}|{_PLAIN})|(?P<changed>{_CHANGED})){_BY}(?:\s+(?:[Oo]n|at|in))?\s*[:|–—-]?\s*(?:[Oo]n\s+)?{_BEFORE}?(?:on\s+)?"
    rf"(?P<day>{DAY})"
)
_MODIFIED = re.compile(r"(?:(?:was|were|is|are|been|be|first|originally|previously|as|and|report|article|story|which|that)\s+)$", re.I)
_REPRINT = re.compile(
    r"(?:[Oo]riginally|[Ff]irst|[Pp]reviously)\s+(?:published|appeared|posted|aired|ran|broadcast)\b"
    r"|(?:[Rr]e-?published|[Rr]eprinted|[Cc]ross-?posted)\s+from\b"
)
_REPRINT_WORDS = (
    "riginally ",
    "irst published",
    "irst appeared",
    "irst ran",
    "irst aired",
    "reviously ",
    "lished from",
    "rinted from",
    "posted from",
)
REACH = 120  # characters after "originally published" in which its date stands
_EDGE = r"[\s|•·,;()\[\]–—_*#>-]*"
_DATE_LINE = re.compile(
    rf"{_EDGE}(?:(?:[Oo]n|[Aa]s of|AS OF)\s+)?{_BEFORE}?(?P<day>{DAY})(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?|{_AT})?{_EDGE}"
    rf"(?:(?:GMT|UTC|[A-Z]{{2,4}}T)\b)?{_EDGE}"
)
_BYLINE_DAY = re.compile(rf"(?:^|.*?[|•·–—/,-]\s*|(?:[Bb][Yy]|Posted by|Written by)\s+.*?)(?P<day>{DAY})(?:{_AT})?.*")
_TITLED_DAY = re.compile(
    rf".*\b(?i:situation report|sitrep|flash update|update|transcript|press (?:conference|release|briefing)|briefing|bulletin|assessment"
    rf"|remarks|communiqu[eé])\b.*?(?P<day>{DAY})\)?\s*"
)
_DAY_FIRST = re.compile(rf"{_EDGE}(?P<day>{DAY})(?:{_AT})?(?:\s*[|•·/]\s*|\s+[–—-]\s+|\s*By\s|\s*Updated\b).{{1,60}}")
_PLACE_FIRST = re.compile(
    rf"\s*\(?[A-Z][\w'’-]+(?:[ /][A-Z][\w'’-]+){{0,2}},?\s+(?P<day>{DAY})\)?\s*(?:\([A-Z][\w .]+\)\s*)?(?:-{{1,2}}|–|—)\s"
)
_CREDIT = re.compile(r"\s*(?:By\b|BY\b|by\b|Posted by|Written by|Author|Story by|Reporting by|Words by)|.*\s[|•·]\s")
_CALENDAR = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b"
_CALENDAR_WORD = re.compile(r"\d[/.-]\d|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC")
_DATELINE = re.compile(
    r"\s*(?:\([^)\n]{2,30}\)\s*)?(?P<place>[A-Z][A-Z.'’ /-]{2,40}"
    rf"(?:,\s*(?!{_CALENDAR})[A-Z][\w.]+(?:\s(?!{_CALENDAR})[A-Z][\w.]+)?)?)"
    rf"(?:,?\s+(?P<day>{DAY}))?\s*(?P<agency>\([A-Z][\w .&'/-]{{1,24}}\)|/[A-Z][\w -]+/)?\s*(?:-{{1,2}}|–|—|_|:)\s*(?=\S|$)"
)
_DAY = re.compile(f"(?P<day>{DAY})")
_MASTHEAD = re.compile(
    r"\s*(?:search|menu|sign (?:in|up)|log ?in|subscribe|home|newsletters?|weather|e-?paper|today[’']s paper|edition)\b.{0,30}$", re.I
)
_QUOTED = re.compile(r"[(\[][^()\[\]\n]*$|[\w’'.]\s*:\s*$")
_YEAR = re.compile(r"(?<![\d,.$€£-])(?:19[5-9]\d|20[0-4]\d)(?![\d,%]|\.\d)")
_COPYRIGHT = re.compile(r"(?:©|\([cC]\)|[Cc]opyright)\s*(?:©\s*)?(?:[A-Z]\w+\s+){0,3}((?:19|20)\d\d)(?!\s*[-–])")


@dataclass(frozen=True, slots=True)
class _Find:
    start: int
    end: int
    day: Day


def published(text: str, address: str = "") -> Published | None:
    """The stated day of publication, or None. address: where the page was, if that is known.

    Evidence spans are of `text`. A date of first appearance elsewhere only bounds the page's own from below.
    """
    head = text[:HEAD]
    own, changed = _labelled(head, 0) if _CALENDAR_WORD.search(head) else ([], [])
    tail_own, tail_changed = _labelled(text[-TAIL:], len(text) - TAIL) if len(text) > HEAD else ([], [])
    for find in (*own, *_lines(head), *tail_own, *_datelines(head)):
        if on := _settled(find.day, text, address):
            return Published(on, on, "stated", [span(text, find.start, find.end)])
    if on := day_in_address(address):
        return Published(on, on, "metadata", [])
    for find in (*changed, *tail_changed):
        if on := _settled(find.day, text, address):
            return Published(on, on, "stated", [span(text, find.start, find.end)])
    if not any(word in text for word in _REPRINT_WORDS):
        return None
    for m in (*_REPRINT.finditer(text, 0, HEAD), *_REPRINT.finditer(text, max(HEAD, len(text) - TAIL))):
        told = _DAY.search(text, m.end(), m.end() + REACH)
        if told and (first := day(told)) and (on := first.date):
            return Published(on, None, "stated", [span(text, told.start("day"), told.end("day"))])
    return None


def _labelled(part: str, shift: int) -> tuple[list[_Find], list[_Find]]:
    """Days after a label: (of publication, of the last change)."""
    own: list[_Find] = []
    changed: list[_Find] = []
    for m in _LABEL.finditer(part):
        if _MODIFIED.search(part[max(0, m.start() - 14) : m.start()]):
            continue
        if found := day(m):
            (own if m["own"] else changed).append(_Find(shift + m.start("day"), shift + m.end("day"), found))
    return own, changed


@lru_cache(maxsize=4)  # asked for several times while one document is read
def _filled(head: str) -> tuple[tuple[int, str], ...]:
    """(offset, line) of the first filled lines."""
    out: list[tuple[int, str]] = []
    at = 0
    for line in head.splitlines(keepends=True):
        if line.strip():
            out.append((at, line.rstrip("\r\n")))
            if len(out) == LINES:
                break
        at += len(line)
    return tuple(out)


def _lines(head: str) -> list[_Find]:
    """Lines that are a date and little else, then dates in bylines and in headings such as "Situation report (24 February 2022)"."""
    bare: list[_Find] = []
    credited: list[_Find] = []
    filled = _filled(head)
    prose = 0
    for n, (at, line) in enumerate(filled):
        if len(line) > LONGEST:
            prose += 1
            if prose == PROSE:
                break
            continue
        following = filled[n + 1][1] if n + 1 < len(filled) else ""
        if (m := _DATE_LINE.fullmatch(line)) and not line.lstrip().startswith("("):
            if _MASTHEAD.match(following):  # the clock at the top of a site shows the day of collection
                continue
            into = bare
        elif m := _DAY_FIRST.fullmatch(line):
            into = bare
        elif (n < 3 and (m := _TITLED_DAY.fullmatch(line))) or (
            _CREDIT.match(line) and (m := _BYLINE_DAY.fullmatch(line)) and not _QUOTED.search(line[: m.start("day")])
        ):
            into = credited
        else:
            continue
        if m and (found := day(m)):
            into.append(_Find(at + m.start("day"), at + m.end("day"), found))
    if len({f.day for f in bare}) > MOST_DAYS:  # a list of days, none of them the page's
        bare = []
    return bare + credited


def _datelines(head: str) -> list[_Find]:
    """Days in datelines: "KYIV, Feb 24 (Reuters) -"."""
    out = []
    for at, line in _filled(head)[:12]:
        m = _DATELINE.match(line)
        m = m if m and m["day"] else _PLACE_FIRST.match(line)
        if m and m["day"] and (found := day(m)):
            out.append(_Find(at + m.start("day"), at + m.end("day"), found))
    return out


def _settled(written: Day, text: str, address: str) -> date | None:
    """The date of a written day. Without a year: the one that a copyright line, the address or, with a weekday, the text allows."""
    if written.year is not None:
        return written.date
    own = {int(m[1]) for m in _COPYRIGHT.finditer(text)}
    if on := day_in_address(address):
        own = {on.year}
    if len(own) == 1:
        return written.within(own.pop())
    if written.weekday is None:
        return None
    years = {int(y) for y in _YEAR.findall(text)}
    if not years:
        return None
    near = {year + step for year in years if year >= max(years) - 1 for step in (0, 1)}
    fitting = [on for year in sorted(near) if (on := written.within(year))]
    return fitting[0] if len(fitting) == 1 else None


def dateline(text: str) -> tuple[str, str | None] | None:
    """(place, agency in brackets) of the first dateline at the top.

    >>> dateline("KYIV, Feb 24 (Reuters) - Shells fell on the port.")
    ('KYIV', 'Reuters')
    """
    for _, line in _filled(text[:HEAD])[:8]:
        if (m := _DATELINE.match(line)) and (m["agency"] or m["day"]) and (m["agency"] or not line[m.end() - 1 :].startswith(":")):
            return m["place"].strip(), m["agency"].strip("()/ ") if m["agency"] else None
    return None
