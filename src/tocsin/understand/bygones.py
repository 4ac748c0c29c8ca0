"""Is a deed of years ago, or still to come, by what its clause says of the time?

A time that could be dated decides; else the years, decades and eras that stand in the clause, or in the clause that it hangs on.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from tocsin.knowledge.coding import Ontology
from tocsin.understand.finds import Moment
from tocsin.understand.tree import Tree

_LONG_AGO = timedelta(days=730)
_YEAR = re.compile(
    r"\b(?:in|since|of|from|by|until|early|late|mid|between|during|back|spring|summer|autumn|winter|the)[ -]((?:1[5-9]|20)\d\d)s?\b"
)
_AGO = re.compile(r"\b(?:decades?|centur(?:y|ies)|generations?|half a century) (?:ago|earlier|before|back)\b|\bdecades-old\b")


def historical(when: Moment | None, published: tuple[date | None, date | None]) -> bool:
    """Did it happen years before the text was published?"""
    day = published[0] or published[1]
    return bool(when and when.latest and day and day - when.latest > _LONG_AGO)


def ahead(when: Moment | None, published: tuple[date | None, date | None]) -> bool:
    """Is it to happen after the day on which the text was published?"""
    day = published[1] or published[0]
    return bool(when and when.earliest and day and when.earliest > day)


def bygone(tree: Tree, at: int, when: Moment | None, published: tuple[date | None, date | None], ontology: Ontology) -> bool:
    """Does the clause of the predicate, or the one that it is a relative clause of, speak of years, decades or eras long past?"""
    day = published[0] or published[1]
    if day is None or (when is not None and (when.earliest or when.latest)):
        return False
    node = at
    for _ in range(4):
        for words in _times(tree, node):
            if _AGO.search(words) or any(era in words for era in ontology.lists["eras"]):
                return True
            years = [int(y) for y in _YEAR.findall(words)]
            if years and max(years) < day.year - 2:
                return True
        if tree.deps[node] == "relcl":
            head = tree.heads[node]
            if re.fullmatch(r"(?:1[5-9]|20)\d\d", tree.words[head]):
                return int(tree.words[head]) < day.year - 2
            node = head
            while not tree.verbal(node) and tree.heads[node] != node:
                node = tree.heads[node]
        elif tree.deps[node] == "conj" and tree.verbal(node) and not tree.kids(node, "nsubj", "nsubjpass"):
            node = tree.heads[node]
        else:
            return False
    return False


def _times(tree: Tree, node: int) -> list[str]:
    """The phrases of a clause that may tell a time, in lower case, clauses left out."""
    out = []
    for c in tree.children[node]:
        if tree.deps[c] in ("prep", "npadvmod", "advmod", "compound", "nummod"):
            low, high = tree.left[c], tree.right[c]
            inner = next((t for t in range(low, high + 1) if tree.deps[t] in ("relcl", "advcl", "ccomp", "acl")), high + 1)
            out.append(" ".join(tree.words[low : min(inner, high + 1)]))
    return out
