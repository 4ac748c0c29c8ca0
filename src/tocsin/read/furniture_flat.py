"""The article inside a scraped page that lost its line breaks: every word is judged by the density of what surrounds it.

Small words, capitals, sentence ends, commas, digits and the page's talk of itself are counted in windows to the left and right of
each word; two logistic regressions in a row turn them into log odds, the second seeing what the first thinks of the surroundings. The
likeliest path with a price on every change between article and furniture is taken, its bounds moved to a near sentence end.
Weights: furniture_weights.json (model card beside it).
"""

from __future__ import annotations

import json
import re
from functools import cache
from itertools import pairwise
from typing import Any

from tocsin.read.furniture_phrases import Found
from tocsin.read.furniture_words import WEIGHTS, pattern, small

WORDS, RUN, CHROME = 150, 10, 3  # a page has at least so many words, so many capitalised ones in a row, so many different menu words
SHORT_RUN, MUCH_CHROME = 6, 5  # or a shorter run and more menu words
PER_LINE = 40  # words: with fewer to the line the text has its line breaks yet
NEAR = (3, 8, 20, 50, 120)  # words to the left and right
AROUND = (10, 30, 80, 200)
EDGE = 0.45  # a word whose chance of being the article's is above this lengthens the article
PRICE = 10.0  # log odds that a change between article and furniture costs
CAPITALS, LONGEST = 4, 40  # words: see _begun
SNAP = 6  # words that a bound moves at most to meet a sentence end

_TOKEN = re.compile(r"[^\W\d_][\w'’-]*|\d[\d.,:]*")
_CAPITALS = r"(?:(?:[^\W\d_a-zа-яß-ÿ][\w'’.&-]*|\d+|&|\|)\s+){%d}"
_LONG, _SHORT = re.compile(_CAPITALS % RUN), re.compile(_CAPITALS % SHORT_RUN)
_STOPS = re.compile(r"[.!?…][\"”’)\]]*\s")
_COUNTED = ("small", "capital", "digit", "stop", "comma", "sign", "quote", "about", "stamp", "lower", "you")
OWN = (
    *(f"{name} {where}" for name in _COUNTED for where in (*(f"{side} {k}" for k in NEAR for side in ("left", "right")), "here")),
    "since stop", "until stop", "sentence words", "sentence small", "sentence capitals", "sentence about", "place", "place squared",
    "prose before", "prose after", "prose", "prose left 100", "prose right 100", "prose left 300", "prose right 300",
)  # fmt: skip
CONTEXT = (
    *(f"{what} {k}" for k in AROUND for what in ("left", "right", "both")),
    "first score", "first chance", "article before", "article after", "article on both sides",
    "in article", "ahead of article", "behind article",
)  # fmt: skip
ALL = (*CONTEXT, *OWN)


def flat_page(text: str) -> bool:
    """Whether this looks like a whole scraped page without its line breaks."""
    if len(text) < WORDS * 5 or len(text) < PER_LINE * 5 * text.count("\n"):
        return False
    menu = set()
    for m in pattern("menu").finditer(text):
        menu.add(m[0])
        if len(menu) >= MUCH_CHROME:
            return _SHORT.search(text) is not None
    return len(menu) >= CHROME and _LONG.search(text) is not None


def words(text: str) -> list[tuple[int, int]]:
    """Offsets of the words."""
    return [m.span() for m in _TOKEN.finditer(text)]


