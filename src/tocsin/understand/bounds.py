"""When an undated page was written: an interval drawn from what it says, with the words that bound it.

Each clue gives one limit: a day told as past, a day told as still ahead, an office that somebody is said to hold. The latest of
the lower and the earliest of the upper limits bound the page. Where they cross, the page contradicts itself (an old text reprinted
under a new heading, a slip of the pen) and has no date; `dated` then gives both limits. Wide and right goes before narrow and wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tocsin.knowledge import Knowledge
from tocsin.records import Document, Published
from tocsin.understand.finds import Moment, Name
from tocsin.understand.page import Page, page

Tenures = Callable[[str], Sequence[tuple[str, date, date | None]]]
"""Entity → offices held: (office, first day, last day or None where open)."""

_AHEAD = re.compile(
    r"\b(?:will|won['’]t|shall|scheduled|due|slated|upcoming|deadline|takes? office|take office|is to|are to|planned for|set for|set to|"
    r"expires?|until|no later than|is expected to|are expected to|plans? to|going to|coming)\b|['’]ll\b",
    re.IGNORECASE,
)
_UNSURE = re.compile(
    r"\b(?:would|could|might|may|should|by|before|expect\w*|from|starting|if|than|imagine|predict\w*|forecast\w*|target\w*|goals?|aims?|"
    r"pledg\w*|project\w*|promis\w*|novel|film|series|fiction\w*|ending|beyond|into|estimat\w*|outlook|hopes?|wants?|through|fiscal|due|"
    r"to be|planned|whenever|extend\w*|delayed|between)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:was|were|had|did|said|told|became|began|came|fell|took|went|made|met|won|lost|left|held|gave|saw|led|sent|broke|since|after|"
    r"[a-z]{3,}ed)\b"
)
_APPOSED = re.compile(r", (?:the |who is |a )?[^,.;:\n“”\"]{3,60}")
_ACTS_NOW = re.compile(
    r"(?:,[^,.;\n“”]{3,60},)? (?:said|says|told|tells|warned|warns|announced|added|has|is|will|tweeted|vowed|urged|insisted)\b"
)
_NO_DAY = re.compile(r"\s?(?:elections?|season|budget|target|goal|World Cup|Olympics|model|deadline)")
_FORMER = re.compile(
    r"\b(?:former|ex|then|late|ousted|deposed|incoming|outgoing|designate|elect|nominee|future|next|candidate|acting)\b", re.IGNORECASE
)
_ELECT = re.compile(r"[\s-](?:elect|designate|nominee)\b|, (?:a |the )?former|\s\(", re.IGNORECASE)
_TITLE = re.compile(
    r"\b(?:president|prime minister|premier|chancellor|(?:foreign|defen[cs]e|interior|finance|energy) (?:minister|secretary)|minister|"
    r"secretary(?:[\s-]general)?|chairman|chief|head|commissioner|chief of staff|commander|governor|king|pope|"
    r"director|ambassador)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Limit:
    """The page was written on `earliest` or later, or on `latest` or earlier; text[start:end] says so."""

    start: int
    end: int
    earliest: date | None = None
    latest: date | None = None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """The page was written after one of its clues and before the other, which no day is."""

    after: Limit
    before: Limit


def limits(page: Page, names: Sequence[Name], moments: Sequence[Moment], tenures: Tenures | None = None) -> list[Limit]:
    """Every limit that a clue of the page gives, in order of the text."""
    out = [limit for m in moments if (limit := _of_moment(page, m)) is not None]
    out += _of_month_days(page, moments, out)
    if tenures is not None:
        out += [limit for n in names for limit in _of_office(page, n, tenures)]
    return sorted(out, key=lambda limit: limit.start)


def dated(page: Page, names: Sequence[Name], moments: Sequence[Moment], tenures: Tenures | None = None) -> Published | Contradiction | None:
    """The interval that the limits leave, the two limits that cross, or None where nothing bounds the page."""
    found = limits(page, names, moments, tenures)
    after = max((x for x in found if x.earliest), key=lambda x: (x.earliest or date.min, -x.start), default=None)
    before = min((x for x in found if x.latest), key=lambda x: (x.latest or date.max, x.start), default=None)
    if after is None and before is None:
        return None
    if after and before and after.earliest and before.latest and after.earliest > before.latest:
        return Contradiction(after, before)
    spans = [page.span(x.start, x.end) for x in sorted({x.start: x for x in (after, before) if x}.values(), key=lambda x: x.start)]
    return Published(after.earliest if after else None, before.latest if before else None, "inferred", spans)


def bounds(page: Page, names: Sequence[Name], moments: Sequence[Moment], tenures: Tenures | None = None) -> Published | None:
    """The interval in which the page was written, or None where nothing bounds it or its clues contradict each other."""
    found = dated(page, names, moments, tenures)
    return found if isinstance(found, Published) else None


def office_bounds(page: Page, names: Sequence[Name], moments: Sequence[Moment], knowledge: Knowledge) -> Published | None:
    """The same, with the offices that the knowledge base knows."""
    known = knowledge.names

    def tenures(entity: str) -> list[tuple[str, date, date | None]]:
        e = known.entity(entity)
        return [(h.office, h.since, h.until) for h in e.holdings] if e else []

    return bounds(page, names, moments, tenures)


def inferred_date(document: Document, knowledge: Knowledge) -> Published | None:
    """The interval of an undated document, from the names and times on its page and the offices that the knowledge base has."""
    from tocsin.understand.mentions import mentions
    from tocsin.understand.times import times

    p = page(document)
    return office_bounds(p, mentions(p, knowledge), times(p), knowledge)


def _around(page: Page, start: int, end: int) -> tuple[str, str]:
    """What stands before and after within the sentence."""
    n = page.sentence_at(start)
    s = page.sentences[n] if n >= 0 else None
    a, b = (s.start, max(s.end, end)) if s else (max(0, start - 200), end)
    return page.text[a:start], page.text[end : min(b, end + 120)]


def _of_moment(page: Page, m: Moment) -> Limit | None:
    """What a day, month or year that the page names in full says about its own day."""
    if m.earliest is None or m.latest is None or m.value is None or not re.search(r"\d{4}", page.text[m.start : m.end]):
        return None
    if m.precision in ("decade", "century", "vague", "season"):
        return None
    before, after = _around(page, m.start, m.end)
    near = before[-90:]
    if _AHEAD.search(near):
        if (_UNSURE.search(near) and not re.search(r"\btakes? office\b", near)) or m.precision not in ("day", "month"):
            return None
        return Limit(m.start, m.end, latest=m.latest) if not _PAST.search(near[-25:]) else None
    if _UNSURE.search(before[-40:]) or _AHEAD.search(after[:60]) or _NO_DAY.match(after):
        return None
    whole = m.value.startswith("P") or re.fullmatch(r"\d{4}-Q\d", m.value)
    if whole:
        return Limit(m.start, m.end, earliest=m.latest + timedelta(days=1)) if _PAST.search(before + after) else None
    if m.precision in ("year", "month") and not re.search(r"\bsince\s$", before) and _UNSURE.search(before + " " + after[:40]):
        return None
    if m.precision == "year" and not (_PAST.search(before) or _PAST.search(after)):
        return None
    if not (_PAST.search(before) or _PAST.search(after)) and len(before) + len(after) > 60 and not re.search(r"[(:–—-]\s*$", before):
        return None
    return Limit(m.start, m.end, earliest=m.earliest)


def _of_month_days(page: Page, moments: Sequence[Moment], known: Sequence[Limit]) -> list[Limit]:
    """A month and day without a year, told as past, falls in the year before the page: the last one that the other limits allow.

    Only where an upper limit stands less than a year behind it in the text's own telling ("recent", "last week").
    """
    latest = min((x.latest for x in known if x.latest), default=None)
    earliest = max((x.earliest for x in known if x.earliest), default=None)
    if latest is None:
        return []
    out = []
    for m in moments:
        words = page.text[m.start : m.end]
        d = _MONTH_DAY.fullmatch(words)
        if m.earliest is not None or d is None:
            continue
        before, after = _around(page, m.start, m.end)
        if _AHEAD.search(before[-60:]) or _AHEAD.search(after[:60]) or _UNSURE.search(before[-30:]) or not _PAST.search(before + after):
            continue
        month, day = _MONTHS[(d[1] or d[4])[:3].lower()], int(d[2] or d[3])
        try:
            then = [x for y in (latest.year, latest.year - 1) if (x := date(y, month, day)) <= latest]
        except ValueError:
            continue
        if then and latest - then[0] <= timedelta(days=120) and (earliest is None or then[0] > earliest):
            out.append(Limit(m.start, m.end, earliest=then[0]))
    return out


_MONTHS = {m: n for n, m in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1)}
_NAMES = r"(Jan\w*|Feb\w*|Mar\w*|Apr\w*|May|Jun\w*|Jul\w*|Aug\w*|Sep\w*|Oct\w*|Nov\w*|Dec\w*)"
_MONTH_DAY = re.compile(rf"{_NAMES}\.?\s(?:the\s)?(\d{{1,2}})(?:st|nd|rd|th)?|(\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?{_NAMES}")


def _of_office(page: Page, name: Name, tenures: Tenures) -> list[Limit]:
    """Somebody is named with the title of an office: written after it began and, if they speak or act now, before it ended."""
    if name.kind != "person" or name.entity is None or name.pronoun or name.candidates:
        return []
    text = page.text
    said = text[name.start : name.end]
    lead = text[max(0, name.start - 45) : name.start]
    cut = max(lead.rfind(". "), lead.rfind(", "), lead.rfind("\n"))
    lead = lead[cut + 1 :]
    title = _TITLE.search(said) or _TITLE.search(lead)
    if title is None and (tail := _APPOSED.match(text, name.end)) is not None and not _FORMER.search(tail[0]):
        title = _TITLE.search(tail[0])
    if title is None or _FORMER.search(lead + said) or _ELECT.match(text, name.end):
        return []
    role = re.sub(r"[\s-]+", "-", title[0].lower()).replace("defense", "defence")
    held = tenures(name.entity)
    fitting = [t for t in held if role == (slug := t[0].rpartition("/")[2]) or ("-" in role and slug.endswith(f"-{role}"))]
    if not fitting or any(since > (until or date.max) for _, since, until in fitting):
        return []
    start = name.start
    out = [Limit(start, name.end, earliest=min(since for _, since, _ in fitting))]
    if all(until for _, _, until in fitting) and _ACTS_NOW.match(text, name.end):
        out.append(Limit(start, name.end, latest=max(until for _, _, until in fitting if until)))
    return out
