"""Quantities: numbers in figures and words, with their bounds, their unit, what they count, whose it is, and whether it is a change."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from tocsin.knowledge.units import units
from tocsin.knowledge.wordlists import either, wordlists
from tocsin.understand.alike import ranges, shared, vague_counts
from tocsin.understand.counted import country_of, noun_phrase
from tocsin.understand.finds import Amount, Name
from tocsin.understand.numerals import ONES, SCALES, SUFFIXES, TENS, cardinal
from tocsin.understand.page import Page

_W = "|".join(sorted((w for w in (*ONES, *TENS, *SCALES) if w != "zero"), key=len, reverse=True))
_SCALE = "|".join(s for s in SCALES)
_FIGURE = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
_SMALL = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
_FRACTIONS = {
    "half": 0.5, "third": 1 / 3, "thirds": 1 / 3, "quarter": 0.25, "quarters": 0.25, "fourth": 0.25, "fourths": 0.25, "fifth": 0.2,
    "fifths": 0.2, "sixth": 1 / 6, "tenth": 0.1, "tenths": 0.1,
}  # fmt: skip
_PARTS_OF = {"one": 1, "a": 1, "two": 2, "three": 3, "four": 4, "nine": 9, "seven": 7}
_VAGUE = {
    "dozens": (24.0, None), "scores": (40.0, None), "hundreds": (100.0, 1e3), "thousands": (1e3, 1e4),
    "millions": (1e6, 1e7), "billions": (1e9, 1e10),
}  # fmt: skip
_TIMES = {
    "tens of thousands": (1e4, 1e5), "hundreds of thousands": (1e5, 1e6), "tens of millions": (1e7, 1e8),
    "hundreds of millions": (1e8, 1e9),
}  # fmt: skip


def _before() -> str:
    return "|".join(re.escape(b) for b in sorted(units().before, key=len, reverse=True))


@cache
def _number() -> re.Pattern[str]:
    """One number, or two that are a range."""
    money = rf"(?:{_before()})\s?-?"
    one = rf"(?:\d+[/⁄]\d+|{_FIGURE}(?:[½¼¾⅓⅔]|\s\d/\d\b)?|[½¼¾⅓⅔])"
    one += rf"(?:(?:[\s-](?:{_SCALE})\b)+|(?:bn|mn|mln|tn|k|m|b)\b|\s?(?:bn|mn|mln|tn|B|M)\b)?"
    words = rf"(?:(?:a|an)\s(?=(?:hundred|thousand|million|billion|trillion|dozen)\b))?(?:{_W})\b(?:(?:[\s-]|\sand\s)(?:{_W})\b)*"
    free = r"(?:(?<![\w.,/:\-–⁄])|(?<=\s[-–])|(?<=^[-–]))"
    joint = r"(?:\s?[-–—]\s?|\sto\s|\sand\s)"
    vague = r"\b(?P<vague>(?i:(?:tens|hundreds) of (?:thousands|millions)|dozens|scores|hundreds|thousands|millions|billions))\b"
    vague += r"(?=\sof\b|\s(?:more\s)?[a-z]+)"
    part = r"\b(?P<part>(?i:(?:one|two|three|four|a)[\s-](?:thirds?|quarters?|fourths?|fifths?|sixth|tenths?)|half))\b"
    part += r"(?=\s(?:of|the|its|their|all)\b)"
    return re.compile(
        rf"{vague}|{part}|(?:(?:(?<!\w)(?P<money>{money})|{free})(?P<one>{one})(?!\d)|\b(?P<word>(?i:{words})))"
        rf"(?:(?P<joint>{joint})(?P<money2>{money})?(?P<two>(?:{one})(?!\d)|(?i:{words})))?"
    )


_WORDS = wordlists("amounts")
_LEAD = re.compile(
    rf"(?:\b(?:(?P<more>{either(_WORDS['more'])})|(?P<less>{either(_WORDS['less'])})|(?P<near>{either(_WORDS['near'])})|(?P<pair>between|from)"
    rf"|{either(_WORDS['lead'])})\s(?:the\s|a\s|an\s|as\s|additional\s|another\s)?|(?P<tilde>[~≈]\s?)|(?P<above>[>≥]\s?)|(?P<below>[<≤]\s?)|\+)$",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\+|[\s-](?:or|and) (?P<more>more|higher|above|greater|over)\b|\sor (?P<less>less|fewer|lower)\b|\sor (?P<near>so|thereabouts)\b",
    re.IGNORECASE,
)
_RATE = re.compile(rf"(?:\s(?:per|a|an|each|every)[\s-]|/)(?P<per>{either(_WORDS['rate'])})\b")
_UNIT_WORD = re.compile(r"[\s-]?((?:[^\W\d_][\w.]*)(?:[\s-][^\W\d_][\w]*){0,2})")
_MARK = re.compile(r"[\s-]?(°[CF]|º[CF]|[%％¢°'€]|[^\W\d_]{1,6}[²³23]?(?:/[a-z]{1,3}\d?)?)(?![\w])")
_CHANGE = re.compile(
    rf"\b(?:(?P<up>{either(_WORDS['up'])})|(?P<down>{either(_WORDS['down'])}))"
    rf"\s(?:(?:{either(_WORDS['between verb and number'])})\s){{0,3}}$",
    re.IGNORECASE,
)
_CHANGE_AFTER = re.compile(rf"\s(?:(?P<up>{either(_WORDS['growth'])})|(?P<down>{either(_WORDS['shrinkage'])}))\b", re.IGNORECASE)
_LABEL = re.compile(rf"(?:\b(?:{either(_WORDS['label'])})\s|#|№|[A-Z]{{2,}}[- ]?|\b(?:COVID|MH)-|@|www\.\S*|https?\S*)$")
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b"
)
_AFTER_MONTH = re.compile(rf"{_MONTH}\.?\s(?:the\s)?(?:\d{{1,2}}\s?(?:,|-|–|and|to|)\s?)?$")
_BEFORE_MONTH = re.compile(rf"(?:\s?[-–]\s?\d{{1,2}})?\s(?:of\s)?{_MONTH}")
_NO_YEAR_BEFORE = re.compile(r"\b(?:average|total|maximum|minimum|sum|price) of[\s]$", re.IGNORECASE)
_UNIT_OF_RECORD = re.compile(r"\s([A-Z]{2,5}|[a-z]pg)(?=[),;])")
_CLOCK = re.compile(
    r":\d\d|\s?(?:[ap]\.?\s?m\b|o['’]clock|GMT|hrs\b)|(?:st|nd|rd|th)\b|(?<=\d{3}0)s\b|-(?:year|day)s?\sanniversary", re.IGNORECASE
)
_YEAR = re.compile(r"1[5-9]\d\d|20[0-9]\d")
_STRONG = re.compile(rf"-(?P<what>{either(_WORDS['compound'])})s?\b(?:\s(?P<noun>[a-z]+))?")
_CASUALTY = re.compile(
    rf"\s(?:(?:people|others|more|were|was|are|have been|had been|others were|others)\s){{0,2}}(?P<state>{either(_WORDS['state'])})\b",
    re.IGNORECASE,
)
_DEED = re.compile(
    r"\b(?P<deed>(?:kill|wound|injur|captur|detain|arrest)(?:ed|ing|e?s))\s"
    r"(?:(?:at least|more than|about|some|up to|nearly|over|another|around)\s)?$",
    re.IGNORECASE,
)
_DEEDS = {"kill": "killed", "woun": "wounded", "inju": "injured", "capt": "captured", "deta": "detained", "arre": "arrested"}
_NOT_ONE = re.compile(
    r"\b(?:no|this|that|the|any|every|each|which|another|some|either|number|day|back to|square|only|was|is|as)\s$", re.IGNORECASE
)
_ONE_IS = re.compile(
    r"\s(?:another|who|that|can|could|would|is|was|has|day|by|thing|more|time|should|might|"
    r"in|to|or|and|on|for|at|with|which|last|as|way|side|must|if)\b"
)
_NO_YEAR = re.compile(
    r"-strong|\s(?:people|men|women|troops|percent|soldiers|civilians|personnel|deaths|miles|met(?:er|re)s|kilomet|rockets|shells|square|"
    r"tons|tonnes|hires|parts)"
)
_NAMED = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,} $")
_BY = re.compile(r"\b(?:by|another|an additional)\s$")
_METRES = re.compile(r"\d+m$")
_ONE_HAS = re.compile(r"[\s-][a-z]{2,}|\s[A-Z]")
_ACRONYM = re.compile(r"(?:US|UK|EU|UN|NATO|USD?|AND)\s$")
_OF_A_YEAR = re.compile(r"\b(?:in|since|by|until|of|from|to|and|early|late|mid|during|the|for|between|before|after)[\s-]$", re.IGNORECASE)


@dataclass(slots=True)
class _Bounds:
    value: float | None
    low: float | None = None
    high: float | None = None
    approximate: bool = False


def _scaled(text: str) -> float | None:
    """The number that figures, words, fractions and suffixes name together."""
    text = text.strip().lower()
    m = re.match(rf"({_FIGURE})?\s?([½¼¾⅓⅔])|(\d+)[/⁄](\d+)|({_FIGURE})\s(\d)/(\d)", text)
    if m and m[2]:
        value, rest = float((m[1] or "0").replace(",", "")) + _SMALL[m[2]], text[m.end() :]
    elif m and m[3]:
        if int(m[4]) == 0:
            return None
        value, rest = int(m[3]) / int(m[4]), text[m.end() :]
    elif m and m[5] and int(m[7]):
        value, rest = float(m[5].replace(",", "")) + int(m[6]) / int(m[7]), text[m.end() :]
    else:
        f = re.match(_FIGURE, text)
        if not f:
            return cardinal([w for w in re.split(r"[\s-]+", text) if w])
        value, rest = float(f[0].replace(",", "")), text[f.end() :]
    for word in re.split(r"[\s-]+", rest):
        value *= SCALES.get(word, SUFFIXES.get(word, 1))
    return round(value, 6)


def quantities(page: Page, names: Sequence[Name]) -> list[Amount]:
    """Every quantity of a page, in order; dates, clock times, ordinals and labels ("Section 7", "T-72") are none.

    A share told as a fraction is percent ("one-third" → 33.33). of: what is counted, or what a share is of.
    """
    text = page.text
    out: list[Amount] = []
    match = _number().match
    starts = [n.start for n in names]
    at = 0
    for trigger in _triggers(text):
        if trigger < at or (m := match(text, _opening(text, trigger, at))) is None:
            continue
        amount = _amount(page, m, names[bisect_left(starts, m.start() - 1600) : bisect_left(starts, m.end() + 300)])
        at = max(m.end("one"), m.end("word")) if m["vague"] is None and m["part"] is None else m.end()
        if amount is None:
            continue
        at = max(at, amount.end)
        if out and amount.start < out[-1].end:
            amount = replace(amount, start=out[-1].end + (text[out[-1].end] == " "))
        out.append(amount)
    return vague_counts(page, shared(text, ranges(text, out)), names)


_TRIGGER = re.compile(r"[^\W\d_]+|\d[\d.,]*|[½¼¾⅓⅔]")
_OPENERS = frozenset(ONES) | frozenset(TENS) | frozenset(SCALES) | frozenset(_VAGUE) | {"a", "an", "half", "tens"}


def _triggers(text: str) -> list[int]:
    """Where a number may begin: figures and number words."""
    return [m.start() for m in _TRIGGER.finditer(text) if not (word := m[0])[0].isalpha() or (len(word) < 12 and word.lower() in _OPENERS)]


def _opening(text: str, at: int, least: int) -> int:
    """Where the number that has a figure at `at` begins: its decimal point or the sign of its money."""
    if not text[at].isdigit():
        return at
    if text[at - 1 : at] == "." and not text[at - 2 : at - 1].isdigit():
        at -= 1
    money = _money_end().search(text, max(least, at - 7), at)
    return money.start() if money else at


@cache
def _money_end() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_before()})\s?-?$")


def _amount(page: Page, m: re.Match[str], names: Sequence[Name]) -> Amount | None:
    text = page.text
    start, end = m.span()
    if m["vague"]:
        low, high = (_TIMES | _VAGUE)[m["vague"].lower()]
        return _finished(page, start, end, _Bounds(None, low, high, True), None, names, None)
    if m["part"]:
        return _part(page, m, names)
    first = m["one"] or m["word"]
    first_end = max(m.end("one"), m.end("word"))
    value = _scaled(first)
    if value is None or _is_label(text, m, value):
        return None
    if (
        m["one"]
        and text[m.start("one") - 1 : m.start("one")] in ("-", "–", "−")
        and text[m.start("one") - 2 : m.start("one") - 1].isspace()
    ):
        value = -value
    money = units().before.get((m["money"] or "").strip(" -")) if m["money"] else None
    if m["money"] and m["money"].rstrip()[-1:] == "-":
        value = -value
    metres = m["money"] is None and m["two"] is None and _METRES.fullmatch(first) and noun_phrase(text, first_end) is None
    if metres:
        value /= SUFFIXES["m"]
        first_end -= 1
    second: float | None = None
    lead = _LEAD.search(text, max(0, start - 30), start)
    if m["two"]:
        second = _scaled(m["two"])
        joint = m["joint"].strip()
        paired = lead is not None and bool(lead["pair"])
        if joint == "to" and _BY.search(text, max(0, start - 30), start):
            second = second if second is not None and value < second <= 2 * value and _unit(text, end)[0] else None  # "rose by 3 to 10"
        elif joint == "and" and not (paired and lead is not None and lead["pair"].lower() == "between"):
            second = None
        elif second is not None and (second <= value and not paired) and joint != "to":
            scale = re.search(rf"\s?(?:{_SCALE}|bn|mn|m|k)\b", m["two"])
            second = second if scale else None
        if second is None:
            end = first_end
    if metres:
        end = first_end
    unit_from = end
    if second is not None and value < second:
        scale = re.search(rf"({_SCALE}|bn|mn|mln)$", m["two"])
        if scale and not re.search(rf"({_SCALE}|bn|mn|mln)$", first) and value < second / SCALES.get(scale[1], SUFFIXES.get(scale[1], 1)):
            factor = SCALES.get(scale[1], SUFFIXES.get(scale[1], 1))
            value = value * factor
    elif second is not None and joint_to_only(m) and not lead:
        second, end, unit_from = None, first_end, first_end
    bounds = _Bounds(value) if second is None else _Bounds(None, min(value, second), max(value, second))
    if lead is not None and not (lead["pair"] and second is None):
        start = lead.start()
        if second is None:
            if lead["more"] or lead["above"]:
                bounds.low = value
            elif lead["less"] or lead["below"]:
                bounds.high = value
            elif lead["near"] or lead["tilde"]:
                bounds.approximate = True
    return _finished(page, start, unit_from, bounds, money, names, m)


def joint_to_only(m: re.Match[str]) -> bool:
    """Is the range one of falling numbers joined by "to" without "from" (a score, a vote)?"""
    return m["joint"].strip() in ("to", "-", "–", "or")


def _part(page: Page, m: re.Match[str], names: Sequence[Name]) -> Amount | None:
    """ "one-third of the gas" → 33.33 percent of gas."""
    text = page.text
    words = re.split(r"[\s-]", m["part"].lower())
    value = 50.0 if words[0] == "half" else 100 * _PARTS_OF[words[0]] * _FRACTIONS[words[-1]]
    if value > 100:
        return None
    start = m.start()
    bounds = _Bounds(round(value, 2))
    lead = _LEAD.search(text, max(0, start - 30), start)
    if lead is not None:
        start = lead.start()
        bounds.low = bounds.value if lead["more"] else None
        bounds.high = bounds.value if lead["less"] else None
        bounds.approximate = bool(lead["near"])
    if words[0] in ("half", "a") and not re.match(r"\s(?:of\s)?(?:the|its|their|all|Russia|Ukraine|[A-Z])", text[m.end() : m.end() + 12]):
        return None
    return _finished(page, start, m.end(), bounds, "percent", names, None)


def _is_label(text: str, m: re.Match[str], value: float) -> bool:
    """Is it a date, a clock time, an ordinal, a label or a part of a name?"""
    start, end = m.span("one" if m["one"] else "word")
    one = m["one"] or m["word"]
    before = text[max(0, start - 28) : start]
    if m["money"]:
        return False
    if not one[0].isdigit():
        if one.lower() != "one":
            return False
        return bool(_NOT_ONE.search(before) or not _ONE_HAS.match(text, end) or _ONE_IS.match(text, end))
    if _CLOCK.match(text, end) or _AFTER_MONTH.search(before) or (value <= 31 and _BEFORE_MONTH.match(text, end)):
        return True
    if (
        _YEAR.fullmatch(one)
        and not _NO_YEAR_BEFORE.search(before)
        and (_OF_A_YEAR.search(before) or not (_unit(text, end)[0] or _NO_YEAR.match(text, end)))
    ):
        return True
    if text[end : end + 1] == "." and text[end + 1 : end + 2].isspace() and (start == 0 or text[start - 1] == "\n"):
        return True  # the number of an item
    if _LABEL.search(before) and not _ACRONYM.search(before):
        return True
    if re.match(r"[-–][A-Z\d]", text[end : end + 2]) and not m["two"]:
        return True
    return text[end : end + 1] in "/@" and text[end + 1 : end + 2].isdigit()


def _unit(text: str, at: int) -> tuple[str | None, int]:
    """The unit written at `at` (white space or a hyphen before it allowed), and where it ends."""
    known = units()
    mark = _MARK.match(text, at)
    if mark and mark[1] in known.marks:
        spaced = text[at] in " -"
        word = mark[1]
        if not (spaced and len(word) == 1 and word.isalpha() and word not in "mRWVg") and not (
            word == "'" and text[mark.end() : mark.end() + 1].isalpha()
        ):
            return known.marks[word], mark.end()
    words = _UNIT_WORD.match(text, at)
    if words is not None and text[at : at + 4] == " of ":
        words = _UNIT_WORD.match(text, at + 3)
    if words is None:
        return None, at
    phrase = words[1]
    while phrase:
        if (unit := known.words.get(phrase.lower().rstrip("."))) is not None and text[at : at + 1] != "":
            return unit, words.start(1) + len(phrase.rstrip("."))
        cut = max(phrase.rfind(" "), phrase.rfind("-"))
        phrase = phrase[:cut] if cut > 0 else ""
    return None, at


def _finished(
    page: Page, start: int, end: int, bounds: _Bounds, money: str | None, names: Sequence[Name], m: re.Match[str] | None
) -> Amount | None:
    text = page.text
    known = units()
    unit = money
    if (unit is None and bounds.value is not None) or (bounds.low is not None and unit is None):
        unit, end = _unit(text, end)
    elif m is not None and unit == "dollar":
        tail = re.match(r"\s(?:US|U\.S\.)(?!\w)", text[end : end + 6])
        end += tail.end() if tail else 0
    kind = known.kinds.get(unit or "")
    tail2 = _TAIL.match(text, end)
    if tail2 is not None and bounds.value is not None:
        end = tail2.end()
        if tail2["less"]:
            bounds.high = bounds.value
        elif tail2["near"]:
            bounds.approximate = True
        else:
            bounds.low = bounds.value
        if unit is None:
            unit, end = _unit(text, end)
            kind = known.kinds.get(unit or "")
    old = kind == "time" and re.match(r"[\s-]old\b|\sof age\b", text[end : end + 7])
    if old:
        unit, end = f"{unit} of age", end + old.end()
    elif unit is not None and kind != "time" and (rate := _RATE.match(text, end)):
        per = rate["per"]
        unit, end = f"{unit} per {known.words.get(per, known.marks.get(per, per))}", rate.end()
    of: str | None = None
    of_at: tuple[int, int] | None = None
    if unit is None or kind == "share":
        strong = _STRONG.match(text, end)
        casualty = _CASUALTY.match(text, end)
        if strong and unit is None:
            noun = strong["noun"]
            if strong["what"] == "strong":
                if noun is None:
                    end = strong.end()
                else:
                    of, of_at, end = noun, strong.span("noun"), strong.end()
            else:
                of, of_at, end = strong["what"], strong.span("what"), strong.end("what")
        else:
            of_at = noun_phrase(text, end, share=kind == "share", one=bounds.value == 1)
            if of_at is not None:
                of, end = text[of_at[0] : of_at[1]], of_at[1]
            elif unit is None and (code := _UNIT_OF_RECORD.match(text, end)):
                of, of_at, end = code[1], code.span(1), code.end(1)
            elif casualty and kind != "share":
                of, of_at, end = casualty["state"].lower(), casualty.span("state"), casualty.end()
            elif kind != "share" and (deed := _DEED.search(text, max(0, start - 30), start)):
                of, of_at = _DEEDS[deed["deed"][:4].lower()], deed.span("deed")
                start = deed.start()
    if bounds.value == 1 and of is None and unit is None and m is not None and m["word"]:
        return None
    if (
        m is not None
        and m["one"]
        and unit is None
        and of is None
        and bounds.value is not None
        and _NAMED.search(text, max(0, start - 25), start)
    ):
        return None  # "Sukhoi 25"
    if bounds.value is None and bounds.approximate and of is None and unit is None:
        return None
    change = None
    if bounds.value is not None and (kind in ("share", "money") or unit is None) and (kind or of is None):
        change, start, end = _change(text, start, end, bounds.value, kind)
    sentence = page.sentence_at(start)
    opening = page.sentences[sentence].start if sentence >= 0 else 0
    country = country_of(text, opening, start, end, of_at, names, changed=change is not None, share=kind == "share")
    return Amount(
        start,
        end,
        bounds.value,
        bounds.low,
        bounds.high,
        unit,
        of,
        of_at,
        country,
        change,
        bounds.approximate,
    )


def _change(text: str, start: int, end: int, value: float, kind: str | None) -> tuple[float | None, int, int]:
    """(change, start, end): how much something rose or fell by this amount; None where it does not say so."""
    before = _CHANGE.search(text, max(0, start - 40), start)
    if before is not None and not before[0].rstrip().endswith((" to", " from")):
        return (abs(value) if before["up"] else -abs(value)), before.start(), end
    after = _CHANGE_AFTER.match(text, end)
    if after is not None and kind == "share":
        return (abs(value) if after["up"] else -abs(value)), start, after.end()
    if (start > 0 and text[start - 1 : start + 1].startswith(("+", "-"))) or text[start : start + 1] in "+-":
        return (abs(value) if "+" in text[start - 1 : start + 1] else -abs(value)), start, end
    return None, start, end
