"""Furniture is marked where it stands, and an author's text is left alone."""

from __future__ import annotations

import pytest

from tocsin.read.furniture import furniture
from tocsin.read.furniture_phrases import Phrase, phrases

PHRASES = phrases()


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda p: p.id)
def test_examples(phrase: Phrase) -> None:
    assert len(phrase.marks) >= 2
    assert len(phrase.leaves) >= 2
    for example in phrase.marks:
        assert [f.quote for f in furniture(example.text)] == example.finds
    for text in phrase.leaves:
        assert furniture(text) == []


def test_ids_are_unique() -> None:
    assert len({p.id for p in PHRASES}) == len(PHRASES)


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda p: p.id)
def test_an_example_of_each_phrase_is_found_by_its_own_rule(phrase: Phrase) -> None:
    assert any(f.reason == phrase.reason for example in phrase.marks for f in furniture(example.text))
