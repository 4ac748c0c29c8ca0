# ruff: noqa: E501  (pages as they are: a paragraph a line)
"""The article of a page, what the page says of itself, and pages that are broken or empty."""

from __future__ import annotations

from datetime import date

import pytest

from tocsin.errors import EmptyText
from tocsin.read.html import html

BODY = """<p>Ukrainian forces entered the centre of Kherson on 11 November 2022, two days after Russia had announced that it would leave
the western bank of the Dnipro.</p>
<blockquote><p>“Today is a historic day, and we are taking Kherson back,” the president told the country in the evening, and thanked the soldiers.</p></blockquote>
<h2>What the retreat left behind</h2>
<p>Engineers counted the damage in the days that followed, when power, water and telephones were still cut off in most of the districts:</p>
<ul><li>the Antonivka road bridge, blown up in the last night</li><li>the television tower, blown up as well</li></ul>
<p>The Kremlin said that the region remained a part of Russia under the law that it had passed in October, and that nothing had changed.</p>"""
PAGE = f"""<!doctype html><html lang="en-GB"><head><meta charset="CHARSET"><title>Kherson retaken | Harbour Press</title>
<meta property="og:title" content="Kherson retaken"><meta property="og:site_name" content="Harbour Press">
<meta name="author" content="Lena Ortiz"><meta property="article:published_time" content="2022-11-12T07:00:00Z">
<link rel="canonical" href="https://harbour.example/kherson"></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<article><h1>Kherson retaken</h1>{BODY}</article><div class="comments"><p>First comment: I told you so!</p></div>
<footer>© 2022 Harbour Press</footer></body></html>"""


def test_article_and_metadata() -> None:
    found = html(PAGE.replace("CHARSET", "utf-8").encode(), "a.html")
    assert (found.title, found.author, found.publisher) == ("Kherson retaken", "Lena Ortiz", "Harbour Press")
    assert (found.published, found.url, found.language) == (date(2022, 11, 12), "https://harbour.example/kherson", "en")
    assert not found.whole
    paragraphs = found.text.split("\n\n")
    assert any(p.startswith("Ukrainian forces entered") for p in paragraphs)
    assert any(p.startswith("“Today is a historic day") for p in paragraphs)
    assert "What the retreat left behind" in paragraphs
    assert "- the Antonivka road bridge, blown up in the last night\n- the television tower, blown up as well" in found.text
    for furniture in ("Home", "I told you so", "©"):
        assert furniture not in found.text


@pytest.mark.parametrize(
    ("label", "codec"), [("utf-8", "utf-8"), ("windows-1252", "cp1252"), ("iso-8859-1", "cp1252"), ("utf-16", "utf-16")]
)
def test_encodings(label: str, codec: str) -> None:
    assert "“Today is a historic day" in html(PAGE.replace("CHARSET", label).encode(codec), "a.html").text


def test_a_wrong_label_gives_way_to_utf8() -> None:
    assert "“Today is a historic day" in html(PAGE.replace("CHARSET", "iso-8859-1").encode("utf-8"), "a.html").text


def test_a_page_without_an_article_gives_all_that_it_shows() -> None:
    links = "".join(f"<div><a href='/{i}'>Link {i}</a></div>" for i in range(60))
    found = html(f"<html><body>{links}<div>Curfew in Lviv from ten.</div><script>var x = 1</script></body></html>".encode(), "a.html")
    assert "Curfew in Lviv from ten." in found.text
    assert "var x" not in found.text


def test_the_same_bytes_give_the_same_text() -> None:
    data = PAGE.replace("CHARSET", "utf-8").encode()
    assert html(data, "a.html") == html(data, "b.html")


@pytest.mark.parametrize(
    "data", [b"<html><body></body></html>", b"<html><head><title>x</title></head><body><script>1</script></body></html>"]
)
def test_a_page_that_shows_nothing_is_empty(data: bytes) -> None:
    with pytest.raises(EmptyText, match=r"a\.html"):
        html(data, "a.html")


def test_a_paragraph_that_is_only_a_link_to_another_story_goes() -> None:
    link = "<p><a href='/x'>How the bridge at Antonivka was shelled for months on end</a></p>"
    page = PAGE.replace("CHARSET", "utf-8").replace("<h2>", link + "<h2>")
    assert "shelled for months" not in html(page.encode(), "a.html").text


def test_the_headline_is_kept_as_title_and_not_repeated() -> None:
    found = html(PAGE.replace("CHARSET", "utf-8").encode(), "a.html")
    assert found.text.startswith("Ukrainian forces")
