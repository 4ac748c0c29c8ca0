"""Limits on a page's day from happenings whose day is known: told as past, said to be ahead, still feared, so many years ago."""

from __future__ import annotations

import re
from datetime import date, timedelta

from tocsin.knowledge.happenings import Happening, Happenings, Window
from tocsin.understand.limits import AHEAD, Choice, Limit
from tocsin.understand.numerals import cardinal, ordinal
from tocsin.understand.page import Page

_SINCE = re.compile(
    r"\b(?:since|after|following|in the wake of|in response to|anniversary of|(?:years?|months?|weeks?|days) (?:of|into|from)|start of|"
    r"beginning of|outbreak of|aftermath of|began with|when|launched|survived|until|before)\s(?:the\s)?$",
    re.IGNORECASE,
)
_HAS_BEGUN = re.compile(
    r"\s(?:of ukraine\s)?(?:began|started|broke out|erupted|last (?:year|month|week|february)|in (?:19|20)\d\d)\b", re.IGNORECASE
)
_DOUBT = re.compile(
    r"\b(?:would|could|might|may|if|should|threat\w*|fears?|feared|plan(?:s|ned|ning)?|warn\w*|possible|potential\w*|prevent\w*|novel|film|"
    r"fiction\w*|predict\w*|imminent|unless|whether|avert|deter|risk\w*|prospect|eventual|future|another|next|in case)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
_NOT_SO = re.compile(r"(?:\b(?:vice|former|then|late|if|a|an|old)|\bex|[“\"'‘’])[\s-]?$", re.IGNORECASE)
_UNSETTLED = re.compile(r"\b(?:likely|eventual|possible|potential|presumed|expected|future|a|former|then)\s$", re.IGNORECASE)
_COMING = re.compile(
    r"\b(?:ahead of|before|in the run-up to|run-up to|upcoming|looming|next|coming|until|prepar\w+ for|ready for|"
    r"eve of)\s(?:the\s|a\s|this\s)?$",
    re.IGNORECASE,
)
_COMING_AFTER = re.compile(
    r"\s(?:will|is due|is set|is expected|is scheduled|are due|are scheduled|next (?:week|month|year)|later this)\b", re.IGNORECASE
)
_OVER = re.compile(r"\b(?:since|after|following|won|lost|in the wake of|aftermath of|days after|during)\s(?:the\s)?$", re.IGNORECASE)
_WAS = re.compile(r"\s(?:was|were|ended|showed|saw|failed|collapsed|in which)\b", re.IGNORECASE)
_TOLD_BACK = re.compile(r"\b(?:had|was|were|before|ahead of|in (?:19|20)\d\d|previously|earlier)\b[^.;]{0,60}$", re.IGNORECASE)
_COUNT = r"(?P<n>\d[\d,]*|[a-z]+(?:-[a-z]+)?)"
_SPANS_BEFORE = re.compile(
    rf"(?P<about>\b(?:nearly|almost|about|around|some|close to)\s)?\b{_COUNT}\s(?P<unit>years?|months?|days)\s(?P<how>after|"
    rf"since|into|on from|of|from)\s(?:the\s)?$",
    re.IGNORECASE,
)
_ANNIVERSARY = re.compile(
    r"(?P<now>\b(?:mark\w*|commemorat\w*|today|observ\w+|remember\w*)\b[^.;]{0,40})?\b(?P<n>\d+(?:st|nd|rd|th)|"
    r"[a-z]+(?:-[a-z]+)?)[\s-](?P<year>year\s)?anniversary\s(?:of|since)\s(?:the\s)?(?:start of\s(?:the\s)?|beginning of\s(?:the\s)?)?$",
    re.IGNORECASE,
)
_AGO = re.compile(
    rf"[^.;\n]{{0,60}}?\s(?P<about>(?:nearly|almost|about|around|some|over|more than)\s)?{_COUNT}\s(?P<unit>years?|months?|"
    rf"weeks?|days)\sago\b",
    re.IGNORECASE,
)
_UNIT_DAYS = {"year": 365.25, "month": 30.44, "week": 7.0, "day": 1.0}


def happening_limits(page: Page, known: Happenings) -> list[Limit]:
    """A limit for each phrase of the calendar of which the text tells whether its happening is past or ahead.

    What is only feared bounds the page only where nothing in it tells the same happening as past.
    """
    text = page.text
    out: list[Limit] = []
    feared: list[tuple[Happening, Limit]] = []
    happened: set[str] = set()
    for start, end, what, manner in known.found(text):
        if isinstance(what, Window):
            continue
        if what.beside and not any(w in text for w in what.beside):
            continue
        before = text[max(0, start - 110) : start]
        cut = max(before.rfind(". "), before.rfind("\n"))
        before = before[cut + 1 :]
        after = text[end : end + 110]
        if manner == "feared":
            if not _TOLD_BACK.search(before):
                feared.append((what, Limit(start, end, latest=what.day)))
            continue
        if manner == "coming":
            if _OVER.search(before) or _WAS.match(after):
                out.append(Limit(start, end, earliest=what.day))
            elif (_COMING.search(before) or _COMING_AFTER.match(after)) and not _TOLD_BACK.search(before[:-8]):
                out.append(Limit(start, end, latest=what.last))
            continue
        if (
            _DOUBT.search(before)
            or _NOT_SO.search(before)
            or (manner == "since" and not (_SINCE.search(before) or _HAS_BEGUN.match(after)))
        ):
            continue
        happened.add(what.name)
        out.append(Limit(start, end, earliest=what.day))
        if (reckoned := _reckoned(start, end, before, after, what)) is not None:
            out.append(reckoned)
    out += [limit for what, limit in feared if what.name not in happened]
    return out


def _reckoned(start: int, end: int, before: str, after: str, what: Happening) -> Limit | None:
    """A limit from the time that has gone by since: "three years after", "the second anniversary of", "two months ago"."""
    if m := _ANNIVERSARY.search(before):
        n = ordinal(re.split(r"[\s-]", m["n"].lower())) or cardinal([m["n"].lower()])
        if not n or n > 120:
            return None
        day = _years_on(what.day, int(n))
        if AHEAD.search(before[: m.start()][-40:]):
            return None
        return Limit(start - len(m[0]), end, earliest=day - timedelta(days=45), latest=day + timedelta(days=45) if m["now"] else None)
    if m := _SPANS_BEFORE.search(before):
        lower = _gone(m, what.day)
        if lower is None or (m["how"] == "of" and "mark" not in before.lower()):
            return None
        return Limit(start - len(m[0]), end, earliest=lower)
    if (m := _AGO.match(after)) and (lower := _gone(m, what.day)) is not None:
        n = cardinal([m["n"].lower().replace(",", "")]) or 0
        unit = _UNIT_DAYS[m["unit"].lower().rstrip("s")]
        upper = what.last + timedelta(days=int(unit * (n + (1.1 if unit > 300 else 1.6))) + 7)
        return Limit(start, end + len(m[0]), earliest=lower, latest=upper)
    return None


def _gone(m: re.Match[str], day: date) -> date | None:
    """The earliest day by which so much time has gone by since `day`; half a unit less where it is "nearly" so much."""
    n = cardinal([w for w in re.split(r"[\s-]", m["n"].lower().replace(",", "")) if w])
    if not n:
        return None
    unit = _UNIT_DAYS[m["unit"].lower().rstrip("s")]
    slack = 0.5 if m["about"] else 0.08 if unit > 300 else 0.3
    return day + timedelta(days=max(0, int(unit * (n - slack)) - (0 if unit > 1 else 3)))


def _years_on(day: date, n: int) -> date:
    try:
        return day.replace(year=day.year + n)
    except ValueError:  # 29 February
        return day.replace(year=day.year + n, day=28)


def window_choices(page: Page, known: Happenings) -> list[Choice]:
    """Words said only in certain times, each with those times."""
    return [
        Choice(start, end, tuple(what.windows), True)
        for start, end, what, _ in known.found(page.text)
        if isinstance(what, Window)
        and not _TOLD_BACK.search(page.text[max(0, start - 40) : start])
        and not _UNSETTLED.search(page.text[max(0, start - 14) : start])
    ]
