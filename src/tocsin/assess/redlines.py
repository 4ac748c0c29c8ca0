"""Red lines and ultimatums: what a statement says would be crossed, by whom, with what answer. Reads statements, mentions, times, events.

Declared: the speaker draws his own line. Attributed: somebody says that it is another's. Forecasts by third parties are no lines.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tocsin.knowledge.lining import Drawn, Lines
from tocsin.records import Event, Mention, Party, Redline, RedlineBasis, RedlineState, Span, Statement, Time, When, identify

_PIECE = re.compile(r"[^.!?]+(?:[.!?]+(?!\s|$)[^.!?]*)*[.!?”\"’)]*")
_FIRST_PERSON = re.compile(r"\b(?:we|our|ours|us|I|my)\b|\b(?:it|they|he|she|his|its|their|her)\b", re.IGNORECASE)
_OTHERS_MAY_SAY = {"regard-as", "red-line", "any-act-will-bring", "core-concern"}  # a third party may tell of another's line
_OVER = re.compile(
    r"\b(?:ran out|run out|expired|lapsed|passed|was ignored|has been crossed|was crossed|have been crossed|had been crossed)\b"
)
_DROPPED = re.compile(r"\b(?:dropped|withdrew|withdrawn|lifted|no longer)\b.{0,40}\b(?:red line|ultimatum|deadline|threat)\b")
_WORD = re.compile(r"[A-Za-z]{4,}")


class _Home(NamedTuple):
    mentions: list[Mention]
    starts: list[int]
    times: list[Time]


def redlines(
    statements: Iterable[Statement], mentions: Iterable[Mention], times: Iterable[Time], events: Iterable[Event], lines: Lines
) -> list[Redline]:
    """The lines drawn in the statements, in their order; the same line told twice in one statement and its inner one counts once."""
    homes: dict[str, _Home] = defaultdict(lambda: _Home([], [], []))
    for m in sorted(mentions, key=lambda m: m.span.start):
        homes[m.document].mentions.append(m)
        homes[m.document].starts.append(m.span.start)
    for t in times:
        homes[t.document].times.append(t)
    deeds = [e for e in events if e.status == "actual"]
    found: dict[tuple[str, int], tuple[int, Redline]] = {}
    for s in statements:
        quote = s.span.quote
        for spans in (s.content, [s.span]):
            drawn_here = False
            for at, text, drawn in _drawn(spans, lines):
                line = _redline(s, drawn, at, text, homes[s.document], deeds, quote)
                key = (s.document, at + drawn.start)
                drawn_here = drawn_here or line is not None
                if line is not None and (key not in found or len(quote) < found[key][0]):
                    found[key] = (len(quote), line)
            if drawn_here:
                break
    return [line for _, line in found.values()]


def _drawn(spans: Iterable[Span], lines: Lines) -> Iterator[tuple[int, str, Drawn]]:
    """(offset, sentence, line) of what is drawn in some words.

    Those ascribed to the speaker come first: the words of the author around them ("the envoy has said again and again that …") are no
    part of a line, unless only they tell whose it is.
    """
    for span in spans:
        for piece in _PIECE.finditer(span.quote):
            for drawn in lines.find(piece[0]):
                yield span.start + piece.start(), piece[0], drawn


def _redline(s: Statement, drawn: Drawn, at: int, text: str, home: _Home, deeds: list[Event], quote: str) -> Redline | None:
    whose = _declarer(s, drawn, at, text, home)
    if whose is None or "line" not in drawn.groups:
        return None
    declarer, basis = whose
    a, b = drawn.groups["line"]
    addressees: dict[str, Party] = {}
    for group in ("addressee", "line"):
        if group in drawn.groups:
            for m in _inside(home, at, drawn.groups[group]):
                if m.country and m.country != declarer.country:
                    addressees.setdefault(m.country, _party(m))
    if not addressees and s.addressee and s.addressee.country != declarer.country:
        addressees[s.addressee.name] = s.addressee
    words = text[a:b].strip(' "“”,').removeprefix("that ")
    consequence = text[slice(*drawn.groups["consequence"])].strip(" \"“”'‘’,") if "consequence" in drawn.groups else ""
    crossings = _crossings(text[a:b], set(addressees), declarer, deeds)
    state: RedlineState = "standing"
    if _DROPPED.search(quote):
        state = "withdrawn"
    elif crossings or _OVER.search(quote):
        state = "crossed"
    elif drawn.id == "core-concern":
        state = "unclear"
    return Redline(
        identify("r", s.id, at + drawn.start, drawn.id), [declarer], list(addressees.values()), words,
        consequence or None, _deadline(drawn, at, home), basis, [s.id], state, crossings, [],
    )  # fmt: skip


def _declarer(s: Statement, drawn: Drawn, at: int, text: str, home: _Home) -> tuple[Party, RedlineBasis] | None:
    """Whose line it is and whether he draws it himself; None for a forecast by somebody else."""
    speaker = s.speaker
    own = Party(speaker.name, speaker.span, speaker.entity, speaker.country, speaker.sector) if speaker else None
    for group in ("declarer", "whose"):
        named = _inside(home, at, drawn.groups[group]) if group in drawn.groups else []
        if named:
            same = own is not None and named[-1].country == own.country
            return _party(named[-1]), "declared" if same else "attributed"
    span = drawn.groups.get("consequence")
    if own and span and _FIRST_PERSON.match(text[slice(*span)].lstrip(' "“')):
        return (own, "declared") if own.country or not speaker or not speaker.anonymous else None
    subjects = _inside(home, at, span)[:1] if span else []
    if subjects and own and subjects[0].country and subjects[0].country != own.country:
        return (_party(subjects[0]), "attributed") if drawn.id in _OTHERS_MAY_SAY else None
    if own and (own.country or own.entity) and (speaker is None or speaker.sector not in ("MED", "JRN", "EDU", "BUS")):
        return own, "declared"
    return None


def _inside(home: _Home, at: int, span: tuple[int, int]) -> list[Mention]:
    """Actors named between two offsets of the document."""
    start, end = at + span[0], at + span[1]
    i = bisect_left(home.starts, start)
    out = []
    while i < len(home.mentions) and home.mentions[i].span.end <= end:
        if home.mentions[i].kind in ("person", "organization", "country", "group") and home.mentions[i].country:
            out.append(home.mentions[i])
        i += 1
    return out


def _party(m: Mention) -> Party:
    return Party(m.name, m.span, m.entity, m.country, m.sector)


def _deadline(drawn: Drawn, at: int, home: _Home) -> When | None:
    """The day of the expression of time in the words of the deadline (else of the line)."""
    for group in ("deadline", "line"):
        if group in drawn.groups:
            start, end = (at + x for x in drawn.groups[group])
            for t in home.times:
                if start <= t.span.start and t.span.end <= end and t.latest:
                    return When(t.earliest, t.latest, t.precision or "vague", t.span)
    return None


def _crossings(line: str, addressees: set[str], declarer: Party, deeds: list[Event]) -> list[str]:
    """Actual events by the addressee that share at least three content words with the line; to be confirmed by the analyst."""
    words = {w.casefold()[:5] for w in _WORD.findall(line)}
    if len(words) < 3 or not addressees:
        return []
    out = []
    for e in deeds:
        if any(p.country in addressees for p in e.actor) and not any(p.country == declarer.country for p in e.actor):
            shared = words & {w.casefold()[:5] for w in _WORD.findall(e.span.quote)}
            if len(shared) >= 3:
                out.append(e.id)
    return out
