"""Stated dates: labels, date lines, bylines, datelines; quoted and reprinted dates are not the page's."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tocsin.read.dating import dateline, published
from tocsin.read.days import DAY, Day, day, day_in_address

BODY = "\n\nThe convoy crossed the river before dawn, officials said, and no shots were fired at the bridge.\n"

STATED = [
    ("Wednesday, 13 September 2023\n\nGrain ships sail again", "2023-09-13"),
    ("My Corner\nThursday, February 24, 2022\nThe first night", "2022-02-24"),
    ("Night raid on the port\nBroadcast on:\n25 May 2024\nAudio Format:\nmp3", "2024-05-25"),
    ("Bridge closed\nPublished 3:04 PM EST, Mon January 17, 2022", "2022-01-17"),
    ("Bridge closed\nPublished January 17, 2022 at 3:04 pm", "2022-01-17"),
    ("Bridge closed\nBy Jane Doe | 3 March 2022", "2022-03-03"),
    ("Bridge closed\nBy Jane Doe, 3rd of March 2022", "2022-03-03"),
    ("Bridge closed\nPosted by Jane Doe on March 3, 2022 at 10:00", "2022-03-03"),
    ("KYIV, Feb 24, 2022 (Reuters) - Shells fell on the port.", "2022-02-24"),
    ("GENEVA, 5 May 2015 -- The envoy opened talks.", "2015-05-05"),
    ("Talks open\n2015-05-05T09:30:00Z", "2015-05-05"),
    ("Talks open\n2015-05-05 09:30", "2015-05-05"),
    ("Talks open\n25/05/2015", "2015-05-25"),
    ("Talks open\n05.06.2015", "2015-06-05"),
    ("Talks open\nLast updated: 5 May 2015", "2015-05-05"),
    ("Talks open\nPublished 4 May 2015 | Updated 5 May 2015", "2015-05-04"),
    ("Envoy (@envoy)\nTalks open tomorrow.\n4:05 PM · Feb 24, 2022 · Web App", "2022-02-24"),
    ("Statement by the Council\nDate: 24 February 2022", "2022-02-24"),
    ("KYIV, Feb 24 (Reuters) - Shells fell.\n\n© 2022 Reuters", "2022-02-24"),
    ("KYIV, Thursday, Feb 24 (AP) - Shells fell as the siege of 2022 began.", "2022-02-24"),
]

STATED += [
    ("Bridge closed\n10:07, 24 FEB 2022", "2022-02-24"),
    ("Bridge closed\nFEBRUARY 24, 2022", "2022-02-24"),
    ("Bridge closed\nPublished Feb. 24, 2022Updated Feb. 25, 2022, 1:02 a.m. ET", "2022-02-24"),
    ("Bridge closed\nFebruary 24, 2022By Jane Doe", "2022-02-24"),
    ("Bridge closed\nFeb 24, 2022 / 10:07 AM / River Radio", "2022-02-24"),
    ("Bridge closed\nThu 24 Feb 2022 15.04 GMT\nLast modified on Fri 25 Feb 2022 10.00 GMT", "2022-02-24"),
    ("Situation report No. 5 (24 February 2022)", "2022-02-24"),
    ("Flash Update #5\nAs of 24 February 2022", "2022-02-24"),
    ("Transcript of the press conference, 24 February 2022", "2022-02-24"),
    ("Kyiv, 24 February 2022 — The envoy left.", "2022-02-24"),
    ("From: press office\nDate: Thu, 24 Feb 2022 10:11:12 +0000", "2022-02-24"),
    ("title: Bridge\ndate: 2022-02-24", "2022-02-24"),
    ("@envoy · Feb 24, 2022", "2022-02-24"),
]

UNDATED = [
    "Joint statement of 24 February 2022 on the river",
    "Bridge closed\n\nThe crossing of 24 February 2022 - the second - changed much, and so did that of 3 March 2022, the envoy said.",
    "Shells fell on the port on 24 February 2022, officials said.",
    "A view\n\n(Herald : 12 September 2023)",
    "A view\n\nHerald : 12 September 2023",
    "As the Herald reported (12 September 2023), nothing moved.",
    "The report was published on 12 September 2023 by the agency.",
    "KYIV, Feb 24 (Reuters) - Shells fell on the port.",
    "Talks open\n05/06/2015",
    "Talks open\nMonday, 24 February 2022",  # it was a Thursday
    "Talks open\n31 February 2022",
    "World News\nNov. 20, 2019\nSearch\nMenu",
    "On 3 May 2015 the siege began\n\nIt lasted.",
]


@pytest.mark.parametrize(("head", "day"), STATED)
def test_stated(head: str, day: str) -> None:
    text = head + BODY
    found = published(text)
    assert found is not None
    assert (str(found.earliest), str(found.latest), found.basis) == (day, day, "stated")
    assert all(text[e.start : e.end] == e.quote for e in found.evidence)
    assert found.evidence


@pytest.mark.parametrize("head", UNDATED)
def test_undated(head: str) -> None:
    assert published(head + BODY) is None


def test_a_reprints_origin_only_bounds_it() -> None:
    text = "The siege" + BODY + "This article was originally published in The Herald on 3 May 2015."
    found = published(text)
    assert found is not None
    assert (found.earliest, found.latest) == (date(2015, 5, 3), None)


def test_a_reprints_own_date_wins() -> None:
    text = "Sunday, 10 May 2015\n\nThe siege" + BODY + "First appeared in The Herald on 3 May 2015."
    found = published(text)
    assert found is not None
    assert found.earliest == date(2015, 5, 10)


def test_a_label_at_the_foot_of_a_long_page() -> None:
    text = "The siege" + BODY * 60 + "Posted on 3 May 2015"
    found = published(text)
    assert found is not None
    assert found.evidence[0].quote == "3 May 2015"
    assert text[found.evidence[0].start : found.evidence[0].end] == "3 May 2015"


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://example.org/2022/02/24/invasion", date(2022, 2, 24)),
        ("https://example.org/2022/2/4/invasion", date(2022, 2, 4)),
        ("https://example.org/news/2022-02-24-invasion.html", date(2022, 2, 24)),
        ("https://example.org/world/2022/feb/24/invasion", date(2022, 2, 24)),
        ("https://example.org/news/story-20220224", None),
        ("https://example.org/20220224/story", date(2022, 2, 24)),
        ("https://example.org/2022/13/44/x", None),
        ("downloads/2022/02/24/page.txt", None),
    ],
)
def test_address(address: str, day: date | None) -> None:
    assert day_in_address(address) == day


def test_address_dates_a_page_that_says_nothing() -> None:
    found = published("Shells fell." + BODY, "https://example.org/2022/02/24/x")
    assert found is not None
    assert (found.earliest, found.basis, found.evidence) == (date(2022, 2, 24), "metadata", [])


@pytest.mark.parametrize(
    ("words", "day_of"),
    [
        ("Sept. 5, 2015", Day(9, 5, 2015, None)),
        ("the 5th of May 2015", Day(5, 5, 2015, None)),
        ("Tues, 5 May", Day(5, 5, None, 1)),
        ("5-May-2015", Day(5, 5, 2015, None)),
        ("2015/05/06", Day(5, 6, 2015, None)),
        ("13/05/2015", Day(5, 13, 2015, None)),
    ],
)
def test_day(words: str, day_of: Day) -> None:
    found = re.search(DAY, words)
    assert found is not None
    assert day(found) == day_of


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("KYIV, Feb 24 (Reuters) - Shells fell.", ("KYIV", "Reuters")),
        ("WASHINGTON (AP) — The Senate voted.", ("WASHINGTON", "AP")),
        ("Headline here\nPORT-AU-PRINCE, Haiti (AFP) – Gangs closed the road.", ("PORT-AU-PRINCE, Haiti", "AFP")),
        ("Shells fell - again.", None),
    ],
)
def test_dateline(text: str, place: tuple[str, str] | None) -> None:
    assert dateline(text) == place
