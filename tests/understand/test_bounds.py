from datetime import date

import pytest

from tocsin.records import Document, Published
from tocsin.understand.bounds import Contradiction, bounds, dated
from tocsin.understand.finds import Name
from tocsin.understand.page import Page, page
from tocsin.understand.times import times


def paper(text: str) -> Page:
    return page(Document("d", "d.txt", "", None, None, None, None, None, None, None, text, []))


def window(text: str) -> tuple[date | None, date | None, list[str]] | None:
    p = paper(text)
    found = bounds(p, [], times(p))
    return (found.earliest, found.latest, [s.quote for s in found.evidence]) if found else None


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "evidence"),
    [
        ("The corridor opened on 22 July 2022 and ships left.", date(2022, 7, 22), None, ["22 July 2022"]),
        ("The pact will expire on 5 February 2026.", None, date(2026, 2, 5), ["5 February 2026"]),
        ("Growth stalled in the last three months of 2022, officials said.", date(2023, 1, 1), None, ["the last three months of 2022"]),
        ("They have been at war since 2015.", date(2015, 1, 1), None, ["2015"]),
        (
            "The treaty was signed on 3 March 2010. It will expire on 5 February 2012.",
            date(2010, 3, 3),
            date(2012, 2, 5),
            ["3 March 2010", "5 February 2012"],
        ),
        (
            "The minister took part in the November 19th vigil. The new chamber takes office on December 10, 2023.",
            date(2023, 11, 19),
            date(2023, 12, 10),
            ["November 19th", "December 10, 2023"],
        ),
    ],
)
def test_window(text: str, earliest: date | None, latest: date | None, evidence: list[str]) -> None:
    assert window(text) == (earliest, latest, evidence)


@pytest.mark.parametrize(
    "text",
    ["Nothing here has a date.", "The goal is net zero by 2050.", "Sales are projected to double in 2030.", "It may rain on 3 May 2031."],
)
def test_no_window(text: str) -> None:
    assert window(text) is None


def test_contradictory_clues_are_both_named() -> None:
    p = paper("The bridge fell on 4 June 2023. The mandate will end on 1 May 2019.")
    found = dated(p, [], times(p))
    assert isinstance(found, Contradiction)
    assert (found.after.earliest, found.before.latest) == (date(2023, 6, 4), date(2019, 5, 1))
    assert bounds(p, [], times(p)) is None


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("President Ada Moreau said so.", date(2012, 5, 1), date(2017, 5, 1)),
        ("Ada Moreau, president since the spring, said so.", date(2012, 5, 1), date(2017, 5, 1)),
        ("They met President Ada Moreau.", date(2012, 5, 1), None),
        ("Former president Ada Moreau spoke.", None, None),
        ("Ada Moreau said so.", None, None),
    ],
)
def test_an_office_bounds_the_page(text: str, earliest: date | None, latest: date | None) -> None:
    p = paper(text)
    at = text.index("Ada")
    name = Name(at, at + 10, "person", "Ada Moreau", entity="person/ada-moreau")
    found = dated(
        p, [name], [], lambda entity: [("XXX/president", date(2012, 5, 1), date(2017, 5, 1)), ("XXX/mayor", date(2001, 1, 1), None)]
    )
    if earliest is None:
        assert found is None
    else:
        assert isinstance(found, Published)
        assert (found.earliest, found.latest, found.basis) == (earliest, latest, "inferred")
