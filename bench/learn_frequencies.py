"""Writes knowledge/language/frequencies.yml: in how many of 1,000 news-like texts a common English word stands.

    python bench/learn_frequencies.py ../shared/gold/events/ngec_synthetic/docs.jsonl

The set's README allows learning; only counts of single words leave it, and only of words in at least 4 of 1,000 texts.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections import Counter
from pathlib import Path

WORD = re.compile(r"[A-Za-z][A-Za-z’'-]{2,}")
OUT = Path(__file__).parents[1] / "src/tocsin/knowledge/language/frequencies.yml"


def main(source: str) -> None:
    """Counts and writes; prints how many words were kept."""
    data = Path(source).read_bytes()
    texts = [json.loads(line)["text"] for line in data.decode("utf8").splitlines()]
    seen: Counter[str] = Counter()
    for text in texts:
        seen.update({w.casefold().replace("’", "'").removesuffix("'s") for w in WORD.findall(text)})
    share = {w: round(1000 * n / len(texts)) for w, n in seen.items() if 1000 * n / len(texts) >= 4}
    groups: dict[int, list[str]] = {}
    for w, s in share.items():
        groups.setdefault(s, []).append(w)
    lines = [
        "# Per mille of news-like texts in which a word stands; words that stand in fewer than 4 are left out.",
        f"# Counted by bench/learn_frequencies.py on {len(texts)} synthetic stories (NGEC, MIT),",
        f"# sha256 {hashlib.sha256(data).hexdigest()}.",
    ]
    lines += [f"- {{per_mille: {s}, words: {json.dumps(' '.join(sorted(groups[s])))}}}" for s in sorted(groups, reverse=True)]
    OUT.write_text("\n".join(lines) + "\n", encoding="utf8")
    print(f"{len(share)} words in {OUT.name}")


if __name__ == "__main__":
    main(sys.argv[1])
