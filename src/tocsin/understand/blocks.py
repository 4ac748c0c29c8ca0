"""Block quotations as blogs paste them: introduced by "As reported by X," or closed by "(Outlet : 12 September 2023)"."""

from __future__ import annotations

import re
from dataclasses import dataclass

TRAILER = re.compile(
    r"\((?:ibid\.?,? )?(?P<outlet>[A-Z][^():\n]{1,60}?(?: \([^()\n]{1,60}\))?) ?: ?"
    r"(?P<date>\d{1,2} [A-Z][a-z]+ \d{4})(?: : [^()\n]{1,40})?\)"
)
_INTRO = re.compile(
    r"(?P<head>(?:[Aa]s (?:also |first |later )?(?P<passive>reported|quoted|noted|stated|told|written|described|explained|claimed)"
    r"(?: by| in)\s+(?P<by>[^\n]{2,120}?))"
    r"|(?:[Aa]s )?(?P<who>(?!(?:He|She|They|It|We|I) )[A-Z][^\n,;:.]{1,100}?)\s+(?:(?:also|further|then|now) )*"
    r"(?P<active>reports?|reported|writes?|wrote|says?|said|quotes|notes|noted|explains?|continues|adds)(?P<rest>[^\n.;:]{0,100}?)"
    r"|[^\n]{0,200}?\b(?P<noun>reports?|article|piece|column|account)\s+(?:of|by|from)\s+(?P<of>[A-Z][^\n,:]{1,80}?)(?: that)?"
    r"|(?P<pronoun>He|She|They) (?P<goes>goes on to (?:explain|say|add)|continues|adds|went on|writes|explains|says)(?: that)?)\s*[,:]\s*$"
)  # fmt: skip
_PAREN = re.compile(r"\s*\([^()]*\)\s*$")
_OPENING = ('"', "“", "«", "„", "'", "‘")


@dataclass(frozen=True, slots=True)
class Block:
    """text[start:end] is quoted whole. who, cue, outlet: offsets of the one introduced, the introducing words, the outlet below."""

    start: int
    end: int
    cue: tuple[int, int] | None
    who: tuple[int, int] | None
    outlet: tuple[int, int] | None
    outer: tuple[int, ...] = ()  # where the marks about the block stand


def blocks(text: str) -> list[Block]:
    """The block quotations of a text, in order."""
    out: list[Block] = []
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]*\S[^\n]*", text)]
    n = 0
    while n < len(lines):
        a, b = lines[n]
        while a < b and text[a].isspace():
            a += 1
        if text[a] not in _OPENING:
            n += 1
            continue
        intro = _intro(text, *lines[n - 1]) if n else None
        last, trailer = _foot(text, lines, n)
        if intro is None and trailer is None:
            n += 1
            continue
        if trailer is None and last == n and intro is not None and not text[a:b].rstrip().endswith(('"', "”", "»")):
            n += 1
            continue
        end = trailer.start() if trailer is not None and trailer.start() > a else lines[last][1]
        while end > a and text[end - 1].isspace():
            end -= 1
        marks = [a] + ([end - 1] if text[end - 1] in '"”»' else [])
        cue, who = _introduced(text, intro) if intro else (None, None)
        out.append(Block(a, end, cue, who, trailer.span("outlet") if trailer else None, tuple(marks)))
        n = last + 1
    return out


def _intro(text: str, start: int, end: int) -> re.Match[str] | None:
    """The introduction that a line ends with; only a line that ends in a comma or a colon can hold one."""
    while end > start and text[end - 1].isspace():
        end -= 1
    return _INTRO.search(text, max(start, end - 320), end) if text[end - 1 : end] in (",", ":") else None


def _foot(text: str, lines: list[tuple[int, int]], n: int) -> tuple[int, re.Match[str] | None]:
    """(last line of the block that begins in line n, its trailer)."""
    for k in range(n, min(n + 14, len(lines))):
        trailer = TRAILER.search(text, *lines[k])
        if trailer is not None:
            return k, trailer
        if k > n and _intro(text, *lines[k]) is not None:
            break
    return n, None


def _introduced(text: str, m: re.Match[str]) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """(cue, who) of an introduction."""
    for cue, who in (("passive", "by"), ("active", "who"), ("noun", "of"), ("goes", "pronoun")):
        if m[cue] is not None:
            a, b = m.span(who)
            while (left := _PAREN.search(text, a, b)) is not None and left.end() == b:
                b = left.start()
            while a < b and text[a].isspace():
                a += 1
            while b > a and (text[b - 1].isspace() or text[b - 1] == ","):
                b -= 1
            return m.span(cue), (a, b) if a < b else None
    return None, None
