"""Quantities against gold: records made in-process, their speed, and with --misses what differs (NewsQuant's form)."""

from __future__ import annotations

import argparse
import collections
import json
import sys
import time
from pathlib import Path

from tocsin.records import identify, to_json
from tocsin.understand.finds import Amount
from tocsin.understand.page import Page, page
from tocsin.understand.quantities import quantities


def record(p: Page, a: Amount) -> dict[str, object]:
    """A quantity record as the export writes it."""
    s = p.span(a.start, a.end)
    return {
        "record": "quantity", "id": identify("q", p.document.id, s.start, s.end), "document": p.document.id,
        "span": {"start": s.start, "end": s.end, "quote": s.quote}, "value": a.value, "low": a.low, "high": a.high, "unit": a.unit,
        "of": a.of, "country": a.country, "change": a.change, "approximate": a.approximate,
    }  # fmt: skip


def main() -> None:
    from times import document

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("out", type=Path, nargs="?")
    parser.add_argument("--misses", action="store_true")
    args = parser.parse_args()
    rows = [json.loads(line) for line in (args.gold / "docs.jsonl").read_text("utf8").split("\n") if line]
    pages = [page(document(row)) for row in rows]
    quantities(pages[0], [])
    began = time.process_time()
    found = [quantities(p, []) for p in pages]
    took = time.process_time() - began
    size = sum(len(p.text) for p in pages)
    print(f"{sum(map(len, found))} quantities in {size} characters, {size / took / 1e6:.1f} MB/s", file=sys.stderr)
    if args.out:
        with args.out.open("wb") as f:
            for p, amounts in zip(pages, found, strict=True):
                f.write(to_json(p.document) + b"\n")
                f.writelines(json.dumps(record(p, a), ensure_ascii=False).encode() + b"\n" for a in amounts)
    if args.misses:
        gold = collections.defaultdict(list)
        for line in filter(None, (args.gold / "gold.jsonl").read_text("utf8").split("\n")):
            g = json.loads(line)
            gold[g["uri"]].append((g.get("value", (g.get("low"), g.get("high"))), g["unit"]))
        for p, amounts in zip(pages, found, strict=True):
            mine = [
                ((a.low, a.high) if a.low is not None and a.high is not None else a.value if a.value is not None else a.low, a.unit or a.of)
                for a in amounts
            ]
            missed = [g for g in gold[p.document.uri] if not any(g[0] == x[0] for x in mine)]
            extra = [x for x in mine if not any(g[0] == x[0] for g in gold[p.document.uri])]
            unlike = [(g, x) for g in gold[p.document.uri] for x in mine if g[0] == x[0] and str(x[1]).lower()[:4] != g[1].lower()[:4]]
            if missed or extra or unlike:
                print(f"{p.text[:160]!r}\n   missed {missed} extra {extra} unlike {unlike}")


if __name__ == "__main__":
    main()
