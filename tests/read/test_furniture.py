# ruff: noqa: E501  (pages as they are: a paragraph a line)
"""Furniture is marked where it stands, and an author's text is left alone."""

from __future__ import annotations

import pytest

from tocsin.read.furniture import furniture
from tocsin.read.furniture_phrases import Phrase, phrases
from tocsin.read.furniture_words import PageWords, page_words, pattern

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


MENU = """Harbour Press
Skip to content
Sign In
Subscribe
Home
News
World
Politics
Business
Sport
Opinion
Travel
Podcasts
Newsletters
Search
Facebook
Twitter
Share
Share this article"""
ARTICLE = """Russian troops seized the Zaporizhzhia nuclear power station in the night of 4 March 2022 after a fire broke out in a training building beside it.
The plant's operator said that radiation stood at its usual level and that the staff had gone on working under guard. It added that three of its guards were killed.
"We warn everybody that no country apart from Russia has ever fired at nuclear reactors," the Ukrainian president said in a message that he recorded before dawn.
The International Atomic Energy Agency called on all sides to keep away from the station, the largest of its kind in Europe, and said that it was in touch with the regulator in Kyiv.
Russia's defence ministry blamed saboteurs for the fire and said that its soldiers had held the ground around the plant since the end of February.
Neighbouring countries ordered more tablets of iodine, and pharmacies in several towns had none left by the evening, although officials said that there was no need for them."""
END = """Related
Grain ships wait off Odesa
What the Minsk accords said
How a reactor is cooled
Most read
Five charts on the price of gas
Who are the monitors?
12 comments
Leave a Reply
About Us
Contact Us
Privacy Policy
Terms of Use
© 2022 Harbour Press. All rights reserved."""
PAGE = "\n".join((MENU, ARTICLE, END))
POEM = "\n".join(
    ["The guns are silent", "over the river", "nobody answers", "the broken bell", "snow on the harbour", "salt on the door"] * 5
)
DIALOGUE = "\n".join(['"Who goes there?"', '"A friend."', "He stopped", '"Which side?"', "No answer", '"Home," he said'] * 5)


def remaining(text: str) -> str:
    """A text without its furniture, a line a piece."""
    out, at = [], 0
    for f in furniture(text):
        out.append(text[at : f.start])
        at = f.end
    return "\n".join(line.strip() for line in "".join([*out, text[at:]]).split("\n") if line.strip())


def test_only_the_article_of_a_scraped_page_remains() -> None:
    assert remaining(PAGE) == ARTICLE
    assert {f.reason for f in furniture(PAGE)} >= {"menu", "page end"}


def test_only_the_article_remains_where_the_line_breaks_are_lost() -> None:
    left = remaining(" ".join(PAGE.split("\n")))
    assert "Harbour Press" not in left
    assert "Privacy Policy" not in left
    words = ARTICLE.split()
    assert len(set(words) & set(left.split())) >= 0.95 * len(set(words))
    assert len(left) <= 1.2 * len(ARTICLE)


@pytest.mark.parametrize(
    "text",
    [
        ARTICLE,
        " ".join(ARTICLE.split("\n")),
        POEM,
        DIALOGUE,
        "Sudan: truce extended",
        "- Kherson\n- Mykolaiv\n- Odesa\nThree ports, one blockade.",
        "A: Will they cross?\nB: Not today.\nA: Why?\nB: The bridge.",
        "@desk: two blasts heard in Goma\n@desk: no word on the dead yet",
        "",
        "\n\n",
    ],
)
def test_an_authors_text_is_left_alone(text: str) -> None:
    assert furniture(text) == []


@pytest.mark.parametrize("text", [PAGE, " ".join(PAGE.split("\n")), PAGE.replace("\n", "\r\n"), "İ\n" * 3 + PAGE])
def test_spans_hold_and_do_not_overlap(text: str) -> None:
    at = 0
    for f in furniture(text):
        assert text[f.start : f.end] == f.quote
        assert f.start >= at
        assert f.quote.strip() == f.quote
        at = f.end


def test_the_shape_of_text_that_an_extractor_took_out_is_not_judged() -> None:
    assert ARTICLE.split("\n")[0] in remaining(PAGE)
    assert all(f.reason != "page end" for f in furniture(PAGE, shape=False))


def test_weights_name_every_measure() -> None:
    import json

    from tocsin.read import furniture_flat, furniture_lines, furniture_page

    learned = json.loads(furniture_page.WEIGHTS.read_text(encoding="utf8"))
    for key, names in (
        ("line", furniture_lines.FEATURES),
        ("context", furniture_page.ALL),
        ("word", furniture_flat.OWN),
        ("word context", furniture_flat.ALL),
    ):
        assert list(learned[key]["weights"]) == list(names)


@pytest.mark.parametrize("entry", page_words().values(), ids=lambda e: e.id)
def test_words_of_pages(entry: PageWords) -> None:
    assert len(entry.matches) >= 2
    assert len(entry.leaves) >= 2
    assert all(pattern(entry.id).search(text) for text in entry.matches)
    assert not any(pattern(entry.id).search(text) for text in entry.leaves)
