"""Nouns, adjectives and phrases as cues: "the claim that …", "is confident that …", "according to X", "reportedly", "is expected to"."""

from __future__ import annotations

from typing import Any

from tocsin.knowledge.cueing import Cue, Hit
from tocsin.understand.clauses import RELATIVES, SUBJECTS, Clause, Extent, Sentence, agent_of, cue_span, particle_object, subject
from tocsin.understand.verbs import verb_source

_SUPPORT = frozenset(
    ["make", "made", "makes", "making", "has", "have", "had", "having", "express", "expressed", "expresses", "expressing",
     "issue", "issued", "issues", "issuing",
     "voice", "voiced", "voices", "voicing", "repeat", "repeated", "repeats", "repeating", "announce", "announced", "give",
     "gave", "gives", "giving", "offer", "offered",
     "reiterated", "reiterate", "raised", "raise", "raises", "raising", "pledged", "declared", "signalled", "shared", "dropped", "renewed"]
)  # fmt: skip

_MASSES = frozenset(
    ["police", "congress", "parliament", "law", "legend", "tradition", "intelligence", "testimony", "data", "research",
     "evidence", "management", "counsel", "polling", "reporting", "sources", "media", "press"]
)  # fmt: skip


def noun(sentence: Sentence, hit: Hit, cue: Cue) -> Clause | None:
    """A noun such as "claim" or "fears" with what it says; None where it says nothing."""
    tokens = sentence.tokens(hit.start, hit.end)
    if not tokens or tokens[-1].tag_ not in ("NN", "NNS", "NNP") or tokens[-1].dep_ == "compound":
        return None
    n = tokens[-1]
    if n.dep_ == "pobj" and n.head.lower_ in ("in", "without", "under", "on", "at") and n.left_edge.i == n.i:
        return None  # "in charge of", "in support of"
    end = hit.end
    content: Any = None
    for c in n.children:
        if c.i < n.i:
            continue
        if c.dep_ in ("acl", "ccomp", "relcl") and "that" in cue.frames:
            mark = next((g for g in c.lefts if g.dep_ in ("mark",) or g.lower_ in ("whether", "why", "how", "what")), None)
            if (mark is not None and mark.lower_ in ("that", "whether", "why", "how", "if")) or (
                c.dep_ == "acl" and c.tag_ in ("VBZ", "VBD", "VBP") and c.left_edge.lower_ not in RELATIVES
            ):
                content = c
                break
        if (
            c.dep_ in ("acl", "xcomp", "advcl", "relcl")
            and c.tag_ == "VB"
            and any(g.tag_ == "TO" for g in c.lefts)
            and ("to" in cue.frames or cue.act in ("reject", "deny"))
        ):
            content = c
            break
        if c.dep_ == "prep" and "after" in cue.frames and c.lower_ in ("of", "for", "about", "against", "over", "on") and c.i == n.i + 1:
            o = next((g for g in c.children if g.dep_ in ("pobj", "pcomp")), None)
            if o is not None:
                content, end = o, sentence.base + c.idx + len(c.text)
                break
    if content is None:
        return None
    clause = Clause(hit, cue, n, hit.start, end)
    clause.content = sentence.without(_whole(sentence, n, content), [(hit.start, end)])
    owner = next((c for c in n.children if c.dep_ == "poss"), None)
    if owner is not None:
        clause.source, clause.source_head = sentence.span(owner.left_edge, owner.right_edge), owner
    else:
        for c in n.children:
            if c.dep_ == "prep" and c.lower_ in ("by", "from", "among") and c.i > n.i:
                o = next((g for g in c.children if g.dep_ == "pobj"), None)
                if o is not None:
                    clause.source, clause.source_head = sentence.noun(o, content), o
                    if clause.source[0] <= clause.content[0][0] < clause.source[1]:
                        clause.source = clause.source_head = None
        if clause.source is None and n.dep_ == "dobj" and n.head.lower_ in _SUPPORT:
            s = subject(n.head)
            if s is not None:
                clause.source, clause.source_head = sentence.noun(s, n), s
    return clause if clause.content else None


def _whole(sentence: Sentence, n: Any, content: Any) -> Extent:
    """All of a content; of a subject also what the parser gave to the verb behind it ("the claim that it shot | two jets")."""
    whole = sentence.whole(content)
    verb = n.head
    if n.dep_ not in ("nsubj", "nsubjpass") or verb.i <= content.right_edge.i + 1:
        return whole
    last = verb.i - 1
    while (
        last > content.right_edge.i
        and sentence.doc[last].dep_ in ("aux", "auxpass", "neg", "advmod", "punct")
        and sentence.doc[last].head.i == verb.i
    ):
        last -= 1
    between = sentence.doc[content.right_edge.i + 1 : last + 1]
    if not len(between) or any(t.text == "," or t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in between):
        return whole
    return whole[0], sentence.span(content, sentence.doc[last])[1]


