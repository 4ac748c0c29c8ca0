"""What the held-out answers of the heads are good for: recipients filled, types changed (not built in), and how sure an event is.

python learn/trust.py PREDICTIONS.jsonl HEADS_FOLDER --sets PLV.jsonl [MORE.jsonl …] [--judged judged.json] [--write]
Prints figures by threshold, fits the confidence of an event by folds, prints how often events of each confidence are right, and with
--write adds the weights of the confidence to heads.npz.
judged.json: [uri, start of the trigger, type, right?] of events on other sides than gold's, read by one of us.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from pathlib import Path
from typing import Any

import numpy as np
from deeds import TYPES
from heads import fold, paired

from tocsin.understand.learned import FILL, NEAR, confidence_of, unseen_of

ALIKE = ("ASSAULT", "COERCE", "SANCTION")  # the training set draws their borders as older codebooks did
Row = dict[str, Any]
Example = tuple[str, list[float], float, float]


def revised(e: Row, a: Row | None, fill: float, kept: float, sure: float) -> tuple[Row, str, list[float]]:
    """(the event after the heads, what was done, the logarithms of chances of its types)."""
    if a is None:
        return e, "", []
    kind, done, logs, e = TYPES.index(e["type"]), "", a["own"], dict(e)
    near = [n for n, f in enumerate(a["free"]) if 0 <= f[0] - e["trigger"][1] <= NEAR]
    if len(e["actor"]) == 1 and not e["recipient"] and near:
        best = max(near, key=lambda n: a["recipient"][n][kind])
        if a["recipient"][best][kind] >= math.log(fill):
            e["recipient"], logs, done = [a["free"][best]], a["recipient"][best], "filled"
    weighed = np.array(logs)
    weighed[kind] += kept
    weighed[0] = -99.0
    chance = np.exp(weighed - weighed.max())
    best = int(chance.argmax())
    if best != kind and chance[best] / chance.sum() >= sure and not (TYPES[best] in ALIKE and e["type"] in ALIKE):
        e["type"], done = TYPES[best], done + "typed"
    return e, done, logs


def figures(rows: list[Row], answers: dict[str, Row], fill: float, kept: float, sure: float) -> str:
    """Pair, pair and root, root in output; how many sides and types were changed."""
    n = pair = both = root = filled = typed = 0
    for r in rows:
        found = [revised(e, a, fill, kept, sure) for e, a in zip(r["events"], answers[r["uri"]]["events"], strict=True)]
        filled += sum("filled" in d for _, d, _ in found)
        typed += sum("typed" in d for _, d, _ in found)
        for g in r["gold"]:
            if g["kind"] == "event":
                n += 1
                mine = [e for e, _, _ in found if paired(e, g)]
                pair += bool(mine)
                both += any(e["type"] in g["types"] for e in mine)
                root += any(e["type"] in g["types"] for e, _, _ in found)
    return f"pair {pair / n:.3f}  pair and root {both / n:.3f}  root {root / n:.3f}  filled {filled}  typed {typed}"


def examples(rows: list[Row], answers: dict[str, Row], judged: dict[tuple[str, int, str], bool]) -> list[Example]:
    """(uri, what confidence is made of, right?, weight): events on gold's sides, and those that somebody judged, for all others."""
    out = []
    others = sum(not any(g["kind"] == "event" and paired(e, g) for g in r["gold"]) for r in rows for e in r["events"])
    for r in rows:
        for e, a in zip(r["events"], answers[r["uri"]]["events"], strict=True):
            after, _, logs = revised(e, a, FILL, 0, 2)
            if not logs:
                continue
            kind = TYPES.index(after["type"])
            x = confidence_of(e["confidence"], logs[kind], logs[0], a["blind"][kind], bool(after["actor"]), bool(after["recipient"]))
            golden = [g for g in r["gold"] if g["kind"] == "event" and paired(after, g)]
            if golden:
                out.append((r["uri"], x, float(any(fold(after["type"]) in map(fold, g["types"]) for g in golden)), 1.0))
            elif (key := (r["uri"], e["trigger"][0], e["type"])) in judged:
                out.append((r["uri"], x, float(judged[key]), others / len(judged)))
    return out


