"""Names that a rewriting machine has put into other words, back in their own (language/paraphrase.yml)."""

from __future__ import annotations

from functools import cache
from itertools import islice, product

from msgspec import Struct

from tocsin.knowledge.loading import HERE, entries

MOST = 48  # combinations tried for one name


class Substitute(Struct, frozen=True, forbid_unknown_fields=True):
    """word: the name's own word; for_it: what rewriting machines put."""

    word: str
    for_it: list[str]


@cache
def _own() -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for entry in entries(HERE / "language" / "paraphrase.yml", Substitute):
        for other in entry.for_it:
            out.setdefault(other, []).append(entry.word)
    return out


def originals(name: str) -> list[str]:
    """What a folded name may have been, itself left out; at least half of its words must be other ones' or stay.

    >>> "rapid support forces" in originals("quick support powers")
    True
    """
    words = name.split()
    choices = [[w, *_own().get(w, ())] for w in words]
    if all(len(c) == 1 for c in choices):
        return []
    return [out for pick in islice(product(*choices), MOST) if (out := " ".join(pick)) != name]
