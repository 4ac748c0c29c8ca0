"""Explanations and outcomes through the whole of understanding: the examples of knowledge/hypotheses, near-misses included."""

import pytest

from making import document
from tocsin.knowledge import knowledge
from tocsin.records import Hypothesis
from tocsin.understand import understand

BASE = knowledge()
CASES = [(r.id, e) for r in BASE.guesses.entries for e in r.examples]


def hypotheses(text: str) -> list[Hypothesis]:
    return [r for r in understand(document(text), BASE) if isinstance(r, Hypothesis)]


@pytest.mark.parametrize(("rule", "example"), CASES, ids=[f"{r}-{n}" for n, (r, _) in enumerate(CASES)])
def test_example(rule, example):
    found = hypotheses(example.text)
    if example.finds is None:
        assert not found
    else:
        assert any(h.text.endswith(example.finds) for h in found)


def test_holder_and_likelihood():
    (one,) = hypotheses("Norwegian officials say that Russia is likely to cut the cable in the Barents Sea.") or [None]
    assert one is not None
    assert one.likelihood == "likely"
    assert [p.country for p in one.about][:1] == ["RUS"]
    assert one.holder is not None
    assert one.holder.country == "NOR"