def adjective(sentence: Sentence, hit: Hit, cue: Cue) -> Clause | None:
    """ "is confident that …": the copula and the adjective are the cue."""
    tokens = sentence.tokens(hit.start, hit.end)
    if not tokens:
        return None
    a = tokens[0]
    if a.dep_ not in ("acomp", "ROOT", "oprd", "conj") and a.head.lower_ not in (
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "'s",
        "’s",
        "'re",
        "’re",
    ):
        return None
    copula = a.head
    head = subject(copula) if a.dep_ != "ROOT" else subject(a)
    if head is None or copula.i >= a.i:
        return None
    clause = Clause(hit, cue, copula, sentence.base + copula.idx, hit.end)
    start, _ = cue_span(sentence, copula, Hit(clause.start, clause.start, "", "", ()))
    clause.start = start
    if len(tokens) > 1:
        o = particle_object(sentence, hit, tokens)
        clause.content = sentence.without(sentence.whole(o), []) if o is not None else []
    else:
        for c in list(a.children) + list(copula.children):
            if c.i > a.i and (c.dep_ == "ccomp" or (c.dep_ == "xcomp" and any(g.tag_ == "TO" for g in c.lefts))):
                clause.content = sentence.without(sentence.whole(c), [])
                break
    if not clause.content or clause.content[0][0] < clause.end:
        return None
    if head.lower_ in ("it", "there", "that", "this"):
        return None
    clause.source, clause.source_head = sentence.noun(head, a), head
    return clause


def phrase(sentence: Sentence, hit: Hit, cue: Cue) -> Clause | None:
    """ "according to X", "reportedly", "is expected to", "said in a statement"."""
    tokens = sentence.tokens(hit.start, hit.end)
    if not tokens:
        return None
    if "source" in cue.frames:
        return _sourced(sentence, hit, cue, tokens)
    if cue.frames == ["to"]:
        return _expected(sentence, hit, cue, tokens)
    verbs = [t for t in tokens if t.tag_[:2] == "VB"]
    if not verbs:
        return None
    first, last = verbs[0], verbs[-1]
    clause = Clause(hit, cue, first, *cue_span(sentence, first, hit))
    verb_source(sentence, clause, first)
    if first.tag_ == "VBN":
        holder = next((c for c in first.children if c.dep_ in SUBJECTS), None) or subject(first)
        if holder is not None:
            clause.source, clause.source_head = sentence.noun(holder, first), holder
    for v in dict.fromkeys((last, first, tokens[-1])):
        for c in v.children:
            if c.dep_ in ("ccomp", "relcl", "acl", "parataxis") and (c.i > tokens[-1].i or c.right_edge.i < tokens[0].i):
                clause.content = sentence.without(
                    sentence.whole(c), [(clause.start, clause.end), *([clause.source] if clause.source else [])]
                )
                break
        if clause.content:
            break
    clause.quoted, clause.bare = True, not clause.content
    return clause


def _sourced(sentence: Sentence, hit: Hit, cue: Cue, tokens: list[Any]) -> Clause | None:
    top = tokens[0]
    clause = Clause(hit, cue, top, hit.start, hit.end)
    if len(tokens) == 1:  # an adverb: nobody is named
        v = top.head
        while v.tag_[:2] not in ("VB", "MD") and v.head.i != v.i:
            v = v.head
        clause.content = sentence.without(sentence.whole(v), [(hit.start, hit.end)])
        clause.anchor = v
        return clause if clause.content else None
    o = next((c for c in tokens[-1].children if c.dep_ in ("pobj", "pcomp") and c.i > tokens[-1].i), None)
    if o is None and tokens[-1].i + 1 < len(sentence.doc):
        o = sentence.doc[tokens[-1].i + 1]
        while o.head.i > tokens[-1].i and o.head.i != o.i and o.head.tag_[:1] == "N":
            o = o.head
    if o is None or o.tag_[:2] == "VB":
        return None
    clause.source, clause.source_head = sentence.noun(o), o
    if o.tag_ == "NN" and o.left_edge.i == o.i and not _mass(o.lower_):
        return None  # "sorted according to weight"
    v = top.head
    if v.i == o.i or top.dep_ == "ROOT":
        v = next((t for t in sentence.doc if t.dep_ == "ROOT"), top)
    while v.head.i != v.i and (v.tag_[:2] not in ("VB", "MD") or v.dep_ in ("xcomp", "aux", "acl")):
        v = v.head
    if top.dep_ == "pcomp" or top.lower_ == "in":
        v = v if v.i != top.i else v.head
    whole = sentence.whole(v)
    if whole[0] <= clause.source[0] < whole[1] or whole[0] <= hit.start:
        clause.content = sentence.without(whole, [(hit.start, clause.source[1])])
    else:
        clause.content = sentence.without(whole, [])
    clause.anchor = v
    return clause if clause.content else None


def _mass(word: str) -> bool:
    """May a bare noun be a source (police, Congress, prosecutors) rather than a measure?"""
    return word in _MASSES


def _expected(sentence: Sentence, hit: Hit, cue: Cue, tokens: list[Any]) -> Clause | None:
    v = tokens[-1]
    x = next((c for c in v.children if c.dep_ in ("xcomp", "ccomp") and c.i > v.i and any(g.tag_ == "TO" for g in c.lefts)), None)
    if x is None:
        return None
    s = next((c for c in v.children if c.dep_ in SUBJECTS), None) or next((c for c in tokens[0].children if c.dep_ in SUBJECTS), None)
    clause = Clause(hit, cue, v, hit.start, hit.end)
    parts = [sentence.noun(s, v)] if s is not None else []
    clause.content = parts + sentence.without(sentence.whole(x), [])
    agent = agent_of(v)
    if agent is not None:
        clause.source, clause.source_head = sentence.noun(agent, x), agent
    return clause
