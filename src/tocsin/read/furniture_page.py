"""The article inside a scraped page: every line of it is judged by its shape, its words, its neighbours and its place.

Two logistic regressions in a row: the first sees a line and its neighbourhood, the second what the first thought of the lines around
it, and where by its account the article begins and ends. Their verdict is blended with that of furniture_flat.py on the line's words.
Weights: furniture_weights.json (model card beside it).
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from tocsin.read.furniture_flat import word_scores, words
from tocsin.read.furniture_lines import FEATURES, Line, chrome, lines, matrix
from tocsin.read.furniture_phrases import Found
from tocsin.read.furniture_words import WEIGHTS

LINES, SHORT, RUN, CHROME = 20, 12, 7, 3  # a whole page has at least so many lines, short ones, of these side by side, a menu's usual words
ABOUT = 3  # or one of these words, and so many short lines about the page
FOREIGN_RUN, FOREIGN_WORDS = 12, 3.5  # or one, and so many short lines side by side that are on average no longer than this
SHORT_WORDS, SHORT_LINE = 7, 80  # words, characters: the most that a short line holds
BY_WORD = 0.4  # the part of a line's log odds that comes from its words (furniture_flat.py); more would do better on average and lose leads
EDGE = 0.42  # a line whose chance of being the article's is above this lengthens the article
WINDOWS, FAR = (1, 2, 4, 8, 16), 4  # lines; from FAR on the lines are counted beside their words
WITHIN = ("about the page", "stamp", "tail heading", "log words", "repeated", "ends a sentence", "byline")
_SIDES, _FAR_SIDES = ("before", "after", "both"), ("before", "after", "lines before", "lines after", "both")
CONTEXT = (
    *(f"{what} {k}" for k in WINDOWS for what in (_FAR_SIDES if k >= FAR else _SIDES)),
    "first score", "first chance", "article before", "article after", "article on both sides",
    "in article", "ahead of article", "behind article",
    *(f"{name} in article" for name in WITHIN),
)  # fmt: skip
ALL = (*CONTEXT, *FEATURES)


def whole_page(page: list[Line]) -> bool:
    """Whether these lines look like a scraped page with its menus rather than like a text of an author."""
    if len(page) < LINES:
        return False
    short = [x.words <= SHORT_WORDS and not x.own[1] for x in page]
    if sum(short) < SHORT:
        return False
    run = best = 0
    for s in short:
        run = run + 1 if s else 0
        best = max(best, run)
    if best < RUN:
        return False
    menus = sum(x.chrome for x in page)
    if menus >= CHROME:
        return True
    own = [x for x, s in zip(page, short, strict=True) if s]
    about = sum(x.own[7] > 0 for x in own) >= ABOUT or (best >= FOREIGN_RUN and sum(x.words for x in own) <= FOREIGN_WORDS * len(own))
    return menus > 0 and about


def article(chances: Any, words: Any) -> tuple[int, int]:
    """The run of lines [a, b) that by these chances is most surely the article's."""
    best = run = 0.0
    a, out = 0, (0, 0)
    for i, (p, w) in enumerate(zip(chances, words, strict=True)):
        if run <= 0:
            run, a = 0.0, i
        run += w * (p - EDGE)
        if run > best:
            best, out = run, (a, i + 1)
    return out


def context(page: list[Line], scores: Any, own: Any) -> Any:
    """What the first model's scores say about each line's surroundings, beside the line's own measures: shape (lines, len(ALL))."""
    import numpy as np

    n = len(page)
    w = np.array([max(1, x.words) for x in page], float)
    p = 1 / (1 + np.exp(-np.clip(scores, -30, 30)))
    i = np.arange(n)
    sums = [np.concatenate([[0.0], np.cumsum(v)]) for v in (w * p, w, p)]
    total = sums[0][-1] + 1e-6
    a, b = article(p, w)
    inside = ((i >= a) & (i < b)).astype(float)
    out = []
    for k in WINDOWS:
        near = []
        for low, high in ((i - k, i), (i + 1, i + 1 + k)):
            low, high = np.clip(low, 0, n), np.clip(high, 0, n)
            d = [s[high] - s[low] for s in sums]
            near.append((d[0] / np.maximum(1, d[1]), d[2] / np.maximum(1, high - low)))
        out += [near[0][0], near[1][0], *((near[0][1], near[1][1]) if k >= FAR else ()), np.minimum(near[0][0], near[1][0])]
    before, after = sums[0][:-1] / total, 1 - sums[0][1:] / total
    out += [scores, p, before, after, np.minimum(before, after), inside, np.log1p(np.maximum(0, a - i)), np.log1p(np.maximum(0, i - b + 1))]
    out += [own[:, FEATURES.index(name)] * inside for name in WITHIN]
    return np.concatenate([np.stack(out, axis=1), own], axis=1)


@cache
def _weights() -> tuple[Any, float, Any, float]:
    import numpy as np

    learned = json.loads(WEIGHTS.read_text(encoding="utf8"))
    first, second = learned["line"], learned["context"]
    return (
        np.array([first["weights"][name] for name in FEATURES]), first["bias"],
        np.array([second["weights"][name] for name in ALL]), second["bias"],
    )  # fmt: skip


def blended(page: list[Line], by_line: Any, at: list[tuple[int, int]], by_word: Any) -> Any:
    """The lines' log odds from both models. by_line: (lines,); by_word: (words,) for the words at `at`."""
    import numpy as np

    starts = [a for a, _ in at]
    low, high = np.searchsorted(starts, [x.start for x in page]), np.searchsorted(starts, [x.end for x in page])
    sums = np.concatenate([[0.0], np.cumsum(by_word)])
    return (1 - BY_WORD) * by_line + BY_WORD * (sums[high] - sums[low]) / np.maximum(1, high - low)


def scores(page: list[Line], text: str) -> Any:
    """The log odds that each line is the article's: shape (lines,)."""
    w, b, v, c = _weights()
    own = matrix(page, text)
    at = words(text)
    return blended(page, context(page, own @ w + b, own) @ v + c, at, word_scores(text, at))


def paged(text: str) -> list[Found]:
    """The lines of a scraped page that are not its article, side by side ones as one find; nothing where the text is no scraped page."""
    if text.count("\n") < LINES - 1:
        return []
    short = [line for line in text.split("\n") if 0 < len(line.strip()) <= SHORT_LINE]
    if len(short) < SHORT or not any(map(chrome, short)):
        return []
    page = lines(text)
    if not whole_page(page):
        return []
    keep = scores(page, text) > 0
    if not keep.any():
        return []
    inside = keep.nonzero()[0]
    out: list[Found] = []
    for i, x in enumerate(page):
        if keep[i]:
            continue
        reason = "menu" if i < inside[0] else "page end" if i > inside[-1] else "insert"
        if out and i and not keep[i - 1] and out[-1].reason == reason:
            out[-1] = Found(out[-1].start, x.end, reason)
        else:
            out.append(Found(x.start, x.end, reason))
    return out
