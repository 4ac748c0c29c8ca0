"""The words of time, each with one letter for its class: the grammar of times.py is written over these letters."""

from __future__ import annotations

import re

from tocsin.knowledge.holidays import holidays
from tocsin.understand.numerals import ONES, ORDINALS, SCALES, TENS

MONTHS = {
    name: n
    for n, names in enumerate(
        (
            ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"), ("july", "jul"),
            ("august", "aug"), ("september", "sept", "sep"), ("october", "oct"), ("november", "nov"), ("december", "dec"),
        ),
        1,
    )
    for name in names
}  # fmt: skip
WEEKDAYS = {
    name: n
    for n, names in enumerate(
        (
            ("monday", "mon"), ("tuesday", "tues", "tue"), ("wednesday", "wed"), ("thursday", "thurs", "thur", "thu"), ("friday", "fri"),
            ("saturday", "sat"), ("sunday", "sun"),
        )
    )
    for name in names
}  # fmt: skip
UNITS = {u: u for u in ("second", "minute", "hour", "day", "week", "fortnight", "month", "year", "decade", "century", "quarter", "night")}
PLURALS = {u + "s": u for u in UNITS if u != "century"} | {"centuries": "century", "yrs": "year", "hrs": "hour", "mins": "minute"}
CODES = {
    "second": "PT{}S", "minute": "PT{}M", "hour": "PT{}H", "day": "P{}D", "night": "P{}D", "week": "P{}W", "month": "P{}M",
    "quarter": "P{}Q", "year": "P{}Y", "decade": "P{}DE", "century": "P{}CE", "fortnight": "P{}W",
}  # fmt: skip
PARTS = {
    "morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "noon": "12:00", "midday": "12:00", "midnight": "24:00",
    "dawn": "MO", "daybreak": "MO", "sunrise": "MO", "dusk": "EV", "sunset": "EV", "nightfall": "NI", "lunchtime": "MI",
}  # fmt: skip
SEASON = {
    "spring": "SP",
    "summer": "SU",
    "autumn": "FA",
    "fall": "FA",
    "winter": "WI",
    "springtime": "SP",
    "summertime": "SU",
    "wintertime": "WI",
}
DECADES = {"twenties": 2, "thirties": 3, "forties": 4, "fifties": 5, "sixties": 6, "seventies": 7, "eighties": 8, "nineties": 9}
SETS = {
    "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "fortnightly": "P2W", "monthly": "P1M", "yearly": "P1Y",
    "annually": "P1Y", "hourly": "PT1H", "biweekly": "P2W",
}  # fmt: skip
REFERENCES = {
    "now": "PRESENT_REF", "currently": "PRESENT_REF", "presently": "PRESENT_REF", "nowadays": "PRESENT_REF", "current": "PRESENT_REF",
    "recently": "PAST_REF", "lately": "PAST_REF", "recent": "PAST_REF", "future": "FUTURE_REF",
}  # fmt: skip
ZONES = {
    "gmt": "Z",
    "utc": "Z",
    "bst": "+01:00",
    "cet": "+01:00",
    "cest": "+02:00",
    "eet": "+02:00",
    "eest": "+03:00",
    "msk": "+03:00",
    "jst": "+09:00",
    "edt": "-04:00",
    "cdt": "-05:00",
    "pdt": "-07:00",
    "pst": "-08:00",
}  # not EST, IST, CST, which several zones share
DEICTIC = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0, "overnight": 0}

