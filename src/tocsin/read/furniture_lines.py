"""What a line of a scraped page looks like: the numbers from which its place inside or outside the article is judged.

The measures are of shape (length, sentence ends, small words, capitals, links' manner), of the words that pages use about
themselves ("subscribe", "cookies", "reply"), of the neighbours and of the place in the page. English small words; other languages
fall back on shape alone.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from tocsin.read.furniture_words import pattern, small

ENGLISH = 0.15  # share of small words in long lines; below it the text is taken for another language
_WORD = re.compile(r"[^\W\d_][\w'’-]*|\d[\d.,:]*")
_END = re.compile(r"[.!?…:;][\"'”’»)\]]*\s*$")
_FULL = re.compile(r"[.!?…][\"'”’»)\]]*(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its offsets, its words, and its own measures."""

    start: int
    end: int
    words: int
    own: tuple[float, ...]
    mass: float  # words that stand in sentences
    tail: bool
    chrome: bool  # a menu's usual word, and nothing else


OWN = (
    "log words", "ends a sentence", "holds sentences", "small words", "capitals", "commas", "digits", "about the page", "page words",
    "stamp",
    "you and we", "short", "long", "starts small", "quote", "byline", "tail heading", "repeated", "ends with colon", "bare prose", "link",
)  # fmt: skip
NEAR = (
    "mass before 1", "mass after 1", "mass before 3", "mass after 3", "mass before 8", "mass after 8", "about before 3", "about after 3",
    "short before 3", "short after 3", "small before 2", "small after 2", "prose gap before", "prose gap after",
)  # fmt: skip
PLACE = ("place", "place squared", "mass share before", "mass share after", "in main block", "before main block", "after main block",
         "tail heading since prose", "tail headings before", "first tail after mass", "stamps near", "page prose",
         "is headline", "after headline", "before headline", "just after headline", "words of headline")  # fmt: skip
FEATURES = OWN + NEAR + PLACE


def chrome(line: str) -> bool:
    """Whether a line is a menu's usual word and nothing else."""
    return len(line) <= 60 and line.count(" ") <= 6 and pattern("chrome").match(line) is not None


def _line(text: str, start: int, end: int, seen: dict[str, int], foreign: bool) -> Line:
    s = text[start:end]
    words = _WORD.findall(s)
    n = len(words)
    one = max(1, n)
    little = sum(w.lower() in small() for w in words) / one
    capitals = sum(w[0].isupper() for w in words[1:]) / max(1, n - 1)
    ends = bool(_END.search(s)) and not s.endswith((":", ";"))
    sentences = len(_FULL.findall(s))
    about = len(pattern("about").findall(s))
    mass = float(n) if n >= 8 and (little >= 0.2 or foreign) and (ends or n >= 25) else 0.0
    own = (
        math.log1p(n), float(ends), min(3.0, sentences) / 3, little, capitals, min(1.0, s.count(",") / one * 5),
        sum(w[0].isdigit() for w in words) / one, about / one, min(4.0, about) / 4, min(2.0, len(pattern("stamp").findall(s))) / 2,
        min(1.0, len(pattern("second").findall(s)) / one * 5), float(n <= 6), float(n >= 25), float(s[:1].islower()),
        float(s[:1] in "\"'“‘«"),
        float(bool(pattern("byline").match(s))), float(bool(pattern("tail").match(s)) and n <= 12),
        float(seen.get(s, 1) > 1), float(s.endswith(":")),
        float(n >= 10 and little >= 0.3 and ends), float(n >= 3 and n <= 16 and not ends and capitals >= 0.5),
    )  # fmt: skip
    return Line(start, end, n, own, mass, bool(own[16]), chrome(s))


def lines(text: str) -> list[Line]:
    """The lines of a text that hold something, in order."""
    bounds = [(m.start(), m.end()) for m in re.finditer(r"[^\s](?:[^\n]*[^\s])?", text)]
    seen: dict[str, int] = {}
    for a, b in bounds:
        seen[text[a:b]] = seen.get(text[a:b], 0) + 1
    prose = [w for a, b in bounds if b - a >= 100 for w in _WORD.findall(text[a:b])]
    foreign = sum(w.lower() in small() for w in prose) < ENGLISH * len(prose)
    return [_line(text, a, b, seen, foreign) for a, b in bounds]


