"""How much of what stays of a scraped page is its article: precision, recall and F1 over 4-word shingles, as scrapinghub measures.

usage: python bench/boilerplate.py [text|flat|html …] [--records FOLDER]

Needs the gold sets (TOCSIN_SHARED, or ../shared beside the repository). Exit status 1 where a figure falls below its floor in
bench/floors.json. --records writes one JSON Lines file a set, for the set's own scorer.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SHARED = Path(os.environ.get("TOCSIN_SHARED") or HERE.parent.parent / "shared")
SETS = ("text", "flat", "html")


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Runs of four words with their counts; a shorter text is one run."""
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)) if words)


def f1(pairs: list[tuple[str, str]]) -> tuple[float, float, float]:
    """(precision, recall, F1) of (gold, output) texts, averaged page by page; F1 is taken from the two averages."""
    precision, recall = [], []
    for gold, out in pairs:
        g, o = shingles(gold), shingles(out)
        both = sum((g & o).values())
        if o:
            precision.append(both / sum(o.values()))
        if g:
            recall.append(both / sum(g.values()))
    p, r = sum(precision) / max(1, len(precision)), sum(recall) / max(1, len(recall))
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def read(folder: Path, row: dict[str, Any]) -> tuple[str, list[Any]]:
    """(text, furniture) of one page of a set, as the program reads it."""
    from tocsin.read.furniture import furniture

    if "html" in row:
        from tocsin.read.html import html

        found = html(gzip.decompress((folder / row["html"]).read_bytes()), row["uri"])
        return found.text, furniture(found.text, shape=found.whole)
    return row["text"], furniture(row["text"])


def left(text: str, cut: list[Any]) -> str:
    """The text without its furniture."""
    out, at = [], 0
    for f in cut:
        out.append(text[at : f.start])
        at = f.end
    return " ".join([*out, text[at:]])


def run(name: str, records: Path | None) -> dict[str, float]:
    """The figures of one set."""
    folder = SHARED / "gold" / "boilerplate" / f"scrapinghub_{name}"
    rows = [json.loads(line) for line in (folder / "docs.jsonl").read_text(encoding="utf8").splitlines()]
    gold = {r["uri"]: r["text"] for r in map(json.loads, (folder / "gold.jsonl").read_text(encoding="utf8").splitlines())}
    start = time.process_time()
    pages = [(row["uri"], *read(folder, row)) for row in rows]
    seconds = time.process_time() - start
    if records:
        import msgspec

        with (records / f"{name}.jsonl").open("w", encoding="utf8") as f:
            for uri, text, cut in pages:
                line = {"record": "document", "id": uri, "uri": uri, "text": text, "furniture": msgspec.to_builtins(cut)}
                f.write(json.dumps(line, ensure_ascii=False) + "\n")
    p, r, both = f1([(gold[uri], left(text, cut)) for uri, text, cut in pages])
    return {"precision": p, "recall": r, "F1": both, "pages per CPU-second": len(pages) / max(seconds, 1e-9)}


def main() -> int:
    """Print the figures; 1 where one is below its floor."""
    if not SHARED.is_dir():
        print(f"no gold sets at {SHARED}; set TOCSIN_SHARED")
        return 0
    records = Path(sys.argv[sys.argv.index("--records") + 1]) if "--records" in sys.argv else None
    floors = json.loads((HERE / "floors.json").read_text(encoding="utf8")).get("boilerplate", {})
    low = False
    for name in [a for a in sys.argv[1:] if a in SETS] or SETS:
        figures = run(name, records)
        floor = floors.get(name, 0.0)
        low |= figures["F1"] < floor
        print(f"{name:5}", "  ".join(f"{k} {v:.4f}" if v <= 1 else f"{k} {v:.0f}" for k, v in figures.items()), f" floor {floor}")
    return int(low)


if __name__ == "__main__":
    sys.exit(main())
