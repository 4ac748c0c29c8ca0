"""Peak memory while reading many documents: python bench/memory.py [--documents 20000] [--words 500] [--jobs 1]

Writes a stream of made-up reports (one in five about a crisis; new names all the time, as in life), reads it into a fresh ledger,
and prints the peak of resident memory, worker processes included, after a quarter, a half and all of it.
Exit status 1 where it grows by more than a tenth in the second half, or goes beyond 1.5 GB. Linux (/proc) only.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tocsin.pipeline import Counts, opened, read_into

LIMIT_MB = 1500
GROWTH = 1.1  # the second half may add a tenth: caches that fill late

STATES = (
    "Sudan", "Ukraine", "Armenia", "Azerbaijan", "Russia", "Israel", "Lebanon", "Ethiopia", "Myanmar", "Mali", "Yemen", "Iran", "Serbia",
)  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
CRISIS = (
    "{Place}, {state} — At least {n} people were killed on {day} when shells fell on the market of {Place}, {person} told reporters.",
    "The foreign ministry of {state} denied that its troops had crossed the border near {Place}.",
    "“We will answer any attack on {Place},” {person}, a spokesman of the army of {state}, said on {day}.",
    "{State} has moved {n} tanks and two air defence batteries to {Place}, according to satellite pictures seen by {person}.",
    "If {state} closes the crossing at {Place}, its neighbours will impose sanctions, {person} warned.",
    "Talks between {state} and {other} ended in {Place} without agreement, officials said.",
    "A drone struck a fuel depot outside {Place} early on {day}; {person} blamed {other}.",
    "Aid workers reached {Place} for the first time in {n} days with {n} tonnes of flour and medicine.",
    "{Person} accused {other} of arming the rebels around {Place}, which {other} has repeatedly rejected.",
    "About {n} percent of the grain of {state} passes through the port of {Place}.",
    "Protesters in {Place} demanded that the government of {state} resign, {person} reported.",
    "The parliament of {state} is expected to vote on {day} on a law that would call up {n} reservists.",
)
QUIET = (
    "{Person} opened a bakery in {Place} last spring and sells {n} loaves a day.",
    "The museum of {Place} shows {n} watercolours that {person} painted between the wars.",
    "After a slow start the team from {Place} won by {n} points, and {person} was carried off the field in triumph.",
    "To bake the cake, beat {n} eggs with sugar, fold in the flour and leave it to rest while the oven warms.",
    "House prices in {Place} rose for the third year, says {person}, who has sold homes there since school.",
    "A new bridge for cyclists will join {Place} with the old harbour by the end of next year.",
    "{Person} plays the lead in a comedy about two sisters who inherit a lighthouse near {Place}.",
    "Gardeners in {Place} should prune their roses before the frost, and water them no more than twice a week.",
    "The orchestra of {Place} begins its season on {day} with a symphony that {person} wrote at nineteen.",
    "Shares of the maker of bicycles from {Place} gained {n} cents after the company raised its forecast.",
)
SYLLABLES = ("ba", "ko", "ri", "ne", "sha", "lo", "vi", "dar", "mi", "tu", "gar", "el", "os", "pe", "zan", "hu", "yev", "ski", "mor", "ta")


def name(rng: random.Random) -> str:
    """A name that nobody bears, most of them never seen before."""
    return "".join(rng.choices(SYLLABLES, k=rng.randint(2, 4))).capitalize()


def report(rng: random.Random, words: int) -> str:
    """A text of about so many words; one in five is about a crisis."""
    crisis = rng.random() < 0.2
    out: list[str] = []
    length = 0
    while length < words:
        sentence = rng.choice(CRISIS if crisis and rng.random() < 0.7 else QUIET)
        state, other = rng.sample(STATES, 2)
        person = f"{name(rng)} {name(rng)}"
        numbers = {"n": rng.randint(2, 900), "day": rng.choice(DAYS), "Place": name(rng)}
        filled = sentence.format(person=person, Person=person, state=state, State=state, other=other, **numbers)
        out.append(filled)
        length += filled.count(" ") + 1
    return "\n\n".join(" ".join(out[at : at + 4]) for at in range(0, len(out), 4))


def reports(number: int, words: int) -> Iterator[str]:
    """Lines of JSON, the same every time."""
    rng = random.Random(20)
    for n in range(number):
        published = date(2023, 1, 1) + timedelta(days=n % 700)
        yield json.dumps({"uri": f"made-up:{n}", "text": report(rng, words), "published": published.isoformat(), "title": f"Report {n}"})


def peak_mb() -> float:
    """Peak resident memory of this process and its children, in MB of a million bytes."""
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    total = 0
    for one in ["self", *children]:
        try:
            found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{one}/status").read_text())
        except OSError:  # ended meanwhile
            continue
        total += int(found[1]) if found else 0
    return total * 1024 / 1e6


def main() -> int:
    """Runs it; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--words", type=int, default=500, help="of each document")
    parser.add_argument("--jobs", type=int, default=1)
    given = parser.parse_args()
    marks = {given.documents // 4: "a quarter", given.documents // 2: "half", given.documents: "all"}
    peaks: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        stream = Path(folder) / "made-up.jsonl"
        with stream.open("w", encoding="utf8") as file:
            file.writelines(line + "\n" for line in reports(given.documents, given.words))
        ledger = opened(str(Path(folder) / "memory.db"), create=True)
        print(f"before      {peak_mb():7,.0f} MB", flush=True)
        began = time.monotonic()

        def watch(counts: Counts) -> None:
            for mark, title in marks.items():
                if counts.read >= mark and title not in peaks:
                    peaks[title] = peak_mb()
                    print(f"{title:<11} {peaks[title]:7,.0f} MB  {counts.read:,} documents, {time.monotonic() - began:,.0f} s", flush=True)

        counts = read_into([str(stream)], ledger, now=datetime.now(UTC), jobs=given.jobs, on_progress=watch)
        size = Path(ledger.name).stat().st_size / 1e6
    growth = peaks["all"] / peaks["half"] if "half" in peaks else 1.0
    flat = growth <= GROWTH
    print(f"{counts.words:,} words, {counts.records:,} records, {counts.failed} failed; the ledger takes {size:,.0f} MB")
    verdict = "flat" if flat else "NOT FLAT"
    print(f"{verdict}: {growth - 1:+.1%} in the second half; {peaks['all']:,.0f} MB used of {LIMIT_MB:,} MB allowed")
    return 0 if flat and peaks["all"] < LIMIT_MB and not counts.failed else 1


if __name__ == "__main__":
    sys.exit(main())
