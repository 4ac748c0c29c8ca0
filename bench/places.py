"""Places of a gold set: reads a folder with docs.jsonl, writes document and mention records for its scorer.

usage: python bench/places.py GOLD_DIR RECORDS
"""

from __future__ import annotations

import hashlib
import json
import sys
import time
from datetime import date
from pathlib import Path

from tocsin.knowledge import knowledge
from tocsin.records import Document, Published, to_json
from tocsin.understand import mention_records
from tocsin.understand.mentions import mentions
from tocsin.understand.page import page
from tocsin.understand.places import located


def main(folder: str, out: str) -> None:
    """Writes the records and prints how long mentions and places took."""
    base = knowledge()
    took = {"mentions": 0.0, "places": 0.0}
    words = 0
    _ = base.names, base.gazetteer
    with open(out, "wb") as file:
        for line in (Path(folder) / "docs.jsonl").open(encoding="utf8"):
            row = json.loads(line)
            given = row.get("published") or row.get("collected")
            day = date.fromisoformat(given[:10]) if given else None
            document = Document(
                row["uri"], row["uri"], hashlib.sha256(row["text"].encode()).hexdigest(), row.get("title"), row.get("publisher"), None,
                "news", "en", Published(day, day, "metadata", []) if day else None, None, row["text"], [],
            )  # fmt: skip
            p = page(document)
            began = time.process_time()
            names = mentions(p, base)
            middle = time.process_time()
            settled = located(p, names, base)
            took["mentions"] += middle - began
            took["places"] += time.process_time() - middle
            words += p.text.count(" ") + 1
            file.write(to_json(document) + b"\n")
            for record in mention_records(p, settled):
                file.write(to_json(record) + b"\n")
    print(*(f"{k} {v / words * 1e6:.2f} microseconds a word" for k, v in took.items()), f"{words:,} words", sep="; ")


if __name__ == "__main__":
    main(*sys.argv[1:])
