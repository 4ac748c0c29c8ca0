"""The parse of one sentence, and what a cue takes from it: source, content, addressee as extents of the page.

Knows nothing of quotation marks across sentences, of names, nor of chains. verbs.py and nominals.py fill the clauses.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tocsin.knowledge.cueing import Cue, Hit
from tocsin.records import Link

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
AUXILIARIES = frozenset({"aux", "auxpass", "neg"})
RELATIVES = frozenset({"who", "which", "that", "whom"})
_TRIM = " \t\n,;:—–-.!?…"
_STEERING = (
    "ask", "urg", "tell", "told", "order", "want", "expect", "allow", "forc", "press", "call", "push", "help", "let",
    "make", "made", "had", "get", "got", "see", "saw", "hear", "heard", "prompt", "lead", "led", "enabl", "encourag",
    "invit", "persuad", "convinc", "instruct", "requir", "teach", "taught", "permit",
)  # fmt: skip
Extent = tuple[int, int]


@dataclass(slots=True)
class Clause:
    """A cue with what syntax gives it. anchor: the token that governs the cue."""

    hit: Hit
    cue: Cue
    anchor: Any
    start: int
    end: int
    source: Extent | None = None
    source_head: Any = None
    content: list[Extent] = field(default_factory=list)
    addressee: Extent | None = None
    addressee_head: Any = None
    via: list[tuple[Extent, Any]] = field(default_factory=list)
    quoted: bool = False  # content may be found in quotation marks beside it
    bare: bool = False  # no complement in the syntax
    passive: bool = False
    asked: Link | None = None  # the outlet that put the question


class Sentence:
    """One parsed sentence on its page: text offsets of tokens and of what hangs on them."""

    def __init__(self, doc: Any, base: int, text: str) -> None:
        self.doc, self.base, self.text = doc, base, text
        self.at = {t.idx + base: t for t in doc}
        self.end = base + len(doc.text)

    def token(self, offset: int) -> Any:
        """The token that starts at or before `offset`."""
        while offset >= self.base and offset not in self.at:
            offset -= 1
        return self.at.get(offset)

    def tokens(self, start: int, end: int) -> list[Any]:
        """The tokens that start within start..end."""
        first = self.token(start)
        if first is None:
            return []
        out = []
        for t in self.doc[first.i :]:
            if t.idx + self.base >= end:
                break
            out.append(t)
        return out

    def span(self, first: Any, last: Any) -> Extent:
        """From the first character of one token to the last of another."""
        return self.base + first.idx, self.base + last.idx + len(last.text)

    def whole(self, token: Any) -> Extent:
        """All that hangs on a token."""
        return self.span(token.left_edge, token.right_edge)

    def trimmed(self, extent: Extent) -> Extent | None:
        """Without the commas, dashes and full stops at its edges, quotation marks and brackets kept."""
        a, b = extent
        while a < b and self.text[a] in _TRIM:
            a += 1
        while b > a and self.text[b - 1] in _TRIM:
            b -= 1
        return (a, b) if a < b else None

    def without(self, extent: Extent, holes: list[Extent]) -> list[Extent]:
        """An extent less some parts of it, trimmed."""
        out = [extent]
        for a, b in holes:
            out = [p for x, y in out for p in ((x, min(y, a)), (max(x, b), y)) if p[0] < p[1]]
        kept = [t for p in out if (t := self.trimmed(p))]
        return [k for k in kept if any(c.isalnum() for c in self.text[k[0] : k[1]])]

    def without_all(self, extents: list[Extent], holes: list[Extent]) -> list[Extent]:
        """Several extents less some parts of them."""
        return [p for e in extents for p in self.without(e, holes)]

    def noun(self, token: Any, stop: Any = None) -> Extent:
        """A noun phrase with its modifiers and appositions; clauses that hold the token `stop` are left out, and what follows them."""
        first, last = token.left_edge, token.right_edge
        for child in token.rights:
            inside = stop is not None and child.left_edge.i <= stop.i <= child.right_edge.i
            if inside or (child.dep_ in ("punct",) and child.text in (":", "—", "–")) or child.dep_ == "parataxis":
                last = self.doc[child.left_edge.i - 1]
                break
        while last.i > first.i and last.dep_ == "punct" and last.text not in ('"', "”", "’", ")", "'"):
            last = self.doc[last.i - 1]
        while first.i < last.i and (first.dep_ in ("punct", "cc") and first.text not in ('"', "“", "(")):
            first = self.doc[first.i + 1]
        while first.i < token.i and first.dep_ == "advmod" and first.head.i == token.i and first.tag_ == "RB":
            first = self.doc[first.i + 1]
        while last.i > token.i and last.dep_ == "advmod" and last.head.i == token.i and last.tag_ == "RB":
            last = self.doc[last.i - 1]
        return self.span(first, last)


def subject(token: Any, depth: int = 0) -> Any:
    """The head of the subject of a verb: its own, or that of the verb it hangs on."""
    if depth > 4:
        return None
    for child in token.children:
        if child.dep_ in SUBJECTS and child.tag_ != "EX":
            return child
    if token.dep_ in ("conj", "xcomp", "advcl", "pcomp", "aux", "auxpass", "dep", "ccomp") and token.dep_ != "ccomp":
        head = token.head
        if token.dep_ == "xcomp" and head.lower_.startswith(_STEERING):
            for child in head.children:
                if child.dep_ in ("dobj", "dative") and child.i > head.i:
                    return child
        if token.dep_ == "pcomp":  # "by saying", "after warning"
            head = head.head
        if token.dep_ == "advcl" and head.tag_[:2] != "VB":
            return None
        if token.dep_ == "conj" and head.tag_[:2] not in ("VB", "MD"):
            return None
        return subject(head, depth + 1)
    if token.dep_ == "acl" and token.tag_ == "VBG":
        return token.head
    return None


def agent_of(token: Any) -> Any:
    """Who does what a passive verb says."""
    for child in token.children:
        if child.dep_ == "agent":
            for grand in child.children:
                if grand.dep_ == "pobj":
                    return grand
    return None


def particle_object(sentence: Sentence, hit: Hit, tokens: list[Any]) -> Any:
    """The object of the preposition that ends a cue of several words."""
    for child in tokens[-1].children:
        if child.dep_ in ("pobj", "pcomp", "dobj") and child.i > tokens[-1].i:
            return child
    return None


def passive(token: Any) -> bool:
    """Is the verb in the passive?"""
    return any(c.dep_ in ("auxpass", "nsubjpass") for c in token.children)


def cue_span(sentence: Sentence, verb: Any, hit: Hit) -> Extent:
    """The cue with the auxiliaries, negations and adverbs that stand directly before it."""
    start = verb.i
    while start > 0:
        before = sentence.doc[start - 1]
        if before.head.i == verb.i and (
            (before.dep_ in AUXILIARIES and before.tag_ != "TO") or (before.dep_ == "advmod" and before.tag_ == "RB")
        ):
            start -= 1
        else:
            break
    while start < verb.i and sentence.doc[start].dep_ == "advmod" and sentence.doc[start].i == sentence.doc[start].sent.start:
        start += 1
    return min(sentence.base + sentence.doc[start].idx, hit.start), hit.end
