"""Names that a rewriting machine has put into other words, back in their own (language/paraphrase.yml).

The table is a thesaurus of the words that names of institutions are made of, not a list of names.
"""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from tocsin.knowledge.folding import fold
from tocsin.knowledge.loading import HERE, entries

MOST = 400  # combinations tried for one name


class Substitute(Struct, frozen=True, forbid_unknown_fields=True):
    """word: the name's own; odd: what no institution would call itself; fair: what another one might well."""

    word: str
    odd: list[str]
    fair: list[str] = []


@cache
def _own() -> dict[str, list[tuple[str, bool]]]:
    """What stands in the text → the name's own word, and whether the exchange is odd."""
    out: dict[str, list[tuple[str, bool]]] = {}
    for entry in entries(HERE / "language" / "paraphrase.yml", Substitute):
        for other in entry.odd:
            out.setdefault(" ".join(fold(other).split()), []).append((entry.word, True))
        for other in entry.fair:
            out.setdefault(" ".join(fold(other).split()), []).append((entry.word, False))
    return out


@cache
def odd_words() -> frozenset[str]:
    """First words of all odd exchanges: a name without one was not rewritten."""
    return frozenset(other.split()[0] for other, own in _own().items() if any(odd for _, odd in own))


@cache
def inner_words() -> frozenset[str]:
    """Words within odd exchanges of several words ("joined together")."""
    return frozenset(w for other, own in _own().items() if any(odd for _, odd in own) for w in other.split()[1:])


def originals(name: str) -> list[tuple[str, int]]:
    """What a folded name may have been, with the number of its words that stayed; at least one exchange is odd.

    >>> [o for o in originals("speedy support powers") if o[0].startswith("rapid support f")]
    [('rapid support forces', 1)]
    """
    words = name.split()
    own = _own()
    rows: list[tuple[int, str, int, bool]] = [(0, "", 0, False)]  # next word, so far, kept, odd
    out: dict[str, int] = {}
    while rows and len(out) < MOST:
        at, done, kept, odd = rows.pop()
        if at == len(words):
            if odd:
                out[done.strip()] = max(kept, out.get(done.strip(), 0))
            continue
        rows.append((at + 1, f"{done} {words[at]}", kept + 1, odd))
        for width in (1, 2, 3):
            for word, strange in own.get(" ".join(words[at : at + width]), ()) if at + width <= len(words) else ():
                rows.append((at + width, f"{done} {word}", kept, odd or strange))
    return sorted(out.items())
