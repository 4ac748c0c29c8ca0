"""Events against gold sentences: records made in-process, the speed of the coder, and with --show the sentences that are missed.

usage: python bench/events.py GOLD_DIR OUT.jsonl [--show TYPE] [--first N]
"""

from __future__ import annotations

import argparse
import json
import time
from datetime import date
from pathlib import Path
from typing import Any

from tocsin.knowledge import Knowledge, knowledge
from tocsin.records import Document, Published, to_json
from tocsin.understand.events import event_sentences, events
from tocsin.understand.finds import Deed, Name
from tocsin.understand.page import Page, page


def document(row: dict[str, str]) -> Document:
    """The document of a line of docs.jsonl; `published` is a day, where it is given."""
    day = date.fromisoformat(row["published"]) if row.get("published") else None
    published = Published(day, day, "metadata", []) if day else None
    return Document(row["uri"], row["uri"], "", None, None, None, None, None, published, None, row["text"], [])


def names_of(p: Page, known: Knowledge) -> list[Name]:
    """Names by the extractor of mentions."""
    from tocsin.understand.mentions import mentions

    return mentions(p, known)


def record(p: Page, d: Deed, number: int) -> dict[str, Any]:
    """An event record as the export writes it, without what the scorer leaves aside."""

    def span(start: int, end: int) -> dict[str, Any]:
        s = p.span(start, end)
        return {"start": s.start, "end": s.end, "quote": s.quote}

    def side(parties: Any) -> list[dict[str, Any]]:
        return [
            {"name": a.name, "span": {"start": a.span.start, "end": a.span.end, "quote": a.span.quote}, "entity": a.entity,
             "country": a.country, "sector": a.sector} for a in parties
        ]  # fmt: skip

    return {
        "record": "event", "id": f"{p.document.id}#{number}",
        "document": p.document.id, "span": span(d.start, d.end),
        "predicate": span(*d.predicate), "type": d.type, "mode": d.mode, "cameo": d.cameo,
        "actor": side(d.actor), "recipient": side(d.recipient),
        "status": d.status, "confidence": d.confidence,
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--first", type=int, default=None)
    parser.add_argument("--show", default=None, help="list what gold and the coder say of sentences of this type (ALL: of every type)")
    a = parser.parse_args()
    known = knowledge()
    rows = [json.loads(line) for line in (a.gold / "docs.jsonl").read_text("utf8").splitlines()][: a.first]
    golden: dict[str, list[dict[str, Any]]] = {}
    for line in (a.gold / "gold.jsonl").read_text("utf8").splitlines():
        g = json.loads(line)
        golden.setdefault(g["uri"], []).append(g)
    known.parse(["Warm up."])
    spent = dict.fromkeys(("names", "sift", "parse", "events"), 0.0)
    words = 0
    with a.out.open("w", encoding="utf8") as out:
        pages = [page(document(row)) for row in rows]
        clock = time.process_time()
        named = [names_of(p, known) for p in pages]
        spent["names"] = time.process_time() - clock
        clock = time.process_time()
        wanted = [event_sentences(p, n, known) for p, n in zip(pages, named, strict=True)]
        spent["sift"] = time.process_time() - clock
        clock = time.process_time()
        texts = [(p, n) for p, w in zip(pages, wanted, strict=True) for n in sorted(w)]
        docs = known.parse([p.text[p.sentences[n].start : p.sentences[n].end] for p, n in texts])
        for (p, n), doc in zip(texts, docs, strict=True):
            p.parsed[n] = doc
        spent["parse"] = time.process_time() - clock
        for row, p, mine in zip(rows, pages, named, strict=True):
            words += len(p.text.split())
            clock = time.process_time()
            found = events(p, mine, [], [], [], known)
            spent["events"] += time.process_time() - clock
            out.write(to_json(p.document).decode() + "\n" if isinstance(to_json(p.document), bytes) else str(to_json(p.document)) + "\n")
            made = [record(p, d, k) for k, d in enumerate(found)]
            for r in made:
                out.write(json.dumps(r, ensure_ascii=False) + "\n")
            if a.show:
                for g in golden.get(row["uri"], []):
                    if a.show in ("ALL", g.get("label")) and g["kind"] == "event":
                        hit = any(r["type"] in g["types"] for r in made)
                        print(
                            "ok " if hit else "MISS",
                            g["label"],
                            [x["name"] for x in g["actor"]],
                            ">",
                            [x["name"] for x in g["recipient"]],
                            "|",
                            row["text"],
                        )
                        for r in made:
                            print(
                                "      ",
                                r["type"],
                                r["status"],
                                r["predicate"]["quote"],
                                [x["name"] for x in r["actor"]],
                                ">",
                                [x["name"] for x in r["recipient"]],
                            )
    per_word = ", ".join(f"{k} {1e6 * v / max(1, words):.0f}" for k, v in spent.items())
    print(f"{len(rows)} documents, {words} words; microseconds a word: {per_word}; {known.ontology.size} predicates")


if __name__ == "__main__":
    main()
