"""Learns the weights of read/furniture_page.py and read/furniture_flat.py from the development set of scraped pages.

usage: python bench/learn_furniture.py [lines|words …] [--write]   or   blend

Needs the gold sets (TOCSIN_SHARED, or ../shared beside the repository). Prints precision, recall and F1 over 4-word shingles of pages
that the weights were not learned from (five folds). None of the set's text goes into the weights.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

import numpy as np

from boilerplate import SHARED, f1
from tocsin.read import furniture_flat as flat
from tocsin.read import furniture_lines as shapes
from tocsin.read import furniture_page as paged
from tocsin.read.furniture_words import WEIGHTS

FOLDS = 5
PENALTY = 1.0  # on the squares of the standardised weights
LEAST = 60  # words: shorter articles weigh as if they had so many
AGREES = 3  # words side by side that count as the article's
Model = tuple[Any, float, Any, float]


@dataclass(frozen=True)
class Sheet:
    """One page cut into units: their measures, the share of each that is the article's (y) and its words (n), and how it is read."""

    gold: str
    own: Any
    y: Any
    n: Any
    context: Callable[[Any], Any]
    read: Callable[[Any], str]


def _labels_of(text: str, gold: str, units: list[tuple[int, int]]) -> tuple[Any, Any]:
    """(words that are the article's, words) of each unit."""
    tokens = [(m.start(), m[0]) for m in re.finditer(r"\w+", text)]
    label = np.zeros(len(tokens))
    for block in SequenceMatcher(None, [t for _, t in tokens], re.findall(r"\w+", gold), autojunk=False).get_matching_blocks():
        if block.size >= AGREES:
            label[block.a : block.a + block.size] = 1
    starts = [a for a, _ in tokens]
    low, high = np.searchsorted(starts, [a for a, _ in units]), np.searchsorted(starts, [b for _, b in units])
    sums = np.concatenate([[0.0], np.cumsum(label)])
    return sums[high] - sums[low], (high - low).astype(float)


def line_sheet(text: str, gold: str) -> Sheet:
    """A page by its lines."""
    page = shapes.lines(text)
    own = shapes.matrix(page, text)
    y, n = _labels_of(text, gold, [(x.start, x.end) for x in page])

    def read(scores: Any) -> str:
        return "\n".join(text[x.start : x.end] for x, s in zip(page, scores, strict=True) if s > 0)

    return Sheet(gold, own, y, n, lambda scores: paged.context(page, scores, own), read)


def word_sheet(text: str, gold: str) -> Sheet:
    """A page by its words."""
    at = flat.words(text)
    own = flat.measures(text, at)
    y, n = _labels_of(text, gold, at)

    def read(scores: Any) -> str:
        return " ".join(text[at[a][0] : at[b - 1][1]] for a, b in flat.kept(text, at, scores))

    return Sheet(gold, own, y, n, lambda scores: flat.context(scores, own), read)


SETS = {
    "lines": ("scrapinghub_text", line_sheet, 3, ("line", shapes.FEATURES), ("context", paged.ALL)),
    "words": ("scrapinghub_flat", word_sheet, 1, ("word", flat.OWN), ("word context", flat.ALL)),
}  # name: (set, how a page is cut, splits to average over, names in the weights file)


def fit(x: Any, y: Any, w: Any) -> tuple[Any, float]:
    """Weights and bias of a logistic regression on soft labels. x: (lines, features); y, w: (lines,)."""
    mean = np.average(x, axis=0, weights=w)
    spread = np.sqrt(np.average((x - mean) ** 2, axis=0, weights=w)) + 1e-6
    z = np.c_[(x - mean) / spread, np.ones(len(x))]
    b = np.zeros(z.shape[1])
    ridge = np.eye(z.shape[1]) * PENALTY
    ridge[-1, -1] = 0
    for _ in range(30):
        p = 1 / (1 + np.exp(-z @ b))
        step = np.linalg.solve((z * (w * np.maximum(p * (1 - p), 1e-4))[:, None]).T @ z + ridge, z.T @ (w * (p - y)) + ridge @ b)
        b -= step
        if abs(step).max() < 1e-5:
            break
    v = b[:-1] / spread
    return v, float(b[-1] - (mean * v).sum())


def _labels(sheets: list[Sheet]) -> tuple[Any, Any]:
    y = np.concatenate([s.y / np.maximum(1, s.n) for s in sheets])
    return y, np.concatenate([np.maximum(s.n, 1) / max(LEAST, s.y.sum()) * 10 for s in sheets])


