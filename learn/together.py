"""One run for both heads of the encoder: attributions as in attribution.py, and events from sentences of deeds.py.

python learn/together.py SET ENCODER OUT.pt --start LEARNED.pt --asked ASKED.json --events FILE:SHARE … [--minutes 60]
ASKED: for each document [how many sentences, which of them hold a cue]; most windows are made of these alone, as when texts are read.
FILE: sentences with events (drafts.py, framing.py); SHARE: of the pieces of events.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from pathlib import Path

import torch
from deeds import NO, TYPES, Deeds, Told, cut, loss, questions, read
from torch import Tensor
from torch.nn import functional as F

from attribution import Example, Model, Text, _role, batches, padded, tensors, texts, vocabulary
from tocsin.understand.tagging import LIMIT, pack


class Both(Model):
    """The encoder with all its heads."""

    def __init__(self, frozen: int) -> None:
        super().__init__(frozen)
        self.deeds = Deeds()


def windows(text: Text, first: int, chosen: list[int] | None) -> list[Example]:
    """The windows of one document over all its sentences or the chosen ones, labelled."""
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
    for window in pack(text.text, text.sentences, range(len(text.sentences)) if chosen is None else chosen, text.pieces, first):
        tags = [(NO, NO, NO) if a < 0 else (cue[a], source[a], content[a]) for a, _ in window.spans]
        cues = []
        for r in text.relations:
            if r["cue"]:
                a, b = r["cue"][0][0], r["cue"][-1][1]
                within = [i for i, (x, _) in enumerate(window.spans) if a <= x < b]
                if within and window.spans[within[-1]][1] >= b:
                    cues.append((within[0], within[-1] + 1, [NO if x < 0 else _role(r, x) for x, _ in window.spans]))
        out.append(Example(window, tags, cues))
    return out


def packed(found: list[Told], chance: random.Random, pieces: int) -> list[list[Told]]:
    """Windows of like length together."""
    order = sorted(found, key=lambda t: len(t.window.ids) + chance.random() * 8)
    out: list[list[Told]] = [[]]
    for t in order:
        if out[-1] and (len(out[-1]) + 1) * len(t.window.ids) > pieces:
            out.append([])
        out[-1].append(t)
    chance.shuffle(out)
    return out


def encoded(model: Both, batch: list[Told]) -> tuple[Tensor, Tensor, Tensor]:
    """(states for events, trigger tags, mask)."""
    mask = padded([[1.0] * len(t.window.ids) for t in batch], 0.0, torch.float)
    with torch.autocast("cpu", torch.bfloat16):
        x = model.body.above(
            padded([t.window.ids for t in batch], 0, torch.long), padded([t.window.kinds for t in batch], 0, torch.long), mask
        )
        states, tags = model.deeds.states(x), model.deeds.tags(x)
    return states.float(), tags.float(), mask


def of_events(model: Both, batch: list[Told], chance: random.Random) -> tuple[Tensor, Tensor]:
    """(loss of the trigger tags, of types and statuses)."""
    states, tags, mask = encoded(model, batch)
    wanted = padded([t.tags for t in batch], NO, torch.long)
    weights = torch.ones(len(TYPES))
    weights[0] = 0.6
    first = F.cross_entropy(tags.reshape(-1, len(TYPES)), wanted.reshape(-1), weights, ignore_index=NO)
    asked = questions(batch, chance)
    return first, loss(model.deeds.events, states, mask, asked) if asked else first * 0


def check(model: Model, found: list[Example]) -> str:
    """F1 over pieces of cues, and of source and content given the cue."""
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
            if len(x["of"]):
                best = model.scores(states, x).argmax(-1)
                on = x["roles"] != NO
                add("source", (best == 1) & on, x["roles"] == 1)
                add("content", (best == 2) & on, x["roles"] == 2)
    model.train()
    return "  ".join(f"{n} {2 * c[n, 'r'] / max(1, c[n, 'p'] + c[n, 'g']):.4f}" for n in ("cue", "source", "content"))


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set", type=Path)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--asked", type=Path, required=True)
    parser.add_argument("--events", nargs="+", required=True)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--faster", type=float, default=3.0)
    parser.add_argument("--frozen", type=int, default=2)
    parser.add_argument("--pieces", type=int, default=768, help="of events in a step")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int)
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    chance = random.Random(args.seed)
    words = vocabulary(args.encoder / "tokenizer.json", args.out.with_name("vocabulary.txt"))
    rows = [json.loads(line) for line in (args.set / "docs.jsonl").read_text(encoding="utf8").splitlines()]
    asked = json.loads(args.asked.read_text())
    train = texts(args.set, "train", words)[: args.limit]
    dev = texts(args.set, "dev", words)[:40]
    hold = {s: [asked[r["uri"]][1] for r in rows if r["split"] == s] for s in ("train", "dev")}
    dev_windows = [e for t, c in zip(dev, hold["dev"], strict=False) for e in windows(t, LIMIT, c)]
    pools = []
    for given in args.events:
        name, _, share = given.rpartition(":")
        pools.append((read(Path(name), words), float(share)))
        print(name, sum(map(len, pools[-1][0])), "sentences", flush=True)
    model = Both(args.frozen)
    model.body.start(args.encoder / "model.safetensors")
    if args.start:
        model.load_state_dict(torch.load(args.start), strict=False)
    slow, fast = [], []
    for name, p in model.named_parameters():
        lower = name.startswith(("body.words", "body.places", "body.segment", "body.norm")) or any(
            name.startswith(f"body.layers.{n}.") for n in range(args.frozen)
        )
        p.requires_grad_(not lower)
        if not lower:
            (slow if name.startswith("body.layers") else fast).append(p)
    optimiser = torch.optim.AdamW([{"params": slow}, {"params": fast}], weight_decay=0.01)
    model.train()
    mean_model = torch.optim.swa_utils.AveragedModel(model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.995))

    def attributions():  # type: ignore[no-untyped-def]
        while True:
            found = [
                e
                for t, c in zip(train, hold["train"], strict=False)
                for e in windows(t, chance.randint(30, LIMIT), c if chance.random() < 0.6 else None)
            ]
            yield from batches(found, chance)

    def deeds(documents):  # type: ignore[no-untyped-def]
        while True:
            yield from packed(cut(documents, chance), chance, args.pieces)

    sources = [(deeds(d), share) for d, share in pools]
    began = time.time()
    mean: Counter[str] = Counter()
    for step, batch in enumerate(attributions(), 1):
        done = (time.time() - began) / (60 * args.minutes)
        for group, rate in zip(optimiser.param_groups, (args.rate, args.rate * args.faster), strict=True):
            group["lr"] = rate * min(1.0, step / 100) * max(0.01, 1 - done)
        first, second = model.loss(tensors(batch))
        (first + second).backward()
        source = chance.choices([s for s, _ in sources], [w for _, w in sources])[0]
        third, fourth = of_events(model, next(source), chance)
        (third + 0.5 * fourth).backward()
        torch.nn.utils.clip_grad_norm_(slow + fast, 1.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        mean_model.update_parameters(model)
        for name, value in zip("abcd", (first, second, third, fourth), strict=True):
            mean[name] += value.item()
        if step % 50 == 0:
            print(step, f"{time.time() - began:.0f} s ", " ".join(f"{mean[n] / 50:.3f}" for n in "abcd"), flush=True)
            mean.clear()
        if step % 400 == 0 or done >= 1:
            print(check(mean_model.module, dev_windows), flush=True)
            torch.save(mean_model.module.state_dict(), args.out)
        if done >= 1:
            return


if __name__ == "__main__":
    main()
