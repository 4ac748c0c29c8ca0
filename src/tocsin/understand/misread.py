"""Names in scanned texts of which a letter was misread: hits of the one known name that they may have been printed as."""

from __future__ import annotations

import re

from tocsin.knowledge.folding import fold
from tocsin.knowledge.frequencies import lexicon
from tocsin.knowledge.misreading import readings
from tocsin.knowledge.names import Hit, Names

_TOKEN = re.compile(r"(?<![\w'’-])[A-Z][A-Za-z]{4,24}(?![\w-])")
_FORMS = frozenset({"name", "surname", "capital", "adjective", "demonym"})


def misread(text: str, names: Names, hits: list[Hit]) -> list[Hit]:
    """The hits, and those of capitalised words that are none and no word either, but a letter or two from one."""
    taken = bytearray(len(text))
    for h in hits:
        taken[h.start : h.end] = b"\x01" * (h.end - h.start)
    out: list[Hit] = []
    known = names.surface_numbers()
    for m in _TOKEN.finditer(text):
        if any(taken[m.start() : m.end()]) or m[0].lower() in lexicon():
            continue
        found = {w.lower() for w in readings(fold(m[0]), known.__contains__)}
        senses = [tuple(s for s in names.senses(w) if s.form in _FORMS) for w in sorted(found)]
        meant = {frozenset(s.at for s in s) for s in senses if s}
        if len(meant) == 1:
            out.append(Hit(m.start(), m.end(), next(s for s in senses if s)))
    return sorted([*hits, *out]) if out else hits
