"""Arithmetic on TIMEX3 values: what days a value names, the value some units further on, the value of a day at some grain."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from tocsin.records import Precision

Extent = tuple[date | None, date | None, Precision | None]
NOWHERE: Extent = (None, None, None)
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # value suffix → first month, northern hemisphere
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:(T\d\d)(:\d\d)?(:\d\d)?(?:Z|[+-]\d\d:\d\d)?|(T[A-Z]{2}))?")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_PART = re.compile(r"(\d{4})-([QHSFW])([1-4PUAI])")


def months(year: int, first: int, last: int) -> tuple[date, date]:
    """First day of month `first` and last day of month `last`; months past 12 fall into the next year."""
    (y1, m1), (y2, m2) = divmod(first - 1, 12), divmod(last - 1, 12)
    return date(year + y1, m1 + 1, 1), date(year + y2, m2 + 1, monthrange(year + y2, m2 + 1)[1])


def extent(value: str | None) -> Extent:
    """(first day, last day, precision) that a value names; Nones where it names no stretch of our calendar.

    >>> extent("2024-W10-WE")[:2]
    (datetime.date(2024, 3, 9), datetime.date(2024, 3, 10))
    """
    if not value:
        return NOWHERE
    if value.endswith("_REF"):
        return None, None, "vague"
    try:
        return _extent(value)
    except (ValueError, OverflowError):
        return NOWHERE


def _extent(value: str) -> Extent:
    if m := _DAY.fullmatch(value):
        day = date(int(m[1]), int(m[2]), int(m[3]))
        grain: Precision = "second" if m[6] else "minute" if m[5] else "hour" if m[4] else "part of day" if m[7] else "day"
        return day, day, grain
    if m := _WEEK.fullmatch(value):
        first, last = (date.fromisocalendar(int(m[1]), int(m[2]), d) for d in (6 if m[3] else 1, 7))
        return first, last, "weekend" if m[3] else "week"
    if m := _MONTH.fullmatch(value):
        return *months(int(m[1]), int(m[2]), int(m[2])), "month"
    if m := _PART.fullmatch(value):
        year, kind = int(m[1]), m[2] + m[3]
        if kind in SEASONS:
            return *months(year, SEASONS[kind], SEASONS[kind] + 2), "season"
        size = 3 if m[2] == "Q" else 6
        n = int(m[3])
        return *months(year, size * n - size + 1, size * n), "quarter" if size == 3 else "month"
    if value.isdigit() and len(value) == 4:
        return *months(int(value), 1, 12), "year"
    if value.isdigit() and len(value) in (2, 3):
        size = 10 ** (4 - len(value))
        first_year = max(1, int(value) * size)
        return date(first_year, 1, 1), date(int(value) * size + size - 1, 12, 31), "decade" if size == 10 else "century"
    return NOWHERE


def shifted(day: date, unit: str, n: int) -> date:
    """`day` moved by n units (day, week, month, year, decade, century, quarter); the 31st becomes the last of a shorter month.

    Raises ValueError or OverflowError outside the years 1 to 9999.
    """
    if unit in ("day", "week", "fortnight"):
        return day + timedelta(days=n * {"day": 1, "week": 7, "fortnight": 14}[unit])
    step = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}[unit]
    total = day.year * 12 + day.month - 1 + n * step
    year, month = divmod(total, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def at_grain(day: date, unit: str) -> str:
    """The value of the day, week, month, quarter, half, year, decade or century that `day` lies in.

    >>> at_grain(date(2024, 3, 7), "quarter")
    '2024-Q1'
    """
    if unit == "day":
        return day.isoformat()
    if unit in ("week", "fortnight"):
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}"
    if unit == "month":
        return f"{day.year:04}-{day.month:02}"
    if unit == "quarter":
        return f"{day.year:04}-Q{(day.month + 2) // 3}"
    if unit == "half":
        return f"{day.year:04}-H{1 if day.month < 7 else 2}"
    return f"{day.year:04}"[: {"decade": 3, "century": 2}.get(unit, 4)]


def easter(year: int) -> date:
    """Easter Sunday of the Western churches (the anonymous Gregorian computus)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    x = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * x) // 451
    month, day = divmod(h + x - 7 * m + 114, 31)
    return date(year, month, day + 1)


def nth_weekday(year: int, month: int, weekday: int, n: int) -> date:
    """The n-th Monday (0) … Sunday (6) of a month; n -1 is the last."""
    if n < 0:
        last = date(year, month, monthrange(year, month)[1])
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))
