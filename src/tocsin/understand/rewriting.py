"""Names put into other words by a rewriting machine: hits of the names they were, where the document speaks for those.

An exchange must be one that no institution would call itself ("powers" for forces), the words that stand there must be no known name,
and the entity must be of a country that the document tells of, or keep half of its words.
Not done here: names of persons, and names of which words were left out or added.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from itertools import accumulate

from tocsin.knowledge.folding import fold
from tocsin.knowledge.names import Hit, Names
from tocsin.knowledge.paraphrase import inner_words, odd_words, originals
from tocsin.knowledge.world import Sense

_CAPITAL = r"[A-Z][\w-]{1,60}(?:['’]s?(?= [A-Z]))?"
_RUN = re.compile(
    rf"(?:{_CAPITAL}|U\.S\.)(?: (?:(?:of|for|and|with|in)(?: the)? |(?:{'|'.join(sorted(inner_words()))}) (?=[A-Z]))?{_CAPITAL}){{1,6}}"
)
_OFFICE = re.compile(
    r"\b(?:[a-z]+ (?:minist(?:er|ers|ry)|secretary)|(?:ministry|department|service) of (?:the )?[a-z]+(?: [a-z]+)?)\b", re.I
)
_FAMILIES = frozenset({"organisation", "body", "weapon", "region", "seat", "state"})
_BODIES = frozenset({"organisation", "body"})


def rewritten(text: str, names: Names, hits: list[Hit], countries: Counter[str]) -> list[Hit]:
    """The hits, with those of rewritten names in place of what was found inside them."""
    odd = odd_words()
    more: list[Hit] = []
    taken = {(h.start, h.end) for h in hits}
    for m in _RUN.finditer(text):
        if odd.isdisjoint(fold(m[0]).split()):
            continue
        hit = _longest(text, names, m.start(), m.end(), countries, taken)
        if hit is not None:
            more.append(hit)
    for m in _OFFICE.finditer(text):
        if not odd.isdisjoint(fold(m[0]).split()) and (m.start(), m.end()) not in taken:
            senses = tuple(s for o, kept in originals(_folded(m[0])) if kept for s in names.senses(o) if s.form in ("role", "body"))
            if len({names.words[s.at].key for s in senses}) == 1:
                more.append(Hit(m.start(), m.end(), senses[:1]))
    if not more:
        return hits
    more.sort()
    starts, reach = [x.start for x in more], list(accumulate((x.end for x in more), max))
    kept = [h for h in hits if not (k := bisect_left(starts, h.end)) or reach[k - 1] <= h.start]
    return sorted([*kept, *more])


def _longest(text: str, names: Names, start: int, end: int, countries: Counter[str], taken: set[tuple[int, int]]) -> Hit | None:
    """The longest part of a run of capitalised words that was a name; none where the run or a part as long is a name as it stands."""
    bounds = [(m.start() + start, m.end() + start) for m in re.finditer(r"\S+", text[start:end])]
    for width in range(len(bounds), 1, -1):
        for at in range(len(bounds) - width + 1):
            a, b = bounds[at][0], bounds[at + width - 1][1]
            if (a, b) in taken:
                return None
            whole = all(_known(names, text[x:y]) for x, y in (*bounds[:at], *bounds[at + width :]))
            senses = _senses(_folded(text[a:b]), names, countries, whole)
            if senses:
                return Hit(a, b, senses)
    return None


_SLIGHT = frozenset({"the", "a", "an", "of", "for", "and", "in", "with", "its", "their", "to", "at"})


def _known(names: Names, word: str) -> bool:
    """Is a word beside the rewritten name no part of a name of its own: "the", a country."""
    low = fold(word).split()
    return all(w in _SLIGHT or w == "s" for w in low) or any(
        s.form in ("name", "adjective", "demonym", "capital", "seat") and names.entities[s.at].family == "state"
        for s in names.senses(" ".join(w for w in low if w != "s"))
    )


def _senses(name: str, names: Names, countries: Counter[str], whole: bool) -> tuple[Sense, ...]:
    """Its senses. whole: the words are all of a capitalised run; a place or weapon needs that."""
    found: dict[tuple[str, int], Sense] = {}
    for original, kept in originals(name):
        for s in names.senses(original):
            if s.form == "role" and kept:
                found[s.form, s.at] = s
            elif s.form in ("name", "seat") and (e := names.entities[s.at]).family in (_FAMILIES if whole else _BODIES):
                near = e.country is not None and countries[e.country] > 0
                worldly = e.country is None or len(e.country) != 3 or e.sector == "IGO" or e.family == "weapon"
                if (near and (whole or kept)) or (worldly and whole and (kept or len(original.split()) > 2)):
                    found[s.form, s.at] = s
    near_first = sorted(found.values(), key=lambda s: s.form == "role")
    if len({s.at for s in near_first}) > 1:
        best = max(countries[names.entities[s.at].country or ""] for s in near_first if s.form != "role") if any(
            s.form != "role" for s in near_first
        ) else 0  # fmt: skip
        near_first = [s for s in near_first if s.form == "role" or countries[names.entities[s.at].country or ""] == best]
    return tuple(near_first)


def _folded(words: str) -> str:
    return re.sub(r"\bof the\b", "of", " ".join(fold(words).split()))
