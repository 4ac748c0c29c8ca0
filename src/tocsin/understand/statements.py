"""Statements: every quotation, paraphrase, thought and claim that the text ascribes to somebody.

Cheap first: the cue matcher and the quotation marks choose the sentences that the parser is asked for. Syntax (clauses.py) pairs
source, cue and content; quotation marks (quotes.py) stretch content over sentences; chains.py says through whom it came.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Any

from tocsin.knowledge.cueing import Hit
from tocsin.records import Link
from tocsin.understand.along import Along
from tocsin.understand.attributing import attributions, leading
from tocsin.understand.blocks import TRAILER
from tocsin.understand.finds import Moment, Name, Said
from tocsin.understand.page import Page
from tocsin.understand.reader import Found
from tocsin.understand.speakers import speaking

__all__ = ["statement_sentences", "statements"]


_SIGNED_OFF = re.compile(r"\)?[ .]*(?:\n|$)")
_LED = re.compile(r"\w[^\n]{0,3}[:—–]\s*[“\"«„]")


def _hits(page: Page, knowledge: Any) -> dict[int, list[Hit]]:
    """Cue hits by sentence number."""
    out: dict[int, list[Hit]] = {}
    bounds = [s.start for s in page.sentences]
    for hit in knowledge.cues.find(page.text):
        n = bisect_left(bounds, hit.start + 1) - 1
        if n >= 0 and hit.end <= page.sentences[n].end:
            out.setdefault(n, []).append(hit)
    return out


def statement_sentences(page: Page, names: list[Name], knowledge: Any) -> set[int]:
    """Numbers of the sentences that the parser is needed for: with a cue, a quotation after a colon, or a noun of words before one."""
    led = {n for m in _LED.finditer(page.text) for at in (m.start(), m.end() - 1) if (n := page.sentence_at(at)) >= 0}
    return set(_hits(page, knowledge)) | led | leading(page, speaking(knowledge.roots))


def statements(page: Page, names: list[Name], moments: list[Moment], knowledge: Any) -> list[Said]:
    """All statements of a page in the order of the text; sentences that were not parsed give none but by their marks."""
    found = attributions(page, names, _hits(page, knowledge), knowledge)
    _trailers(page, names, found)
    found.sort(key=lambda f: (f.start, -f.end))
    numbers = {id(f): k for k, f in enumerate(found)}
    along = Along(found)
    parents = [_parent(f, along, numbers) for f in found]
    dated = Along(moments)
    return [_said(page, f, parents, k, found, dated) for k, f in enumerate(found)]


def _trailers(page: Page, names: list[Name], found: list[Found]) -> None:
    """An outlet at the end of a paragraph ("-Reuters", "(CivilNet : 20 September 2023)") is the last link of all that stands in it."""
    last: dict[int, Link] = {}
    for m in TRAILER.finditer(page.text):
        n = page.sentence_at(m.start())
        if n >= 0:
            last[page.sentences[n].paragraph] = Link(m["outlet"], page.span(*m.span("outlet")))
    for name in names:
        if (
            name.sector == "MED"
            and name.kind == "organization"
            and _SIGNED_OFF.match(page.text, name.end)
            and page.text[max(0, name.start - 200) : name.start].rstrip()[-1:] in "-–—("
        ):
            n = page.sentence_at(name.start)
            last[page.sentences[n].paragraph] = name.link(page)
    if not last:
        return
    for f in found:
        n = page.sentence_at(f.start)
        link = last.get(page.sentences[n].paragraph) if n >= 0 else None
        if link is None or f.block or link.span is None:
            continue
        if all(v.name != link.name for v in f.via) and (f.speaker is None or f.speaker.name != link.name):
            f.via = (*f.via, link)


def _parent(me: Found, found: Along[Found], numbers: dict[int, int]) -> int | None:
    """The smallest statement whose content holds this one's cue (or its content, where it has no cue)."""
    k = numbers[id(me)]
    at = me.cue or me.content[0]
    best: int | None = None
    size = 1 << 60
    for other in found.over(at[0], at[0] + 1):
        j = numbers[id(other)]
        if j == k or other.start > at[0] or other.end < at[1]:
            continue
        if any(a <= at[0] and at[1] <= b for a, b in other.content) and not (me.cue is None and other.content == me.content):
            width = sum(b - a for a, b in other.content)
            if width < size and not (other.content == me.content and j > k):
                best, size = j, width
    return best


def _said(page: Page, f: Found, parents: list[int | None], k: int, found: list[Found], moments: Along[Moment]) -> Said:
    via = list(f.via)
    parent = parents[k]
    seen = {(x.name.lower()) for x in via} | ({f.speaker.name.lower()} if f.speaker else set())
    up = parent
    for _ in range(4):
        if up is None:
            break
        holder = found[up]
        if (holder.outlet or holder.cited) and holder.speaker is not None and holder.speaker.name.lower() not in seen:
            via.append(Link(holder.speaker.name, holder.speaker.span, holder.speaker.entity))
            seen.add(holder.speaker.name.lower())
        if holder.block or holder.cited:
            via += [x for x in holder.via if x.name.lower() not in seen]
            seen |= {x.name.lower() for x in holder.via}
        up = parents[up]
    return Said(
        f.start, f.end, f.cue, tuple(f.content), f.speaker, f.act, f.quotation, tuple(via), f.addressee, _moment(page, f, moments), parent,
        f.commits is not False,
    )  # fmt: skip


def _moment(page: Page, f: Found, moments: Along[Moment]) -> Moment | None:
    """The expression of time nearest the cue, in its sentence and outside the content."""
    at = f.cue or (f.speaker_at or f.content[0])
    n = page.sentence_at(at[0])
    if n < 0:
        return None
    a, b = page.sentences[n].start, page.sentences[n].end
    best = None
    for m in moments.within(max(a, at[0] - 400), min(b, at[1] + 400)):
        if m.earliest is not None and not any(x <= m.start < y for x, y in f.content):
            far = min(abs(m.start - at[1]), abs(at[0] - m.end))
            if far < 60 and (best is None or far < best[0]):
                best = (far, m)
    return best[1] if best else None
