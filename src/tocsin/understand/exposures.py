"""Exposures: who depends on whom for what, and for how much of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from tocsin.knowledge import Knowledge
from tocsin.knowledge.exposing import NAME, Exposing, exposing
from tocsin.records import Exposure, Party, identify
from tocsin.understand.along import Along
from tocsin.understand.finds import Amount, Name
from tocsin.understand.page import Page

KINDS = frozenset(("country", "place", "organization", "group"))
_NO_GOOD = re.compile(
    r"(?:votes?|delegates?|people|men|women|children|refugees|migrants|troops|soldiers|work|time|hall|envoys?|threats?|calls?|reports?|attacks?|"
    r"news|what|whether|how|nobody|it|them|charity)\b"
)
_LEAD = re.compile(r"^(?:(?:the|a|an|some|most|many|that|all|and|but|he|she|they|it|said|says|warned|noted|added|while|because|as)\s)+")

_TAIL = re.compile(r"\s(?:is|are|was|were|had|have|has)$")


def exposures(page: Page, names: Sequence[Name], amounts: Sequence[Amount], knowledge: Knowledge) -> list[Exposure]:
    """Every dependence that a page tells of, in order, none overlapping another.

    holder None: nobody in particular (a share of the world's supply). share: 0..1, None where it is not a number.
    """
    known = exposing(knowledge.roots)
    out: list[Exposure] = []
    starts = [n.start for n in names]
    measured = Along(amounts)
    for sentence in page.sentences:
        if known.needs.search(page.text, sentence.start, sentence.end):
            window = names[bisect_left(starts, sentence.start - 600) : bisect_left(starts, sentence.end)]
            out.extend(_of_sentence(page, sentence.start, sentence.end, window, measured, known))
    return out


def _of_sentence(page: Page, start: int, end: int, names: Sequence[Name], amounts: Along[Amount], known: Exposing) -> list[Exposure]:
    inside = [n for n in names if start <= n.start and n.end <= end and n.kind in KINDS and (n.country or n.kind == "place")]
    before = [n for n in names if n.end <= end and n.kind in KINDS and n.country]
    if not inside:
        return []
    characters = list(page.text[start:end])
    for n in inside:
        characters[n.start - start : n.end - start] = NAME * (n.end - n.start)
    masked = "".join(characters)
    out: list[tuple[int, int, Exposure]] = []
    for _, needs, expression in known.patterns:
        if not needs.search(masked):
            continue
        for m in expression.finditer(masked):
            if any(m.start() < b and m.end() > a for a, b, _ in out):
                continue
            found = _exposure(page, start, m, inside, before, amounts)
            if found is not None:
                out.append((m.start(), m.end(), found))
    return [x for _, _, x in sorted(out, key=lambda row: row[:2])]


def _exposure(page: Page, base: int, m: re.Match[str], inside: list[Name], before: list[Name], amounts: Along[Amount]) -> Exposure | None:
    slots = m.groupdict()

    def party(slot: str) -> Party | None:
        if not slots.get(slot):
            return None
        at = base + m.start(slot)
        return next((n.party(page) for n in inside if n.start == at), None)

    on = party("on")
    if slots.get("there"):
        told = [n for n in before if n.end <= base + m.start()]
        on = told[-1].party(page) if told else None
    slot = "goods" if slots.get("goods") else "good"
    good = _LEAD.sub("", slots.get(slot) or "")
    start = base + m.end(slot) - len(good) if slot == "goods" else base + m.start()
    good = _TAIL.sub("", good)
    if on is None or not good or _NO_GOOD.match(good) or _NO_GOOD.match(good.rpartition(" ")[2]):
        return None
    span = page.span(start, base + m.end())
    share = _share(base + m.start("share"), base + m.end("share"), amounts) if slots.get("share") else None
    return Exposure(identify("x", page.document.id, span.start, span.end), page.document.id, span, party("holder"), on, good, share)


def _share(start: int, end: int, amounts: Along[Amount]) -> float | None:
    """The share that the amount in start..end gives; the middle of a range."""
    a = next((a for a in amounts.over(start, end) if a.unit == "percent"), None)
    if a is None:
        return None
    value = a.value if a.value is not None else (a.low + a.high) / 2 if a.low is not None and a.high is not None else None
    return round(value / 100, 4) if value is not None and 0 <= value <= 100 else None
