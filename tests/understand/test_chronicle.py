"""Pages dated by happenings that the calendar knows, in sentences of our own."""

from datetime import date

import pytest

from tocsin.knowledge.happenings import happenings, phrases
from tocsin.records import Document
from tocsin.understand.bounds import dated
from tocsin.understand.limits import Contradiction
from tocsin.understand.page import Page, page
from tocsin.understand.times import times


def paper(text: str) -> Page:
    return page(Document("d", "d.txt", "", None, None, None, None, None, None, None, text, []))


def window(text: str) -> tuple[date | None, date | None] | None:
    p = paper(text)
    found = dated(p, [], times(p), None, happenings())
    assert not isinstance(found, Contradiction), found
    return (found.earliest, found.latest) if found else None


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("Food is dearer in Kyiv since Russia's full-scale invasion.", date(2022, 2, 24), None),
        ("Clerics have ruled Afghanistan since the fall of Kabul to the Taliban.", date(2021, 8, 15), None),
        ("Envoys weighed what to do if Russia invades Ukraine.", None, date(2022, 2, 24)),
        ("Hotels in Paris are full ahead of the 2024 Olympics.", None, date(2024, 8, 11)),
        ("Hotels in Paris stood empty after the 2024 Olympics.", date(2024, 7, 26), None),
        ("President-elect Joe Biden named a treasurer.", date(2020, 11, 7), date(2021, 1, 20)),
        ("Mourners marked the second anniversary of the Beirut port explosion.", date(2022, 6, 20), date(2022, 9, 18)),
        (
            "President-elect Donald Trump called. It rained on Kyiv 1,000 days after Russia's full-scale invasion.",
            date(2024, 11, 16),
            date(2025, 1, 20),
        ),
    ],
)  # fmt: skip
def test_a_happening_bounds_the_page(text: str, earliest: date | None, latest: date | None) -> None:
    assert window(text) == (earliest, latest)


@pytest.mark.parametrize(
    "text",
    [
        "They feared that a full-scale invasion could come.",
        "The novel imagines a second fall of Kabul.",
        "The former President Joe Biden library opened.",  # says only that he once was
        "A bastille day for the whole town.",
    ],
)
def test_what_only_sounds_like_one_does_not(text: str) -> None:
    assert window(text) is None


def test_a_feared_happening_that_is_told_as_past_elsewhere_bounds_from_below_only() -> None:
    text = "Nobody in Kyiv had asked what to do if Russia invades Ukraine. Since Russia's full-scale invasion they know."
    assert window(text) == (date(2022, 2, 24), None)


def test_a_weekday_settles_the_year_within_the_window() -> None:
    text = (
        "President-elect Donald Trump wrote. They met on Thursday, 14 November. Since the fall of Kabul to the Taliban, Kyiv had changed."
    )
    assert window(text) == (date(2024, 11, 14), date(2025, 1, 20))


def test_every_phrase_is_lower_case_plain_and_of_one_happening() -> None:
    seen: dict[str, str] = {}
    for h in happenings().entries:
        for pattern in (*h.told, *h.since, *h.coming, *h.feared):
            for phrase in phrases(pattern):
                assert phrase == phrase.lower().strip(), (h.name, phrase)
                assert "  " not in phrase, (h.name, phrase)
                assert not set("’–{}|") & set(phrase), (h.name, phrase)
                assert len(phrase) > 4, (h.name, phrase)
                if not (h.beside or seen.get(phrase, h.name) == h.name):
                    raise AssertionError((h.name, seen[phrase], phrase))
                seen[phrase] = h.name
    assert len(happenings().entries) > 200
