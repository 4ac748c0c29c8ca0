"""Expressions of time, by a grammar of our own.

Each token becomes one letter, its class (timewords.py), so that the text is a short string over which one compiled pattern runs;
only stretches that hold a word of time are looked at. What a match means is worked out in timereading.py.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import accumulate

from tocsin.understand.calendar import extent, shifted
from tocsin.understand.finds import Moment
from tocsin.understand.page import Page
from tocsin.understand.timereading import Reading
from tocsin.understand.timewords import TOKEN, Letters

WINDOW = timedelta(days=31)  # a document dated no closer than this dates nothing that is relative to its day
YEAR = timedelta(days=366)  # and one dated no closer than this, no month or day without a year either

_PARTS = {
    "CNT": "(?:(?:a?n|[DN])(?:~?n|&n)*(?:~?&~?ah)?)",
    "APX": "(?:im|m[yg]?m?)?",
    "MOD": "(?:t?(?:e~?B|B|oh|eh|Lx|ex)O|t?e~?|r|ei|B)",
    "UREF": "(?:t?(?:[LXH]|Tk|T)e?(?:U|q))",
    "PRT": "(?:e?~?P)",
}
_RULES = {
    "iso": "I",
    "clock": "m?(?:(?:(?:c|D|n)p|c)0?|[NYD]0)(?:C?i?(?:T|t)?(?:W(?:P)?|RP?|P)(?![xD]M)|OTP|itP)?",
    "mdrange": "M_?D[~g&]D(?:C?Y)?(?![uUpMnq~])",
    "dmrange": "D[~g&]DM_?(?:C?Y)?",
    "mdy": "(?:W_?C?)?M_?(?:t?o|D)(?![~]?[uUhqp])(?:C?Y(?:J)?)?",
    "dmy": "(?:W_?C?)?t?(?:D|o)(?:OM|M)_?(?:C?Y(?:J)?|(?:N|D)J)?",
    "weekof": "t?(?:L|o|f)?(?:U|w?u)OM_?(?:D(?:C?Y)?|C?Y)?",
    "monthof": "MOD?M(?:O[THLX]U|[TLX]U)",
    "wordyear": "(?:MOD?tU|MOD?M)?n~?n(?:~?n)?(?![~nuUpx]?[uUnNp%])",
    "bc": "MOD?(?:(?:M_?C?)?(?:Y|N|D)J|J(?:Y|N|D))",
    "my": "MOD?(?:M_?(?:C|O)?Y)",
    "mrange": "M(?=[g~&](?:M_?C?Y))",
    "yrange": "(?:Y~Y|Y~D(?![xnuU])|Y~N(?![xnuU]))",
    "quarter": "(?:(?:[LTX]|t[LX])Usoq|MOD?(?:[tT]F?)?(?:[oLX])~?q(?:OF?Y|OUREF|Y)?|tF?o~?q|t[F]?q(?!O))",
    "firstn": "t?[oLXT]w?CNTu(?:O(?:t?Y|UREF|tU|tj)|Y)?",
    "half": "t?(?:o|L|e)h(?:O(?:tU|t?d|Y|UREF)|Y)",
    "ago": "APX(?:CNT|aw|a|w)~?(?:u|U)(?:G|r(?!T|t))",
    "yearago": "t?U~(?:G|r)(?:q|j)?",
    "decade": "MOD?t?(?:e~?)?d",
    "century": "MOD?t?(?:e~?)?o~?UJ?",
    "weekday": "(?:(?:e|r)i?)?(?:t?(?:[LTXH]|Tk))?W(?:PRT)?|W_(?=C)",
    "weekend": "(?:o?t?(?:[TLXH]|Tk|k)|t)K|MOD?t?K",
    "dayref": "t?UbR|(?:r|ei?)?RP?|PRTR",
    "yearend": "U~B|Us?B|(?:t)?Us(?:B)",
    "unitref": "MOD?UREF|MODtU|rT(?:U)|[LX]U",
    "monthref": "t?[LTXH]e?~?M",
    "season": "MOD?(?:t?[LTXH]|t)?S(?:O?Y|OUREF|OtU)?",
    "part": "(?:[tTHLaX]|te|o|tXU)P|P",
    "set": "E(?:CNT|o)?(?:u|U|W|P|S|M)|E(?:q|K)|v|Q|/U",
    "past": "APX(?:t?(?:[LkX]|Z)|TL|tT)(?:CNT|aw|w)?(?:u|U|q)",
    "vague": "APX(?:aw|w|wx|N|NO)(?:~?u)|u~l|TRu",
    "dur": "APX(?:CNT|ah|ha|a)~?(?:u|U(?!x?q~))(?:~?l|&ah)?|U~l|tCNTu|u",
    "fiscal": "MOD?t?F(?:U?Y|UREF|U)",
    "year": "MOD?(?:tU)?Y|z",
    "theunit": "tU",
    "month": "MOD?M_?",
    "reference": "t?k|t?Z",
    "holiday": "A",
    "thattime": "(?:[TH]|tH)j",
}


def _grammar() -> re.Pattern[str]:
    def whole(pattern: str) -> str:
        for name in ("MOD", "UREF", "CNT", "APX", "PRT"):
            pattern = pattern.replace(name, _PARTS[name])
        return pattern

    return re.compile("|".join(f"(?P<{name}>{whole(pattern)})" for name, pattern in _RULES.items()))


_GRAMMAR = _grammar()
_CORE = "MWYuUqKIczdpPSRZvQAkj"
_RUN = re.compile(r"[^x#]{1,200}")  # bounded, for a table of dates may go on for ever
_CORED = re.compile(rf"[{_CORE}]|(?<=[ND])J|nn~?n")
_letters = Letters()


def times(page: Page) -> list[Moment]:
    """Every expression of time of a page, in order, none inside another.

    Where the day of publication is known only as a window, an expression has a value only where both ends of the window give the
    same one ("on 11 November" in a page of that winter); otherwise it has the days that a window of up to a month allows, or none.
    """
    earliest, latest = page.published
    if earliest is None or latest is None or latest - earliest > YEAR:
        earliest = latest = None
    found = _read(page.text, earliest)
    found = _counted(page.text, found)
    if earliest != latest:
        narrow = earliest is not None and latest is not None and latest - earliest <= WINDOW
        return [_merged(a, b, narrow) for a, b in zip(found, _counted(page.text, _read(page.text, latest)), strict=True)]
    return found


_FROM = re.compile(r"\s(?:(after|following)|before)\s", re.IGNORECASE)
_ON = re.compile(r",?\s(?:on\s)?(?:the\s)?", re.IGNORECASE)
_CLOCK = re.compile(r"T\d\d:.*")
_LENGTH = re.compile(r"P(\d+)([DWMY])")


def _counted(text: str, found: list[Moment]) -> list[Moment]:
    """A clock time right before a day is of that day; a length before a day that it is counted from ends on one: "a day after 5 June"."""
    for n in range(len(found) - 1):
        a, b = found[n], found[n + 1]
        if b.precision == "day" and b.value and (clock := _CLOCK.search(a.value or "")) and _ON.fullmatch(text, a.end, b.start):
            found[n] = Moment(a.start, a.end, b.earliest, b.latest, a.precision, b.value + clock[0])  # "0400 GMT on 3 May"
            continue
        if a.earliest is None and b.earliest is not None and b.precision == "day" and (length := _LENGTH.fullmatch(a.value or "")):
            joint = _FROM.fullmatch(text, a.end, b.start)
            if joint is not None:
                unit = {"D": "day", "W": "week", "M": "month", "Y": "year"}[length[2]]
                try:
                    day = shifted(b.earliest, unit, int(length[1]) * (1 if joint[1] else -1))
                except (ValueError, OverflowError):
                    continue
                found[n] = Moment(a.start, a.end, day, day, "day" if unit in ("day", "week") else "vague", a.value)
    return found


def _merged(a: Moment, b: Moment, narrow: bool) -> Moment:
    """One expression read from both ends of a window."""
    if a.value == b.value and (a.earliest, a.latest) == (b.earliest, b.latest):
        return a
    if a.value == b.value and not narrow:
        return Moment(a.start, a.end, None, None, a.precision, a.value)
    if not narrow or a.earliest is None or b.latest is None or b.earliest is None or a.latest is None:
        return Moment(a.start, a.end, None, None, None, None)
    return Moment(a.start, a.end, min(a.earliest, b.earliest), max(a.latest, b.latest), a.precision, None)


def _read(text: str, published: date | None) -> list[Moment]:
    tokens = TOKEN.findall(text)
    letters = "".join(map(_letters.__getitem__, tokens))
    ends = list(accumulate(map(len, tokens)))
    reading = Reading(tokens, letters, published)
    out: list[Moment] = []
    read = 0  # tokens before this one belong to an expression already
    for run in _RUN.finditer(letters):
        if _CORED.search(letters, run.start(), run.end()) is None:
            continue
        for m in _GRAMMAR.finditer(letters, run.start(), run.end()):
            for first, last, value, days in reading.of(m.lastgroup or "", m.start(), m.end()):
                if first < read:
                    continue
                read = last
                token = tokens[first]
                start = ends[first] - len(token.lstrip())
                earliest, latest, precision = extent(value)
                if days is not None:
                    earliest, latest, precision = days
                out.append(Moment(start, ends[last - 1], earliest, latest, precision, value))
    return out
