"""Every gold set through `tocsin read` and `tocsin export`, scored by its own scorer, held against floors.json.

    python bench/floors.py [SET …]        prints figures beside floors; exit status 1 where one has fallen
    python bench/floors.py --update       writes figures that have risen; refuses to lower one without --allow-regression

Needs the evaluation folder (TOCSIN_SHARED, or ../shared). EPSILON is what two runs may differ by: nothing here is random, but a
figure is rounded. `boilerplate` has its own script.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SHARED = Path(os.environ.get("TOCSIN_SHARED", Path(__file__).parents[2] / "shared")).resolve()
FLOORS = Path(__file__).parent / "floors.json"
EPSILON = 0.0005


@dataclass(frozen=True, slots=True)
class Set:
    """A gold set. keep: which lines of docs.jsonl are read; figures: name → path in the scorer's JSON, keys parted by "/"."""

    gold: str
    scorer: str
    figures: dict[str, str]
    more: tuple[str, ...] = ()
    keep: Callable[[dict[str, Any]], bool] = field(default=lambda row: True)


_EVENTS = {
    "root in output": "root in output", "pair and root": "pair and root", "forced root macro-F1": "forced root macro-F1",
}  # fmt: skip
_FALSE = {"false events": "false events per no-event text"}
_LABELS = {f"labels {k}": f"all/{k}/labels/f1" for k in ("source", "cue", "content", "relation")}
_TIMES = {"strict": "strict/f1", "relaxed": "relaxed/f1", "value": "value/f1"}
_PLACES = {"end to end": "all/end_to_end", "accuracy 161 km": "all/acc161"}
SETS = {
    "hand": Set("gold/hand", "gold/hand/score.py", {k: f"family/{k}/score" for k in "ABCDEF"} | {"all": "all/score"}),
    "polnear": Set(
        "gold/attribution/polnear", "score/attribution.py", _LABELS | {"tokens relation": "all/relation/tokens/f1"}, ("--present",),
        lambda row: row.get("split") == "dev",
    ),
    "plv_train": Set("gold/events/plv_train", "score/events.py", _EVENTS),
    "petrarch2_unit": Set("gold/events/petrarch2_unit", "score/events.py", _EVENTS | _FALSE),
    "petr2_gsr": Set("gold/events/petr2_gsr", "score/events.py", _EVENTS | _FALSE),
    "tbaq": Set("gold/time/tbaq", "score/time.py", _TIMES),
    "wikiwars": Set("gold/time/wikiwars", "score/time.py", _TIMES),
    "newsquant": Set("gold/quantities/newsquant", "score/quantities.py", {"value": "value f1", "value+unit": "value+unit f1"}),
    "lgl": Set("gold/places/lgl", "score/places.py", _PLACES),
    "geovirus": Set("gold/places/geovirus", "score/places.py", _PLACES),
    "geowebnews": Set("gold/places/geowebnews", "score/places.py", _PLACES),
    "clusters": Set("gold/clusters/giveme5w1h", "score/clusters.py", {"B3 F1": "B3 F1"}),
    "acceptance": Set(
        "acceptance/keys", "acceptance/check.py",
        {"all": "all/score"} | {k: f"kinds/{k}/score" for k in ("event", "statement", "quantity", "exposure", "indicator", "redline")},
    ),
}  # fmt: skip


def export(folder: Path, source: Path) -> Path:
    """The records of a source, as the commands write them."""
    ledger, out = folder / "ledger.db", folder / "records.jsonl"
    for command in (["read", str(source), "--ledger", str(ledger)], ["export", "--ledger", str(ledger), "--output", str(out)]):
        subprocess.run([sys.executable, "-m", "tocsin.show.cli", *command], check=False, stdout=subprocess.DEVNULL)
    return out


def scored(one: Set) -> dict[str, float]:
    """The figures of a set."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if one.gold.startswith("acceptance"):
            source = SHARED / "documents"
            arguments = [str(SHARED / one.gold), str(source)]
        else:
            rows = [r for r in (SHARED / one.gold / "docs.jsonl").read_text(encoding="utf8").split("\n") if r.strip()]
            source = folder / "docs.jsonl"
            source.write_text("\n".join(r for r in rows if one.keep(json.loads(r))), encoding="utf8")
            arguments = [str(SHARED / one.gold)]
        records = export(folder, source)
        command = [sys.executable, str(SHARED / one.scorer), *arguments, str(records), "--json", *one.more]
        result = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return {name: round(value, 4) for name, path in one.figures.items() if (value := looked_up(result, path)) is not None}


def looked_up(result: Any, path: str) -> float | None:
    """The value at a path of keys; None, with a word on standard error, where it is not there."""
    value = result
    for key in path.split("/"):
        if not isinstance(value, dict) or key not in value:
            print(f"  no {path!r}; there is {sorted(value) if isinstance(value, dict) else value}", file=sys.stderr)
            return None
        value = value[key]
    return float(value)


def main() -> int:
    """Prints a line for each figure; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", metavar="SET", help=", ".join(SETS))
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--allow-regression", action="store_true")
    given = parser.parse_args()
    if not SHARED.exists():
        sys.exit(f"no evaluation folder at {SHARED}: set TOCSIN_SHARED")
    floors = json.loads(FLOORS.read_text(encoding="utf8"))
    fallen = 0
    for name in given.sets or SETS:
        for figure, value in scored(SETS[name]).items():
            floor = floors.get(name, {}).get(figure)
            worse = figure == "false events"  # the fewer the better
            down = floor is not None and (value > floor + EPSILON if worse else value < floor - EPSILON)
            fallen += down
            print(
                f"{name:<15} {figure:<22} {value:6.3f}   floor {floor if floor is not None else '–'}{'   FALLEN' if down else ''}",
                flush=True,
            )
            if given.update and (floor is None or not down or given.allow_regression):
                floors.setdefault(name, {})[figure] = value
        if given.update:
            FLOORS.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf8")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
