"""How fast names load and are found: load time, matcher MB/s, mentions in microseconds a word, over the files given.

usage: python bench/names.py FILE…
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from tocsin.knowledge import knowledge
from tocsin.records import Document
from tocsin.understand.mentions import mentions
from tocsin.understand.page import page


def main(paths: list[str]) -> None:
    """Prints the figures."""
    began = time.process_time()
    base = knowledge()
    names = base.names
    print(f"load {time.process_time() - began:.2f} s, {len(names.entities):,} entities")
    pages = []
    for path in paths:
        text = Path(path).read_text(encoding="utf8", errors="replace")
        pages.append(page(Document(path, path, "", None, None, None, None, "en", None, None, text, [])))
    size, words = sum(len(p.text) for p in pages), sum(p.text.count(" ") + 1 for p in pages)
    for p in pages:  # what is made once in a process
        mentions(p, base)
    began = time.process_time()
    for p in pages:
        names.find(p.text)
    matching = time.process_time() - began
    began = time.process_time()
    found = sum(len(mentions(p, base)) for p in pages)
    took = time.process_time() - began
    print(f"matcher {size / 1e6 / matching:.1f} MB/s; mentions {took / words * 1e6:.1f} microseconds a word, {found:,} in {words:,} words")


if __name__ == "__main__":
    main(sys.argv[1:])
