"""Rules for what has a date of its own: days, months, years, decades, centuries, quarters."""

from __future__ import annotations

import re
from datetime import date, timedelta

from tocsin.understand.calendar import at_grain, extent, months, shifted
from tocsin.understand.numerals import TENS, cardinal, ordinal
from tocsin.understand.timecontext import PREPOSITIONS, Context, Find
from tocsin.understand.timewords import CODES, DECADES, MONTHS, PLURALS

_PLURAL_NOUN = re.compile(r"[a-z]{3,}s$|people$|men$|women$|children$|troops$|percent$")


class Dates(Context):
    """Absolute expressions; each method `_on_<rule>` reads the match of that rule of the grammar."""

    def _on_iso(self, i: int, j: int) -> list[Find]:
        word = self.word(i)
        parts = [int(p) for p in re.findall(r"\d+", word)]
        if "-" in word:
            value = date(*parts[:3]).isoformat() + ("T" + self.tokens[i].strip().split("T")[1] if "t" in word else "")
            return [(i, j, value, None)]
        a, b, year = parts
        year += 0 if year > 99 else 2000 if year < 70 else 1900
        if not 1 <= a <= 31 or not 1 <= b <= 31 or min(a, b) > 12:
            return []
        if a <= 12 and b <= 12 and a != b:
            return [(i, j, None, None)] if "/" in word or len(word) >= 8 else []  # which is the month cannot be told
        month, day = (b, a) if a > 12 or "." in word else (a, b)
        return [(i, j, date(year, month, day).isoformat(), None)]

    def _dated(self, i: int, j: int) -> str | None:
        """Value of month, day and year, in whatever order they stand."""
        m = self.at("M", i, j)
        month = MONTHS[self.word(m)]
        after = self.at("Do", m + 1, j)
        d = after if after >= 0 and self.letters[after - 1 : after + 1] != "Y" else self.at("Do", i, m)
        if after >= 0 and j > after + 1 and self.letters[after + 1] == "J":
            d = self.at("Do", i, m)
        day = self.number(d)
        if not 1 <= day <= 31:
            return None
        y = self.at("Y", m + 1, j)
        if y < 0 and self.letters[j - 1] == "J":
            y = j - 2
        if y < 0:
            return self._month_value(month, day, i, j)
        year = self._year(y, j)
        return f"BC{-year:04}-{month:02}-{day:02}" if year < 0 else date(year, month, day).isoformat()

    def _on_mdy(self, i: int, j: int) -> list[Find]:
        return [(i, j, self._dated(i, j), None)]

    def _on_dmy(self, i: int, j: int) -> list[Find]:
        return [(i, j, self._dated(i, j), None)]

    def _on_mdrange(self, i: int, j: int) -> list[Find]:
        m, year = self.at("M", i, j), self.at("Y", i, j)
        first = self.at("D", m, j)
        month = MONTHS[self.word(m)]
        y = int(self.word(year)) if year >= 0 else None
        values = [
            date(y, month, self.number(k)).isoformat() if y else self._month_value(month, self.number(k), i, j) for k in (first, first + 2)
        ]
        return [(i, first + 1, values[0], None), (first + 2, j, values[1], None)]

    def _on_dmrange(self, i: int, j: int) -> list[Find]:
        m, year = self.at("M", i, j), self.at("Y", i, j)
        month = MONTHS[self.word(m)]
        y = int(self.word(year)) if year >= 0 else None
        values = [date(y, month, self.number(k)).isoformat() if y else self._month_value(month, self.number(k), i, j) for k in (i, i + 2)]
        return [(i, i + 1, values[0], None), (i + 2, j, values[1], None)]

    def _on_my(self, i: int, j: int) -> list[Find]:
        m, y = self.at("M", i, j), self.at("Y", i, j)
        return [(i, j, f"{int(self.word(y)):04}-{MONTHS[self.word(m)]:02}", None)]

    def _on_mrange(self, i: int, j: int) -> list[Find]:
        y = self.at("Y", j, j + 5)
        return [(i, j, f"{int(self.word(y)):04}-{MONTHS[self.word(i)]:02}", None)]

    def _on_monthof(self, i: int, j: int) -> list[Find]:
        m = self.at("M", i, j)
        base = self.then if self.letters[j - 2] == "H" or self.narrative else self.now
        if base is None:
            return [(i, j, None, None)]
        return [(i, j, f"{base.year + self._step(j - 2):04}-{MONTHS[self.word(m)]:02}", None)]

    def _on_month(self, i: int, j: int) -> list[Find]:
        m = self.at("M", i, j)
        word = self.word(m)
        before = self.word(i - 1)
        if len(word) <= 3 and word != "may" and self.letters[j - 1] != "_":
            return []
        if word in ("may", "march") and i == m and before not in PREPOSITIONS and self.letters[i - 1 : i] not in ("V", "~"):
            return []
        if self.letters[j : j + 1] not in ("", "_", "C", "#") and self.tokens[j].strip()[:1].isupper() and before not in PREPOSITIONS:
            return []  # a person: "April Ryan"
        return [(i, j, self._month_value(MONTHS[word], None, i, j), None)]

    def _on_bc(self, i: int, j: int) -> list[Find]:
        k = self.at("YND", i, j)
        m = self.at("M", i, j)
        era = self.at("J", i, j)
        if k < 0 or not self.tokens[era].strip()[0].isupper():
            return []
        n = int(float(self.word(k).replace(",", "")))
        prefix = "BC" if self.word(era).startswith("b") else ""
        return [(i, j, f"{prefix}{n:04}" + (f"-{MONTHS[self.word(m)]:02}" if m >= 0 else ""), None)]

    def _on_weekof(self, i: int, j: int) -> list[Find]:
        """ "the first week of March", "the week of March 6", "the last days of 1991"."""
        m, u = self.at("M", i, j), self.at("Uu", i, j)
        d = self.at("D", m, j)
        y = self.at("Y", m, j)
        month = MONTHS[self.word(m)]
        base = f"{int(self.word(y)):04}-{month:02}" if y >= 0 else self._month_value(month, self.number(d) if d >= 0 else None, i, j)
        if base is None:
            return [(i, j, None, None)]
        if d >= 0:
            return [(i, j, at_grain(date.fromisoformat(base[:10] if len(base) > 7 else f"{base}-{self.number(d):02}"), "week"), None)]
        first, last, _ = extent(base)
        rank = self.word(u - 1)
        if first is None or last is None or self.word(u) not in ("week", "days"):
            return [(i, j, base, None)]
        n = -1 if rank == "last" else (ordinal([rank]) or 1) - 1
        a, b = (last - timedelta(days=6), last) if n < 0 else (first + timedelta(days=7 * n), first + timedelta(days=7 * n + 6))
        return [(i, j, base, (a, b, "week"))]

    def _on_wordyear(self, i: int, j: int) -> list[Find]:
        """ "nineteen ninety-six", "the year two thousand"."""
        k = self.at("n", i, j)
        words = self.words(k, j)
        century = (
            words[0] in ("eighteen", "nineteen", "twenty")
            and len(words) > 1
            and (words[1] in TENS or words[1] in ("ten", "sixteen", "eighteen"))
        )
        n = cardinal(words)
        if n is None or not (century or (k > i and words[0] == "two")) or not 1500 < n < 2100:
            return []
        m = self.at("M", i, k)
        return [(i, j, f"{n:.0f}" + (f"-{MONTHS[self.word(m)]:02}" if m >= 0 else ""), None)]

    def _on_year(self, i: int, j: int) -> list[Find]:
        k = self.at("Yz", i, j)
        word = self.word(k)
        if self.letters[k] == "z":
            return [(i, j, str(1900 + int(word[1:])), None)] if int(word[1:]) > 20 else []
        n = int(word)
        before, after = self.word(i - 1), self.word(j)
        if before in ("$", "£", "€", "no", "flight", "room", "number", "#", "about", "over", "than", "some", "nearly"):
            return []
        if self.letters[j : j + 1] in ("U", "u", "n") or after in ("%", "percent", "km", "miles", "meters", "metres", "mph", "feet"):
            return []
        if i == k and before not in PREPOSITIONS and (n < 1700 or (_PLURAL_NOUN.search(after) and self.tokens[j][:1] == " ")):
            return []
        if n < 1500 and self.letters[j : j + 1] not in ("_", "C", "#", ""):
            return []
        return [(i, j, f"{n:04}", None)]

    def _on_yrange(self, i: int, j: int) -> list[Find]:
        first, second = self.word(i), self.word(j - 1)
        if len(second) == 1 or int(first) < 1200:
            return [(i, i + 1, first, None)]
        whole = first[: 4 - len(second)] + second
        return [(i, i + 1, first, None), (j - 1, j, whole, None)] if int(whole) > int(first) else [(i, i + 1, first, None)]

    def _on_decade(self, i: int, j: int) -> list[Find]:
        k = self.at("d", i, j)
        word = self.word(k)
        digits = re.sub(r"\D", "", word)
        if word in DECADES:
            if self.word(k - 1) != "the" and self.letters[k - 1] != "e" and self.letters[k - 1] != "o":
                return []
            return [(i, j, f"19{DECADES[word]}", None)]
        if len(digits) == 4:
            if digits[:2] in ("10", "11"):
                return []
            return [(i, j, digits[:2] if digits.endswith("00") and k > 0 and int(digits) < 1900 else digits[:3], None)]
        if word[0] not in "'’" and self.letters[k - 1] not in "te~":
            return []
        return [(i, j, ("20" if digits[0] in "01" else "19") + digits[0], None)]

    def _on_century(self, i: int, j: int) -> list[Find]:
        u = self.at("U", i, j)
        rank = ordinal([w for w in self.words(i, u) if w not in ("the", "early", "late", "mid", "end", "of", "-")]) or 0
        if self.word(u) != "century":
            return []
        if self.letters[j - 1] == "J" and self.word(j - 1).startswith("b"):
            return [(i, j, f"BC{rank - 1:02}", None)]
        return [(i, j, f"{rank - 1:02}", None)] if rank > 1 else []

    def _on_fiscal(self, i: int, j: int) -> list[Find]:
        k = self.at("Y", i, j)
        if k >= 0:
            return [(i, j, self.word(k), None)]
        step = self._step(self.at("TLX", i, j))
        return [(i, j, f"{self.now.year + step}" if self.now and self.at("TLX", i, j) >= 0 else None, None)]

    def _on_quarter(self, i: int, j: int) -> list[Find]:
        rank = next((ordinal([self.word(k)]) for k in range(i, j) if self.letters[k] == "o"), None)
        if j - i == 2 and self.letters[i] == "t":
            return [(i, j, self.quarter or self._last_quarter(), None)] if not self.narrative else []
        year = self._span_year(i, j)
        if rank is None:
            marker = self.at("LTX", i, j)
            if self.word(marker) == "latest":
                return [(i, j, self.quarter or self._last_quarter(), None)]
            base = self.now
            return [(i, j, at_grain(shifted(base, "quarter", self._step(marker)), "quarter") if base else None, None)]
        if rank > 4:
            return []
        if year is None:
            base = self.then if self.narrative else self.now
            if base is None:
                return [(i, j, None, None)]
            year = base.year - (3 * rank - 2 > base.month and not self._ahead(i, j) and rank == 4 and base.month < 9)
        self.quarter = f"{year:04}-Q{rank}"
        return [(i, j, self.quarter, None)]

    def _last_quarter(self) -> str | None:
        return at_grain(shifted(self.now, "quarter", -1), "quarter") if self.now else None

    def _on_firstn(self, i: int, j: int) -> list[Find]:
        u = self.at("u", i, j)
        c = self.at("ogLXT", i, u)
        words = [w for w in self.words(c + 1, u) if w not in ("few", "couple", "several", "many")]
        n = int(cardinal(words) or 0)
        unit = PLURALS[self.word(u)]
        value = CODES[unit].format(n or "X")
        year = self._span_year(u, j)
        if u + 1 == j or year is None or unit != "month" or not 0 < n <= 12:
            return [(i, j, value, self._around(self.word(c), unit, n) if u + 1 == j else None)]
        first = self.word(c) == "first"
        a, b = months(year, 1, n) if first else months(year, 13 - n, 12)
        return [(i, j, value, (a, b, "quarter" if n == 3 else "month"))]

    def _on_half(self, i: int, j: int) -> list[Find]:
        h = self.at("h", i, j)
        which = self.word(h - 1)
        d = self.at("d", h, j)
        if d >= 0:
            return self._on_decade(d, d + 1) and [(i, j, self._on_decade(d, d + 1)[0][2], None)]
        year = self._span_year(h, j)
        rank = 1 if which in ("first", "early") else 2
        if self.letters[j - 1] == "U" and self.word(j - 1) != "year":
            return self._relative(i, j, h, j)
        return [(i, j, f"{year:04}-H{rank}" if year else None, None)]
