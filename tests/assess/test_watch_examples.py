"""The examples of every watch, through the whole of understanding: each lights the sign that it names, or none of its watch."""

import pytest

from making import document
from tocsin.assess import indicators
from tocsin.knowledge import knowledge
from tocsin.records import Event, Statement
from tocsin.understand import understand

BASE = knowledge()
CASES = [(w.watch, e) for w in BASE.watches.entries for e in w.examples]


@pytest.mark.parametrize(("watch", "example"), CASES, ids=[f"{w}-{n}" for n, (w, _) in enumerate(CASES)])
def test_example(watch, example):
    found = understand(document(example.text), BASE)
    events = [r for r in found if isinstance(r, Event)]
    board = indicators(events, [r for r in found if isinstance(r, Statement)], BASE.watches)
    lit = {i.name.split(": ")[1] for i in board if i.watch.startswith(watch) and i.state != "unlit"}
    assert example.lights in lit if example.lights else not lit