def logistic(found: list[tuple[str, list[float], float, float]], rounds: int = 60) -> Any:
    """Weights by Newton's method, with a little ridge."""
    x, y, w = (np.array([f[k] for f in found]) for k in (1, 2, 3))
    beta = np.zeros(x.shape[1])
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-x @ beta))
        gradient = x.T @ (w * (y - p)) - 0.5 * beta
        beta += np.linalg.solve((x * (w * p * (1 - p))[:, None]).T @ x + 0.5 * np.eye(len(beta)), gradient)
    return beta


def bins(pairs: list[tuple[float, float, float]]) -> str:
    """Mean confidence against share right, in five parts of equal size; mean gap and Brier score."""
    pairs = sorted(pairs)
    total, out, gap, at, part = sum(w for _, _, w in pairs), [], 0.0, 0.0, []
    brier = sum(w * (p - y) ** 2 for p, y, w in pairs) / total
    for one in pairs:
        part.append(one)
        at += one[2]
        if at >= total / 5 * (len(out) + 1) - 1e-6 or one is pairs[-1]:
            size = sum(w for _, _, w in part)
            p, y = (sum(q[k] * q[2] for q in part) / size for k in (0, 1))
            gap += abs(p - y) * size / total
            out.append(f"{p:.2f}:{y:.2f}")
            part = []
    return f"{' '.join(out)}  gap {gap:.3f}  Brier {brier:.3f}"


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("predictions", type=Path)
    parser.add_argument("heads", type=Path)
    parser.add_argument("--sets", type=Path, nargs="+", required=True)
    parser.add_argument("--judged", type=Path, default=Path(__file__).with_name("judged.json"))
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    answers = {a["uri"]: a for line in args.predictions.read_text(encoding="utf8").splitlines() if (a := json.loads(line))}
    judged = {(u, s, k): bool(right) for u, s, k, right in json.loads(args.judged.read_text())}
    sets = [[json.loads(line) for line in p.read_text(encoding="utf8").splitlines()] for p in args.sets]
    for path, rows in zip(args.sets, sets, strict=True):
        print(path.stem, "rules", figures(rows, answers, 2, 0, 2))
        for fill in (0.3, 0.4, 0.5, 0.6):
            print("  fill", fill, figures(rows, answers, fill, 0, 2))
        for kept in (0, 1, 2, 3):
            for sure in (0.5, 0.7, 0.85):
                print("  kept", kept, "sure", sure, figures(rows, answers, FILL, kept, sure))
    found = examples(sets[0], answers, judged)
    uris = sorted({f[0] for f in found})
    random.Random(3).shuffle(uris)
    pairs, before = [], []
    for k in range(5):
        out = set(uris[k::5])
        beta = logistic([f for f in found if f[0] not in out])
        for u, x, y, w in found:
            if u in out:
                pairs.append((float(1 / (1 + np.exp(-np.dot(x, beta)))), y, w))
                before.append((1 / (1 + math.exp(-x[1])), y, w))
    print("confidence by folds", bins(pairs))
    print("the rules' own     ", bins(before))
    beta = logistic(found)
    bare = logistic([(u, unseen_of(1 / (1 + math.exp(-x[1])), bool(x[4]), bool(x[5])), y, w) for u, x, y, w in found])
    for path, rows in zip(args.sets[1:], sets[1:], strict=True):
        other = examples(rows, answers, {})
        print(path.stem, "events on gold's sides", bins([(float(1 / (1 + np.exp(-np.dot(x, beta)))), y, w) for _, x, y, w in other]))
    print("weights", beta.round(3).tolist(), "without the encoder", bare.round(3).tolist())
    if args.write:
        with np.load(args.heads / "heads.npz") as file:
            arrays = {k: file[k] for k in file.files}
        np.savez(
            args.heads / "heads.npz", **{**arrays, "confidence": beta.astype(np.float32), "confidence_unseen": bare.astype(np.float32)}
        )


if __name__ == "__main__":
    main()
