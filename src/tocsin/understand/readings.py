"""The cues of one sentence read together: which group a word belongs to here, and where one clause ends and the next begins."""

from __future__ import annotations

from tocsin.knowledge.cueing import Hit
from tocsin.understand.chains import CITING
from tocsin.understand.clauses import Clause, Sentence
from tocsin.understand.nominals import adjective, noun, phrase
from tocsin.understand.speakers import Speakers
from tocsin.understand.verbs import verb

READERS = {"verb": verb, "noun": noun, "adjective": adjective, "phrase": phrase}
_ADDING = frozenset(["say", "announce", "tell", "ask", "cite", "warn", "claim"])
_UTTERING = frozenset(
    ["say", "announce", "tell", "issue-statement", "quoted-as-saying", "claim", "accuse", "complain", "deny", "admit", "confirm", "warn",
     "warn-of", "threaten", "promise", "ask"]
)  # fmt: skip


def second(sentence: Sentence, clauses: list[Clause], speakers: Speakers) -> None:
    """ "X said that the bridge was open and claimed …": the parser joins the second cue to what was said; a thing cannot claim."""
    for c in clauses:
        v = c.anchor
        aside = v.dep_ == "advcl" and v.tag_ == "VBG" and c.cue.id in _ADDING and v.i > 0 and v.nbor(-1).text == ","
        if aside:
            for p in clauses:
                if (
                    p is not c
                    and p.source is not None
                    and p.cue.kind == "verb"
                    and v.head.head.i == p.anchor.i
                    and v.head.dep_ == "ccomp"
                    and p.end < c.start
                ):
                    c.source, c.source_head = p.source, p.source_head
                    p.content = sentence.without_all(p.content, [(c.start, sentence.end)])
            continue
        if v.dep_ != "conj" or c.cue.kind != "verb" or v.tag_ not in ("VBD", "VBZ", "VBP", "VBG", "VBN"):
            continue
        for p in clauses:
            if (
                p is c
                or p.source is None
                or p.source_head is None
                or p.anchor.i >= v.i
                or v.head.head.i != p.anchor.i
                or v.head.dep_ != "ccomp"
            ):
                continue
            if (
                p.anchor.tag_ == v.tag_
                and c.source_head is not None
                and not speakers.personal(c.source or p.source, c.source_head, sentence.base)
            ):
                c.source, c.source_head = p.source, p.source_head
                p.content = sentence.without_all(
                    p.content, [(c.start - 4 if sentence.text[c.start - 4 : c.start] == "and " else c.start, sentence.end)]
                )


def disentangle(sentence: Sentence, clauses: list[Clause]) -> None:
    """Cuts the reporter at the end ("…, Yle reported, crediting Z") out of what an inner cue is given, and citations out of all."""
    for c in clauses:
        for p in clauses:
            if p is c or not p.content or p.start < c.end or p.cue.kind != "verb":
                continue
            if any(a <= p.start < b for a, b in c.content) and any(a <= c.start < b for a, b in p.content):
                lead = min(p.start, p.source[0] if p.source else p.start)
                c.content = sentence.without_all(c.content, [(lead, sentence.end)])
        holes = []
        for t in sentence.doc:
            if t.lower_ in CITING and t.tag_ == "VBG" and t.i > 0 and sentence.doc[t.i - 1].text == "," and t.left_edge.i >= t.i - 1:
                at = sentence.base + t.idx
                if at > c.end:
                    holes.append((at, sentence.whole(t)[1]))
        if holes:
            c.content = sentence.without_all(c.content, holes)


def best(sentence: Sentence, hit: Hit) -> Clause | None:
    """The reading of a hit that gives it content, a clause rather than a thing where both do."""
    found: Clause | None = None
    for cue in hit.cues:
        clause = READERS[cue.kind](sentence, hit, cue)
        if clause is None or (found is not None and found.content and not (clause.content and _finite(clause) and not _finite(found))):
            continue
        if clause.content or clause.quoted:
            found = clause
    return found


def _finite(c: Clause) -> bool:
    return c.cue.frames[0] in ("that", "told")


def over(sentence: Sentence, clauses: list[Clause]) -> dict[int, Clause]:
    """Clauses over which an "according to" stands that only names the hand it came through, by id of the clause."""
    out: dict[int, Clause] = {}
    for outer in clauses:
        if outer.cue.id != "according-to":
            continue
        for c in clauses:
            if c is outer or c.source is None or c.cue.id not in _UTTERING:
                continue
            if c.anchor.i == outer.anchor.i:
                out[id(c)] = outer
            elif outer.start > c.end and c.anchor.is_ancestor(outer.anchor) and sentence.text[: outer.start].rstrip()[-1:] == ",":
                out[id(c)] = outer  # the parser hung "according to" on what was said
                c.content = sentence.without_all(c.content, [(outer.start, sentence.end)])
                outer.content = sentence.without(sentence.whole(c.anchor), [(outer.start, sentence.end)])
    return out
