from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.records import Document, Published
from tocsin.understand.calendar import easter, extent, nth_weekday, shifted
from tocsin.understand.finds import Moment
from tocsin.understand.numerals import cardinal, ordinal
from tocsin.understand.page import page
from tocsin.understand.times import times

DAY = date(2023, 9, 13)  # a Wednesday


def read(text: str, earliest: date | None = DAY, latest: date | None = None) -> tuple[str, list[Moment]]:
    published = Published(earliest, latest or earliest, "stated", []) if earliest else None
    p = page(Document("d", "d.txt", "", None, None, None, None, None, published, None, text, []))
    return p.text, times(p)


def values(text: str, earliest: date | None = DAY, latest: date | None = None) -> list[tuple[str, str | None]]:
    clean, found = read(text, earliest, latest)
    return [(clean[m.start : m.end], m.value) for m in found]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The dam broke on 6 June 2023 near Kherson.", [("6 June 2023", "2023-06-06")]),
        ("It was signed on Wednesday, July 22, 2022, in Istanbul.", [("Wednesday, July 22, 2022", "2022-07-22")]),
        ("The port was hit late Friday.", [("late Friday", "2023-09-08")]),
        ("Guards left on Friday night.", [("Friday night", "2023-09-08TNI")]),
        ("Readers will recall that in December the two presidents met.", [("December", "2022-12")]),
        ("The truce, which will soon be tested, began in December.", [("December", "2022-12")]),
        ("The ministers agreed to meet in June.", [("June", "2024-06")]),
        ("Talks will resume on Friday.", [("Friday", "2023-09-15")]),
        ("He spoke yesterday and will leave tomorrow.", [("yesterday", "2023-09-12"), ("tomorrow", "2023-09-14")]),
        ("Early next month the corridor closes.", [("Early next month", "2023-10")]),
        ("They met last spring.", [("last spring", "2023-SP")]),
        ("In the 1990s and the 19th century borders moved.", [("the 1990s", "199"), ("the 19th century", "18")]),
        ("Exports fell in the third quarter of 2022.", [("the third quarter of 2022", "2022-Q3")]),
        ("Two days ago the bridge stood.", [("Two days ago", "2023-09-11")]),
        ("The siege took three weeks.", [("three weeks", "P3W")]),
        ("A 30-day truce held.", [("30-day", "P30D")]),
        ("Convoys pass daily and every Thursday.", [("daily", "P1D"), ("every Thursday", "XXXX-WXX-4")]),
        ("In 490 BC the fleet sailed.", [("490 BC", "BC0490")]),
        ("It may rain; they may march on the town.", []),
        ("In recent weeks shelling grew.", [("recent weeks", "PXW")]),
        ("Ministers meet now.", [("now", "PRESENT_REF")]),
        ("On Christmas Eve guns were silent.", [("Christmas Eve", "2022-12-24")]),
        ("Around 9:30 p.m. Monday sirens sounded.", [("Around 9:30 p.m. Monday", "2023-09-11T21:30")]),
        ("The 1914–18 war and some 2000 people.", [("1914", "1914"), ("18", "1918")]),
        ("He left this weekend.", [("this weekend", "2023-W37-WE")]),
        ("He was born in nineteen ninety-six.", [("nineteen ninety-six", "1996")]),
    ],
)
def test_value(text: str, wanted: list[tuple[str, str | None]]) -> None:
    assert values(text) == wanted


def test_last_months_of_a_year_have_days() -> None:
    _, found = read("Trade fell in the last three months of 2021.")
    assert [(m.earliest, m.latest) for m in found] == [(date(2021, 10, 1), date(2021, 12, 31))]


def test_without_a_day_of_publication_the_relative_has_none() -> None:
    _, found = read("It fell on 3 May 2021. He came last week, and left in June.", None)
    assert [m.earliest for m in found] == [date(2021, 5, 3), None, None]
    assert [m.value for m in found] == ["2021-05-03", None, None]


def test_a_window_of_publication_bounds_the_relative() -> None:
    _, found = read("He came yesterday, on 3 May, this year.", date(2022, 5, 4), date(2022, 5, 6))
    assert [(m.value, m.earliest, m.latest) for m in found] == [
        (None, date(2022, 5, 3), date(2022, 5, 5)),
        ("2022-05-03", date(2022, 5, 3), date(2022, 5, 3)),
        ("2022", date(2022, 1, 1), date(2022, 12, 31)),
    ]


