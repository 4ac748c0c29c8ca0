"""Numbers in figures and words."""

from __future__ import annotations

import re
from collections.abc import Sequence

_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
ONES = {w: n for n, w in enumerate(re.findall(r"\w+", _UNITS))}
TENS = {w: 10 * n for n, w in enumerate(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), 2)}
SCALES = {
    "hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9, "trillion": 10**12, "quadrillion": 10**15,
    "lakh": 10**5, "crore": 10**7, "dozen": 12,
}  # fmt: skip
SUFFIXES = {"k": 1_000, "m": 10**6, "mn": 10**6, "mln": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12, "tr": 10**12}
_ORDINAL_ONES = re.findall(
    r"\w+",
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
    "seventeenth eighteenth nineteenth",
)
ORDINALS = {w: n for n, w in enumerate(_ORDINAL_ONES)} | {w[:-1] + "ieth": n for w, n in TENS.items()}
WORDS = frozenset(ONES) | frozenset(TENS) | frozenset(SCALES) | {s + "s" for s in SCALES}


def cardinal(words: Sequence[str]) -> float | None:
    """The number that lower-case words (figures among them) name together, or None.

    "and", "a", hyphens and commas between are passed over.

    >>> cardinal(["two", "hundred", "and", "thirty", "-", "four"])
    234.0
    >>> cardinal(["nineteen", "ninety", "six"])
    1996.0
    """
    total = current = 0.0
    seen = False
    last = 0.0
    for word in words:
        if word in ("and", "a", "an", "-", "–", ","):
            continue
        singular = word[:-1] if word.endswith("s") and word[:-1] in SCALES else word
        if word in ONES or word in TENS:
            n = float(ONES.get(word, TENS.get(word, 0)))
            if seen and 10 <= last < 100 and n >= 10:  # "nineteen ninety"
                current = current * 100
            elif seen and last and last < 10 and n >= 10 and current < 10:
                current = current * 100  # "one fifty"
            current += n
            last = n
        elif singular in SCALES:
            scale = SCALES[singular]
            if scale == 100 or scale == 12:
                current = (current or 1.0) * scale
            else:
                total += (current or 1.0) * scale
                current = 0.0
            last = 0.0
        else:
            try:
                n = float(word.replace(",", ""))
            except ValueError:
                return None
            current += n
            last = 0.0
        seen = True
    return total + current if seen else None


def ordinal(words: Sequence[str]) -> int | None:
    """The rank that lower-case words or a figure name ("21st", "twenty-first"), or None."""
    tens = 0
    for word in words:
        if word in ("-", "–"):
            continue
        if word in TENS:
            tens = TENS[word]
        elif word in ORDINALS:
            return tens + ORDINALS[word]
        elif word[:-2].isdigit():
            return int(word[:-2])
        else:
            return None
    return None
