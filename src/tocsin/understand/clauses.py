"""Who says what about a cue, by syntax: subject, object and complement of the cue in the parse of one sentence.

Offsets are of the page. Knows nothing of quotation marks across sentences, of names, nor of chains.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tocsin.knowledge.cueing import Cue, Hit
from tocsin.records import Link

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
AUXILIARIES = frozenset({"aux", "auxpass", "neg"})
RELATIVES = frozenset({"who", "which", "that", "whom"})
SUPPORT = frozenset(
    ["make", "made", "makes", "making", "has", "have", "had", "having", "express", "expressed", "expresses", "expressing", "issue", "issued", "issues", "issuing",
     "voice", "voiced", "voices", "voicing", "repeat", "repeated", "repeats", "repeating", "announce", "announced", "give", "gave", "gives", "giving", "offer", "offered",
     "reiterated", "reiterate", "raised", "raise", "raises", "raising", "pledged", "declared", "signalled", "shared", "dropped", "renewed"]
)  # fmt: skip
_TRIM = " \t\n,;:—–-.!?…"
_BEFORE = frozenset([",", "—", "–", "-", "―", "--", ";", "”", '"', "''"])
_AFTER = _BEFORE | frozenset([".", "“", "?", "!", ":", "``"])
_MASSES = frozenset("police congress parliament law legend tradition intelligence testimony data research evidence management counsel polling reporting sources media press".split())
_STEERING = tuple(
    "ask urg tell told order want expect allow forc press call push help let make made had get got see saw hear heard prompt lead led enabl encourag invit persuad convinc instruct requir teach taught permit".split()
)
Extent = tuple[int, int]


@dataclass(slots=True)
class Clause:
    """A cue with what syntax gives it. source: (head token, extent); anchor: the token that governs the cue; hidden: no source is to be sought."""

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


def _agent(token: Any) -> Any:
    for child in token.children:
        if child.dep_ == "agent":
            for grand in child.children:
                if grand.dep_ == "pobj":
                    return grand
    return None


def _particle_object(sentence: Sentence, hit: Hit, tokens: list[Any]) -> Any:
    """The object of the preposition that ends a cue of several words."""
    for child in tokens[-1].children:
        if child.dep_ in ("pobj", "pcomp", "dobj") and child.i > tokens[-1].i:
            return child
    return None


def passive(token: Any) -> bool:
    """Is the verb in the passive?"""
    return any(c.dep_ in ("auxpass", "nsubjpass") for c in token.children)


def _cue_span(sentence: Sentence, verb: Any, hit: Hit) -> Extent:
    """The cue with the auxiliaries, negations and adverbs that stand directly before it."""
    start = verb.i
    while start > 0:
        before = sentence.doc[start - 1]
        if before.head.i == verb.i and (
            before.dep_ in AUXILIARIES and before.tag_ != "TO" or before.dep_ == "advmod" and before.tag_ == "RB"
        ):
            start -= 1
        else:
            break
    while start < verb.i and sentence.doc[start].dep_ == "advmod" and sentence.doc[start].i == sentence.doc[start].sent.start:
        start += 1
    return min(sentence.base + sentence.doc[start].idx, hit.start), hit.end


def verb(sentence: Sentence, hit: Hit, cue: Cue) -> Clause | None:
    """A verb of saying, thinking, wanting: subject, addressee and content; None where the word is no such verb here."""
    tokens = sentence.tokens(hit.start, hit.end)
    if not tokens:
        return None
    v = next((t for t in tokens if t.tag_[:2] == "VB"), None)
    if v is None or v.dep_ in ("amod", "aux", "auxpass", "compound") or (v.i > tokens[0].i and cue.kind == "verb"):
        return None
    start, end = _cue_span(sentence, v, hit)
    clause = Clause(hit, cue, v, start, end, passive=v.tag_ == "VBN" and passive(v))
    frames = cue.frames
    last = tokens[-1]
    _verb_source(sentence, clause, v)
    asked = v.tag_ == "VBN" and not clause.passive and v.dep_ in ("advcl", "acl", "ROOT", "csubj", "ccomp") and v.text.lower() == "asked"
    if v.tag_ == "VBN" and not clause.passive and not asked and v.dep_ in ("acl", "advcl", "relcl", "amod"):
        if not any(c.dep_ in ("aux",) for c in v.children):
            if _agent(v) is None:
                return None
    if "told" in frames:
        told = next((c for c in v.children if c.dep_ in ("dobj", "dative") and c.i > v.i and c.tag_ != "IN"), None)
        if told is None and any(c.dep_ == "ccomp" for c in v.children):
            for c in v.children:  # "told reporters the road was clear": the parser takes the addressee for the subject
                if c.dep_ == "ccomp":
                    s = next((x for x in c.lefts if x.dep_ in SUBJECTS), None)
                    extra = [x for x in c.lefts if x.dep_ in ("nsubj", "dep", "npadvmod") and x.i == v.i + 1]
                    told = extra[0] if extra and s is not None and extra[0].i != s.i else None
        if clause.passive:
            told = next((c for c in v.children if c.dep_ == "nsubjpass"), None)
        if told is not None:
            clause.addressee, clause.addressee_head = sentence.noun(told, v), told
    for c in v.children:
        if c.dep_ in ("prep", "dative") and c.lower_ == "to" and c.i > last.i:
            for g in c.children:
                if g.dep_ == "pobj" and clause.addressee is None:
                    clause.addressee, clause.addressee_head = sentence.noun(g), g
    if clause.source is None and "quote" in frames and not clause.passive and v.tag_ in ("VBD", "VBZ", "VBP"):
        _inverted(sentence, clause, v)
    _verb_content(sentence, clause, v, last)
    if clause.source_head is not None and clause.source is not None and clause.source[0] >= clause.end and clause.addressee is None:
        for c in clause.source_head.rights:  # "confided a source to Le Monde"
            if c.dep_ in ("prep", "dative") and c.lower_ == "to" and (o := next((g for g in c.children if g.dep_ == "pobj"), None)) is not None:
                clause.addressee, clause.addressee_head = sentence.noun(o), o
                clause.source = sentence.trimmed((clause.source[0], sentence.base + c.idx))
                break
    clause.quoted = "quote" in frames
    clause.bare = not clause.content
    return clause


def _inverted(sentence: Sentence, clause: Clause, v: Any) -> None:
    """Source after a verb that a quotation precedes ("…," warned an engineer), which the parser takes for an object."""
    doc = sentence.doc
    before = doc[v.i - 1].text if v.i else ""
    thing = next((c for c in v.children if c.dep_ in ("dobj", "attr", "dative", "oprd") and c.i > v.i), None)
    if before not in _BEFORE or thing is None or thing.left_edge.i != v.i + 1:
        return
    clause.source, clause.source_head = sentence.noun(thing, v), thing
    if clause.addressee_head is not None and clause.addressee_head.i == thing.i:
        clause.addressee = clause.addressee_head = None


def _verb_source(sentence: Sentence, clause: Clause, v: Any) -> None:
    head = None
    if v.dep_ == "pcomp" and v.head.lower_ == "as" and v.head.head.tag_ == "VBN":  # "was quoted by X as saying"
        quoting = v.head.head
        head = next((c for c in quoting.children if c.dep_ in SUBJECTS), None) or (quoting.head if quoting.dep_ == "acl" else None)
        agent = _agent(quoting)
        if agent is not None:
            clause.via.append((sentence.noun(agent, v), agent))
        clause.start, _ = _cue_span(sentence, quoting, Hit(sentence.base + quoting.idx, clause.end, "", "", ()))
    elif clause.passive or (v.tag_ == "VBN" and not any(c.dep_ in ("aux", "nsubj") for c in v.children)):
        head = _agent(v)
        if head is None and v.tag_ == "VBN" and v.dep_ in ("conj", "xcomp") and not clause.passive:
            head = subject(v)
    else:
        head = subject(v)
    if head is None:
        return
    if head.lower_ in RELATIVES and head.head.dep_ == "relcl":
        clause.source, clause.source_head = sentence.span(head, head), head
        return
    if head.lower_ in ("it", "there", "this", "that", "what") and head.tag_ != "DT" and clause.cue.kind != "verb":
        return
    clause.source, clause.source_head = sentence.noun(head, v), head


def _verb_content(sentence: Sentence, clause: Clause, v: Any, last: Any) -> None:
    frames = clause.cue.frames
    multiword = last.i > v.i
    parts: list[Extent] = []
    for c in v.children:
        whole = None
        if c.dep_ == "ccomp" and (
            "that" in frames or "quote" in frames or ("object" in frames and c.i > v.i) or ("to" in frames and c.i > v.i)
        ):
            whole = sentence.whole(c)
        elif (
            c.dep_ in ("xcomp", "advcl", "acl")
            and c.i > v.i
            and c.tag_ == "VB"
            and any(g.tag_ == "TO" for g in c.lefts)
            and c.dep_ == "xcomp"
        ):
            if "to" in frames:
                whole = sentence.whole(c)
                obj = next((o for o in v.children if o.dep_ in ("dobj",) and v.i < o.i < c.i), None)
                if obj is not None and "told" not in frames:
                    whole = (sentence.whole(obj)[0], whole[1])
        elif c.dep_ == "xcomp" and c.i > v.i and ("of-ing" in frames or "object" in frames or "that" in frames):
            whole = sentence.whole(c)
        elif c.dep_ in ("dobj", "attr", "oprd") and c.i > v.i and not multiword and (clause.source_head is None or c.i != clause.source_head.i):
            if "object" in frames or ("quote" in frames and sentence.text[sentence.whole(c)[0]] in "\"“‘'"):
                whole = sentence.whole(c)
        elif (
            c.dep_ == "prep"
            and c.i > v.i
            and not multiword
            and "object" in frames
            and "of-ing" in frames
            and c.lower_ in ("of", "for", "on", "with")
        ):
            whole = sentence.whole(c)
        elif c.dep_ == "prep" and c.i > v.i and clause.cue.id in ("call",) and c.lower_ in ("as", "to"):
            whole = sentence.whole(c)
        elif (
            c.dep_ == "advcl"
            and "that" in frames
            and c.i > v.i
            and c.left_edge.lower_ in ("that", "how", "why", "whether", "what", "if")
            and "told" in frames
        ):
            whole = sentence.whole(c)
        if whole is not None:
            parts.append(whole)
    if multiword and "object" in frames:
        o = _particle_object(sentence, clause.hit, [last])
        if o is not None:
            parts.append(sentence.whole(o))
            parts += [sentence.whole(c) for c in v.children if c.dep_ in ("xcomp",) and c.i > o.i]
    elif multiword and not parts:
        for c in last.children:
            if c.dep_ in ("ccomp", "pcomp", "xcomp", "acl") and c.i > last.i:
                parts.append(sentence.whole(c))
        if last.tag_[:2] == "VB" and not parts:
            parts += [sentence.whole(c) for c in last.children if c.dep_ in ("ccomp", "dobj", "xcomp") and c.i > last.i]
    holes = [(clause.start, clause.end)]
    if clause.source is not None:
        holes.append(clause.source)
    if clause.addressee is not None and not any(p[0] <= clause.addressee[0] < p[1] for p in parts if clause.cue.act == "demand"):
        holes.append(clause.addressee)
    if not parts and "that" in frames and (clause_at := _that(sentence, v, last)) is not None:
        parts = [clause_at]
        if clause.addressee is not None and clause.addressee[1] > clause_at[0] > clause.addressee[0]:
            clause.addressee = sentence.trimmed((clause.addressee[0], clause_at[0]))
            holes = [h for h in holes if not h[0] <= clause_at[0] < h[1]]
    if not parts and ("that" in frames or "quote" in frames) and v.dep_ in ("parataxis", "ccomp", "advcl", "conj", "dep"):
        own = _parenthetical(sentence, v)
        if own is not None:
            clause.content = [p for p in sentence.without(sentence.whole(v.head), [own]) if p[1] - p[0] > 2]
            return
    if not parts and clause.passive and clause.source is not None and ("object" in frames or "that" in frames) and "told" not in frames:
        thing = next((c for c in v.children if c.dep_ == "nsubjpass"), None)
        if thing is not None and thing.lower_ not in ("it", "that", "this"):
            parts = [sentence.noun(thing, v)]
    if parts and "object" in frames and not multiword:  # "dismissed the claim as false"
        parts += [sentence.whole(c) for c in v.children if c.dep_ == "prep" and c.lower_ == "as" and c.i > v.i]
    if parts:
        a, b = min(p[0] for p in parts), max(p[1] for p in parts)
        if all(p[0] > clause.start for p in parts):
            clause.content = sentence.without((a, b), holes)
        else:
            clause.content = [q for p in _joined(parts) for q in sentence.without(p, holes)]


def _joined(parts: list[Extent]) -> list[Extent]:
    out: list[Extent] = []
    for a, b in sorted(parts):
        if out and a <= out[-1][1] + 2:
            out[-1] = (out[-1][0], max(b, out[-1][1]))
        else:
            out.append((a, b))
    return out


def _parenthetical(sentence: Sentence, v: Any) -> Extent | None:
    """The words between commas (or at the end) in which the verb with its subject stands, as "he said" does in the midst of what he said."""
    if v.head.i == v.i:
        return None
    doc = sentence.doc
    own = [t for c in v.children if c.dep_ in SUBJECTS or c.dep_ in AUXILIARIES for t in c.subtree] + [v]
    first, last = min(t.i for t in own), max(t.i for t in own)
    while last + 1 < len(doc) and doc[last + 1].text not in _AFTER and v.is_ancestor(doc[last + 1]):
        last += 1
    before = doc[first - 1].text if first else ","
    after = doc[last + 1].text if last + 1 < len(doc) else "."
    return sentence.span(doc[first], doc[last]) if before in _BEFORE and after in _AFTER else None


def _that(sentence: Sentence, v: Any, last: Any) -> Extent | None:
    """A that-clause after the cue that the parser hung on a noun between: "said during a debate that he is …"."""
    doc = sentence.doc
    for t in doc[last.i + 1 : last.i + 25]:
        if t.lower_ == "that" and t.i + 1 < len(doc) and t.head.i > t.i and v.is_ancestor(t):
            up = t.head
            while up.dep_ not in ("relcl", "acl", "ccomp", "advcl") and up.head.i > t.i and up.head.i != up.i:
                up = up.head
            if up.dep_ in ("relcl", "acl", "ccomp", "advcl") and (t.tag_ == "IN" or any(c.dep_ in SUBJECTS and c.i != t.i for c in up.children)):
                return sentence.span(t, up.right_edge)
        if t.text in (",", ";") or t.tag_ in ("VBD", "VBZ", "VBP"):
            break
    return None


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
    clause.content = sentence.without(sentence.whole(content), [(hit.start, end)])
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
        if clause.source is None and n.dep_ == "dobj" and n.head.lower_ in SUPPORT:
            s = subject(n.head)
            if s is not None:
                clause.source, clause.source_head = sentence.noun(s, n), s
    return clause if clause.content else None


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
    start, _ = _cue_span(sentence, copula, Hit(clause.start, clause.start, "", "", ()))
    clause.start = start
    if len(tokens) > 1:
        o = _particle_object(sentence, hit, tokens)
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
    clause = Clause(hit, cue, first, *_cue_span(sentence, first, hit))
    _verb_source(sentence, clause, first)
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
    if o.tag_ == "NN" and o.left_edge.i == o.i and not cue_names(o.lower_):
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


def cue_names(word: str) -> bool:
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
    agent = _agent(v)
    if agent is not None:
        clause.source, clause.source_head = sentence.noun(agent, x), agent
    return clause


READERS = {"verb": verb, "noun": noun, "adjective": adjective, "phrase": phrase}