def test_history_counts_from_the_day_told_last() -> None:
    text = (
        "In 1853 war began. In 1854 allies landed. By 1855 it was a siege. From 1856 on, 1857 and 1858 were quiet. On 5 May 1859 he died. "
    )
    assert values(text + "The next day she left. In June she wrote.")[-2:] == [("The next day", "1859-05-06"), ("June", "1859-06")]


@pytest.mark.parametrize(
    ("value", "first", "last", "precision"),
    [
        ("2024-W10", date(2024, 3, 4), date(2024, 3, 10), "week"),
        ("2024-WI", date(2024, 12, 1), date(2025, 2, 28), "season"),
        ("2024-H2", date(2024, 7, 1), date(2024, 12, 31), "month"),
        ("199", date(1990, 1, 1), date(1999, 12, 31), "decade"),
        ("2024-03-18T09:30", date(2024, 3, 18), date(2024, 3, 18), "minute"),
        ("P3D", None, None, None),
        ("2024-02-31", None, None, None),
        ("BC0490", None, None, None),
    ],
)
def test_extent(value: str, first: date | None, last: date | None, precision: str | None) -> None:
    assert extent(value) == (first, last, precision)


def test_calendar() -> None:
    assert easter(2024) == date(2024, 3, 31)
    assert nth_weekday(2023, 11, 3, 4) == date(2023, 11, 23)
    assert nth_weekday(2023, 5, 0, -1) == date(2023, 5, 29)
    assert shifted(date(2024, 1, 31), "month", 1) == date(2024, 2, 29)


def test_numerals() -> None:
    assert cardinal(["three", "hundred", "thousand"]) == 300_000
    assert cardinal(["2.5", "million"]) == 2_500_000
    assert cardinal(["twenty", "-", "one"]) == 21
    assert cardinal(["town"]) is None
    assert ordinal(["twenty", "-", "first"]) == 21


_SOUP = (
    "the last next this early of in 3 12 31 1999 2024 May March Friday week weeks ago 's quarter third , . - half a few and BC p.m. 10:30 "
    "spring 1990s today past years now '99 2024-02-31 first noon every per end century Christmas nineteen ninety six \n\n ("
)
_WORDS = st.sampled_from(_SOUP.split(" "))


@settings(max_examples=300)
@given(st.lists(_WORDS, max_size=30), st.one_of(st.none(), st.dates(date(1, 1, 1), date(9999, 12, 31))))
def test_any_words_give_ordered_times_inside_the_text(words: list[str], day: date | None) -> None:
    text, found = read(" ".join(words), day)
    at = 0
    for m in found:
        assert at <= m.start < m.end <= len(text)
        assert text[m.start : m.end].strip() == text[m.start : m.end]
        assert m.earliest is None or m.latest is None or m.earliest <= m.latest
        at = m.end


def test_a_wide_window_settles_the_year_of_a_day() -> None:
    _, found = read("After the vigil of 19 November he left on Friday, for three weeks.", date(2023, 11, 20), date(2024, 2, 1))
    assert [(m.value, m.earliest) for m in found] == [("2023-11-19", date(2023, 11, 19)), (None, None), ("P3W", None)]


@pytest.mark.parametrize(
    ("text", "quote", "value", "earliest"),
    [
        ("Shells fell at 09:30 GMT on Tuesday.", "09:30 GMT on Tuesday", "2024-08-13T09:30Z", date(2024, 8, 13)),
        ("It began at 0400 GMT on 3 May 2023.", "0400 GMT", "2023-05-03T04:00Z", date(2023, 5, 3)),
        ("Drones struck overnight.", "overnight", "2024-08-15TNI", date(2024, 8, 14)),
        ("They moved in overnight Tuesday.", "overnight", "2024-08-13TNI", date(2024, 8, 12)),
        ("She came the day before yesterday.", "the day before yesterday", "2024-08-13", date(2024, 8, 13)),
        ("From 3 May to 7 June 2023 they shelled it.", "3 May", "2023-05-03", date(2023, 5, 3)),
        ("Ten days after 5 June 2023 it rained.", "Ten days", "P10D", date(2023, 6, 15)),
    ],
)
def test_zones_nights_and_lengths_counted_from_a_day(text: str, quote: str, value: str, earliest: date) -> None:
    whole, found = read(text, date(2024, 8, 15))
    assert (quote, value, earliest) in [(whole[m.start : m.end], m.value, m.earliest) for m in found]
