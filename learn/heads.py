"""Learns the heads of events over the frozen encoder, by five folds and then on everything, and how far they may be trusted.

python learn/heads.py WEIGHTS LEARNED.pt OUT --sets PLV.jsonl [MORE.jsonl …] --silver FILE:COUNT … [--judged judged.json] [--folds 5]
WEIGHTS: the folder of the encoder as export.py writes it. LEARNED.pt: the run of together.py, where the heads start.
--sets: documents with gold (drafts.py set): the first is learned from, by folds; of the others only figures are printed.
OUT gets heads.npz; predictions.jsonl beside LEARNED.pt what was said of every document while it was held out (--folds 0: neither).
"""

from __future__ import annotations

import argparse
import copy
import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from deeds import NO, STATUSES, TYPES, Asked, Deed, Deeds, Told, cut, inside, marks, questions, read
from torch import Tensor
from torch.nn import functional as F

from tocsin.knowledge.encoder import Encoder
from tocsin.understand.sentences import Sentence
from tocsin.understand.tagging import Window, pack

Extent = Sequence[int]


class Gold:
    """A document of a set: its windows, their last layer, the rules' events, gold."""

    def __init__(self, row: dict[str, Any], encoder: Encoder) -> None:
        self.row = row
        sentences = [Sentence(*s) for s in row["sentences"]]
        pieces = {n: encoder.words.pieces(row["text"][s.start : s.end]) for n, s in enumerate(sentences)}
        self.windows = pack(row["text"], sentences, range(len(sentences)), pieces)
        self.hidden: list[Tensor] = []

    def window(self, extent: Extent) -> int | None:
        """Number of the window that an extent touches."""
        return next((n for n, w in enumerate(self.windows) if inside(w, [list(extent)])), None)

    def told(self) -> list[tuple[Told, Tensor]]:
        """Gold's events to learn from: with the triggers of the rules' events of the same sides or type, and without."""
        out: dict[int, Told] = {}
        for g in self.row["gold"]:
            if g["kind"] != "event":
                continue
            sides = [_extents(g[side])[:1] for side in ("actor", "recipient")]
            known = [s for s in sides if s]
            at = self.window(known[0][0]) if known else None
            if at is None:
                continue
            w = self.windows[at]
            one = out.setdefault(at, Told(w, [], [NO] * len(w.ids), [n for s in self.row["names"] if (n := inside(w, [s]))]))
            actor, recipient = (inside(w, s) for s in sides)
            accepted = [TYPES.index(t) for t in g["types"]]
            drafts = [e for e in self.row["events"] if (paired(e, g) or e["type"] in g["types"]) and self.window(e["trigger"]) == at][:2]
            one.deeds += [Deed(inside(w, [e["trigger"]]), actor, recipient, accepted, NO, 1 / len(drafts)) for e in drafts]
            one.deeds.append(Deed([], actor, recipient, accepted, NO, 0.5))
        return [(t, self.hidden[n]) for n, t in out.items()]


def _extents(parties: list[dict[str, Any]]) -> list[list[int]]:
    return [[s["start"], s["end"]] for p in parties for s in p["spans"]]


def _touch(mine: list[list[int]], theirs: list[list[int]]) -> bool:
    return any(a < d and c < b for a, b in mine for c, d in theirs)


def paired(e: dict[str, Any], g: dict[str, Any]) -> bool:
    """Does an event name gold's sides? Sides that gold lacks are not asked for; talks name both as actors."""
    a, r = _extents(g["actor"]), _extents(g["recipient"])
    if len(e["actor"]) > 1 and not e["recipient"] and a and r:
        return _touch(e["actor"], a) and _touch(e["actor"], r)
    return bool(a or r) and (not a or _touch(e["actor"], a)) and (not r or _touch(e["recipient"], r))


