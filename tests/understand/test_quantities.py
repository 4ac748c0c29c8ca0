import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.knowledge.units import units
from tocsin.records import Document
from tocsin.understand.finds import Amount, Name
from tocsin.understand.page import page
from tocsin.understand.quantities import quantities


def read(text: str, *names: tuple[str, str]) -> list[tuple[str, Amount]]:
    p = page(Document("d", "d.txt", "", None, None, None, None, None, None, None, text, []))
    found = [Name(text.index(n), text.index(n) + len(n), "country", n, country=c) for n, c in names]
    return [(p.text[a.start : a.end], a) for a in quantities(p, found)]


@pytest.mark.parametrize(
    ("text", "quote", "value", "low", "high", "unit", "of"),
    [
        ("At least 24 people died.", "At least 24 people", 24, 24, None, None, "people"),
        ("Up to 3,000 armed men crossed.", "Up to 3,000 armed men", 3000, None, 3000, None, "armed men"),
        ("Between 10 and 12 boats left.", "Between 10 and 12 boats", None, 10, 12, None, "boats"),
        ("It buys 35% to 40% of its wheat there.", "35% to 40% of its wheat", None, 35, 40, "percent", "wheat"),
        ("They sell 60 percent of the grain.", "60 percent of the grain", 60, None, None, "percent", "grain"),
        ("One-third of the fleet sank.", "One-third of the fleet", 33.33, None, None, "percent", "fleet"),
        ("The aid is worth $2.5 billion.", "$2.5 billion", 2.5e9, None, None, "dollar", None),
        ("Some two hundred and thirty miners were trapped.", "Some two hundred and thirty miners", 230, None, None, None, "miners"),
        ("It flew 300 km north.", "300 km", 300, None, None, "kilometre", None),
        ("A 2,400-strong brigade arrived.", "2,400-strong brigade", 2400, None, None, None, "brigade"),
        ("Shelling left seven wounded.", "seven wounded", 7, None, None, None, "wounded"),
        ("Dozens of villagers fled.", "Dozens of villagers", None, 24, None, None, "villagers"),
        ("Bread costs 40 roubles per kilo.", "40 roubles per kilo", 40, None, None, "rouble per kilogram", None),
    ],
)
def test_amount(
    text: str, quote: str, value: float | None, low: float | None, high: float | None, unit: str | None, of: str | None
) -> None:
    [(found, a)] = read(text)
    assert (found, a.value, a.low, a.high, a.unit, a.of) == (quote, value, low, high, unit, of)


@pytest.mark.parametrize(
    ("text", "change"), [("Output has fallen 25 percent.", -25), ("Prices rose by 3% in May.", 3), ("A 5% drop followed.", -5)]
)
def test_change(text: str, change: float) -> None:
    [(_, a)] = read(text)
    assert (a.change, a.unit) == (change, "percent")


@pytest.mark.parametrize(
    "text",
    [
        "On 6 June 2023 the dam broke.", "It began in 2014.", "He came at 10:30 p.m. and left at 5 a.m.", "The 21st brigade held.",
        "Article 5 binds them.", "A T-72 and an S-300 burned.", "No one came.", "May 3, 2021 was a Monday.",
    ],
)  # fmt: skip
def test_no_quantity(text: str) -> None:
    assert read(text) == []


def test_vague_and_near() -> None:
    assert read("Nearly 900 tents stand.")[0][1].approximate
    assert not read("Exactly 900 tents stand.")[0][1].approximate


@pytest.mark.parametrize(
    ("text", "names", "country"),
    [
        ("About 90,000 Russian troops moved.", [("Russian", "RUS")], "RUS"),
        ("Poland’s 300 tanks stayed.", [("Poland", "POL")], "POL"),
        ("Ethiopia has massed 4,000 soldiers.", [("Ethiopia", "ETH")], "ETH"),
        ("Ethiopia told Eritrea that 4,000 soldiers came.", [("Ethiopia", "ETH"), ("Eritrea", "ERI")], None),
    ],
)
def test_whose(text: str, names: list[tuple[str, str]], country: str | None) -> None:
    [(_, a)] = read(text, *names)
    assert a.country == country


def test_units_are_known_by_one_name() -> None:
    assert units().words["kilometers"] == units().words["kilometre"] == "kilometre"
    assert units().before["US$"] == "dollar"


_SOUP = (
    "12 3,000 2.5 % percent $ million to and between - at least dozens of half a third km men killed the Russian 2014 May . , one two "
    "hundred ½ 1/0 -5 €"
)


@given(st.lists(st.sampled_from(_SOUP.split(" ")), max_size=25), st.sampled_from([" ", ""]))
def test_any_words_give_ordered_amounts_inside_the_text(words: list[str], glue: str) -> None:
    text = glue.join(words)
    p = page(Document("d", "d.txt", "", None, None, None, None, None, None, None, text, []))
    at = 0
    for a in quantities(p, []):
        assert at <= a.start < a.end <= len(p.text)
        assert a.low is None or a.high is None or a.low <= a.high
        assert a.of_at is None or p.text[slice(*a.of_at)]
        at = a.end