def learn(sheets: list[Sheet], seed: int = 1) -> Model:
    """(weights, bias) of both models; the second learns from scores of the first on pages that it had not seen."""
    order = np.random.RandomState(seed).permutation(len(sheets))
    around: list[Any] = [None] * len(sheets)
    for k in range(FOLDS):
        rest = [sheets[i] for i in range(len(sheets)) if i not in set(order[k::FOLDS])]
        v, b = fit(np.concatenate([s.own for s in rest]), *_labels(rest))
        for i in order[k::FOLDS]:
            around[i] = sheets[i].context(sheets[i].own @ v + b)
    y, w = _labels(sheets)
    return (*fit(np.concatenate([s.own for s in sheets]), y, w), *fit(np.concatenate(around), y, w))


def kept(sheet: Sheet, model: Model) -> str:
    """What a model leaves of a page."""
    return sheet.read(odds(sheet, model))


def odds(sheet: Sheet, model: Model) -> Any:
    """The log odds of each unit."""
    v, b, u, c = model
    return sheet.context(sheet.own @ v + b) @ u + c


def cross_validated(sheets: list[Sheet], split: int) -> tuple[float, float, float]:
    """Precision, recall and F1 on pages that the weights were not learned from."""
    order = np.random.RandomState(split).permutation(len(sheets))
    pairs = []
    for k in range(FOLDS):
        held = set(order[k::FOLDS])
        model = learn([s for i, s in enumerate(sheets) if i not in held])
        pairs += [(sheets[i].gold, kept(sheets[i], model)) for i in sorted(held)]
    return f1(pairs)


def blend() -> tuple[float, float, float]:
    """Precision, recall and F1 of both models together on the lines of pages that neither was learned from."""
    texts, gold = pages("scrapinghub_text")[:2]
    by_line, by_word = (
        [line_sheet(t, g) for t, g in zip(texts, gold, strict=True)],
        [word_sheet(t, g) for t, g in zip(texts, gold, strict=True)],
    )
    order = np.random.RandomState(0).permutation(len(texts))
    pairs = []
    for k in range(FOLDS):
        held = set(order[k::FOLDS])
        first, second = (learn([s for i, s in enumerate(sheets) if i not in held]) for sheets in (by_line, by_word))
        for i in sorted(held):
            both = paged.blended(shapes.lines(texts[i]), odds(by_line[i], first), flat.words(texts[i]), odds(by_word[i], second))
            pairs.append((gold[i], by_line[i].read(both)))
    return f1(pairs)


def pages(name: str) -> tuple[list[str], list[str], str]:
    """(texts, gold texts, SHA-256) of a set."""
    where = SHARED / "gold" / "boilerplate" / name
    gold = {r["uri"]: r["text"] for r in map(json.loads, (where / "gold.jsonl").read_text(encoding="utf8").splitlines())}
    raw = (where / "docs.jsonl").read_bytes()
    rows = [json.loads(line) for line in raw.decode("utf8").splitlines()]
    return [r["text"] for r in rows], [gold[r["uri"]] for r in rows], hashlib.sha256(raw).hexdigest()


def main() -> None:
    """Cross-validate, and with --write learn from all pages and write the weights."""
    learned = json.loads(WEIGHTS.read_text(encoding="utf8")) if WEIGHTS.exists() else {}
    form = "precision {:.4f}  recall {:.4f}  F1 {:.4f}"
    if "blend" in sys.argv:
        print("blend  held out ", form.format(*blend()))
        return
    for name in [a for a in sys.argv[1:] if a in SETS] or SETS:
        folder, cut, splits, first, second = SETS[name]
        texts, gold, sha256 = pages(folder)
        sheets = [cut(t, g) for t, g in zip(texts, gold, strict=True)]
        figures = [cross_validated(sheets, split) for split in range(splits)]
        mean = [float(x) for x in np.mean(figures, axis=0)]
        print(f"{name}  held out ", form.format(*mean), f" (mean of {splits} × {FOLDS} folds)", flush=True)
        if "--write" not in sys.argv:
            continue
        v, b, u, c = model = learn(sheets)
        print(f"{name}  seen     ", form.format(*f1([(s.gold, kept(s, model)) for s in sheets])))
        learned[name] = {"pages": len(sheets), "learned from (SHA-256)": sha256, "held out F1": round(mean[2], 4)}
        for (key, names), weights, bias in ((first, v, b), (second, u, c)):
            learned[key] = {"bias": round(bias, 4), "weights": {n: round(float(x), 4) for n, x in zip(names, weights, strict=True)}}
        WEIGHTS.write_text(json.dumps(learned, indent=1) + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