def _counted(text: str, at: list[tuple[int, int]]) -> dict[str, Any]:
    """For each kind of thing counted, 1 at the words that have it."""
    import numpy as np

    n, little = len(at), small()
    rows: dict[str, Any] = {name: np.zeros(n) for name in _COUNTED}
    for i, (a, b) in enumerate(at):
        w = text[a:b]
        lower = w.lower()
        gap = text[b : at[i + 1][0]] if i + 1 < n else "."
        rows["small"][i] = lower in little
        rows["digit"][i] = w[0].isdigit()
        rows["capital"][i] = w[0].isupper()
        rows["lower"][i] = not (w[0].isupper() or w[0].isdigit())
        rows["you"][i] = lower in ("you", "your", "we", "our", "us")
        if gap != " ":
            rows["stop"][i] = len(gap) > 1 and gap[0] in ".!?…"
            rows["comma"][i] = "," in gap
            rows["sign"][i] = any(c in gap for c in "|»›•·/#@©")
            rows["quote"][i] = any(c in gap for c in '"“”‘')
    starts = np.array([a for a, _ in at])
    for name in ("about", "stamp"):
        hits = np.searchsorted(starts, [m.start() for m in pattern(name).finditer(text)])
        rows[name][hits[hits < n].astype(int)] = 1
    return rows


def _sums(values: Any) -> Any:
    import numpy as np

    return np.concatenate([[0.0], np.cumsum(values)])


def measures(text: str, at: list[tuple[int, int]]) -> Any:
    """Shape (words, len(OWN))."""
    import numpy as np

    n, rows = len(at), _counted(text, at)
    i = np.arange(n)
    out = []
    for values in rows.values():
        c = _sums(values)
        for k in NEAR:
            low, high = np.clip(i - k, 0, n), np.clip(i + 1 + k, 0, n)
            out += [(c[i + 1] - c[low]) / (i + 1 - low), (c[high] - c[i]) / (high - i)]
        out.append(values)
    stops = np.flatnonzero(rows["stop"])
    before, after = np.concatenate([[-60], stops]), np.concatenate([stops, [n + 60]])
    nearest = np.searchsorted(stops, i)
    previous, following = before[nearest], after[nearest]
    low, high = np.clip(previous + 1, 0, n), np.clip(following + 1, 0, n)
    length = np.maximum(1, high - low)
    shares = [(c[high] - c[low]) / length for c in (_sums(rows["small"]), _sums(rows["capital"]), _sums(rows["about"]))]
    prose = ((shares[0] > 0.25) & (shares[2] < 0.08) & (shares[1] < 0.4)).astype(float)
    c = _sums(prose)
    total = max(1.0, c[-1])
    out += [
        np.log1p(np.minimum(i - previous, 100)),
        np.log1p(np.minimum(following - i, 100)),
        np.log1p(np.minimum(following - previous, 200)),
        *shares,
    ]
    out += [i / n, (i / n) ** 2, c[:-1] / total, 1 - c[1:] / total, prose]
    for k in (100, 300):
        out += [(c[i] - c[np.clip(i - k, 0, n)]) / k, (c[np.clip(i + 1 + k, 0, n)] - c[i]) / k]
    return np.stack(out, axis=1)


def context(scores: Any, own: Any) -> Any:
    """What the first model's scores say about each word's surroundings, beside its own measures: shape (words, len(ALL))."""
    import numpy as np

    n = len(scores)
    i = np.arange(n)
    p = 1 / (1 + np.exp(-np.clip(scores, -30, 30)))
    c = _sums(p)
    total = c[-1] + 1e-6
    out = []
    for k in AROUND:
        left, right = (c[i] - c[np.clip(i - k, 0, n)]) / k, (c[np.clip(i + 1 + k, 0, n)] - c[i + 1]) / k
        out += [left, right, np.minimum(left, right)]
    rising = _sums(p - EDGE)
    b = int((rising - np.minimum.accumulate(rising)).argmax())
    a = int(rising[: b + 1].argmin())
    before, after = c[:-1] / total, 1 - c[1:] / total
    inside = ((i >= a) & (i < b)).astype(float)
    out += [scores, p, before, after, np.minimum(before, after), inside, np.log1p(np.maximum(0, a - i)), np.log1p(np.maximum(0, i - b + 1))]
    return np.concatenate([np.stack(out, axis=1), own], axis=1)


