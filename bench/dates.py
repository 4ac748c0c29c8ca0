"""How well undated pages are dated from what they say: python bench/dates.py DOCS.jsonl with uri, text, published (a day)."""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path
from statistics import median

from tocsin.knowledge import knowledge
from tocsin.records import Document
from tocsin.understand.bounds import inferred_date


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("docs", type=Path)
    parser.add_argument("--top", type=int, default=100)
    parser.add_argument("--wrong", action="store_true")
    args = parser.parse_args()
    base = knowledge()
    answered = held = n = 0
    widths: list[int] = []
    for line in filter(None, args.docs.read_text("utf8").split("\n")):
        row = json.loads(line)
        if not row.get("published") or n >= args.top:
            continue
        n += 1
        day = date.fromisoformat(row["published"][:10])
        found = inferred_date(Document(row["uri"], row["uri"], "", None, None, None, None, None, None, None, row["text"], []), base)
        if found is None:
            continue
        answered += 1
        right = (found.earliest is None or found.earliest <= day) and (found.latest is None or day <= found.latest)
        held += right
        if found.earliest and found.latest:
            widths.append((found.latest - found.earliest).days + 1)
        if args.wrong and not right:
            print(row["uri"], day, found.earliest, found.latest, [row["text"][max(0, s.start - 60) : s.end + 40] for s in found.evidence])
    print(f"{n} documents, {answered} answered, {held} hold ({held / max(answered, 1):.3f})")
    print(f"{len(widths)} with two ends, median {median(widths or [0])} days")


if __name__ == "__main__":
    main()
