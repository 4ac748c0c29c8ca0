"""Learns the weights of read/furniture_page.py from the development set of scraped pages, and says what they are worth.

usage: python bench/learn_furniture.py [--write]

Needs the gold sets (TOCSIN_SHARED, or ../shared beside the repository). Prints precision, recall and F1 over 4-word shingles of pages
that the weights were not learned from (five folds, three splits). None of the set's text goes into the weights.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections import Counter
from difflib import SequenceMatcher
from typing import Any

import numpy as np
from boilerplate import SHARED, f1

from tocsin.read.furniture_lines import FEATURES, Line, lines, matrix
from tocsin.read.furniture_page import ALL, WEIGHTS, context

FOLDS, SPLITS = 5, 3
PENALTY = 1.0  # on the squares of the standardised weights
LEAST = 60  # words: shorter articles weigh as if they had so many
AGREES = 3  # words side by side that count as the article's


class Sheet:
    """One page: its lines, their measures, the share of each that is the article's (y), and how many words it has (n)."""

    def __init__(self, text: str, gold: str) -> None:
        self.text, self.gold = text, gold
        self.page: list[Line] = lines(text)
        self.own = matrix(self.page, text)
        tokens = [(m.start(), m[0]) for m in re.finditer(r"\w+", text)]
        label = [0] * len(tokens)
        for block in SequenceMatcher(None, [t for _, t in tokens], re.findall(r"\w+", gold), autojunk=False).get_matching_blocks():
            if block.size >= AGREES:
                label[block.a : block.a + block.size] = [1] * block.size
        self.y, self.n = np.zeros(len(self.page)), np.zeros(len(self.page))
        i = 0
        for j, line in enumerate(self.page):
            while i < len(tokens) and tokens[i][0] < line.end:
                if tokens[i][0] >= line.start:
                    self.n[j] += 1
                    self.y[j] += label[i]
                i += 1


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


def learn(sheets: list[Sheet], seed: int = 1) -> tuple[Any, float, Any, float]:
    """(weights, bias) of both models; the second learns from scores of the first on pages that it had not seen."""
    own, (y, w) = np.concatenate([s.own for s in sheets]), _labels(sheets)
    order = np.random.RandomState(seed).permutation(len(sheets))
    around: list[Any] = [None] * len(sheets)
    for k in range(FOLDS):
        rest = [sheets[i] for i in range(len(sheets)) if i not in set(order[k::FOLDS])]
        v, b = fit(np.concatenate([s.own for s in rest]), *_labels(rest))
        for i in order[k::FOLDS]:
            around[i] = context(sheets[i].page, sheets[i].own @ v + b, sheets[i].own)
    return (*fit(own, y, w), *fit(np.concatenate(around), y, w))


def kept(sheet: Sheet, model: tuple[Any, float, Any, float]) -> str:
    """What a model leaves of a page."""
    v, b, u, c = model
    s = context(sheet.page, sheet.own @ v + b, sheet.own) @ u + c
    return "\n".join(sheet.text[x.start : x.end] for x, k in zip(sheet.page, s > 0, strict=True) if k)


def main() -> None:
    """Cross-validate, and with --write learn from all pages and write the weights."""
    folder = SHARED / "gold" / "boilerplate" / "scrapinghub_text"
    gold = {r["uri"]: r["text"] for r in map(json.loads, (folder / "gold.jsonl").read_text(encoding="utf8").splitlines())}
    raw = (folder / "docs.jsonl").read_bytes()
    sheets = [Sheet(r["text"], gold[r["uri"]]) for r in map(json.loads, raw.decode("utf8").splitlines())]
    figures = []
    for split in range(SPLITS):
        order = np.random.RandomState(split).permutation(len(sheets))
        pairs = []
        for k in range(FOLDS):
            held = set(order[k::FOLDS])
            model = learn([s for i, s in enumerate(sheets) if i not in held])
            pairs += [(sheets[i].gold, kept(sheets[i], model)) for i in sorted(held)]
        figures.append(f1(pairs))
        print("split", split, "precision {:.4f} recall {:.4f} F1 {:.4f}".format(*figures[-1]))
    mean = np.mean(figures, axis=0)
    print("held out, mean", "precision {:.4f} recall {:.4f} F1 {:.4f}".format(*mean))
    model = learn(sheets)
    print("seen", "precision {:.4f} recall {:.4f} F1 {:.4f}".format(*f1([(s.gold, kept(s, model)) for s in sheets])))
    if "--write" in sys.argv:
        v, b, u, c = model
        out = {
            "learned_from": hashlib.sha256(raw).hexdigest(),
            "pages": len(sheets),
            "lines": Counter(len(s.page) > 0 for s in sheets)[True] and int(sum(len(s.page) for s in sheets)),
            "held_out_f1": round(float(mean[2]), 4),
            "line": {"bias": round(b, 5), "weights": {n: round(float(x), 5) for n, x in zip(FEATURES, v, strict=True)}},
            "context": {"bias": round(c, 5), "weights": {n: round(float(x), 5) for n, x in zip(ALL, u, strict=True)}},
        }
        WEIGHTS.write_text(json.dumps(out, indent=1) + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
