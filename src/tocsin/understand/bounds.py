"""When an undated page was written: an interval drawn from what it says, with the words that bound it.

Each clue gives one limit: a day told as past, a day told as still ahead, an office that somebody is said to hold. The latest of
the lower and the earliest of the upper limits bound the page. Where they cross, the page contradicts itself (an old text reprinted
under a new heading, a slip of the pen) and has no date; `dated` then gives both limits. Wide and right goes before narrow and wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from tocsin.knowledge import Knowledge
from tocsin.knowledge.happenings import Happenings, happenings
from tocsin.records import Document, Published
from tocsin.understand.chronicle import happening_limits, window_choices
from tocsin.understand.finds import Moment, Name
from tocsin.understand.limits import AHEAD, PAST, UNSURE, Choice, Contradiction, Limit, around
from tocsin.understand.offices import Tenures, office_choice
from tocsin.understand.page import Page, page

HALF_YEAR = timedelta(days=183)
_SET_FOR = re.compile(r"\b(?:for|on or before|effective)\s$")
_NOW_DOING = re.compile(r"\b(?:is|are) \w+ing\b[^.;]*$")
_NO_DAY = re.compile(
    r"\s?(?:[A-Z]\w+\s)?(?:presidential|elections?|season|budget|target|goal|World Cup|Olympics|model|deadline|race|campaign|primary|"
    r"primaries|contest|ticket|cycle|nominat\w+|hopefuls?|candidates?|field)"
)


def limits(
    page: Page, names: Sequence[Name], moments: Sequence[Moment], tenures: Tenures | None = None, known: Happenings | None = None
) -> list[Limit]:
    """Every limit that a clue of the page gives, in order of the text."""
    out = [limit for m in moments if (limit := _of_moment(page, m)) is not None]
    told = min((x.latest for x in out if x.latest), default=None)
    choices: list[Choice] = []
    if known is not None:
        out += happening_limits(page, known)
        choices += window_choices(page, known)
    if tenures is not None and not _of_old(page):
        choices += [choice for n in names if (choice := office_choice(page, n, tenures)) is not None]
    for _ in range(2):  # what one choice leaves may settle the next
        earliest = max((x.earliest for x in out if x.earliest), default=date.min)
        latest = min((x.latest for x in out if x.latest), default=date.max)
        settled = [limit for choice in choices if (limit := _settled(choice, earliest, latest)) is not None]
        out = [*out, *settled]
    out += _of_month_days(page, moments, out, told)
    out += _of_weekdays(page, moments, out)
    return sorted(set(out), key=lambda limit: (limit.start, limit.end))


_YEAR = re.compile(r"\b(?:19[5-9]\d|20[0-4]\d)\b")
OFFICES_SINCE = 2006  # terms that ended before are not in the knowledge base, so that an office held again would date an old page wrongly


def _of_old(page: Page) -> bool:
    """Does the page name years, all of them before the terms that the knowledge base has?"""
    years = [int(y) for y in _YEAR.findall(page.text)]
    return bool(years) and max(years) < OFFICES_SINCE


def _settled(choice: Choice, earliest: date, latest: date) -> Limit | None:
    """The limit of a choice among windows: from the first to the last of those that the other limits leave."""
    fitting = [(a, b) for a, b in choice.windows if a <= latest and (b is None or b >= earliest)] or list(choice.windows)
    upper = [b for _, b in fitting if b is not None] if choice.closed else []
    return Limit(choice.start, choice.end, min(a for a, _ in fitting), max(upper) if upper and len(upper) == len(fitting) else None)


def dated(
    page: Page, names: Sequence[Name], moments: Sequence[Moment], tenures: Tenures | None = None, known: Happenings | None = None
) -> Published | Contradiction | None:
    """The interval that the limits leave, the two limits that cross, or None where nothing bounds the page."""
    found = limits(page, names, moments, tenures, known)
    after = max((x for x in found if x.earliest), key=lambda x: (x.earliest or date.min, -x.start), default=None)
    before = min((x for x in found if x.latest), key=lambda x: (x.latest or date.max, x.start), default=None)
    if after is None and before is None:
        return None
    if after and before and after.earliest and before.latest and after.earliest > before.latest:
        return Contradiction(after, before)
    spans = [page.span(x.start, x.end) for x in sorted({x.start: x for x in (after, before) if x}.values(), key=lambda x: x.start)]
    return Published(after.earliest if after else None, before.latest if before else None, "inferred", spans)


def bounds(
    page: Page, names: Sequence[Name], moments: Sequence[Moment], tenures: Tenures | None = None, known: Happenings | None = None
) -> Published | None:
    """The interval in which the page was written, or None where nothing bounds it or its clues contradict each other."""
    found = dated(page, names, moments, tenures, known)
    return found if isinstance(found, Published) else None


def office_bounds(page: Page, names: Sequence[Name], moments: Sequence[Moment], knowledge: Knowledge) -> Published | None:
    """The same, with the offices and the happenings that the knowledge base knows."""
    known = knowledge.names

    def tenures(entity: str) -> list[tuple[str, date, date | None]]:
        e = known.entity(entity)
        return [(h.office, h.since, h.until) for h in e.holdings] if e else []

    return bounds(page, names, moments, tenures, happenings(knowledge.roots))


def inferred_date(document: Document, knowledge: Knowledge) -> Published | None:
    """The interval of an undated document, from the names and times on its page and what the knowledge base has."""
    from tocsin.understand.mentions import mentions
    from tocsin.understand.times import times

    p = page(document)
    return office_bounds(p, mentions(p, knowledge), times(p), knowledge)


def _of_moment(page: Page, m: Moment) -> Limit | None:
    """What a day, month or year that the page names in full says about its own day."""
    if m.earliest is None or m.latest is None or m.value is None or not re.search(r"\d{4}", page.text[m.start : m.end]):
        return None
    if m.precision in ("decade", "century", "vague", "season"):
        return None
    before, after = around(page, m.start, m.end)
    near = before[-90:]
    if AHEAD.search(near):
        if (UNSURE.search(near) and not re.search(r"\btakes? office\b", near)) or m.precision not in ("day", "month"):
            return None
        return Limit(m.start, m.end, latest=m.latest) if not PAST.search(near[-25:]) else None
    if UNSURE.search(before[-40:]) or AHEAD.search(after[:60]) or _NO_DAY.match(after):
        return None
    whole = m.value.startswith("P") or re.fullmatch(r"\d{4}-Q\d", m.value)
    if whole:
        return Limit(m.start, m.end, earliest=m.latest + timedelta(days=1)) if PAST.search(before + after) else None
    if m.precision in ("year", "month") and not re.search(r"\bsince\s$", before) and UNSURE.search(before + " " + after[:40]):
        return None
    if m.precision == "year" and not (PAST.search(before) or (len(before) < 12 and PAST.search(after))):
        return None
    if _SET_FOR.search(before) or (_NOW_DOING.search(before) and not PAST.search(before)):
        return None
    if not (PAST.search(before) or PAST.search(after)) and len(before) + len(after) > 60 and not re.search(r"[(:–—-]\s*$", before):
        return None
    return Limit(m.start, m.end, earliest=m.earliest)


def _of_month_days(page: Page, moments: Sequence[Moment], known: Sequence[Limit], told: date | None) -> list[Limit]:
    """A month and day without a year, told as past, falls in the year before the page: the last one that the other limits allow.

    Only where the other limits leave half a year at most (in a wider window it may belong to the year before), or shortly before a day
    that the page itself says is still ahead (`told`).
    """
    latest = min((x.latest for x in known if x.latest), default=None)
    earliest = max((x.earliest for x in known if x.earliest), default=None)
    close = latest is not None and earliest is not None and latest - earliest <= HALF_YEAR
    if latest is None or not (close or latest == told):
        return []
    told_days = {(x.earliest.month, x.earliest.day) for x in known if x.earliest}
    out = []
    for m in moments:
        words = page.text[m.start : m.end]
        d = _MONTH_DAY.fullmatch(words)
        if m.earliest is not None or d is None:
            continue
        before, after = around(page, m.start, m.end)
        if AHEAD.search(before[-60:]) or AHEAD.search(after[:60]) or UNSURE.search(before[-30:]) or not PAST.search(before + after):
            continue
        month, day = _MONTHS[(d[1] or d[4])[:3].lower()], int(d[2] or d[3])
        if (month, day) in told_days:
            continue  # the day of a known happening, told without its year
        try:
            then = [x for y in (latest.year, latest.year - 1) if (x := date(y, month, day)) <= latest]
        except ValueError:
            continue
        if then and (close or latest - then[0] <= timedelta(days=120)) and (earliest is None or then[0] > earliest):
            out.append(Limit(m.start, m.end, earliest=then[0]))
    return out


_MONTHS = {m: n for n, m in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1)}
_NAMES = r"(Jan\w*|Feb\w*|Mar\w*|Apr\w*|May|Jun\w*|Jul\w*|Aug\w*|Sep\w*|Oct\w*|Nov\w*|Dec\w*)"
_MONTH_DAY = re.compile(rf"{_NAMES}\.?\s(?:the\s)?(\d{{1,2}})(?:st|nd|rd|th)?|(\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?{_NAMES}")


_WEEKDAY_DAY = re.compile(
    rf"(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\.?,?\s(?:the\s)?(?:{_NAMES}\.?\s(\d{{1,2}})(?:st|nd|rd|th)?|(\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?{_NAMES})"
)
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def _of_weekdays(page: Page, moments: Sequence[Moment], known: Sequence[Limit]) -> list[Limit]:
    """A weekday with month and day but no year ("Friday, 28 January") falls in the only year of the window in which they agree.

    Only in a window of less than eleven years, within which a weekday and a date can settle a year.
    """
    earliest = max((x.earliest for x in known if x.earliest), default=None)
    latest = min((x.latest for x in known if x.latest), default=None)
    if earliest is None or latest is None or not timedelta() <= latest - earliest < timedelta(days=11 * 365):
        return []
    out = []
    for m in moments:
        d = _WEEKDAY_DAY.fullmatch(page.text[m.start : m.end].strip())
        if m.earliest is not None or d is None:
            continue
        month, day = _MONTHS[(d[2] or d[5])[:3].lower()], int(d[3] or d[4])
        fitting = []
        for year in range(earliest.year, latest.year + 2):
            try:
                then = date(year, month, day)
            except ValueError:
                continue
            if then.weekday() == _DAYS.index(d[1]) and earliest - timedelta(days=31) <= then <= latest + timedelta(days=93):
                fitting.append(then)
        if len(fitting) != 1:
            continue
        before, after = around(page, m.start, m.end)
        if AHEAD.search(before[-60:]) or AHEAD.search(after[:60]):
            out.append(Limit(m.start, m.end, fitting[0] - timedelta(days=183), fitting[0]))
        elif PAST.search(before + after) and not UNSURE.search(before[-30:]):
            out.append(Limit(m.start, m.end, fitting[0], fitting[0] + timedelta(days=183)))
    return out
