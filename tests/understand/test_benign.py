"""Silence where nothing political happens: the benign corpus of our own writing. Tolerated alarms are listed by name in tolerated.yml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from reading_events import deeds

HERE = Path(__file__).parent.parent / "benign"
TOLERATED: dict[str, str] = yaml.safe_load((HERE / "tolerated.yml").read_text("utf8")) or {}
PASSAGES: list[dict[str, Any]] = [
    {"id": f"{path.stem}-{n:03}", **row}
    for path in sorted(HERE.glob("*.yml"))
    if path.stem != "tolerated"
    for n, row in enumerate(yaml.safe_load(path.read_text("utf8")), 1)
]


def test_the_corpus_is_large_enough() -> None:
    assert len(PASSAGES) >= 300
    assert len({p["text"] for p in PASSAGES}) == len(PASSAGES)


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda p: p["id"])
def test_benign_text_gives_no_event(passage: dict[str, Any]) -> None:
    found = deeds(passage["text"])
    if passage["id"] in TOLERATED:
        assert found, f"{passage['id']} is silent now: strike it from tolerated.yml"
    else:
        assert not found, [(d.type, d.status, [a.name for a in d.actor], [r.name for r in d.recipient]) for d in found]
