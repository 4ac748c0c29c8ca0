"""The names of a page: every near-miss of the knowledge base, and what the finder promises of spans and order."""

from itertools import pairwise

import pytest

from tocsin.knowledge import knowledge
from tocsin.knowledge.traps import failures, traps
from tocsin.pipeline import name_finder

FIND = name_finder(knowledge())
TRAPS = traps()
PLAIN = (
    "Moscow said on Monday that Russian troops had left the town. French Foreign Minister Jean-Yves Le Drian told reporters in Paris "
    "that he did not believe it. Olga Beispiel, a spokeswoman for the Ukrainian army, agreed; Beispiel spoke in Kyiv. "
    "Rebels fired on the camp."
)


@pytest.mark.parametrize("trap", TRAPS, ids=[t.text[:40] for t in TRAPS])
def test_near_miss(trap):
    assert failures(trap, FIND) == []


def test_names_are_in_order_and_apart():
    names = FIND(PLAIN, None)
    assert all(a.end <= b.start for a, b in pairwise(names))
    assert all(0 <= n.start < n.end <= len(PLAIN) for n in names)


def test_a_later_surname_is_the_same_person():
    names = [n for n in FIND(PLAIN, None) if n.name == "Olga Beispiel"]
    assert [PLAIN[n.start : n.end] for n in names] == ["Olga Beispiel", "spokeswoman", "Beispiel"]
    assert {n.country for n in names} == {"UKR"}
    assert {n.sector for n in names} == {"MIL"}


def test_the_same_text_gives_the_same_names():
    assert FIND(PLAIN, None) == FIND(PLAIN, None)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "...", "'s", "U.S.", "A", "é", "the The THE"])
def test_odd_texts_break_nothing(text):
    FIND(text, None)
