"""Every pattern of knowledge/redlines through its examples."""

import pytest

from tocsin.knowledge.lining import Lines

LINES = Lines.load()
CASES = [(rule.id, example) for rule in LINES.entries for example in rule.examples]


@pytest.mark.parametrize(("rule", "example"), CASES, ids=[f"{r}-{n}" for n, (r, _) in enumerate(CASES)])
def test_example(rule, example):
    found = list(LINES.find(example.text))
    if example.finds is None:
        assert not found, found
        return
    assert [d.id for d in found] == [rule]
    for name, words in example.finds.items():
        a, b = found[0].groups[name]
        assert words in example.text[a:b]


def test_every_rule_has_two_finds_and_two_misses():
    for rule in LINES.entries:
        assert sum(e.finds is not None for e in rule.examples) >= 2
        assert sum(e.finds is None for e in rule.examples) >= 2
