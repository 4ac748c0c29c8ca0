"""Written days: "Wednesday, 13 September 2023", "Feb. 24", "2022-02-24T09:30Z", "25/05/2024" → a date, or what is missing for one."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?"
    r"|Nov(?:ember|\.)?|Dec(?:ember|\.)?|JAN(?:UARY|\.)?|FEB(?:RUARY|\.)?|MAR(?:CH|\.)?|APR(?:IL|\.)?|MAY|JUNE?\.?|JULY?\.?|AUG(?:UST|\.)?"
    r"|SEPT?(?:EMBER|\.)?|OCT(?:OBER|\.)?|NOV(?:EMBER|\.)?|DEC(?:EMBER|\.)?)"
)
_WEEKDAY = (
    r"(?:Mon(?:day)?|Tue(?:s(?:day)?)?|Wed(?:nesday)?|Thu(?:r(?:s(?:day)?)?)?|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?"
    r"|MON(?:DAY)?|TUE(?:S(?:DAY)?)?|WED(?:NESDAY)?|THU(?:R(?:S(?:DAY)?)?)?|FRI(?:DAY)?|SAT(?:URDAY)?|SUN(?:DAY)?)"
)
_NUMBER = r"(?:3[01]|[12]\d|0?[1-9])"
_ZONE = r"(?:[A-Z]{2,5}|[+-]\d{2}:?\d{2}|[ap]\.m\.)"
TIME = (
    rf"(?:[01]?\d|2[0-4])(?:[:.h][0-5]\d){{1,2}}(?:\.\d+)?(?:\s*[aApP]\.?[mM]\b\.?)?(?:\s*\(?{_ZONE}(?:/[A-Z]{{2,5}})?\)?)?"
    r"|(?:1[0-2]|[1-9])\s*[aApP]\.?[mM]\b\.?(?:\s*[A-Z]{2,4}\b)?"
)
DAY = (
    rf"(?:(?P<weekday>{_WEEKDAY})\.?(?:,|\s)\s*(?:the\s+)?)?"
    rf"(?:(?P<d1>{_NUMBER})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+(?P<m1>{_MONTH})(?:,?[\s-]+(?P<y1>(?:19|20)\d\d))?"
    rf"|(?P<m2>{_MONTH})\s+(?P<d2>{_NUMBER})(?:st|nd|rd|th)?(?![\d:])(?:,?\s+(?P<y2>(?:19|20)\d\d))?)(?![\da-z_])(?:(?<=\d)|(?!\w))"
    rf"|(?<![\d/.-])(?P<y3>(?:19|20)\d\d)(?P<s3>[-/.])(?P<m3>1[0-2]|0?[1-9])(?P=s3)(?P<d3>{_NUMBER})(?![\d/.-]\d|\d)"
    rf"|(?<![\d/.-])(?P<a4>\d{{1,2}})(?P<s4>[./-])(?P<b4>\d{{1,2}})(?P=s4)(?P<y4>(?:19|20)\d\d)(?!\d|[./-]\d)"
)
_DAY = re.compile(DAY)


@dataclass(frozen=True, slots=True)
class Day:
    """A written day. year: None where it is not written; weekday: 0 Monday .. 6, None where it is not written."""

    month: int
    day: int
    year: int | None
    weekday: int | None

    @property
    def date(self) -> datetime.date | None:
        """The date; None without a year, for a day that no calendar has, or with a weekday that contradicts it."""
        return None if self.year is None else self.within(self.year)

    def within(self, year: int) -> datetime.date | None:
        """The date in that year, under the same conditions."""
        try:
            found = datetime.date(year, self.month, self.day)
        except ValueError:
            return None
        return found if self.weekday in (None, found.weekday()) else None


def day(match: re.Match[str]) -> Day | None:
    """The day of a match of DAY; None where day and month cannot be told apart ("05/06/2024").

    >>> day(re.search(DAY, "on Feb. 24, 2022"))
    Day(month=2, day=24, year=2022, weekday=None)
    """
    g = match.groupdict()
    weekday = next((i for i, w in enumerate(_WEEKDAYS) if g["weekday"] and w.startswith(g["weekday"].lower())), None)
    if g["m1"] or g["m2"]:
        name = (g["m1"] or g["m2"]).lower().rstrip(".")
        month = next(i for i, m in enumerate(_MONTHS, 1) if m.startswith(name[:3]))
        year = g["y1"] or g["y2"]
        return Day(month, int(g["d1"] or g["d2"]), int(year) if year else None, weekday)
    if g["y3"]:
        return Day(int(g["m3"]), int(g["d3"]), int(g["y3"]), weekday)
    first, second, year = int(g["a4"]), int(g["b4"]), int(g["y4"])
    if g["s4"] == "." or first > 12 or first == second:
        return Day(second, first, year, weekday) if 1 <= second <= 12 else None
    return Day(first, second, year, weekday) if second > 12 >= first >= 1 else None


def days(text: str) -> list[tuple[re.Match[str], Day]]:
    """Every written day in a text that can be understood."""
    return [(m, d) for m in _DAY.finditer(text) if (d := day(m)) is not None]


_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2]|(?<=/)[1-9])[/-]?(0[1-9]|[12]\d|3[01]|(?<=/)[1-9])(?=[/_.-]|$)")
_MONTH_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)/([a-z]{3})/(\d{1,2})(?=/)")
_IN_SLUG = re.compile(r"[-_/]((?:19|20)\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?=[/_.?#-]|$)")


def day_in_address(address: str) -> datetime.date | None:
    """The day that a web address carries; None for a path on disk, whose days are mostly those of the collecting.

    >>> day_in_address("https://example.org/2022/02/24/invasion")
    datetime.date(2022, 2, 24)
    """
    if "://" not in address:
        return None
    path = "/" + address.split("://", 1)[1].partition("/")[2].partition("?")[0]
    if m := _MONTH_IN_ADDRESS.search(path):
        month = next((i for i, name in enumerate(_MONTHS, 1) if name.startswith(m[2])), 0)
        found = Day(month, int(m[3]), int(m[1]), None).date if month else None
        if found:
            return found
    m2 = _IN_ADDRESS.search(path) or _IN_SLUG.search(path)
    return Day(int(m2[2]), int(m2[3]), int(m2[1]), None).date if m2 else None
