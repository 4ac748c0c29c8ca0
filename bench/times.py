"""Times against TIMEX3 gold: records made in-process, their speed, and with --misses what differs."""

from __future__ import annotations

import argparse
import collections
import json
import sys
import time
from datetime import date
from pathlib import Path

from tocsin.records import Document, Published, identify, to_json
from tocsin.understand.finds import Moment
from tocsin.understand.page import Page, page
from tocsin.understand.times import times


def document(row: dict[str, str]) -> Document:
    """The document of a line of docs.jsonl; `published` is a day, where it is given."""
    day = date.fromisoformat(row["published"]) if row.get("published") else None
    published = Published(day, day, "metadata", []) if day else None
    return Document(row["uri"], row["uri"], "", None, None, None, None, None, published, None, row["text"], [])


def record(p: Page, m: Moment) -> dict[str, object]:
    """A time record as the export writes it."""
    s = p.span(m.start, m.end)
    return {
        "record": "time", "id": identify("t", p.document.id, s.start, s.end), "document": p.document.id,
        "span": {"start": s.start, "end": s.end, "quote": s.quote}, "earliest": m.earliest and m.earliest.isoformat(),
        "latest": m.latest and m.latest.isoformat(), "precision": m.precision, "value": m.value,
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("out", type=Path, nargs="?")
    parser.add_argument("--misses", type=int, default=0, help="how many differing expressions of each kind to list")
    args = parser.parse_args()
    rows = [json.loads(line) for line in (args.gold / "docs.jsonl").read_text("utf8").split("\n") if line]
    pages = [page(document(row)) for row in rows]
    times(pages[0])
    began = time.process_time()
    found = [times(p) for p in pages]
    took = time.process_time() - began
    size = sum(len(p.text) for p in pages)
    print(f"{sum(map(len, found))} expressions in {size} characters, {size / took / 1e6:.1f} MB/s", file=sys.stderr)
    records = {p.document.uri: [record(p, m) for m in ms] for p, ms in zip(pages, found, strict=True)}
    if args.out:
        with args.out.open("wb") as f:
            for p in pages:
                f.write(to_json(p.document) + b"\n")
                f.writelines(json.dumps(r, ensure_ascii=False).encode() + b"\n" for r in records[p.document.uri])
    if args.misses:
        misses(args.gold, records, args.misses)


def misses(folder: Path, records: dict[str, list[dict[str, object]]], top: int) -> None:
    """Prints the commonest missed, spurious, cut and wrongly valued expressions."""
    gold = collections.defaultdict(list)
    for line in filter(None, (folder / "gold.jsonl").read_text("utf8").split("\n")):
        g = json.loads(line)
        gold[g["uri"]].append(g)
    tables: dict[str, collections.Counter[str]] = {k: collections.Counter() for k in ("missed", "spurious", "bounds", "value")}
    for uri, mine in records.items():
        spans: list[tuple[dict[str, object], dict[str, int | str]]] = [(r, r["span"]) for r in mine]  # type: ignore[misc]
        hit: set[int] = set()
        for g in gold[uri]:
            a, b = g["span"]["start"], g["span"]["end"]
            pair = next(((r, s) for r, s in spans if int(s["start"]) < b and int(s["end"]) > a), None)
            if pair is None:
                tables["missed"][str(g["span"]["quote"]).lower()] += 1
                continue
            r, s = pair
            hit.add(id(r))
            if (s["start"], s["end"]) != (a, b):
                tables["bounds"][f"{g['span']['quote']} ← {s['quote']}"] += 1
            if g["value"] is not None and g["value"] != r["value"]:
                tables["value"][f"{s['quote']}: {g['value']} ← {r['value']}"] += 1
        for r, s in spans:
            if id(r) not in hit:
                tables["spurious"][str(s["quote"]).lower()] += 1
    for name, table in tables.items():
        print(f"--- {name} {table.total()}: " + "; ".join(f"{k} ×{n}" for k, n in table.most_common(top)))


if __name__ == "__main__":
    main()
