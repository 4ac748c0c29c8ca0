"""How names sound: letters to a rough string of sounds, and how near two such strings are to the ear (language/sounds.yml).

One reading serves English words ("gone solves") and transliterated names ("Gonsalves"): consonants carry the name, vowels little.
Not done here: stress, tones, and French endings beyond the commonest.
"""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from tocsin.knowledge.folding import fold
from tocsin.knowledge.loading import HERE, entries


class Table(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """pairs: letters and sounds; costs: of a sound (or each of several), of one heard for another."""

    id: str
    means: str
    pairs: list[tuple[str, str]] = []
    costs: dict[str, float] = {}


_TABLES = {t.id: t for t in entries(HERE / "language" / "sounds.yml", Table)}
_READ = re.compile("|".join(f"({p})" for p, _ in _TABLES["spelt"].pairs))
_TO = [to for _, to in _TABLES["spelt"].pairs]
_MARKED = str.maketrans(dict(_TABLES["marked"].pairs))
_LETTERS = dict(_TABLES["letters"].pairs)
_JOINED = _TABLES["run-together"].pairs
_WEIGHT = {c: cost for sounds, cost in _TABLES["weights"].costs.items() for c in sounds}
_GLIDES = "aeiou@yw"
_CLASSES = {"bp": "P", "fvw": "F", "td": "T", "szcSZCJ": "S", "Gkgx": "K", "m": "M", "n": "N", "l": "L", "R": "R", "rhyaeiou@": ""}
_CLASS = str.maketrans({c: to for sounds, to in _CLASSES.items() for c in sounds})
_ONSET = re.compile(r"r(?=[aeiou@y])")
_TWICE = re.compile(r"(.)\1+")


def _exchanges() -> dict[str, dict[str, float]]:
    """What it costs to hear one sound for another: those of the table; 1 for two consonants, else both weights, 1.5 at most."""
    out: dict[str, dict[str, float]] = {}
    for a, mine in _WEIGHT.items():
        apart = {b: 1.0 if a not in _GLIDES and b not in _GLIDES else min(1.5, mine + its) for b, its in _WEIGHT.items()}
        out[a] = apart | {a: 0.0}
    for pair, cost in _TABLES["mistaken"].costs.items():
        a, b = pair[0], pair[1]
        out[a][b] = out[b][a] = cost
    return out


_COST = _exchanges()


@lru_cache(maxsize=200_000)
def _word(word: str) -> str:
    if word in _LETTERS:  # spoken by its name: "Wong E", "J D"
        return _LETTERS[word]
    return _TWICE.sub(r"\1", _READ.sub(lambda m: _TO[(m.lastindex or 1) - 1], word))


@lru_cache(maxsize=100_000)
def phones(name: str) -> str:
    """The sounds of a name, words run together.

    >>> phones("gone solves"), phones("Gonsalves")
    ('gonsolves', 'gonsalves')
    """
    out = "".join(map(_word, fold(name.lower().translate(_MARKED)).split()))
    for pair, one in _JOINED:
        out = out.replace(pair, one)
    return _TWICE.sub(r"\1", out)


@lru_cache(maxsize=200_000)
def skeleton(sounds: str) -> str:
    """The consonants by class, an r only where a vowel follows: what two hearings of a name mostly share.

    >>> skeleton(phones("Cagammy")) == skeleton(phones("Kagame"))
    True
    """
    return _TWICE.sub(r"\1", _ONSET.sub("R", sounds).translate(_CLASS))


def weight(sounds: str) -> float:
    """How much there is to hear."""
    return sum(map(_WEIGHT.__getitem__, sounds))


@lru_cache(maxsize=100_000)
def nearness(heard: str, name: str) -> float:
    """How near two strings of sounds are, 0..1: one less the cost of the cheapest exchanges over what there is to hear.

    >>> nearness(phones("gone solves"), phones("Gonsalves")) > 0.9 > nearness(phones("Lincoln"), phones("Blinken"))
    True
    """
    if not heard or not name:
        return 0.0
    above = [0.0]
    for b in name:
        above.append(above[-1] + _WEIGHT[b])
    for a in heard:
        cost, gone = _COST[a], _WEIGHT[a]
        left = above[0] + gone
        row = [left]
        corner = above[0]
        for j, b in enumerate(name, 1):
            up = above[j]
            best = corner + cost[b]
            if up + gone < best:
                best = up + gone
            if left + _WEIGHT[b] < best:
                best = left + _WEIGHT[b]
            row.append(best)
            corner, left = up, best
        above = row
    return max(0.0, 1.0 - above[-1] * 2 / (weight(heard) + weight(name)))
