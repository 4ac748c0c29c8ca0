"""Rules for lengths, recurrences and what is vague."""

from __future__ import annotations

from datetime import date, timedelta

from tocsin.knowledge.holidays import holidays
from tocsin.understand.calendar import Extent, easter, nth_weekday, shifted
from tocsin.understand.numerals import cardinal
from tocsin.understand.timecontext import LAST, NEAR, NEXT, Context, Find, is_number
from tocsin.understand.timewords import CODES, MONTHS, PLURALS, REFERENCES, SEASON, SETS, WEEKDAYS


class Lengths(Context):
    """Durations, sets and references; each method `_on_<rule>` reads the match of that rule of the grammar."""

    def _on_set(self, i: int, j: int) -> list[Find]:
        letter, word = self.letters[j - 1], self.word(j - 1)
        if letter == "v":
            return [(i, j, SETS[word], None)]
        if letter == "Q":
            return [(i, j, f"XXXX-WXX-{WEEKDAYS[word[:-1]] + 1}", None)]
        if letter == "W":
            return [(i, j, f"XXXX-WXX-{WEEKDAYS[word] + 1}", None)]
        if letter == "M":
            return [(i, j, f"XXXX-{MONTHS[word]:02}", None)]
        if letter == "S":
            return [(i, j, f"XXXX-{SEASON[word]}", None)]
        if letter == "P":
            return [(i, j, "XXXX-XX-XX" + self._part(j - 1), None)]
        if letter == "K":
            return [(i, j, "XXXX-WXX-WE", None)]
        unit = PLURALS.get(word, word)
        n = cardinal(self.words(i + 1, j - 1)) if letter == "u" else (2 if self.word(i + 1) == "other" else 1)
        return [(i, j, CODES[unit].format(f"{n or 1:g}"), None)]

    def _length(self, i: int, j: int) -> str:
        text, n, unit = self._count(i, j)
        if unit in ("decade", "century") and n is not None:
            return f"P{int(n) * (10 if unit == 'decade' else 100)}Y"
        if n is not None and n % 1 == 0.5:
            whole = int(n)
            if unit == "year":
                return f"P{whole}Y6M" if whole else "P6M"
            if unit == "hour":
                return f"PT{whole}H30M" if whole else "PT30M"
            if unit == "minute":
                return f"PT{whole}M30S" if whole else "PT30S"
        if text == "X" and unit in ("decade", "century"):
            return "PXDE" if unit == "decade" else "PXCE"
        return CODES[unit].format(text)

    def _on_past(self, i: int, j: int) -> list[Find]:
        u = next(k for k in range(j - 1, i - 1, -1) if self.letters[k] in "uUq")
        unit = PLURALS.get(self.word(u), self.word(u))
        marker = self.at("LkX", i, u)
        z = self.at("Z", i, u)
        if z >= 0 and self.word(z) != "recent":
            return []
        if self.letters[u] != "u" and (z >= 0 or self.letters[i : i + 2] == "tT"):
            return []
        value = self._length(i, j)
        if self.letters[u] != "u" and self.at("nDNw", i, u) < 0:
            value = CODES[unit].format(1)
        days: Extent | None = None
        if z >= 0 and self.now and unit in ("day", "week", "month"):
            days = (shifted(self.now, unit, -6), self.now, "vague")
        elif marker >= 0:
            n = cardinal([w for w in self.words(i, u) if is_number(w) or w.isdigit()]) or (1 if self.letters[u] != "u" else 0)
            days = self._around(self.word(marker), unit, int(n))
        return [(i, j, value, days)]

    def _on_vague(self, i: int, j: int) -> list[Find]:
        return [(i, j, self._length(i, j if self.letters[j - 1] in "uU" else j - 1), None)]

    def _on_dur(self, i: int, j: int) -> list[Find]:
        if j - i == 1:
            word = self.word(i)
            if word in ("seconds", "minutes", "quarters", "nights", "hours") or self.word(i - 1) in (
                "these",
                "those",
                "his",
                "her",
                "our",
                "their",
                "my",
            ):
                return []
            if self.tokens[i].strip()[0].isupper():
                return []
            return [(i, j, self._length(i, j), None)]
        k = next(k for k in range(j - 1, i - 1, -1) if self.letters[k] in "uU")
        if self.word(k) in ("second", "quarter", "quarters") or (self.letters[j : j + 1] == "~" and self.word(j + 1) == "old"):
            return []
        return [(i, j, self._length(i, j), None)]

    def _on_reference(self, i: int, j: int) -> list[Find]:
        word = self.word(j - 1)
        if word == "past":
            if j - i == 1 or (
                self.letters[j : j + 1] in ("x", "o", "n")
                and self.tokens[j].strip().isalpha()
                and self.word(i - 1) not in ("in", "of", "from")
            ):
                return []
            return [(i, j, "PAST_REF", None)]
        if word == "future" and self.letters[i] != "t" and self.word(i - 1) not in ("in", "near"):
            return []
        if word in ("current", "recently", "now", "currently", "future", "lately", "presently", "nowadays"):
            if self.letters[i] == "t" and word != "future":
                i = j - 1
            return [(i, j, REFERENCES[word], None)]
        return []

    def _on_holiday(self, i: int, j: int) -> list[Find]:
        for length in (5, 4, 3, 2, 1):
            name = "".join(self.tokens[i : i + length]).strip().lower()
            if i + length > len(self.tokens) or name not in holidays() or not self.word(i + length - 1):
                continue
            if not self.tokens[i].strip()[0].isupper():
                return []
            h, end = holidays()[name], i + length
            year = int(self.word(end)) if self.letters[end : end + 1] == "Y" else None
            end += year is not None
            step = self.word(i - 1)
            if year is None:
                base = self.then if self.narrative else self.now
                if base is None:
                    return [(i, end, None, None)]
                year = base.year
                day = _holiday(h, year)
                if (step in LAST and day >= base) or (step not in NEXT and (day - base).days > NEAR and not self._ahead(i, end)):
                    year -= 1
                elif (step in NEXT and day <= base) or (base - day).days > 290:
                    year += 1
            return [(i, end, _holiday(h, year).isoformat(), None)]
        return []

    def _on_thattime(self, i: int, j: int) -> list[Find]:
        word = self.word(j - 1)
        if not self.narrative or word == "moment":
            return []
        return [(i, j, "PRESENT_REF" if False else None, None)]


def _holiday(h: object, year: int) -> date:
    from tocsin.knowledge.holidays import Holiday

    assert isinstance(h, Holiday)
    if h.day:
        return date(year, *h.day)
    if h.nth:
        return nth_weekday(year, *h.nth)
    return easter(year) + timedelta(days=h.easter or 0)
