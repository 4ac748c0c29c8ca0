"""How well undated pages are dated from what they say: python bench/dates.py DOCS.jsonl with uri, text, published (a day).

The dates that the reader finds stated (bylines, datelines, labels) are cut out first, so that only the telling is left.
"""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path
from statistics import median

from tocsin.knowledge import knowledge
from tocsin.read.dating import published
from tocsin.records import Document
from tocsin.understand.bounds import inferred_date


def undated(text: str) -> str:
    """The text without the days on which it says that it was published."""
    for _ in range(8):
        stated = published(text)
        if stated is None or not stated.evidence:
            break
        for s in sorted(stated.evidence, key=lambda s: -s.start):
            text = text[: s.start] + text[s.end :]
    return text


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("docs", type=Path)
    parser.add_argument("--top", type=int, default=1000)
    parser.add_argument("--step", type=int, default=1, help="take every n-th document")
    parser.add_argument("--wrong", action="store_true")
    parser.add_argument(
        "--floor", help="the row of floors.json under `dates` that the figures may not fall below; exit status 1 if they do"
    )
    args = parser.parse_args()
    base = knowledge()
    answered = held = n = 0
    widths: list[int] = []
    below: list[int] = []
    for line in list(filter(None, args.docs.read_text("utf8").split("\n")))[:: args.step]:
        row = json.loads(line)
        if not row.get("published") or n >= args.top:
            continue
        n += 1
        day = date.fromisoformat(row["published"][:10])
        text = undated(row["text"])
        found = inferred_date(Document(row["uri"], row["uri"], "", None, None, None, None, None, None, None, text, []), base)
        if found is None:
            continue
        answered += 1
        right = (found.earliest is None or found.earliest <= day) and (found.latest is None or day <= found.latest)
        held += right
        if found.earliest and right:
            below.append((day - found.earliest).days)
        if found.earliest and found.latest:
            widths.append((found.latest - found.earliest).days + 1)
        if args.wrong and not right:
            print(row["uri"], day, found.earliest, found.latest, [text[max(0, s.start - 60) : s.end + 40] for s in found.evidence])
    print(f"{n} documents, {answered} answered ({1 - answered / max(n, 1):.3f} abstained), {held} hold ({held / max(answered, 1):.3f})")
    print(f"{len(widths)} with two ends, median {median(widths or [0]):g} days")
    print(f"lower end {median(below or [0]):g} days before the true day (median)")
    if args.floor:
        floors = json.loads((Path(__file__).parent / "floors.json").read_text("utf8"))["dates"][args.floor]
        figures = {"holds": held / max(answered, 1), "answered": answered / max(n, 1)}
        if fallen := [k for k, floor in floors.items() if figures[k] < floor - 0.0005]:
            raise SystemExit(f"below the floor: {', '.join(fallen)}")


if __name__ == "__main__":
    main()