def last_layer(encoder: Encoder, windows: list[Window]) -> list[Tensor]:
    """The encoder's last layer of each window, as it is when texts are read."""
    out: list[Tensor] = [torch.empty(0)] * len(windows)
    order = sorted(range(len(windows)), key=lambda n: len(windows[n].ids))
    for k in range(0, len(order), 16):
        part = order[k : k + 16]
        width = max(len(windows[n].ids) for n in part)
        ids, kinds = np.zeros((len(part), width), np.int64), np.zeros((len(part), width), np.int64)
        mask = np.zeros((len(part), width), np.float32)
        for i, n in enumerate(part):
            size = len(windows[n].ids)
            ids[i, :size], kinds[i, :size], mask[i, :size] = windows[n].ids, windows[n].kinds, 1.0
        _, _, last = encoder.encode(ids, kinds, mask)
        assert last is not None
        for i, n in enumerate(part):
            out[n] = torch.from_numpy(last[i, : len(windows[n].ids)].copy()).to(torch.bfloat16)
    return out


def asked_of(heads: Deeds, hidden: list[Tensor], deeds: list[Deed]) -> tuple[Tensor, Tensor]:
    """(types, statuses) of questions, each about a window of its own."""
    width = max(map(len, hidden))
    x, mask = torch.zeros(len(deeds), width, hidden[0].shape[1]), torch.zeros(len(deeds), width)
    for n, h in enumerate(hidden):
        x[n, : len(h)], mask[n, : len(h)] = h.float(), 1.0
    kinds, statuses = heads.events(heads.states(x), mask, marks([Asked(0, d) for d in deeds], width))
    return kinds, statuses


def fitted(start: Deeds, train: list[tuple[Told, Tensor]], epochs: int, seed: int, rate: float = 5e-4) -> Deeds:
    """The heads after some epochs."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    heads = copy.deepcopy(start).train()
    optimiser = torch.optim.AdamW(heads.parameters(), lr=rate, weight_decay=0.05)
    step = 0
    for _ in range(epochs):
        order = sorted(range(len(train)), key=lambda n: len(train[n][1]) + chance.random() * 20)
        parts = [order[k : k + 48] for k in range(0, len(order), 48)]
        chance.shuffle(parts)
        for part in parts:
            for group in optimiser.param_groups:
                group["lr"] = rate * (1 - step / (epochs * len(parts)))
            step += 1
            found = questions([train[n][0] for n in part], chance)
            if not found:
                continue
            kinds, statuses = asked_of(heads, [train[part[q.of]][1] for q in found], [q.deed for q in found])
            accepted = torch.zeros_like(kinds, dtype=torch.bool)
            for n, q in enumerate(found):
                accepted[n, q.deed.accepted] = True
            right = torch.log_softmax(kinds, -1).masked_fill(~accepted, -1e9).logsumexp(-1)
            weight = torch.tensor([q.deed.weight for q in found])
            loss = -(right * weight).sum() / weight.sum()
            wanted = torch.tensor([q.deed.status for q in found])
            if bool((wanted != NO).any()):
                loss = loss + F.cross_entropy(statuses, wanted, ignore_index=NO)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    return heads.eval()


@torch.no_grad()
def said(heads: Deeds, doc: Gold) -> dict[str, Any]:
    """What the heads say of each event of the rules: as it is, and with each other name on either side; and of gold's sides alone."""
    events, gold = [], []
    for e in doc.row["events"]:
        at = doc.window(e["trigger"])
        if at is None:
            events.append(None)
            continue
        w = doc.windows[at]
        own = Deed(inside(w, [e["trigger"]]), inside(w, e["actor"]), inside(w, e["recipient"]), [0])
        taken = {*own.trigger, *own.actor, *own.recipient}
        free = [(s, p) for s in doc.row["names"] if (p := inside(w, [s])) and taken.isdisjoint(p)]
        blind = Deed([], own.actor, own.recipient, [0])
        deeds = [own, blind, *(Deed(own.trigger, own.actor, p, [0]) for _, p in free)]
        deeds += [Deed(own.trigger, p, own.recipient, [0]) for _, p in free]
        kinds, statuses = asked_of(heads, [doc.hidden[at]] * len(deeds), deeds)
        logs = torch.log_softmax(kinds, -1).numpy().round(4)
        events.append({
            "own": logs[0].tolist(), "blind": logs[1].tolist(), "free": [s for s, _ in free],
            "status": torch.log_softmax(statuses, -1)[0].numpy().round(4).tolist(),
            "recipient": logs[2 : len(free) + 2].tolist(), "actor": logs[len(free) + 2 :].tolist(),
        })  # fmt: skip
    for g in doc.row["gold"]:
        sides = [_extents(g.get(side) or [])[:1] for side in ("actor", "recipient")]
        known = [s for s in sides if s]
        at = doc.window(known[0][0]) if g["kind"] == "event" and known else None
        if at is not None:
            w = doc.windows[at]
            kinds, _ = asked_of(heads, [doc.hidden[at]], [Deed([], inside(w, sides[0]), inside(w, sides[1]), [0])])
            gold.append(TYPES[int(kinds[0, 1:].argmax()) + 1])
        else:
            gold.append(None)
    return {"uri": doc.row["uri"], "events": events, "gold": gold}


