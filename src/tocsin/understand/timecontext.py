"""What a reading of times knows at each token: the words, the tense, the day of publication and the day told last."""

from __future__ import annotations

import re
from datetime import date, timedelta

from tocsin.understand.calendar import Extent, at_grain, shifted
from tocsin.understand.limits import PAST
from tocsin.understand.numerals import cardinal, ordinal
from tocsin.understand.timewords import CODES, PARTS, PLURALS, UNITS, WEEKDAYS

Find = tuple[int, int, str | None, Extent | None]  # first token, token after the last, value, days where they are not the value's

_RANGE_YEAR = re.compile("[~g&](?:DM|MD)_?C?Y")
NEAR = 75  # days ahead within which a month without a year may still be to come
LAST = frozenset(("last", "previous", "preceding", "prior", "past"))
_INTENDED = frozenset(
    (
        "expected",
        "agreed",
        "set",
        "due",
        "scheduled",
        "planned",
        "plans",
        "plan",
        "hopes",
        "hoped",
        "vowed",
        "promised",
        "pledged",
        "going",
        "wants",
        "is",
        "are",
    )
)  # before "to" and a verb
_HELPING = frozenset(("is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "get", "to", "a", "an", "the"))
NEXT = frozenset(("next", "coming", "following", "upcoming", "subsequent", "ensuing"))
PREPOSITIONS = frozenset(
    [
        "in",
        "since",
        "by",
        "until",
        "till",
        "from",
        "to",
        "during",
        "of",
        "and",
        "between",
        "before",
        "after",
        "through",
        "around",
        "about",
        "circa",
        "for",
        "on",
        "late",
        "early",
        "mid",
        "the",
    ]
)


class Context:
    """The tokens of one text with what is known while it is read from left to right.

    published: the day that relative expressions count from, or None. told: the last day, month or year named, for "the next day".
    """

    def __init__(self, tokens: list[str], letters: str, published: date | None) -> None:
        self.tokens = tokens
        self.letters = letters
        self.published = published
        self.told: date | None = None
        self.told_at = -1
        self.quarter: str | None = None
        self.narrative = self._is_narrative()

    def _is_narrative(self) -> bool:
        """Does the text tell of years long past (history) and not of the days before its date (news)?"""
        years = [int(t) for t, c in zip(self.tokens, self.letters, strict=True) if c == "Y"]
        near = self.published.year if self.published else max(set(years), key=years.count) if years else 0
        far = sum(abs(y - near) > 1 for y in years)
        return far >= 6 and far > 2 * (self.letters.count("W") + self.letters.count("R"))

    def word(self, k: int) -> str:
        """Token k in lower case without white space; "" outside the text."""
        return self.tokens[k].strip().lower() if 0 <= k < len(self.tokens) else ""

    def words(self, i: int, j: int) -> list[str]:
        """Tokens i..j as `word` gives them."""
        return [self.word(k) for k in range(i, j)]

    def at(self, letters: str, i: int, j: int) -> int:
        """The first token of i..j whose class is one of `letters`, or -1."""
        return next((k for k in range(i, j) if self.letters[k] in letters), -1)

    def number(self, k: int) -> int:
        """The day of the month, year or rank at token k."""
        word = self.word(k)
        return int(word) if word.isdigit() else ordinal([word]) or 0

    def _ahead(self, i: int, j: int) -> bool:
        """Does the sentence look to what is still to come?"""
        after = self.letters[j : j + 8]
        stop = min((k for k in (after.find("_"), after.find("#")) if k >= 0), default=len(after))
        if self.word(i - 1) in ("until", "till", "by") or self.word(i - 2) in ("until", "till"):
            return True
        for k in range(i - 1, max(-1, i - 15), -1):  # the nearest verb decides
            if self.letters[k] in "_#":
                break
            if self.letters[k] == "V":
                return True
            if self.word(k) == "to" and self.word(k - 1) in _INTENDED:
                return True
            if self._past(k):
                return False
            if self.word(k) == "that":  # "will recall that in May they met": the verb behind decides
                near = next((n for n in range(j, min(j + 10, len(self.letters))) if self.letters[n] == "V" or self._past(n)), None)
                if near is not None:
                    return self.letters[near] == "V"
        return "V" in after[:stop]

    def _past(self, k: int) -> bool:
        """Is token k a verb in the past: "met", "was", "signed", but not "signed" in "will be signed"?"""
        return PAST.fullmatch(self.word(k)) is not None and not _HELPING.intersection((self.word(k - 1), self.word(k - 2)))

    @property
    def now(self) -> date | None:
        """What "last year" counts from: the day of publication."""
        return self.published

    @property
    def then(self) -> date | None:
        """What "the next day" counts from: the day told last, else the day of publication."""
        return self.told or self.published

    def _month_value(self, month: int, day: int | None, i: int, j: int) -> str | None:
        """Value of a month (and day) whose year is not said."""
        same_sentence = self.told is not None and not {"_", "#"} & set(self.letters[self.told_at : i]) and i - self.told_at < 25
        told = self.told
        if m := _RANGE_YEAR.match(self.letters, j):  # "from 3 May to 7 June 2023"
            year = int(self.word(m.end() - 1))
        elif told is not None and (self.narrative or (same_sentence and self.published and told.year != self.published.year)):
            year = told.year + (1 if told.month - month >= 9 else 0)
        elif self.published is None or self.narrative:
            return None
        else:
            year = self._year_near(month, day, i, j)
        return date(year, month, day).isoformat() if day else f"{year:04}-{month:02}"

    def _year_near(self, month: int, day: int | None, i: int, j: int) -> int:
        base = self.published
        assert base is not None
        this = date(base.year, month, min(day or base.day, 28))
        gap = (this - base).days
        ahead = self._ahead(i, j)
        if gap > 0 and (month != base.month or day):
            return base.year if ahead or gap <= NEAR else base.year - 1
        if gap < -300 or (gap < -7 and ahead and (month, day or 31) < (base.month, base.day)):
            return base.year + 1
        return base.year

    def _year(self, k: int, j: int) -> int:
        """The year at token k; before our era it is negative."""
        y = int(self.word(k).replace(",", ""))
        return -y if j > k + 1 and self.letters[j - 1] == "J" and self.word(j - 1).startswith("b") else y

    def _span_year(self, i: int, j: int) -> int | None:
        """The year that "of 2021", "of last year", "this year's" name in tokens i..j."""
        k = self.at("Y", i, j)
        if k >= 0:
            return int(self.word(k))
        u = next((k for k in range(i, j) if self.word(k) == "year"), -1)
        if u < 0:
            return None
        marker = next((k for k in range(u - 1, i - 1, -1) if self.letters[k] in "TLXHk"), -1)
        base = self.then if self.narrative or self.letters[marker] == "H" else self.now
        return base.year + self._step(marker) if base else None

    def _step(self, k: int) -> int:
        """-1 for "last", 0 for "this" and "that", 1 for "next"."""
        word = self.word(k)
        return -1 if word in LAST else 1 if word in NEXT else 0

    def _around(self, word: str, unit: str, n: int) -> Extent | None:
        """The days of "the last three weeks" or "the next two years", counted from the day of publication."""
        if not self.now or not n or unit in ("second", "minute", "hour", "night") or self.narrative:
            return None
        if word in LAST:
            return shifted(self.now, unit, -n), self.now, unit if unit in ("day", "week", "month", "year", "decade") else "vague"  # type: ignore[return-value]
        if word in NEXT:
            return self.now, shifted(self.now, unit, n), unit if unit in ("day", "week", "month", "year", "decade") else "vague"  # type: ignore[return-value]
        return None

    def _count(self, i: int, j: int) -> tuple[str, float | None, str]:
        """(number as TIMEX3 writes it, number or None, unit) of a length in tokens i..j."""
        k = next(k for k in range(j - 1, i - 1, -1) if self.letters[k] in "uUq" or self.word(k) in UNITS)
        unit = PLURALS.get(self.word(k), self.word(k))
        head = self.words(i, k)
        tail = self.words(k + 1, j)
        if "half" in head and not {"one", "two", "three"} & set(head):
            n: float | None = 0.5
        else:
            n = cardinal([w for w in head if w.replace(",", "").replace(".", "").isdigit() or is_number(w)])
            if n is None and ("a" in head or "an" in head) and not {"few", "several", "couple"} & set(head):
                n = 1.0
            elif n is None and "couple" in head:
                n = 2.0 if False else None
        if n is not None and ("half" in tail or ("half" in head and n >= 1)):
            n += 0.5
        if "dozens" in head or "hundreds" in head or "thousands" in head:
            n = None
        if unit == "fortnight":
            n = 2 * (n or 1)
        return ("X" if n is None else f"{n:g}"), n, unit

    def _relative(self, i: int, j: int, first: int, last: int) -> list[Find]:
        """ "last week", "that year", "the next day" in tokens first..last; i..j is the whole expression."""
        k = next(k for k in range(last - 1, first - 1, -1) if self.letters[k] in "Uq")
        unit = self.word(k)
        marker = self.at("TLXHk", first, k)
        word = self.word(marker)
        step = self._step(marker)
        the = self.letters[marker - 1 : marker] == "t"
        told = (
            self.letters[marker] == "H"
            or word in ("following", "previous", "preceding", "subsequent", "ensuing")
            or (the and word == "next")
        )
        base = self.then if told or self.narrative else self.now
        if word == "past" and self.word(marker - 1) not in ("this",):
            return [(i, j, CODES[unit].format(1), self._around("past", unit, 1))]
        if unit in ("second", "minute", "hour"):
            return [(i, j, None, None)]
        if base is None:
            return [(i, j, None, None)]
        if word == "past":
            step = -1
        return [(i, j, at_grain(shifted(base, unit, step), unit), None)]

    def _part(self, k: int) -> str:
        code = PARTS[self.word(k)]
        return f"T{code}"

    def _weekday(self, k: int, i: int, j: int) -> date | None:
        """The day that a weekday names; `told` decides between histories, tense between last and next."""
        number = WEEKDAYS[self.word(k)]
        marker = self.at("LTXHk", i, k)
        base = self.then if self.narrative or (marker >= 0 and self.letters[marker] == "H") else self.now
        if base is None:
            return None
        back = (base.weekday() - number) % 7
        word = self.word(marker) if marker >= 0 else ""
        if word in LAST:
            return base - timedelta(days=back or 7)
        if word in NEXT or (not self.narrative and back and self._ahead(i, j)) or self.narrative:
            return base + timedelta(days=(7 - back) % 7 or (7 if word in NEXT else 0))
        return base - timedelta(days=back)


def is_number(word: str) -> bool:
    return cardinal([word]) is not None and word not in ("a", "an", "and")
