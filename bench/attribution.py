"""Writes documents and statements of a set as JSON Lines, for a scorer.

python bench/attribution.py DOCS.jsonl OUT.jsonl [--split dev] [--limit N] [--no-names] [--rules] [--weights FOLDER]
DOCS.jsonl: one document a line with `uri`, `text` and, where known, `title`, `publisher`, `published`, `split`.
Prints words and CPU microseconds a word, the parser's share apart.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from datetime import date
from pathlib import Path
from typing import Any

from tocsin.knowledge import Knowledge, knowledge
from tocsin.knowledge.encoder import Encoder
from tocsin.records import Document, Interval, Published, Statement, identify, to_json
from tocsin.understand.finds import Name, Said
from tocsin.understand.page import Page, page
from tocsin.understand.statements import statement_sentences, statements
from tocsin.understand.times import times


def document(row: dict[str, Any]) -> Document:
    """The document of one line, its text as it stands."""
    day = None
    if isinstance(row.get("published"), str):
        try:
            day = date.fromisoformat(row["published"][:10])
        except ValueError:
            day = None
    published = Published(day, day, "metadata", []) if day else None
    text = row["text"]
    return Document(
        row["uri"], row["uri"], hashlib.sha256(text.encode()).hexdigest(), row.get("title"), row.get("publisher"), row.get("author"),
        row.get("kind"), "en", published, None, text, [],
    )  # fmt: skip


def record(p: Page, n: int, said: Said) -> Statement:
    """A find as a record."""
    ident = identify("s", p.document.id, n)
    return Statement(
        ident, p.document.id, p.span(said.start, said.end), p.span(*said.cue) if said.cue else None, [p.span(*c) for c in said.content],
        said.speaker, list(said.via), said.addressee, said.act, said.quotation,
        Interval(said.said.earliest, said.said.latest) if said.said else None,
        identify("s", p.document.id, said.parent) if said.parent is not None else None,
    )  # fmt: skip


def _names(p: Page, known: Knowledge) -> list[Name]:
    try:
        from tocsin.understand.mentions import mentions
    except ImportError:
        return []
    return mentions(p, known)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("docs", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--split")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--no-names", action="store_true", help="leave mentions out")
    parser.add_argument("--rules", action="store_true", help="rules alone, without the learned encoder")
    parser.add_argument("--weights", type=Path, help="a folder of weights other than the package's")
    args = parser.parse_args()
    rows = [json.loads(line) for line in args.docs.read_text(encoding="utf8").splitlines() if line.strip()]
    rows = [r for r in rows if args.split is None or r.get("split") == args.split][: args.limit]
    known = knowledge()
    known.parse(["Ready."])
    if args.rules or args.weights:
        known.encoder = Encoder(args.weights) if args.weights else None
    spent = {"page and names": 0.0, "matcher": 0.0, "parser": 0.0, "statements": 0.0}
    words = parsed = 0
    with args.out.open("wb") as out:
        for row in rows:
            t0 = time.process_time()
            p = page(document(row))
            names = [] if args.no_names else _names(p, known)
            moments = times(p)
            t1 = time.process_time()
            wanted = statement_sentences(p, names, known)
            t2 = time.process_time()
            p.parse(sorted(wanted), known)
            t3 = time.process_time()
            said = statements(p, names, moments, known)
            t4 = time.process_time()
            for key, value in zip(spent, (t1 - t0, t2 - t1, t3 - t2, t4 - t3), strict=True):
                spent[key] += value
            words += len(row["text"].split())
            parsed += sum(len(p.parsed[n]) for n in wanted)
            out.write(to_json(p.document) + b"\n")
            for n, s in enumerate(said):
                out.write(to_json(record(p, n, s)) + b"\n")
    shares = ", ".join(f"{k} {1e6 * v / max(words, 1):.1f}" for k, v in spent.items())
    print(f"{len(rows)} documents, {words} words, {parsed} tokens parsed; CPU µs a word: {shares}")


if __name__ == "__main__":
    main()