def fold(kind: str) -> str:
    """CONCEDE and RETREAT are one type in older codebooks."""
    return "YIELD" if kind in ("CONCEDE", "RETREAT") else kind


def given(docs: list[Gold], answers: list[dict[str, Any]]) -> str:
    """Accuracy and macro-F1 of types where gold's sides are given and no trigger is."""
    pairs = [
        (fold(g["types"][0]), fold(k))
        for d, a in zip(docs, answers, strict=True)
        for g, k in zip(d.row["gold"], a["gold"], strict=True)
        if k is not None
    ]
    labels = sorted({g for g, _ in pairs})
    each = [2 * sum(g == k == y for g, k in pairs) / max(1, sum(g == y for g, _ in pairs) + sum(k == y for _, k in pairs)) for y in labels]
    return f"accuracy {sum(g == k for g, k in pairs) / len(pairs):.3f}  macro-F1 {sum(each) / len(each):.3f}  ({len(pairs)})"


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("learned", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--sets", type=Path, nargs="+", required=True)
    parser.add_argument("--silver", nargs="+", required=True)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--times", type=int, default=3, help="how often a document of the first set is seen in an epoch")
    args = parser.parse_args()
    torch.set_num_threads(1)
    encoder = Encoder(args.weights)
    start = Deeds()
    learned = torch.load(args.learned)
    start.load_state_dict({k.removeprefix("deeds."): v for k, v in learned.items() if k.startswith("deeds.")})
    start.eval()
    sets = []
    for path in args.sets:
        docs = [Gold(json.loads(line), encoder) for line in path.read_text(encoding="utf8").splitlines()]
        flat = iter(last_layer(encoder, [w for d in docs for w in d.windows]))
        for d in docs:
            d.hidden = [next(flat) for _ in d.windows]
        sets.append(docs)
        print(path.stem, "before", given(docs, [said(start, d) for d in docs]), flush=True)
    some: list[Told] = []
    for one in args.silver:
        name, _, count = one.rpartition(":")
        found = cut(read(Path(name), encoder.words), random.Random(1))
        random.Random(2).shuffle(found)
        some += found[: int(count)]
    silver = list(zip(some, last_layer(encoder, [t.window for t in some]), strict=True))
    print(len(silver), "windows of silver", flush=True)
    first = sets[0]
    order = list(range(len(first)))
    random.Random(7).shuffle(order)
    held: dict[int, dict[str, Any]] = {}
    for k in range(args.folds):
        out = set(order[k :: args.folds])
        train = silver + [x for n in order if n not in out for x in first[n].told()] * args.times
        heads = fitted(start, train, args.epochs, k)
        held |= {n: said(heads, first[n]) for n in out}
        print("fold", k, given([first[n] for n in out], [held[n] for n in out]), flush=True)
    answers = [held[n] for n in sorted(held)]
    if answers:
        print(args.sets[0].stem, "by folds", given(first, answers), flush=True)
    heads = fitted(start, silver + [x for n in order for x in first[n].told()] * args.times, args.epochs, 9)
    for path, docs in zip(args.sets[1:], sets[1:], strict=True):
        others = [said(heads, d) for d in docs]
        print(path.stem, "never seen", given(docs, others), flush=True)
        answers += others
    if args.folds:
        args.learned.with_name("predictions.jsonl").write_text("".join(json.dumps(a) + "\n" for a in answers), encoding="utf8")
    args.out.mkdir(parents=True, exist_ok=True)
    named = {k.removeprefix("events."): v for k, v in heads.state_dict().items() if not k.startswith("tags")}
    np.savez(args.out / "heads.npz", **{k: v.numpy().astype(np.float16) for k, v in named.items()})
    print(STATUSES, "written", sorted(named))


if __name__ == "__main__":
    main()
