"""The rules' events in texts, as sentences to learn from or as sets to judge by.

python learn/drafts.py texts IN.jsonl OUT.jsonl   a line of IN: uri, text, label (types of the whole text, or null); of OUT: a sentence
python learn/drafts.py set FOLDER OUT.jsonl       docs.jsonl and gold.jsonl of FOLDER; a line of OUT: a document, the rules' events, gold
python learn/drafts.py own OUT.jsonl              sentences of our own: examples of predicates, near-misses of names, the benign corpus
python learn/drafts.py asked DOCS.jsonl OUT.json  for each document [how many sentences, which of them hold a cue], for together.py
"""

from __future__ import annotations

import argparse
import json
from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from tocsin.knowledge import knowledge
from tocsin.knowledge.loading import HERE
from tocsin.records import Document
from tocsin.understand.events import event_sentences, events
from tocsin.understand.finds import Deed, Name
from tocsin.understand.mentions import mentions
from tocsin.understand.page import Page, page
from tocsin.understand.sentences import sentences
from tocsin.understand.times import times


def drafted(text: str, uri: str) -> tuple[Page, list[Name], list[Deed], list[int]]:
    """(page, names, the rules' events, sentences that were looked at)."""
    known = knowledge()
    p = page(Document(uri, uri, "", None, None, None, None, None, None, None, text, []))
    names = mentions(p, known)
    wanted = sorted(event_sentences(p, names, known))
    p.parse(wanted, known)
    return p, names, events(p, names, times(p), [], [], known), wanted


def _row(p: Page, d: Deed, base: int) -> dict[str, Any]:
    """An event with offsets counted from `base`."""

    def spans(side: Any) -> list[list[int]]:
        found = [x.span for x in side if x.span]
        return [[bisect_left(p.starts, s.start) - base, bisect_left(p.starts, s.end) - base] for s in found]

    return {
        "type": d.type, "status": d.status, "trigger": [d.predicate[0] - base, d.predicate[1] - base],
        "actor": spans(d.actor), "recipient": spans(d.recipient), "confidence": d.confidence,
    }  # fmt: skip


def _party(n: Name) -> bool:
    return n.kind != "weapon" and not n.adjective and bool(n.country or n.entity or n.sector)


def told(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Sentences of texts, each with the rules' events and the names in it."""
    for r in rows:
        p, names, found, wanted = drafted(r["text"], r["uri"])
        by: dict[int, list[Deed]] = {n: [] for n in wanted}
        for d in found:
            by.setdefault(p.sentence_at(d.predicate[0]), []).append(d)
        for n in wanted:
            s = p.sentences[n]
            if s.end - s.start <= 450:
                inside = [x for x in names if s.start <= x.start and x.end <= s.end and _party(x)]
                yield {
                    "uri": r["uri"], "text": p.text[s.start : s.end], "label": r.get("label"),
                    "events": [_row(p, d, s.start) for d in by[n]], "names": [[x.start - s.start, x.end - s.start] for x in inside],
                }  # fmt: skip


def judged(folder: Path) -> Iterator[dict[str, Any]]:
    """Documents of a set with the rules' events and gold, offsets of the clean text."""
    gold: dict[str, list[Any]] = {}
    for line in (folder / "gold.jsonl").read_text(encoding="utf8").splitlines():
        row = json.loads(line)
        gold.setdefault(row["uri"], []).append(row)
    for line in (folder / "docs.jsonl").read_text(encoding="utf8").splitlines():
        r = json.loads(line)
        p, names, found, _ = drafted(r["text"], r["uri"])
        for g in gold.get(r["uri"], []):
            for party in (*g.get("actor", []), *g.get("recipient", [])):
                for s in party["spans"]:
                    s["start"], s["end"] = bisect_left(p.starts, s["start"]), bisect_left(p.starts, s["end"])
        yield {
            "uri": r["uri"], "text": p.text, "sentences": [[s.start, s.end, s.paragraph] for s in p.sentences],
            "events": [_row(p, d, 0) for d in found], "names": [[n.start, n.end] for n in names if _party(n)],
            "gold": gold.get(r["uri"], []),
        }  # fmt: skip


def asked(docs: Path) -> dict[str, tuple[int, list[int]]]:
    """How many sentences each document has, and which of them the cues let through."""
    out = {}
    for line in docs.read_text(encoding="utf8").splitlines():
        r = json.loads(line)
        found = sentences(r["text"])
        starts = [s.start for s in found]
        held = set()
        for hit in knowledge().cues.find(r["text"]):
            n = bisect_left(starts, hit.start + 1) - 1
            if n >= 0 and hit.end <= found[n].end:
                held.add(n)
        out[r["uri"]] = (len(found), sorted(held))
    return out


def own() -> list[dict[str, Any]]:
    """The sentences of our own that tests read."""
    texts = [x["text"] for f in sorted((HERE / "ontology/predicates").glob("*.yml")) for e in _load(f) for x in e.get("examples", [])]
    files = [HERE / "traps.yml", *sorted((Path(__file__).parents[1] / "tests/benign").glob("*.yml"))]
    texts += [x["text"] for f in files if f.stem != "tolerated" for x in _load(f)]
    return [{"uri": f"own/{n}", "text": text} for n, text in enumerate(texts)]


def _load(file: Path) -> Any:
    return yaml.safe_load(file.read_text(encoding="utf8"))


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["texts", "set", "own", "asked"])
    parser.add_argument("files", type=Path, nargs="+")
    args = parser.parse_args()
    knowledge().encoder = None  # the rules alone
    if args.what == "asked":
        args.files[-1].write_text(json.dumps(asked(args.files[0])), encoding="utf8")
        return
    if args.what == "set":
        rows = judged(args.files[0])
    else:
        rows = told(own() if args.what == "own" else [json.loads(line) for line in args.files[0].read_text(encoding="utf8").splitlines()])
    with args.files[-1].open("w", encoding="utf8") as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
