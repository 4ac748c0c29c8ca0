"""Our own passages: those not marked open are read right, and of all of them, open ones counted, most are."""

from __future__ import annotations

import pytest
from said import amiss, passages

WRITTEN = 150
CLOSED = [p for p in passages() if not p.get("open")]


@pytest.mark.parametrize("passage", CLOSED, ids=[p["text"][:50] for p in CLOSED])
def test_passage(passage):
    assert amiss(passage) == []


def test_there_are_enough():
    """The passages that are known to be misread stay few, in the half that the reader was grown on and in the other."""
    assert len(passages()) >= WRITTEN
    for half in (passages()[::2], passages()[1::2]):
        assert sum(not p.get("open") for p in half) / len(half) >= 0.8
