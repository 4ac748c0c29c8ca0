"""What an expression of time means: its TIMEX3 value, against the document's date or the dates told before it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from tocsin.understand.calendar import at_grain, extent, shifted
from tocsin.understand.numerals import SCALES, cardinal
from tocsin.understand.timecontext import LAST, NEXT, Find
from tocsin.understand.timedates import Dates
from tocsin.understand.timelengths import Lengths
from tocsin.understand.timewords import DEICTIC, MONTHS, PARTS, SEASON, WEEKDAYS, ZONES


class Reading(Dates, Lengths):
    """All rules, and the expressions that count from another day."""

    def __init__(self, tokens: list[str], letters: str, published: date | None) -> None:
        super().__init__(tokens, letters, published)
        self.rules: dict[str, Callable[[int, int], list[Find]]] = {
            name.removeprefix("_on_"): getattr(self, name) for name in dir(self) if name.startswith("_on_")
        }

    def of(self, rule: str, i: int, j: int) -> list[Find]:
        """The expressions in tokens[i:j], which `rule` of the grammar matched; none where it is no time after all."""
        i, j = self._trimmed(rule, i, j)
        try:
            out = self.rules[rule](i, j)
        except (ValueError, OverflowError):
            return [(i, j, None, None)]
        for _, last, value, _days in out:
            if value and value[:4].isdigit() and len(value) >= 4 and rule not in ("unitref", "dayref", "part", "yearago", "ago"):
                day = extent(value)[0]
                if day is not None:
                    self.told, self.told_at = day, last
        return out

    def _trimmed(self, rule: str, i: int, j: int) -> tuple[int, int]:
        """The expression without what the grammar took in passing: a full stop, "over" in "over the past week"."""
        if self.letters[j - 1] == "_" and j - i > 1 and not self._abbreviated(j - 2):
            j -= 1
        if rule in ("past", "dur", "vague", "ago", "firstn"):
            while j - i > 1 and (
                (self.letters[i] == "i" and self.word(i) != "at") or (self.letters[i] in "im" and self.letters[i + 1] in "tTLkXZ")
            ):
                i += 1
            if (self.word(i) == "up" and self.word(i + 1) != "to") or (self.word(i) == "at" and self.word(i + 1) not in ("least", "most")):
                i += 1
        if (
            rule == "dur"
            and self.letters[i] in "at"
            and self.letters[j - 1] in "Ul"
            and self.at("nDN", i, j) == i + 1
            and self.word(i + 1) not in SCALES
        ):
            i += 1
        if rule in ("quarter", "yearago") and self.letters[i] in "ta" and "~" in self.letters[i:j]:
            i += 1
        return i, j

    def _abbreviated(self, k: int) -> bool:
        word = self.word(k)
        return (word in MONTHS or word in WEEKDAYS) and len(word) <= 5 and word not in ("may", "june", "july", "march", "april")

    def _on_ago(self, i: int, j: int) -> list[Find]:
        _, n, unit = self._count(i, j - 1)
        word = self.word(j - 1)
        base = self.now if word == "ago" and not self.narrative else self.then
        sign = 1 if word == "later" else -1
        if unit == "year" and n == 1 and self.quarter and not self.narrative:
            return [(i, j, f"{int(self.quarter[:4]) - 1}{self.quarter[4:]}", None)]
        if n is None:
            return [(i, j, "FUTURE_REF" if sign > 0 else "PAST_REF", None)]
        if base is None:
            return [(i, j, None, None)]
        if unit in ("hour", "minute", "second"):
            return [(i, j, base.isoformat() if n < 12 else None, None)]
        unit = "day" if unit == "night" else unit
        day = shifted(base, unit, sign * int(n))
        grain = "day" if unit in ("week", "fortnight") else unit
        return [(i, j, at_grain(day, grain), None)]

    def _on_yearago(self, i: int, j: int) -> list[Find]:
        u = self.at("U", i, j)
        unit = self.word(u)
        if unit == "year" and self.quarter:
            return [(i, j, f"{int(self.quarter[:4]) - 1}{self.quarter[4:]}", None)]
        base = self.now
        return [(i, j, at_grain(shifted(base, unit, -1), unit) if base else None, None)]

    def _on_unitref(self, i: int, j: int) -> list[Find]:
        if self.at("TLXHk", i, j) < 0:
            return self._on_theunit(i, j)
        if self.letters[i] == "X" and self.word(i) in ("upcoming",):
            return []
        return self._relative(i, j, i, j)

    def _on_theunit(self, i: int, j: int) -> list[Find]:
        """ "the year", "the end of the month": the one that is told of."""
        unit = self.word(j - 1)
        if unit in ("second", "minute", "hour", "decade", "century") or (j - i == 2 and unit != "year" and unit != "week"):
            return []
        if j - i == 2 and self.word(i - 1) in ("of",):
            return []
        base = self.then if self.narrative else self.now
        return [(i, j, at_grain(base, unit) if base else None, None)]

    def _on_yearend(self, i: int, j: int) -> list[Find]:
        if self.letters[j - 1] != "B" or self.word(j - 1) not in ("end", "start", "close"):
            return []
        unit = self.word(self.at("U", i, j))
        base = self.then if self.narrative else self.now
        if base is None or unit not in ("year", "month"):
            return [(i, j, None, None)] if unit in ("year", "month") else []
        if self.word(j - 1) == "start":
            return [(i, j, at_grain(base, unit), None)]
        value = f"{base.year}-12-31" if unit == "year" and not self.narrative else at_grain(base, unit)
        return [(i, j, value, None)]

    def _on_monthref(self, i: int, j: int) -> list[Find]:
        m, marker = self.at("M", i, j), self.at("LTXH", i, j)
        month = MONTHS[self.word(m)]
        if len(self.word(m)) <= 3 and self.word(m) != "may":
            return []
        base = self.then if self.narrative or self.letters[marker] == "H" else self.now
        if base is None:
            return [(i, j, None, None)]
        word = self.word(marker)
        year = base.year
        if word in LAST and month >= base.month:
            year -= 1
        elif word in NEXT and month <= base.month:
            year += 1
        return [(i, j, f"{year:04}-{month:02}", None)]

    def _on_season(self, i: int, j: int) -> list[Find]:
        k = self.at("S", i, j)
        word = self.word(k)
        marker = self.at("LTXH", i, k)
        year = self._span_year(k, j)
        before = self.word(i - 1)
        the = self.letters[k - 1 : k] == "t" and k - 1 >= i
        alone = marker < 0 and year is None and not the and self.letters[i] == "S"
        if alone and before not in ("in", "by", "since", "until", "during", "through", "and", "of", "to", "till", "from"):
            return []
        if word in ("fall", "spring") and year is None and ((the and self.word(j) == "of") or (alone and before in ("to", "and", "of"))):
            return []
        code = SEASON[word]
        base = self.then if self.narrative or (marker >= 0 and self.letters[marker] == "H") else self.now
        if year is None and base is not None and not (self.narrative and self.told is None):
            first = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
            year = base.year
            label = self.word(marker) if marker >= 0 else ""
            if label in LAST and first + 2 >= base.month:
                year -= 1
            elif label in NEXT and first <= base.month:
                year += 1
            elif not label and not self.narrative and first > base.month and not self._ahead(i, j):
                year -= 1
        return [(i, j, f"{year:04}-{code}" if year else None, None)]

    def _on_weekday(self, i: int, j: int) -> list[Find]:
        k = self.at("W", i, j)
        word = self.word(k)
        if not word.endswith("day"):
            nxt = self.letters[k + 1 : k + 2]
            if nxt not in ("C", "_", "P") or self.letters[i] != "W" or (word in ("sun", "sat") and nxt != "_"):
                return []
        if self.word(i - 1) in ("black", "bloody", "ash", "palm", "good", "super") and self.tokens[i - 1].strip()[0].isupper():
            return []
        day = self._weekday(k, i, j)
        if day is None:
            number = WEEKDAYS[word]
            return [(i, j, f"XXXX-WXX-{number + 1}", None)]
        p = self.at("P", k, j)
        return [(i, j, day.isoformat() + (self._part(p) if p >= 0 else ""), None)]

    def _on_weekend(self, i: int, j: int) -> list[Find]:
        marker = self.at("TLXHk", i, j)
        if self.word(j - 1) == "weekends":
            return [(i, j, "XXXX-WXX-WE", None)]
        base = self.then if self.narrative else self.now
        if base is None:
            return [(i, j, None, None)]
        word = self.word(marker) if marker >= 0 else ""
        saturday = base + timedelta(days=5 - base.weekday())  # of this week, Monday first
        if word in LAST and word != "past":
            saturday -= timedelta(days=7)
        elif word in NEXT:
            saturday += timedelta(days=7 if base.weekday() >= 5 else 0)
        elif base.weekday() < 5 and not self._ahead(i, j) and base.weekday() < {"": 4, "past": 5, "this": 2}.get(word, 0):
            saturday -= timedelta(days=7)
        year, week, _ = saturday.isocalendar()
        return [(i, j, f"{year:04}-W{week:02}-WE", None)]

    def _on_dayref(self, i: int, j: int) -> list[Find]:
        k = self.at("R", i, j)
        word = self.word(k)
        base = self.now
        if word == "today" and self.narrative:
            return [(i, j, "PRESENT_REF", None)]
        if base is None:
            return [(i, j, "PRESENT_REF" if word == "today" else None, None)]
        day = base + timedelta(days=DEICTIC[word])
        if (b := self.at("b", i, j)) >= 0:  # "the day before yesterday"
            return [(i, j, (day + timedelta(days=1 if self.word(b) == "after" else -1)).isoformat(), None)]
        if word == "overnight":  # the night from one day to the next: that before the page, or that of the weekday named
            if (w := self._next_weekday(j)) is not None:
                return [(i, j, w.isoformat() + "TNI", (w - timedelta(days=1), w, "part of day"))]
            return [(i, j, day.isoformat() + "TNI", (day - timedelta(days=1), day, "part of day"))]
        p = self.at("P", i, j)
        part = self._part(p) if p >= 0 else "TNI" if word in ("tonight", "overnight") else ""
        return [(i, j, day.isoformat() + part, None)]

    def _on_part(self, i: int, j: int) -> list[Find]:
        k = self.at("P", i, j)
        word = self.word(k)
        marker = self.letters[i]
        clock = ":" in PARTS[word]
        if i == k:
            if not clock and not (
                word in ("dawn", "dusk", "nightfall", "daybreak", "sunrise", "sunset")
                and self.word(i - 1) in ("at", "by", "before", "after", "until")
            ):
                return []
        elif self.letters[i] == "a" or (self.letters[i] == "o" and marker != "L"):
            return []
        step = self._step(i if marker != "t" else i + 1) if marker in "LXTt" else 0
        base = self.then if marker in "tH" or i == k or self.narrative else self.now
        if word in ("dawn", "eve") and marker == "t" and self.word(j) == "of":
            return []
        if i == k and (w := self._next_weekday(j)) is not None:
            return [(i, j, w.isoformat() + self._part(k), None)]
        if base is None:
            return [(i, j, None, None)]
        return [(i, j, (base + timedelta(days=step)).isoformat() + self._part(k), None)]

    def _next_weekday(self, j: int) -> date | None:
        """The day of a weekday that stands right behind ("dawn on Thursday"), or None."""
        w = j + (self.letters[j : j + 1] == "i")
        return self._weekday(w, w, w + 1) if self.letters[w : w + 1] == "W" else None

    def _on_clock(self, i: int, j: int) -> list[Find]:
        k = self.at("cDnNY", i, j)
        word = self.word(k)
        z = self.at("0", i, j)
        if self.letters[k] in "NYD" and z == k + 1:  # "0400 GMT"
            if len(word) != 4 or not word.isdigit():
                return []
            word = f"{word[:2]}:{word[2:]}"
        hour, minute = (int(x) for x in [*word.split(":"), "0"][:2]) if self.letters[k] != "n" else (int(cardinal([word]) or 99), 0)
        if not 0 <= hour <= 24 or minute > 59:
            return []
        p = self.at("p", k, j)
        half = self.word(p) if p >= 0 else ""
        if (
            self.letters[k] == "c"
            and p < 0
            and z < 0
            and self.word(k - 1)
            not in (
                "at",
                "by",
                "around",
                "about",
                "until",
                "from",
                "to",
                "before",
                "after",
                "since",
                "shortly",
                "-",
                "–",
                "and",
                "than",
                "gmt",
            )
        ):
            return []
        if half.startswith("p") and hour < 12:
            hour += 12
        elif half.startswith("a") and hour == 12:
            hour = 0
        w, r, part = self.at("W", k, j), self.at("R", k, j), self.at("P", k, j)
        if part >= 0 and self.word(part) in ("afternoon", "evening", "night") and hour < 12 and not half.startswith(("a", "p")):
            hour += 12
        day = self._weekday(w, i, j) if w >= 0 else self.now + timedelta(days=DEICTIC[self.word(r)]) if r >= 0 and self.now else None
        if day is None and w < 0 and r < 0:
            day = self.then
        zone = ZONES[self.word(z)] if z >= 0 else ""
        return [(i, j, f"{day.isoformat()}T{hour:02}:{minute:02}{zone}" if day else None, None)]