def test_whose_output_fell() -> None:
    text = "Norwegian gas output had fallen 12 percent."
    p = page(Document("d", "d.txt", "", None, None, None, None, None, None, None, text, []))
    [a] = quantities(p, [Name(0, 9, "country", "Norwegian", country="NOR", adjective=True)])
    assert (a.country, a.change) == ("NOR", -12)


def test_forces_told_of_before_lend_their_country() -> None:
    text = "Ethiopian troops gather. Some 9,000 soldiers are there."
    p = page(Document("d", "d.txt", "", None, None, None, None, None, None, None, text, []))
    [a] = quantities(p, [Name(0, 9, "country", "Ethiopian", country="ETH", adjective=True)])
    assert a.country == "ETH"


@pytest.mark.parametrize(
    ("text", "quote", "value", "of"),
    [
        ("Some 4,000 Polish and Lithuanian troops came.", "Some 4,000 Polish and Lithuanian troops", 4000, "Polish and Lithuanian troops"),
        ("It stood 35m away.", "35m", 35, None),
        ("About 35m people saw it.", "About 35m people", 35e6, "people"),
    ],
)
def test_letters_behind_figures(text: str, quote: str, value: float, of: str | None) -> None:
    [(found, a)] = read(text)
    assert (found, a.value, a.of) == (quote, value, of)


def test_a_rise_to_a_new_level_is_no_range() -> None:
    assert [(a.value, a.change) for _, a in read("The deficit widened, having increased by $3 billion to $9 billion.")] == [
        (3e9, 3e9),
        (9e9, None),
    ]


@pytest.mark.parametrize(
    ("text", "names", "country"),
    [
        ("Kenya retains two-thirds of the water.", [("Kenya", "KEN")], "KEN"),
        ("About 70% of all tea blended is grown in Kenya.", [("Kenya", "KEN")], "KEN"),
        ("They rely on Chile, where 30% of the copper is mined, and half as much is refined there.", [("Chile", "CHL")], "CHL"),
        ("The U.S. army is readying a 900-strong force.", [("U.S.", "USA")], "USA"),
        ("Kenya said that 70% of the water was lost.", [("Kenya", "KEN")], None),
    ],
)
def test_whose_share(text: str, names: list[tuple[str, str]], country: str | None) -> None:
    assert read(text, *names)[0][1].country == country


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They paid eight or nine euros.", [(8, "euro", None), (9, "euro", None)]),
        ("Output reached 3.9 million shells, up from 2.4 million in 2017.", [(3.9e6, None, "shells"), (2.4e6, None, "shells")]),
        ("The port handled 40 ships compared with 63 in June.", [(40, None, "ships"), (63, None, "ships")]),
        ("Kyiv got 280 million of the 1.5 billion euros it needs.", [(2.8e8, "euro", None), (1.5e9, "euro", None)]),
    ],
)
def test_a_bare_number_shares_its_neighbours_unit(text: str, expected: list[tuple[float, str | None, str | None]]) -> None:
    assert [(a.value, a.unit, a.of) for _, a in read(text)] == expected


@pytest.mark.parametrize(
    ("text", "quote", "low"),
    [
        ("Guards held several masked gunmen.", "several masked gunmen", 3),
        ("Numerous armed insurgents fled.", "Numerous armed insurgents", 4),
        ("A couple of soldiers were hurt.", "A couple of soldiers", 2),
    ],
)
def test_vague_words_before_people_give_a_least_number(text: str, quote: str, low: float) -> None:
    assert [(q, a.value, a.low, a.approximate) for q, a in read(text)] == [(quote, None, low, True)]


def test_vague_words_before_things_count_nothing() -> None:
    assert read("Several ideas and multiple reasons were given.") == []


@pytest.mark.parametrize(
    ("text", "quote", "country"),
    [
        ("Chad has massed troops along the border. He was blunt. With 30,000 soldiers the capital is in reach.", "30,000", "TCD"),
        ("Chad has massed troops along the border. With over 30,000 soldiers near by, Niger warned its people.", "30,000", "TCD"),
        ("Chad has massed troops along the border. With over 30,000 soldiers, Niger is no weakling.", "30,000", None),
        ("Chad has massed troops along the border. With them came 900 Tuareg fighters.", "900", None),
        ("Britain-based monitors counted 3,000 fighters.", "3,000", None),
    ],
)  # fmt: skip
def test_large_forces_belong_to_the_side_that_masses_them(text: str, quote: str, country: str | None) -> None:
    codes = {"Chad": "TCD", "Niger": "NER", "Britain": "GBR"}
    p = page(Document("d", "d.txt", "", None, None, None, None, None, None, None, text, []))
    names = [Name(text.index(n), text.index(n) + len(n), "country", n, country=c) for n, c in codes.items() if n in text]
    names.sort(key=lambda n: n.start)
    assert [a.country for a in quantities(p, names) if quote in text[a.start : a.end]] == [country]
