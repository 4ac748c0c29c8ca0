"""Encodings: what the bytes say is kept, the usual pages are told apart, and binary files are refused."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.errors import EmptyText, UnknownFormat
from tocsin.read.decoding import decoded

ENGLISH = (
    "“We will not yield,” the minister said – it’s the army’s line… The café in Zürich was São Paulo’s naïve façade.\r\nSecond line.\n"
)
RUSSIAN = "Министр обороны заявил, что войска возвращаются в места постоянной дислокации после завершения учений. Он не назвал сроков.\n"
POLISH = "Żołnierze przekroczyli granicę w nocy; rząd ogłosił, że będzie rozmawiał z sąsiadami, żeby złagodzić napięcie. Źródła milczą.\n"
ARABIC = "قال وزير الدفاع إن القوات ستعود إلى قواعدها بعد انتهاء التدريبات ولم يحدد موعدا لذلك حتى الآن.\n" * 4


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", [ENGLISH, RUSSIAN, POLISH])
def test_unicode_without_a_mark(text: str, encoding: str) -> None:
    assert decoded(text.encode(encoding), "a")[0] == text


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_mark_decides_and_is_dropped(mark: bytes, encoding: str) -> None:
    assert decoded(mark + ENGLISH.encode(encoding), "a") == (ENGLISH, encoding)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "cp1252"),
        ("The army\u2019s line.", "cp1252"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "iso8859-5"),
        (RUSSIAN, "cp866"),
        (POLISH, "cp1250"),
        (ARABIC, "cp1256"),
    ],
)
def test_eight_bit_pages(text: str, encoding: str) -> None:
    assert decoded(text.encode(encoding), "a")[0] == text


def test_an_english_page_with_a_russian_name_in_windows_1252_stays_western() -> None:
    data = ENGLISH.encode("cp1252") * 3 + b" \x81 "
    text, encoding = decoded(data, "a")
    assert encoding == "cp1252"
    assert "\x81" in text


def test_utf8_with_pasted_windows_1252() -> None:
    text, encoding = decoded((ENGLISH * 2).encode() + b"the army\x92s line", "a")
    assert encoding == "utf-8"
    assert text.endswith("the army’s line")


def test_line_ends_and_mojibake_are_kept() -> None:
    text = "Itâ€™s\r\nover\rnow\n"
    assert decoded(text.encode(), "a")[0] == text


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe \x00"])
def test_nothing_in_it(data: bytes) -> None:
    with pytest.raises(EmptyText):
        decoded(data, "a")


@pytest.mark.parametrize("data", [bytes(range(256)) * 8, b"text with a zero \x00 byte in it", b"\x00" * 100, bytes(range(1, 32)) * 20])
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(UnknownFormat, match="binary"):
        decoded(data, "a")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff"), min_size=1))
def test_utf8_comes_back_letter_for_letter(text: str) -> None:
    if text.strip():
        assert decoded(text.encode(), "a")[0] == text
