"""Marked sentences (statuses.yml) as sentences with events, for deeds.py.

python learn/marked.py OUT.jsonl
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import yaml

_MARK = re.compile(r"<([AR])\|([^>]*)>|\*([^*]+)\*")


def row(status: str, marked: str, number: int) -> dict[str, Any]:
    """`TYPE: text`, with <A|who acts>, <R|whom> and *predicate*, as a sentence with one event."""
    kind, text = marked.split(": ", 1)
    out, at = "", 0
    spans: dict[str, list[list[int]]] = {"A": [], "R": [], "*": []}
    for m in _MARK.finditer(text):
        out += text[at : m.start()]
        at = m.end()
        words = m.group(2) if m.group(1) else m.group(3)
        spans[m.group(1) or "*"].append([len(out), len(out) + len(words)])
        out += words
    event = {"type": kind, "status": status, "trigger": spans["*"][0], "actor": spans["A"], "recipient": spans["R"]}
    return {"uri": f"own/status/{number}", "text": out + text[at:], "part": True, "names": [], "events": [event]}


def main() -> None:
    """Command line."""
    given = yaml.safe_load(Path(__file__).with_name("statuses.yml").read_text(encoding="utf8"))
    with Path(sys.argv[1]).open("w", encoding="utf8") as out:
        for n, (status, marked) in enumerate((s, m) for s, all_of in given.items() for m in all_of):
            out.write(json.dumps(row(status, marked, n), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
