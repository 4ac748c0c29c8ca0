"""Learns who says what: tags of source, cue and content over windows of sentences, from the training half of PolNeAR.

python learn/attribution.py SET ENCODER OUT.pt [--minutes 60] [--rate 2e-4] [--start OTHER.pt] [--frozen 2] [--seed 0]
SET: folder with docs.jsonl and gold.jsonl. ENCODER: folder with model.safetensors and tokenizer.json of MiniLM-L6.
OUT.pt: the running mean of the weights, written every 300 steps with its figures on dev; vocabulary.txt is written beside it.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from encoder import Body, Roles
from torch import Tensor
from torch.nn import functional as F

from tocsin.knowledge.encoder import distances
from tocsin.knowledge.wordpiece import Pieces, WordPiece
from tocsin.understand.sentences import Sentence, sentences
from tocsin.understand.tagging import LIMIT, Window, pack

PIECES = 1536  # of a batch, padding counted
NO = -100  # a label that does not count


def vocabulary(given: Path, out: Path) -> WordPiece:
    """The word pieces of a tokenizer file, written one a line."""
    numbers = json.loads(given.read_text(encoding="utf8"))["model"]["vocab"]
    out.write_text("\n".join(sorted(numbers, key=numbers.__getitem__)), encoding="utf8")
    return WordPiece(out)


@dataclass(slots=True)
class Text:
    """One document, cut and labelled by character."""

    text: str
    sentences: list[Sentence]
    pieces: dict[int, Pieces]
    relations: list[dict[str, list[tuple[int, int]]]]


@dataclass(slots=True)
class Example:
    """A window with its labels. tags: (pieces, 3): cue class, in any source, in any content. cues: (first, behind last, roles)."""

    window: Window
    tags: list[tuple[int, int, int]]
    cues: list[tuple[int, int, list[int]]]


def texts(folder: Path, split: str, words: WordPiece) -> list[Text]:
    """The documents of one split."""
    gold: dict[str, list[Any]] = defaultdict(list)
    for line in (folder / "gold.jsonl").read_text(encoding="utf8").splitlines():
        row = json.loads(line)
        gold[row["uri"]].append({r: [(s["start"], s["end"]) for s in row[r]] for r in ("source", "cue", "content")})
    out = []
    for line in (folder / "docs.jsonl").read_text(encoding="utf8").splitlines():
        row = json.loads(line)
        if row["split"] == split:
            found = sentences(row["text"])
            cut = [words.pieces(row["text"][s.start : s.end]) for s in found]
            out.append(Text(row["text"], found, dict(enumerate(cut)), gold[row["uri"]]))
    return out


def examples(text: Text, first: int) -> list[Example]:
    """The windows of one document."""
    size = len(text.text)
    cue, source, content = [0] * size, [0] * size, [0] * size
    for r in text.relations:
        for a, b in r["source"]:
            source[a:b] = [1] * (b - a)
        for a, b in r["content"]:
            content[a:b] = [1] * (b - a)
    for r in text.relations:
        if r["cue"]:
            a, b = r["cue"][0][0], r["cue"][-1][1]
            cue[a:b] = [1] + [2] * (b - a - 1)
    out = []
    for window in pack(text.text, text.sentences, range(len(text.sentences)), text.pieces, first):
        tags = [(NO, NO, NO) if a < 0 else (cue[a], source[a], content[a]) for a, _ in window.spans]
        cues = []
        for r in text.relations:
            if not r["cue"]:
                continue
            a, b = r["cue"][0][0], r["cue"][-1][1]
            within = [i for i, (x, _) in enumerate(window.spans) if a <= x < b]
            if not within or window.spans[within[-1]][1] < b:
                continue
            roles = [NO if x < 0 else _role(r, x) for x, _ in window.spans]
            cues.append((within[0], within[-1] + 1, roles))
        out.append(Example(window, tags, cues))
    return out


def _role(relation: dict[str, list[tuple[int, int]]], at: int) -> int:
    if any(a <= at < b for a, b in relation["content"]):
        return 2
    return 1 if any(a <= at < b for a, b in relation["source"]) else 0


def batches(found: list[Example], shuffle: random.Random | None) -> list[list[Example]]:
    """Examples of like length together, at most PIECES in each."""
    order = sorted(found, key=lambda e: len(e.window.ids) + (shuffle.random() * 6 if shuffle else 0))
    out: list[list[Example]] = [[]]
    for e in order:
        if out[-1] and (len(out[-1]) + 1) * len(e.window.ids) > PIECES:
            out.append([])
        out[-1].append(e)
    if shuffle:
        shuffle.shuffle(out)
    return out


def padded(rows: list[list[Any]], fill: Any, kind: torch.dtype) -> Tensor:
    """Rows of unequal length as one tensor."""
    width = max(map(len, rows))
    return torch.tensor([[*r, *[fill] * (width - len(r))] for r in rows], dtype=kind)


def tensors(batch: list[Example]) -> dict[str, Tensor]:
    """What a batch is made of; the cues of all windows in one row each."""
    of = [(n, e, c) for n, e in enumerate(batch) for c in e.cues]
    width = max(len(e.window.ids) for e in batch)

    def wide(row: list[int], fill: int) -> list[int]:
        return row + [fill] * (width - len(row))

    return {
        "ids": padded([e.window.ids for e in batch], 0, torch.long),
        "kinds": padded([e.window.kinds for e in batch], 0, torch.long),
        "mask": padded([[1.0] * len(e.window.ids) for e in batch], 0.0, torch.float),
        "tags": torch.stack([padded([[t[k] for t in e.tags] for e in batch], NO, torch.long) for k in range(3)]),
        "of": torch.tensor([n for n, _, _ in of], dtype=torch.long),
        "cue": torch.tensor([[float(c[0] <= i < c[1]) for i in range(width)] for _, _, c in of]),
        "distance": torch.tensor([distances(width, c[0], c[1]) for _, _, c in of], dtype=torch.long),
        "roles": torch.tensor([wide(c[2], NO) for _, _, c in of], dtype=torch.long),
    }


class Model(torch.nn.Module):
    """Both networks."""

    def __init__(self, frozen: int) -> None:
        super().__init__()
        self.body, self.roles = Body(frozen), Roles()

    def loss(self, x: dict[str, Tensor]) -> tuple[Tensor, Tensor]:
        """(of the tags, of the roles)."""
        with torch.autocast("cpu", torch.bfloat16):
            tags, states = self.body(x["ids"], x["kinds"], x["mask"])
        tags = tags.float()
        weights = torch.tensor([1.0, 1.5, 1.5])
        cue = F.cross_entropy(tags[..., :3].reshape(-1, 3), x["tags"][0].reshape(-1), weights, ignore_index=NO)
        on = x["tags"][1] != NO
        parts = [F.binary_cross_entropy_with_logits(tags[..., 2 + k][on], x["tags"][k][on].float()) for k in (1, 2)]
        first = 3.0 * cue + 0.5 * (parts[0] + parts[1])
        if not len(x["of"]):
            return first, first * 0
        roles = self.scores(states, x)
        return first, F.cross_entropy(roles.reshape(-1, 3), x["roles"].reshape(-1), torch.tensor([1.0, 1.5, 1.0]), ignore_index=NO)

    def scores(self, states: Tensor, x: dict[str, Tensor]) -> Tensor:
        """Roles of the cues of a batch."""
        with torch.autocast("cpu", torch.bfloat16):
            out: Tensor = self.roles(states[x["of"]], x["mask"][x["of"]], x["cue"], x["distance"])
        return out.float()


def check(model: Model, found: list[Example]) -> str:
    """F1 over pieces: cues; source and content, given the cue; source and content of any cue."""
    model.eval()
    c: Counter[tuple[str, str]] = Counter()

    def add(name: str, predicted: Tensor, gold: Tensor) -> None:
        c[name, "p"] += int(predicted.sum())
        c[name, "g"] += int(gold.sum())
        c[name, "r"] += int((predicted & gold).sum())

    with torch.no_grad():
        for batch in batches(found, None):
            x = tensors(batch)
            with torch.autocast("cpu", torch.bfloat16):
                tags, states = model.body(x["ids"], x["kinds"], x["mask"])
            on = x["tags"][0] != NO
            add("cue", (tags[..., :3].argmax(-1) > 0) & on, x["tags"][0] > 0)
            add("any source", (tags[..., 3] > 0) & on, x["tags"][1] > 0)
            add("any content", (tags[..., 4] > 0) & on, x["tags"][2] > 0)
            if len(x["of"]):
                best = model.scores(states, x).argmax(-1)
                on = x["roles"] != NO
                add("source", (best == 1) & on, x["roles"] == 1)
                add("content", (best == 2) & on, x["roles"] == 2)
    model.train()
    names = ("cue", "any source", "any content", "source", "content")
    return "  ".join(f"{n} {2 * c[n, 'r'] / max(1, c[n, 'p'] + c[n, 'g']):.3f}" for n in names)


def learn(args: argparse.Namespace) -> None:
    """One run with a rate that rises and falls; the result is the running mean of the weights, written now and then."""
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    chance = random.Random(args.seed)
    words = vocabulary(args.encoder / "tokenizer.json", args.out.with_name("vocabulary.txt"))
    train = texts(args.set, "train", words)[: args.limit]
    dev = [e for t in texts(args.set, "dev", words)[:40] for e in examples(t, LIMIT)]
    model = Model(args.frozen)
    model.body.start(args.encoder / "model.safetensors")
    if args.start:
        model.load_state_dict(torch.load(args.start))
    slow, fast = [], []
    for name, p in model.named_parameters():
        lower = name.startswith(("body.words", "body.places", "body.segment", "body.norm")) or any(
            name.startswith(f"body.layers.{n}.") for n in range(args.frozen)
        )
        p.requires_grad_(not lower)
        if not lower:
            (slow if name.startswith("body.layers") else fast).append(p)
    rates = (args.rate, args.rate * args.faster)
    optimiser = torch.optim.AdamW([{"params": slow}, {"params": fast}], weight_decay=0.01)
    model.train()
    mean_model = torch.optim.swa_utils.AveragedModel(model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.99))
    print(len(train), "documents", flush=True)
    step, done, began = 0, 0.0, time.time()
    mean: Counter[str] = Counter()
    for epoch in range(1000):
        for batch in batches([e for t in train for e in examples(t, chance.randint(30, LIMIT))], chance):
            done = (time.time() - began) / (60 * args.minutes)
            for group, rate in zip(optimiser.param_groups, rates, strict=True):
                group["lr"] = rate * min(1.0, (step + 1) / 100) * max(0.01, 1 - done)
            first, second = model.loss(tensors(batch))
            (first + second).backward()
            torch.nn.utils.clip_grad_norm_(slow + fast, 1.0)
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
            mean_model.update_parameters(model)
            step += 1
            mean["first"] += first.item()
            mean["second"] += second.item()
            if step % 50 == 0:
                print(epoch, step, f"{time.time() - began:.0f} s  {mean['first'] / 50:.3f} {mean['second'] / 50:.3f}", flush=True)
                mean.clear()
            if step % 300 == 0 or done >= 1:
                print(check(mean_model.module, dev), flush=True)
                torch.save(mean_model.module.state_dict(), args.out)
            if done >= 1:
                return


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set", type=Path)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--minutes", type=float, default=60, help="how long; the rate rises over 100 steps and falls to nothing by then")
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--faster", type=float, default=4.0, help="the rate of what is new, times that of the encoder")
    parser.add_argument("--frozen", type=int, default=2)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--limit", type=int)
    learn(parser.parse_args())


if __name__ == "__main__":
    main()
