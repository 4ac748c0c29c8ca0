"""Bytes → text: byte-order marks, UTF-8, UTF-16 and UTF-32 without a mark, then the eight-bit code pages that news comes in.

The text is what the bytes say, line ends and mojibake included; only a byte-order mark is dropped. Mending is for understand/clean.py.
"""

from __future__ import annotations

import codecs
import re

from tocsin.errors import EmptyText, UnknownFormat

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SAMPLE = 64_000  # characters or bytes that decide; more does not change the verdict
MOST_CONTROL = 0.002  # text has a stray form feed or bell now and then; a binary file has one in ten
MOST_BROKEN = 0.25  # of the many-byte sequences: a UTF-8 page with pasted Windows-1252 in it, not the other way round
FOREIGN = 0.3  # of the letters above ASCII: Western European text stays under 0.2, other scripts over 0.8
_CYRILLIC = ("cp1251", "koi8-r", "iso8859-5", "cp866", "mac-cyrillic")
_COMMON_CYRILLIC = frozenset("оеаинтсрвлкмдпуяі")
_CASE_FLIP = re.compile("[а-яё][А-ЯЁ]")  # never in a word that was decoded rightly
_OTHER = ("cp1253", "cp1255", "cp1256", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr")
_SYMBOL_IN_WORD = re.compile("[a-z][¹³¼¾¿£¥ª¯][a-z]|[a-z][¹³¿][ ,.]")


def _western(error: UnicodeError) -> tuple[str, int]:
    """Error handler: each byte that breaks the encoding is read as Windows-1252, or as the control character it is there."""
    assert isinstance(error, UnicodeDecodeError)
    byte = error.object[error.start : error.start + 1]
    try:
        return byte.decode("cp1252"), error.start + 1
    except UnicodeDecodeError:
        return byte.decode("latin-1"), error.start + 1


codecs.register_error("tocsin-western", _western)


def decoded(data: bytes, name: str) -> tuple[str, str]:
    """(text, encoding). Raises EmptyText where nothing but white space is there, UnknownFormat where it is no text at all.

    >>> decoded(b"It\\x92s over", "a.txt")
    ('It’s over', 'cp1252')
    """
    text, encoding = _decoded(data, name)
    if not text.strip("\ufeff\x00 \t\r\n\f\v"):
        raise EmptyText(name, "is empty" if not data else "holds nothing but white space")
    sample = text[:_SAMPLE]
    if "\x00" in text or len(_CONTROL.findall(sample)) > max(2, MOST_CONTROL * len(sample)):
        raise UnknownFormat(name, "is a binary file, not text")
    return text, encoding


def _decoded(data: bytes, name: str) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding), encoding
            except UnicodeDecodeError:
                if encoding == "utf-8":
                    return data[len(mark) :].decode(encoding, "tocsin-western"), encoding
                break  # a mark by accident
    if b"\x00" in data[:_SAMPLE]:
        if wide := _wide(data):
            return data.decode(wide), wide
        raise UnknownFormat(name, "is a binary file, not text")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    if len(_CONTROL.findall(data[:_SAMPLE].decode("latin-1"))) > max(2, MOST_CONTROL * min(len(data), _SAMPLE)):
        raise UnknownFormat(name, "is a binary file, not text")
    if _mostly_utf8(data):
        return data.decode("utf-8", "tocsin-western"), "utf-8"
    encoding = _code_page(data)
    return data.decode(encoding, "tocsin-western" if encoding == "cp1252" else "replace"), encoding


def _wide(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark, told by where its zero bytes stand; None where the result would be no text."""
    sample = data[: _SAMPLE - _SAMPLE % 4]
    zeros = [sample[i::4].count(0) for i in range(4)]
    quarter = max(1, len(sample) // 4)
    if zeros[2] > 0.9 * quarter and zeros[3] > 0.9 * quarter:
        order = ("utf-32-le",)
    elif zeros[0] > 0.9 * quarter and zeros[1] > 0.9 * quarter:
        order = ("utf-32-be",)
    elif zeros[1] + zeros[3] >= zeros[0] + zeros[2]:
        order = ("utf-16-le",)
    else:
        order = ("utf-16-be",)
    for encoding in order:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        head = text[:_SAMPLE]
        plain = sum(c.isalnum() or c.isspace() or c in ".,;:!?'\"()-–—’“”" for c in head)
        if "\x00" not in text and plain > 0.9 * len(head):
            return encoding
    return None


def _mostly_utf8(data: bytes) -> bool:
    """Many-byte sequences that are valid far outnumber those that are not."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(c > "\x7f" for c in text) - broken
    return whole > 0 and broken <= MOST_BROKEN * (whole + broken)


def _code_page(data: bytes) -> str:
    """The eight-bit or East Asian encoding that makes the best words; Windows-1252 unless something else is clear."""
    sample = data[:_SAMPLE]
    high = sum(b > 0x7F for b in sample)
    letters = high + sum(65 <= b <= 90 or 97 <= b <= 122 for b in sample)
    if high >= FOREIGN * letters and high >= 8:
        best, score = max(((c, _cyrillic(sample, c)) for c in _CYRILLIC), key=lambda pair: pair[1])
        if score > 0.75:
            return best
        from charset_normalizer import from_bytes

        if guess := from_bytes(sample, cp_isolation=list(_OTHER), enable_fallback=False).best():
            return str(guess.encoding)
    western = sample.decode("cp1252", "tocsin-western")
    if len(_SYMBOL_IN_WORD.findall(western)) >= 2 and not _SYMBOL_IN_WORD.search(sample.decode("cp1250", "replace")):
        return "cp1250"
    return "cp1252"


def _cyrillic(sample: bytes, encoding: str) -> float:
    """How much the bytes above ASCII look like running Cyrillic in this encoding, up to about 1.3."""
    text = sample.decode(encoding, "replace")
    high = [c for c in text if c > "\x7f"]
    if not high:
        return 0.0
    lower = sum("а" <= c <= "я" or c in "ёіїєґў" for c in high)
    common = sum(c in _COMMON_CYRILLIC for c in high)
    upper = sum("А" <= c <= "Я" for c in high)
    flips = len(_CASE_FLIP.findall(text))
    return (lower + 0.3 * min(upper, lower / 4) + 0.3 * common - (len(high) - lower - upper) - 3 * flips) / len(high)
