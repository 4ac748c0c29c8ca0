"""Which language a text is in, by its script and its function words; None where that does not settle it."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from msgspec import Struct

from tocsin.knowledge.loading import load

SAMPLE = 2500  # characters
LEAST = 0.12  # share of words that are function words of the language; running prose has 0.25 and more, lists of names under 0.08
SURE = 0.2  # share of English function words that no text in another language reaches
FEWEST = 5  # words below which nothing is said
_WORD = re.compile(r"[^\W\d_]+")
_POSSESSIVE = re.compile("['’](?:s|d|t|re|ve|ll|m)\\b")
_SCRIPTS = (
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("fa", re.compile("[پچژگ]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("ka", re.compile("[\u10a0-\u10ff]")),
    ("hy", re.compile("[\u0530-\u058f]")),
)
_BEYOND_LATIN = re.compile("[\u0370-\u1dff\u3040-\ud7ff]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")


class LanguageWords(Struct, frozen=True, forbid_unknown_fields=True):
    """Function words of one language (knowledge/reading/languages.yml)."""

    language: str
    words: list[str]


@cache
def _words() -> dict[str, frozenset[str]]:
    return {entry.language: frozenset(entry.words) for entry in load("reading", LanguageWords)}


def language(text: str) -> str | None:
    """ISO 639-1 code of the language of most of the text, or None.

    >>> language("The minister said that the convoy was hit by shells in the night.")
    'en'
    """
    sample = text[:SAMPLE]
    letters = sum(map(str.isalpha, sample)) if _BEYOND_LATIN.search(sample) else 0
    if letters:
        for code, script in _SCRIPTS:
            n = len(script.findall(sample))
            if n > letters * (0.01 if code in ("fa", "ja") else 0.4) and n > 2:
                return code
        if len(_CYRILLIC.findall(sample)) > 0.5 * letters:
            return _cyrillic(sample.lower())
    words = _WORD.findall(_POSSESSIVE.sub("", sample.lower()))
    if len(words) < FEWEST:
        return None
    counts = Counter(words)
    if sum(counts[w] for w in _words()["en"]) > SURE * len(words):
        return "en"
    shares = sorted(((sum(counts[w] for w in known) / len(words), code) for code, known in _words().items()), reverse=True)
    (best, code), (second, _) = shares[0], shares[1]
    said = sum(1 for w in _words()[code] if counts[w])
    return code if best >= LEAST and best > 1.3 * second and (said > 1 or code == "en") else None


def _cyrillic(lower: str) -> str | None:
    """Ukrainian, Russian, Belarusian, Serbian, Macedonian or Bulgarian, by letters that the others lack."""
    n = Counter(lower)
    if n["ў"]:
        return "be"
    if n["і"] or n["ї"] or n["є"]:
        return "uk" if n["і"] + n["ї"] + n["є"] > n["ы"] + n["э"] else "ru"
    if n["ђ"] or n["ћ"] or n["ј"]:
        return "mk" if n["ѓ"] or n["ќ"] else "sr"
    if n["ы"] or n["э"] or n["ё"]:
        return "ru"
    return "bg" if n["ъ"] else None
