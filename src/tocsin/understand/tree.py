"""A parsed sentence laid out for the extractors: plain lists instead of tokens, made once a sentence.

Everything counts in tokens of the sentence; `at` and `end` give their offsets on the page.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from typing import Any

from tocsin.understand.mending import Parse, mend

NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS", "CD", "PRP", "DT", "JJ", "WP", "PRP$", "WDT"))
PHRASAL = frozenset(
    ("det", "amod", "compound", "nmod", "nummod", "poss", "case", "prep", "pobj", "quantmod", "predet", "neg", "advmod", "npadvmod")
)
_GONE = frozenset(("returned", "gone", "come", "arrived", "left", "become", "resigned", "retreated", "withdrawn", "visited"))
SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj", "csubjpass"))


@dataclass(slots=True)
class Tree:
    """words: lower case, curly apostrophes made straight; children: of each token, in order; left: first token of each subtree."""

    start: int
    text: list[str]
    words: list[str]
    tags: list[str]
    deps: list[str]
    heads: list[int]
    children: list[list[int]]
    left: list[int]
    right: list[int]
    idx: list[int]
    root: int

    def __len__(self) -> int:
        return len(self.words)

    def at(self, token: int) -> int:
        """Offset of the page at which a token begins."""
        return self.start + self.idx[token]

    def end(self, token: int) -> int:
        """Offset of the page at which a token ends."""
        return self.start + self.idx[token] + len(self.text[token])

    def kids(self, token: int, *deps: str) -> list[int]:
        """Children in one of these relations."""
        return [c for c in self.children[token] if self.deps[c] in deps]

    def phrase(self, token: int) -> tuple[int, int]:
        """First and last token of a noun phrase, without the clauses, appositions and conjuncts that hang on it."""
        low = high = token
        for c in self.children[token]:
            if self.deps[c] in PHRASAL:
                first, last = self.phrase(c)
                low, high = min(low, first), max(high, last)
        return low, high

    def conjuncts(self, token: int) -> list[int]:
        """The token and all that are joined to it by "and", "or", commas."""
        out = [token]
        for t in out:
            out += [c for c in self.children[t] if self.deps[c] == "conj" or (self.deps[c] == "appos" and self.listed(c))]
        return out

    def listed(self, token: int) -> bool:
        """Is an apposition rather the next of a list: "Chad, Niger and Mali"?"""
        return self.tags[token] in ("NNP", "NNPS") and any(
            self.deps[c] in ("conj", "cc") or (self.deps[c] == "appos" and self.listed(c)) for c in self.children[token]
        )

    def first(self, token: int) -> int:
        """The head of a coordination: the token itself where it is no conjunct."""
        while self.deps[token] == "conj":
            token = self.heads[token]
        return token

    def verbal(self, token: int) -> bool:
        """Is the token tagged as a verb?"""
        return self.tags[token].startswith("VB")

    def infinitive(self, token: int) -> bool:
        """Is the verb an infinitive, no part of a finite clause?"""
        return self.tags[token] == "VB" and not any(self.tags[c] == "MD" for c in self.kids(token, "aux"))

    def passive(self, token: int) -> bool:
        """Is the verb passive: with a passive subject or auxiliary, or a bare participle after a noun?"""
        if self.words[token] in _GONE and any(self.words[c] == "'s" for c in self.kids(token, "auxpass", "aux")):
            return False  # "he's just returned"
        if any(self.deps[c] in ("nsubjpass", "auxpass", "csubjpass") for c in self.children[token]):
            return True
        if self.tags[token] == "VBN" and self.deps[token] in ("ccomp", "xcomp") and self.words[self.heads[token]].startswith("want"):
            return True  # "wants the inspectors thrown out"
        if self.tags[token] == "VBN" and self.deps[token] in ("acl", "amod", "advcl", "ROOT", "ccomp", "oprd", "relcl"):
            return not any(self.deps[c] in ("aux", "dobj", "nsubj") for c in self.children[token])
        if self.deps[token] == "conj" and self.tags[token] == "VBN" and self.verbal(self.heads[token]):
            return self.passive(self.heads[token]) and not self.kids(token, "nsubj", "aux")
        return False


def tree(doc: Any, start: int, undergone: frozenset[str] = frozenset(), verbs: Container[str] = ()) -> Tree:
    """The tree of one spaCy Doc that stands at `start` on the page, mended where the parser errs (see mending.py)."""
    text, tags, deps, heads, idx = [], [], [], [], []
    for token in doc:
        text.append(token.text)
        tags.append(token.tag_)
        deps.append(token.dep_)
        heads.append(token.head.i)
        idx.append(token.idx)
    n = len(text)
    words = [w.lower().replace("’", "'") for w in text]
    mend(Parse(words, tags, deps, heads), undergone, verbs)
    children: list[list[int]] = [[] for _ in range(n)]
    order = []
    for i, h in enumerate(heads):
        if h == i:
            order.append(i)
        else:
            children[h].append(i)
    root = order[-1] if order else 0
    left, right = list(range(n)), list(range(n))
    for i in order:
        order += children[i]
    for i in reversed(order):
        for c in children[i]:
            left[i], right[i] = min(left[i], left[c]), max(right[i], right[c])
    return Tree(start, text, words, tags, deps, heads, children, left, right, idx, root)
