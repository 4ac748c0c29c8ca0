"""Every pattern of knowledge/hypotheses through its examples (actors are asked for later, in understand/hypotheses.py)."""

import pytest

from tocsin.knowledge.guessing import Guesses

GUESSES = Guesses.load()
FINDS = [(r.id, e) for r in GUESSES.entries for e in r.examples if e.finds is not None]


@pytest.mark.parametrize(("rule", "example"), FINDS, ids=[f"{r}-{n}" for n, (r, _) in enumerate(FINDS)])
def test_example(rule, example):
    assert any(example.text[a:b].endswith(example.finds) for a, b in GUESSES.find(example.text))


def test_every_rule_has_two_finds_and_two_misses():
    for rule in GUESSES.entries:
        assert sum(e.finds is not None for e in rule.examples) >= 2
        assert sum(e.finds is None for e in rule.examples) >= 2