def _main_block(mass: list[float], words: list[int]) -> tuple[int, int]:
    """The run of lines [a, b) in which sentences outweigh everything else most."""
    best, run, a, out = 0.0, 0.0, 0, (0, 0)
    for i, m in enumerate(mass):
        gain = m if m else -max(3.0, float(words[i]))
        if run <= 0:
            run, a = 0.0, i
        run += gain
        if run > best:
            best, out = run, (a, i + 1)
    return out


def _headline(page: list[Line], text: str) -> tuple[list[float], int]:
    """For each line the share of its words that stand in the page's title (its first line), and the line that repeats it best, or -1."""
    title = {w.lower() for w in _WORD.findall(text[page[0].start : page[0].end])} if page else set()
    shares, best, at = [], 0.5, -1
    for i, x in enumerate(page):
        words = {w.lower() for w in _WORD.findall(text[x.start : x.end])} if x.words <= 40 else set()
        common = len(words & title)
        shares.append(common / len(words) if len(words) >= 3 else 0.0)
        both = common / max(1, len(words | title))
        if i and len(words) >= 3 and both >= best - (0.1 if at < 0 else 0.0) and (both > best or at < 0):
            best, at = both, i
    return shares, at


_SMALL, _ABOUT, _STAMP, _SHORT = (OWN.index(name) for name in ("small words", "about the page", "stamp", "short"))


def _mass(page: list[Line], low: int, high: int) -> float:
    """The words in sentences of lines low..high, on a log scale."""
    return math.log1p(sum(x.mass for x in page[max(0, low) : max(0, high)])) / 5


def _mean(page: list[Line], low: int, high: int, which: int) -> float:
    """The mean of one of the own measures over lines low..high; 0 where there are none."""
    part = page[max(0, low) : max(0, high)]
    return sum(x.own[which] for x in part) / len(part) if part else 0.0


def measures(page: list[Line], text: str) -> list[list[float]]:
    """Shape (lines, len(FEATURES))."""
    log, n = math.log1p, len(page)
    shares, headline = _headline(page, text)
    mass = [x.mass for x in page]
    sums = [0.0, *accumulate(mass)]
    total = sums[-1] or 1.0
    a, b = _main_block(mass, [x.words for x in page])
    prose = [i for i, m in enumerate(mass) if m]
    tails = [i for i, x in enumerate(page) if x.tail]
    first_tail = next((i for i in tails if sums[i] > 0.25 * total), n)
    out = []
    for i, x in enumerate(page):
        k = bisect_left(prose, i)
        previous = prose[k - 1] if k else -30
        k += k < len(prose) and prose[k] == i
        following = prose[k] if k < len(prose) else n + 30
        t = bisect_left(tails, i + 1)
        last_tail = tails[t - 1] if t else -1
        place, after = i / max(1, n - 1), 0 <= headline < i
        out.append([
            *x.own,
            _mass(page, i - 1, i), _mass(page, i + 1, i + 2), _mass(page, i - 3, i), _mass(page, i + 1, i + 4),
            _mass(page, i - 8, i), _mass(page, i + 1, i + 9), _mean(page, i - 3, i, _ABOUT), _mean(page, i + 1, i + 4, _ABOUT),
            _mean(page, i - 3, i, _SHORT), _mean(page, i + 1, i + 4, _SHORT),
            _mean(page, i - 2, i, _SMALL), _mean(page, i + 1, i + 3, _SMALL),
            log(min(30, i - previous)) / 3, log(min(30, following - i)) / 3,
            place, place * place, sums[i] / total, (total - sums[i + 1]) / total, float(a <= i < b),
            log(max(0, a - i)) / 5, log(max(0, i - b + 1)) / 5,
            float(last_tail > previous), min(5, t) / 5, float(i >= first_tail), _mean(page, i - 2, i + 3, _STAMP), log(total) / 8,
            float(i == headline), float(after), log(max(0, headline - i)) / 5, float(after and i <= headline + 4), shares[i],
        ])  # fmt: skip
    return out


def matrix(page: list[Line], text: str) -> Any:
    """The measures as an array."""
    import numpy as np

    return np.array(measures(page, text), dtype=float).reshape(len(page), len(FEATURES))
