"""Sentences of several parts ("A, say the ones; B, say the others", "her note: he told them that C"): no content reaches over the break.

And the inverted clause after a quotation ("…," snapped Senator X), where the parser takes the words quoted for the subject.
"""

from __future__ import annotations

import re
from typing import Any

from tocsin.understand.clauses import Clause, Extent, Sentence
from tocsin.understand.quotes import Quotation
from tocsin.understand.speakers import Speakers

_BREAK = re.compile(r"[;:](?=\s)")
_GAP = " ,–—-"
_NOMINAL = frozenset({"DT", "NN", "NNS", "NNP", "NNPS", "JJ", "JJS", "JJR", "POS", "PRP", "PRP$", "CD", "HYPH", "CC"})
_TRANSITIVE = frozenset({"accused", "blamed", "charged", "criticised", "criticized"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})


def breaks(sentence: Sentence, outer: list[Quotation]) -> list[tuple[int, str]]:
    """Where semicolons and colons stand that part the sentence itself, not what is quoted in it."""
    out = []
    for m in _BREAK.finditer(sentence.text, sentence.base, sentence.end):
        if not any(q.start < m.start() < q.end for q in outer):
            out.append((m.start(), m[0]))
    return out


def parted(sentence: Sentence, clauses: list[Clause], outer: list[Quotation]) -> None:
    """Cuts what a cue was given from the other side of a break: of a colon, of a semicolon where somebody else speaks, of the marks
    of the quotation that it stands in.
    """
    for c in clauses:
        own = next((q for q in outer if q.start < c.start and c.end < q.end), None)
        if own is not None and any(a < own.start or b > own.end for a, b in c.content):
            c.content = sentence.without_all(c.content, [(sentence.base, own.start + 1), (own.end - 1, sentence.end)])
            c.bare = not c.content
    _against(sentence, clauses)
    at = breaks(sentence, outer)
    if not at:
        return
    for c in clauses:
        if c.cue.kind == "noun":
            continue
        before = max((x for x, _ in at if x < c.start), default=None)
        if before is not None and any(a < before for a, _ in c.content):
            mark = sentence.text[before]
            if mark == ":" or any(p is not c and p.end <= before and p.source is not None for p in clauses):
                c.content = sentence.without_all(c.content, [(sentence.base, before + 1)])
                c.bare = not c.content
                if c.source is not None and c.source[0] < before:
                    c.source = c.source_head = None
        after = min((x for x, mark in at if x > c.end and mark == ";"), default=None)
        if after is not None and any(b > after for _, b in c.content):
            end = min((x for x, mark in at if x > after and mark == ";"), default=sentence.end)
            others = [p for p in clauses if after < p.start < end and p.source is not None and p.source[0] > after and p.cue.kind == "verb"]
            if any(p.source_head.tag_[:2] == "NN" and p.anchor.tag_ in _FINITE for p in others):
                c.content = sentence.without_all(c.content, [(after, sentence.end)])


def _against(sentence: Sentence, clauses: list[Clause]) -> None:
    """ "Critics say A, while supporters argue B": B is no part of what critics say."""
    for p in clauses:
        mark = next((t for t in p.anchor.lefts if t.lower_ in ("while", "whereas") and t.dep_ == "mark"), None)
        if mark is None or p.source_head is None or p.source_head.tag_[:2] != "NN":
            continue
        start, end = sentence.base + mark.idx, sentence.whole(p.anchor)[1]
        for c in clauses:
            if c is not p and c.end < start and any(a < start < b for a, b in c.content):
                c.content = sentence.without_all(c.content, [(start, end)])


def inverted(sentence: Sentence, clauses: list[Clause], outer: list[Quotation]) -> None:
    """Gives a verb that follows a quotation at once the one named behind it as its source, and the quotation as its content."""
    for c in clauses:
        if "quote" not in c.cue.frames or c.passive or c.anchor.tag_ not in _FINITE:
            continue
        q = next((q for q in outer if sentence.base <= q.end <= c.start and not sentence.text[q.end : c.start].strip(_GAP)), None)
        if q is None or (c.source is not None and c.source[0] >= c.end):
            continue
        if c.source is not None and c.source[0] >= q.end:
            continue
        named = _behind(sentence, c)
        if named is None:
            continue
        c.source, c.source_head = named
        if c.addressee is not None and c.addressee[0] < c.source[1]:
            c.addressee = c.addressee_head = None
        rest = [e for e in c.content if e[0] >= c.source[1] and sentence.text[e[0]] in "\"“«„‘'"]
        c.content, c.bare = [(q.start, q.end), *rest], False


def _behind(sentence: Sentence, c: Clause) -> tuple[Extent, Any] | None:
    """The noun phrase right behind a cue, with its "of …", and its head."""
    doc = sentence.doc
    behind = (t for t in doc[c.anchor.i + 1 : c.anchor.i + 4] if sentence.base + t.idx >= c.hit.end)
    first = next((t.i for t in behind if t.tag_ not in ("RB", "RP")), None)
    if first is None:
        return None
    last = first
    while last < len(doc) and doc[last].tag_ in _NOMINAL:
        last += 1
    run = doc[first:last]
    heads = [t for t in run if t.tag_ in ("NN", "NNS", "NNP", "NNPS", "PRP")]
    if not heads or not len(run) <= 10:
        return None
    head = heads[-1]
    if last + 1 < len(doc) and doc[last].lower_ == "of":
        end = last + 1
        while end < len(doc) and doc[end].tag_ in _NOMINAL:
            end += 1
        last = end
    return sentence.span(doc[first], doc[last - 1]), head


def unvoiced(sentence: Sentence, clauses: list[Clause], speakers: Speakers) -> None:
    """Headlines leave "is" out: of "UK warned of shortages by experts" the experts are the source, of "UK accused of" nobody is."""
    for c in clauses:
        v = c.anchor
        if v.tag_ not in ("VBD", "VBN") or c.passive or c.cue.kind != "verb" or c.source is None or c.source[0] > c.start:
            continue
        if any(t.dep_ in ("aux", "auxpass", "dobj", "ccomp") for t in v.children) or v.dep_ not in ("ROOT", "acl", "conj"):
            continue
        by = None
        for t in sentence.doc[v.i + 1 :]:
            if t.lower_ == "by":
                by = next((o for o in t.children if o.dep_ == "pobj" and _person(speakers, sentence, o)), None)
        if by is None and not (v.lower_ in _TRANSITIVE and any(t.lower_ in ("of", "over", "for") for t in v.rights)):
            continue
        c.addressee, c.addressee_head = c.source, c.source_head
        c.source = c.source_head = None
        c.passive = True
        if by is not None:
            c.source, c.source_head = sentence.noun(by), by
            at = by.head.idx + sentence.base
            c.content = sentence.without_all(c.content, [(at, c.source[1])])


def _person(speakers: Speakers, sentence: Sentence, token: Any) -> bool:
    """Is it somebody rather than a time or a means?"""
    name = speakers.covering(sentence.base + token.idx)
    return any(g.kind == "person" or (g.kind == "body" and token.left_edge.i < token.i) for g in speakers.groups(token)) or (
        name is not None and name.kind in ("person", "organization", "country", "group") and not name.adjective
    )
