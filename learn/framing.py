"""Sentences made of frames.yml and the lexicon of predicates: who, what and whom are known, and the status that the frame gives.

python learn/framing.py OUT.jsonl [--count 12000] [--seed 0]
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import yaml

from tocsin.knowledge import knowledge
from tocsin.knowledge.coding import PARTICLES, Ontology, Predicate

FRAMES: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("frames.yml").read_text(encoding="utf8"))
PARTIES: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("parties.yml").read_text(encoding="utf8"))
_PLACE = re.compile(r"\{(\w+)\}")


def forms(base: str, known: Ontology) -> dict[str, str]:
    """The five forms of a verb."""
    all_of = known.forms("verb", base)
    irregular = known._verbs.get(base)
    doing = next(f for f in sorted(all_of, key=len) if f.endswith("ing") and f != base)
    does = next((f for f in sorted(all_of, key=len) if f.endswith("s") and f != base and f[0] == base[0]), base + "s")
    past = done = next((f for f in sorted(all_of, key=len) if f.endswith("ed")), None) or base
    if irregular:
        past, done = irregular[0], irregular[-1]
    return {"base": base, "past": past, "done": done, "doing": doing, "does": does}


def rendered(text: str, chance: random.Random, known: Ontology) -> tuple[str, str, bool, bool] | None:
    """(verb, what follows it up to whom, is it plainly transitive, is there a place for whom); None where a pattern needs a clause."""
    parts = text.split()
    if "~" in text or parts[0] == "be":
        return None
    rest: list[str] = []
    for part in parts[1:]:
        if part == "+":
            continue
        if part.startswith("<"):
            words = [w for w in known._words(part[1:-1], ()) if not w.startswith("<")]
            word = chance.choice(words)
            some = word if chance.random() < 0.5 or word.endswith("s") else word + "s"
            rest.append(chance.choice(("", "the ", "its ", "more ")) + some)
        else:
            rest.append(part.replace("_", " "))
    plain = len(parts) == 1 or parts[1:] == ["+"]
    return parts[0], " ".join(rest), plain, plain or parts[-1] in PARTICLES


def lexicon(known: Ontology) -> list[tuple[Predicate, str]]:
    """The patterns of verbs that can stand in a frame."""
    out = []
    for entry in known.predicates.values():
        if entry.fold or entry.status or entry.roles == "swapped":
            continue
        out += [(entry, " ".join(one)) for text in entry.verbs for one in product(*(p.split("|") for p in text.split()))]
    return out


def made(count: int, seed: int) -> Iterator[dict[str, Any]]:
    """Sentences with one event each."""
    chance = random.Random(seed)
    known = knowledge().ontology
    by_type: dict[str, list[tuple[Predicate, str]]] = {}
    for entry, text in lexicon(known):
        by_type.setdefault(entry.type, []).append((entry, text))
    types, statuses = sorted(by_type), sorted(FRAMES)

    def party() -> str:
        at = chance.random()
        if at < 0.5:
            return chance.choice(PARTIES["countries"])
        if at < 0.75:
            return chance.choice(PARTIES["countries"]) + "'s " + chance.choice(PARTIES["agents"])
        return chance.choice(PARTIES["groups"])

    while count:
        kind, status = chance.choice(types), chance.choice(statuses)
        entry, text = chance.choice(by_type[kind])
        got = rendered(text, chance, known)
        if got is None:
            continue
        verb, rest, plain, whom = got
        try:
            form = forms(verb, known)
        except StopIteration:
            continue
        frame = chance.choice(FRAMES[status])
        if ("{Done}" in frame and not plain) or (frame.startswith("{R}") and not whom):
            continue
        actor, recipient = party(), party()
        if actor == recipient:
            continue
        out, at = "", 0
        trigger = None
        spans: dict[str, list[list[int]]] = {"A": [], "R": []}
        for m in _PLACE.finditer(frame):
            out += frame[at : m.start()]
            at = m.end()
            what = m.group(1)
            if what == "R" and not whom:
                out = out.rstrip(" ")
                continue
            start = len(out)
            if what in "AR":
                words = actor if what == "A" else recipient
                out += words[0].upper() + words[1:] if not out else words
                spans[what].append([start, len(out)])
            elif what == "was":
                out += chance.choice(("was", "were"))
            else:
                core = form["done" if what == "Done" else what]
                tail = [] if what == "Done" else rest.split()
                keep = tail[:-1] if tail and tail[-1] in PARTICLES else tail
                out += core
                trigger = [start, len(" ".join([out, *keep]))]
                out = " ".join([out, *tail])
        out += frame[at:]
        if trigger is None:
            continue
        yield {
            "uri": "frames", "text": out, "names": [], "part": True,
            "events": [{"type": kind, "status": status, "trigger": trigger, "actor": spans["A"], "recipient": spans["R"]}],
        }  # fmt: skip
        count -= 1


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--count", type=int, default=12000)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    with args.out.open("w", encoding="utf8") as out:
        for row in made(args.count, args.seed):
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
