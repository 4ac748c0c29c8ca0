"""Rewritten names, back in their own words."""

import pytest

from tocsin.knowledge.paraphrase import odd_words, originals


@pytest.mark.parametrize(
    ("written", "own", "kept"),
    [
        ("speedy support powers", "rapid support forces", 1),
        ("overseas ministry", "foreign ministry", 1),
        ("joined countries safety council", "united nations security council", 1),
        ("worldwide financial fund", "international monetary fund", 1),
    ],
)
def test_the_own_name_is_among_the_originals(written, own, kept):
    assert (own, kept) in originals(written)


@pytest.mark.parametrize("name", ["security committee", "ministry of defence", "union of cities", "", "xylophone"])
def test_without_an_odd_exchange_nothing_was_rewritten(name):
    assert all(own != name for own, _ in originals(name))
    assert not {"committee", "ministry", "union"} & odd_words()


def test_fair_exchanges_alone_do_not_count():
    assert originals("defence committee") == []