def path(scores: Any) -> list[tuple[int, int]]:
    """The article's runs of words [a, b) on the likeliest path."""
    out_of, within = 0.0, 0.0
    changed: list[tuple[bool, bool]] = []
    for s in scores.tolist():
        leave, enter = within - PRICE > out_of, out_of - PRICE > within
        out_of, within = (within - PRICE if leave else out_of), (out_of - PRICE if enter else within) + s
        changed.append((leave, enter))
    state, end = within > out_of, len(changed)
    runs: list[tuple[int, int]] = []
    for i in range(len(changed) - 1, -1, -1):
        if changed[i][state]:
            if state:
                runs.append((i, end))
            else:
                end = i
            state = not state
    if state:
        runs.append((0, end))
    return runs[::-1]


def _snapped(text: str, at: list[tuple[int, int]], i: int) -> int:
    """The word nearest to word i, at most SNAP away, before which a sentence ends."""
    n = len(at)
    for k in sorted(range(max(0, i - SNAP), min(n, i + SNAP) + 1), key=lambda j: abs(j - i)):
        if k in (0, n) or _STOPS.match(text, at[k - 1][1]):
            return k
    return i


def _begun(text: str, at: list[tuple[int, int]], i: int) -> int:
    """The word with which the sentence of word i begins, where a menu without a full stop runs into it.

    Back to a sentence end, or over words in small letters as long as fewer than CAPITALS others stand between them; then on to a capital.
    """
    j = last = i
    while j > 0 and last - j < CAPITALS and not _STOPS.match(text, at[j - 1][1]):
        if i - j >= LONGEST:
            return i
        j -= 1
        if text[at[j][0]].islower():
            last = j
    if last - j < CAPITALS:
        return j
    return next((k for k in range(last, i) if text[at[k][0]].isupper()), i)


@cache
def _weights() -> tuple[Any, float, Any, float]:
    import numpy as np

    learned = json.loads(WEIGHTS.read_text(encoding="utf8"))
    first, second = learned["word"], learned["word context"]
    return (
        np.array([first["weights"][name] for name in OWN]), first["bias"],
        np.array([second["weights"][name] for name in ALL]), second["bias"],
    )  # fmt: skip


def word_scores(text: str, at: list[tuple[int, int]]) -> Any:
    """The log odds that each word is the article's: shape (words,)."""
    w, b, v, c = _weights()
    own = measures(text, at)
    return context(own @ w + b, own) @ v + c


def kept(text: str, at: list[tuple[int, int]], scores: Any) -> list[tuple[int, int]]:
    """The article's runs of words, their bounds at sentence ends where one is near."""
    runs = ((_begun(text, at, _snapped(text, at, a)), _snapped(text, at, b)) for a, b in path(scores))
    out: list[tuple[int, int]] = []
    for a, b in runs:
        if out and a <= out[-1][1]:
            out[-1] = (out[-1][0], b)
        elif a < b:
            out.append((a, b))
    return out


def flattened(text: str) -> list[Found]:
    """What is not the article in a page without line breaks; nothing where the text is no such page."""
    if not flat_page(text):
        return []
    at = words(text)
    if len(at) < WORDS:
        return []
    runs = kept(text, at, word_scores(text, at))
    if not runs:
        return []
    cuts = [(0, _opened(text, at[runs[0][0]][0]), "menu")]
    cuts += [(_closed(text, at, x[1]), _opened(text, at[y[0]][0]), "insert") for x, y in pairwise(runs)]
    cuts.append((_closed(text, at, runs[-1][1]), len(text), "page end"))
    out = []
    for start, end, reason in cuts:
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end:
            out.append(Found(start, end, reason))
    return out


def _opened(text: str, start: int) -> int:
    """The offset of a first word with the quotation marks and brackets that open before it."""
    while start and text[start - 1] in "\"'“‘«([":
        start -= 1
    return start


def _closed(text: str, at: list[tuple[int, int]], i: int) -> int:
    """The offset behind word i - 1 with what closes its sentence."""
    end = at[i - 1][1]
    while end < len(text) and text[end] in ".!?…,;:\"'”’»)]":
        end += 1
    return end
