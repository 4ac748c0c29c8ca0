"""Title, author, publisher, kind and language as a text gives them."""

from __future__ import annotations

import pytest

from tocsin.read.crediting import credits
from tocsin.read.kinds import kind
from tocsin.read.languages import language

BODY = "\n\nThe convoy crossed the river before dawn, officials said, and no shots were fired at the bridge that links the two towns.\n"


@pytest.mark.parametrize(
    ("head", "title", "publisher", "author"),
    [
        ("Convoy crosses the river at dawn", "Convoy crosses the river at dawn", None, None),
        ("Convoy crosses river\nBy Jane Doe, Reuters", "Convoy crosses river", "Reuters", "Jane Doe"),
        ("Convoy crosses river\nBy Jane Doe and John van Roe", "Convoy crosses river", None, "Jane Doe and John van Roe"),
        ("Convoy crosses river\nBy Jane Doe, Defence Editor", "Convoy crosses river", None, "Jane Doe"),
        ("Convoy crosses river\nBy Jane Doe | 3 March 2022", "Convoy crosses river", None, "Jane Doe"),
        ("Convoy crosses river\nBy Jane Doe for The River Post", "Convoy crosses river", "The River Post", "Jane Doe"),
        ("The River Podcast\n\nWho crossed first\n\nWho crossed first", "Who crossed first", "The River Podcast", None),
        ("KYIV, Feb 24 (Reuters) - Shells fell on the port.", None, "Reuters", None),
        ("Wednesday, 13 September 2023\n\nIs the river closed?", "Is the river closed?", None, None),
        ("[ad_1]\nThe convoy crossed the river on Friday, and nobody fired a shot at the bridge, officials said.", None, None, None),
        ("# Convoy crosses river\n", "Convoy crosses river", None, None),
        ("", None, None, None),
    ],
)
def test_credits(head: str, title: str | None, publisher: str | None, author: str | None) -> None:
    found = credits(head + BODY, [])
    assert (found.title, found.publisher, found.author) == (title, publisher, author)


@pytest.mark.parametrize(
    ("text", "address", "wanted"),
    [
        ("Who crossed first\nDuration:\n24m\nAudio Format:\nmp3\nAll right, let us talk." + BODY, "", "transcript"),
        ("ANNA: Who crossed?\nBEN: They did.\nANNA: When?\nBEN: At dawn.\nANNA: Sure?\nBEN: Yes.\n", "", "transcript"),
        ("My view" + BODY + "No comments:\nPost a Comment", "", "blog"),
        ("Convoy crosses" + BODY, "https://river.blogspot.com/a", "blog"),
        ("Convoy crossed at dawn #river #bridge @army", "", "social"),
        ("Convoy crossed at dawn", "https://t.me/river/12", "social"),
        ("FOR IMMEDIATE RELEASE\nThe Council met." + BODY, "", "report"),
        ("KYIV, Feb 24 (Reuters) - Shells fell." + BODY, "", "news"),
        ("Convoy crosses" + BODY + "It is over. -Reuters", "", "news"),
        ("12;14;15;16\n13;15;99;3\n1;2;3;4\n", "", "data"),
        ("The convoy crossed.", "", None),
        ("Menu\nTag: river\nTag: bridge\nRating: 5\nRating: 6\nTag: dawn\nTag: army\n" + "Home\n" * 9, "", None),
        ("Bridge reopens\n\nA statement from the ministry said so." + BODY, "", None),
        ("Listen\nPodcast\nVideo\nBridge reopens" + BODY, "", None),
    ],
)
def test_kind(text: str, address: str, wanted: str | None) -> None:
    assert kind(text, address) == wanted


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The minister said that the convoy was hit by shells in the night and that nobody was hurt.", "en"),
        ("Der Minister sagte, dass der Konvoi in der Nacht von Granaten getroffen wurde und niemand verletzt ist.", "de"),
        ("Le ministre a dit que le convoi a été touché par des obus dans la nuit et que personne ne fut blessé.", "fr"),
        ("El ministro dijo que el convoy fue alcanzado por los proyectiles en la noche y que no hay heridos.", "es"),
        ("O ministro disse que não houve feridos e que os soldados foram para a cidade em uma noite.", "pt"),
        ("Министр сказал, что колонна была обстреляна ночью и никто не пострадал, сообщили вчера.", "ru"),
        ("Міністр сказав, що колона була обстріляна вночі і ніхто не постраждав.", "uk"),
        ("قال الوزير إن القافلة تعرضت للقصف ليلا ولم يصب أحد بأذى.", "ar"),
        ("השר אמר כי השיירה הופגזה בלילה ואיש לא נפגע.", "he"),
        ("部长说车队在夜间遭到炮击,没有人受伤。", "zh"),
        ("Kyiv Lviv Odesa Kharkiv Dnipro Kherson", None),
        ("Hi", None),
    ],
)
def test_language(text: str, code: str | None) -> None:
    assert language(text) == code
