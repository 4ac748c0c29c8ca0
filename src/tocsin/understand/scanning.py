"""Letters that a scanner misread, and words that it cut in two, in texts that were scanned: "tirne", "b0mbed", "Iast", "pir acy".

A text was scanned where several of its words are none, but would be common ones with a letter or two read otherwise. Elsewhere nothing
is touched. A word with more than one likely reading stays as it is. Not done here: whole lines out of order, two columns run together.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tocsin.knowledge.frequencies import lexicon, share, shares
from tocsin.knowledge.misreading import readings

_TOKEN = re.compile(r"(?<![\w$|])(?<!-\n)(?=[\w|$]*[A-Za-z]{2})[A-Za-z0-9|$]{2,24}(?![\w$])")
_INSIDE = re.compile(
    r"[a-z][01358$|6]{1,2}(?=[a-z])|^[A-Z][a-z][01]$|[a-z]{2}[01|]$|^[01|][a-z]{2}|[A-Z]{2}[01]$|^[A-Z][01][a-z]{2}|[A-Z]{2}0[A-Z]"
)
_QUANTITY = re.compile(r"\d+(?:st|nd|rd|th|s|am|pm|km|kg|mm|cm|kt|mph|m|k|bn|mn|tn|yr|hr|x)$", re.I)
_CUT = re.compile(r"(?<![\w'’-])([a-z]{1,8}) ([a-z]{2,8})(?![\w'’-])")
_CAPITAL_L = re.compile(r"^l(?=[bcdfgkmnpqrstvxz])")
FEWEST = 2  # damaged words by which a scanned text is known
SPARSE = 80  # words to each of them at most


def scanned(text: str) -> bool:
    """Has a scanner read the text: enough words that are common ones misread."""
    return bool(_mended(text))


def mendings(text: str) -> list[tuple[int, int, str]]:
    """(start, end, what was printed) of the letters that were misread, in order.

    >>> mendings("The tirne has cone: they 1eft the airp0rt at once.")
    [(6, 8, 'm'), (25, 26, 'l'), (38, 39, 'o')]
    """
    out: list[tuple[int, int, str]] = []
    words = _mended(text)
    if not words:
        return out
    for m in _TOKEN.finditer(text):
        if (new := words.get(m[0])) is not None:
            out.append(_changed(m.start(), m[0], new))
    for m in _CUT.finditer(text):
        whole = m[1] + m[2]
        if (whole in shares() and not {m[1], m[2]} <= lexicon()) or (whole in lexicon() and not {m[1], m[2]} & lexicon()):
            out.append((m.end(1), m.start(2), ""))
    return sorted(out)


def _changed(start: int, old: str, new: str) -> tuple[int, int, str]:
    """The part of a word that changes."""
    a = 0
    while a < min(len(old), len(new)) and old[a] == new[a]:
        a += 1
    b = 0
    while b < min(len(old), len(new)) - a and old[-1 - b] == new[-1 - b]:
        b += 1
    return start + a, start + len(old) - b, new[a : len(new) - b]


@lru_cache(maxsize=4)
def _mended(text: str) -> dict[str, str]:
    """Each damaged word with what it was; none where the text was not scanned."""
    tokens = {m[0] for m in _TOKEN.finditer(text)}
    odd = [t for t in sorted(tokens) if t.lower() not in lexicon() and not _QUANTITY.match(t)]
    odd = [t for t in odd if (t.isalpha() and len(t) > (5 if t.istitle() and t[0] != "I" else 3)) or _INSIDE.search(t)]
    sure = [t for t in odd if _likeliest(t, 1, common=True) is not None]
    if len(sure) < FEWEST or len(sure) * SPARSE < text.count(" ") or all(t.istitle() for t in sure):
        return {}
    out: dict[str, str] = {"ln": "In"}
    for t in odd:
        if (word := _likeliest(t, 1 if t.istitle() else 2)) is not None:
            out[t] = word
        elif _CAPITAL_L.match(t):
            out[t] = "I" + t[1:]
        elif not t.isalpha() and t[0].isupper():
            out[t] = t.replace("1", "l").replace("0", "O" if t.isupper() else "o")
    return out


@lru_cache(maxsize=4096)
def _likeliest(token: str, changes: int, common: bool = False) -> str | None:
    """The commonest word that it may have been; None where there is none or two are as common."""
    found = readings(token, lambda w: w.isalpha() and w.lower() in lexicon() and _cased(w), changes)
    if common:
        found = [w for w in found if w.lower() in shares() or (w.islower() and len(w) > 6)]
    found = sorted(dict.fromkeys(found), key=lambda w: -share(w.lower()))
    if not found or (len(found) > 1 and share(found[0].lower()) < 2 * share(found[1].lower())):
        return None
    return found[0]


def _cased(word: str) -> bool:
    return word.islower() or word.istitle() or word.isupper()