_CLASS = {
    "t": "the", "a": "a an", "T": "this these", "H": "that those same", "L": "last previous preceding prior latest", "k": "past",
    "X": "next coming following upcoming subsequent ensuing", "E": "every each", "r": "earlier later", "e": "early late mid",
    "B": "beginning start end middle close eve turn", "O": "of", "G": "ago", "b": "before after", "q": "quarter", "h": "half",
    "K": "weekend weekends", "J": "bc bce b.c. b.c.e. ad a.d. ce", "p": "am pm a.m. p.m. o'clock o’clock", "F": "fiscal financial",
    "l": "long", "y": "than", "&": "and", "g": "to or through until till", "i": "in on at by since during from",
    "w": "several few many couple",
    "m": "about around nearly almost over some approximately roughly more less fewer up least most only exactly just",
    "V": "will shall scheduled due upcoming expires deadline",
    "j": "time period date moment", "f": "first", "v": " ".join(SETS), "R": " ".join(DEICTIC), "N": "dozens hundreds thousands",
    "P": " ".join(PARTS), "S": " ".join(SEASON), "d": " ".join(d for d in DECADES), "u": " ".join(PLURALS), "U": " ".join(UNITS),
    "Z": " ".join(REFERENCES), "o": " ".join(ORDINALS), "M": " ".join(MONTHS), "W": " ".join(WEEKDAYS),
    "n": " ".join((*list(ONES)[1:], *TENS, *SCALES)),
    "0": " ".join(ZONES), "_": ".", "C": ",", "~": "- – — ‑", "s": "'s ’s",
}  # fmt: skip
LEXICON: dict[str, str] = {word: letter for letter, words in reversed(_CLASS.items()) for word in words.split()}
LEXICON |= {"first": "o", "second": "o", "quarter": "q", "night": "P", "nights": "u", "per": "/", "half": "h", "quarters": "u"}
LEXICON |= {w + "s": "Q" for w in WEEKDAYS if w.endswith("day")}  # "Mondays"
LEXICON |= {name.split()[0]: "A" for name in holidays() if name.split()[0] not in LEXICON}
_CAPITAL = frozenset(re.findall(r"\w+", "may march mar sun sat mon wed fri thu tue jan jun dec apr sep nov oct ad ce am"))

TOKEN = re.compile(
    r"[^\S\n]*\n\s*\n\s*|"  # a paragraph's end
    r"\s*(?:[^\W\d_]{2,}|"
    r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d)?|\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d\d)\b|\d{1,2}:\d\d(?::\d\d)?\b|\d+(?:st|nd|rd|th)\b|"
    r"(?:\d{3}0|['’]?\d0)['’]?s\b|['’]\d\d\b|\d+(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|\d+|"
    r"['’]s\b|[ap]\.\s?m\b\.?|[BA]\.\s?[CD]\.(?:E\.)?|o['’]clock|\S|$)"
)


class Letters(dict[str, str]):
    """Token (white space before it included) → letter of its class; learned as it goes, forgotten when full."""

    def __missing__(self, token: str) -> str:
        letter = _letter(token)
        if len(self) > 100_000:
            self.clear()
        self[token] = letter
        return letter


def _letter(token: str) -> str:
    word = token.strip()
    if not word:
        return "#"
    low = word.lower()
    first = word[0]
    if first.isdigit():
        return _figure(low)
    if first in "'’" and word[1:2].isdigit():
        return "d" if low.endswith("s") else "z"
    if low in _CAPITAL and not word[0].isupper():
        return "V" if low == "may" else "p" if low == "am" else "x"
    letter = LEXICON.get(low, "x")
    if letter in "MWA" and word.islower() and low not in ("christmas", "easter"):
        return "x"
    if letter == "x" and low.replace(" ", "") in LEXICON:
        letter = LEXICON[low.replace(" ", "")]
    if letter == "x" and low.startswith(("a.", "p.")) and "m" in low:
        return "p"
    if letter == "x" and low.startswith(("b.", "a.")) and low[2:].strip()[:1] in ("c", "d"):
        return "J"
    return letter


def _figure(low: str) -> str:
    if low.endswith(("st", "nd", "rd", "th")):
        return "o"
    if low.endswith("s"):
        return "d"
    if ":" in low:
        return "c"
    if not low.isdigit():
        return "I" if low.count("-") == 2 or low.count("/") == 2 or low.count(".") == 2 else "N"
    if len(low) > 4 or not low.isdecimal():
        return "N"
    n = int(low)
    if len(low) == 4 and 1000 <= n <= 2099:
        return "Y"
    return "D" if 1 <= n <= 31 and len(low) <= 2 else "N"
