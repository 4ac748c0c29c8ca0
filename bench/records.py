"""Records of a set, as the export writes them, for any scorer; with --list the mentions of each document.

usage: python bench/records.py DOCS.jsonl|FOLDER OUT.jsonl [--list] [--first N] [--names-only]
DOCS.jsonl: one document a line with `uri`, `text` and, where known, `published`, `kind`; a FOLDER: one text a file.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from datetime import date
from pathlib import Path
from typing import Any

from tocsin.knowledge import knowledge
from tocsin.records import Document, Mention, Published, Record, to_json
from tocsin.understand import understood
from tocsin.understand.mentions import mentions
from tocsin.understand.page import page


def document(row: dict[str, Any]) -> Document:
    """The document of one line, its text as it stands."""
    day = date.fromisoformat(str(row["published"])[:10]) if row.get("published") else None
    published = Published(day, day, "metadata", []) if day else None
    text = row["text"]
    return Document(
        row["uri"],
        row["uri"],
        hashlib.sha256(text.encode()).hexdigest(),
        None,
        None,
        None,
        row.get("kind"),
        "en",
        published,
        None,
        text,
        [],
    )


def rows_of(source: Path) -> list[dict[str, Any]]:
    """The documents of a file of lines, or of a folder of texts."""
    if source.is_dir():
        return [{"uri": f.name, "text": f.read_bytes().decode("utf8", "replace")} for f in sorted(source.iterdir())]
    return [json.loads(line) for line in source.read_text("utf8").splitlines() if line.strip()]


def listed(mention: Mention) -> str:
    """A mention on one line."""
    told = mention.entity or "-"
    return f"  {mention.span.quote!r:42} {mention.kind:12} {told:44} {mention.country or '-':5} {mention.sector or '-':4} {mention.name!r}"


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("docs", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--list", action="store_true", help="print the mentions")
    parser.add_argument("--first", type=int)
    parser.add_argument("--names-only", action="store_true", help="no parser: mentions alone")
    args = parser.parse_args()
    known = knowledge()
    words, began = 0, time.process_time()
    with args.out.open("wb") as out:
        for row in rows_of(args.docs)[: args.first]:
            words += row["text"].count(" ") + 1
            if args.names_only:
                p = page(document(row))
                if args.list:
                    print(f"== {row['uri']}")
                    for n in mentions(p, known):
                        flags = "".join(c for c, on in zip("pma", (n.pronoun, n.metonym, n.anonymous), strict=True) if on)
                        print(
                            f"  {p.text[n.start : n.end]!r:42} {n.kind:12} {n.entity or '-':44} {n.country or '-':5} {n.sector or '-':4}"
                            f" {flags:3} {n.name!r} {' '.join(n.candidates)}"
                        )
                continue
            doc, records = understood(document(row), known)
            everything: list[Record] = [doc, *records]
            out.writelines(to_json(r) + b"\n" for r in everything)
            if args.list:
                print(f"== {row['uri']}")
                print(*(listed(r) for r in records if isinstance(r, Mention)), sep="\n")
    print(f"{words} words, {1e6 * (time.process_time() - began) / max(1, words):.0f} CPU microseconds a word, loading included")


if __name__ == "__main__":
    main()
