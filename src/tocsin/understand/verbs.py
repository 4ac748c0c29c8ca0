"""Verbs as cues: their subject, the one addressed, and the clause, infinitive, object or parenthesis that is the content."""

from __future__ import annotations

from typing import Any

from tocsin.knowledge.cueing import Cue, Hit
from tocsin.understand.clauses import (
    AUXILIARIES,
    RELATIVES,
    SUBJECTS,
    Clause,
    Extent,
    Sentence,
    agent_of,
    cue_span,
    particle_object,
    passive,
    subject,
)  # fmt: skip

LET_KNOW = Cue(id="let-know", act="say", kind="verb", frames=["that"], means="A lets B know it.", words=[], examples=[])
_QUOTING = frozenset(["quoted", "quotes", "quote", "cited", "cites", "cite", "quoting", "citing", "reported", "showed", "shows"])
_WORDS = frozenset(["say", "claim", "warn", "deny", "ask", "admit", "confirm", "accuse"])  # acts of which an infinitive still tells words
_BEFORE = frozenset([",", "—", "–", "-", "―", "--", ";", "”", '"', "''"])
_AFTER = _BEFORE | frozenset([".", "“", "?", "!", ":", "``"])


def verb(sentence: Sentence, hit: Hit, cue: Cue) -> Clause | None:
    """A verb of saying, thinking, wanting: subject, addressee and content; None where the word is no such verb here."""
    tokens = sentence.tokens(hit.start, hit.end)
    if not tokens:
        return None
    v = next((t for t in tokens if t.tag_[:2] == "VB"), None)
    if v is None or v.dep_ in ("amod", "aux", "auxpass", "compound") or (v.i > tokens[0].i and cue.kind == "verb"):
        return None
    start, end = cue_span(sentence, v, hit)
    clause = Clause(hit, cue, v, start, end, passive=v.tag_ == "VBN" and passive(v))
    frames = cue.frames
    last = tokens[-1]
    verb_source(sentence, clause, v)
    asked = v.tag_ == "VBN" and not clause.passive and v.dep_ in ("advcl", "acl", "ROOT", "csubj", "ccomp") and v.text.lower() == "asked"
    loose = v.tag_ == "VBN" and not clause.passive and not asked and v.dep_ in ("acl", "advcl", "relcl", "amod")
    if loose and agent_of(v) is None and not any(c.dep_ == "aux" for c in v.children):
        return None
    if v.lower_ in ("know", "understand", "believe") and _let(sentence, clause, v):
        return clause
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
    if "that" in frames and not clause.passive and v.tag_ in ("VBD", "VBZ", "VBP") and _closing(sentence, clause, v):
        return clause
    if clause.source is None and "quote" in frames and not clause.passive and v.tag_ in ("VBD", "VBZ", "VBP"):
        _inverted(sentence, clause, v)
    _verb_content(sentence, clause, v, last)
    if clause.source_head is not None and clause.source is not None and clause.source[0] >= clause.end and clause.addressee is None:
        for c in clause.source_head.rights:  # "confided a source to Le Monde"
            if (
                c.dep_ in ("prep", "dative")
                and c.lower_ == "to"
                and (o := next((g for g in c.children if g.dep_ == "pobj"), None)) is not None
            ):
                clause.addressee, clause.addressee_head = sentence.noun(o), o
                clause.source = sentence.trimmed((clause.source[0], sentence.base + c.idx))
                break
    if _purpose(clause, v):
        return None
    clause.content = [_past_relative(sentence, e) for e in clause.content]
    if clause.addressee is None and len(tokens) > 1 and clause.content and clause.content[0][0] >= clause.end:
        _told_first(sentence, clause)
    clause.quoted = "quote" in frames
    clause.bare = not clause.content
    return clause


_NOMINAL = frozenset({"DT", "NN", "NNS", "NNP", "NNPS", "JJ", "JJS", "IN", "POS", "PRP", "PRP$", "CD", "HYPH", "VBG", "CC"})


def _closing(sentence: Sentence, clause: Clause, v: Any) -> bool:
    """ "…, the foreign ministry in Baku said in a readout." where the parser hung the phrase before the verb on what precedes it."""
    if clause.source is not None and clause.source_head is not None and clause.source_head.i > 0:
        return False
    doc = sentence.doc
    if any(c.dep_ == "ccomp" for c in v.children):
        return False
    if any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") or t.text in (",", ":", ";") for t in doc[v.i + 1 :]):
        return False
    first = v.i
    while first > 0 and doc[first - 1].tag_ in _NOMINAL:
        first -= 1
    chunk = doc[first : v.i]
    if first < 3 or doc[first - 1].text != "," or not 1 <= len(chunk) <= 9 or chunk[0].tag_ == "IN":
        return False
    inside = range(first, v.i)
    head = next((t for t in chunk if t.tag_[:2] in ("NN", "PR") and t.head.i not in inside), None)
    if head is None:
        return False
    clause.source, clause.source_head = sentence.span(chunk[0], chunk[-1]), head
    clause.content = sentence.without((sentence.base, sentence.base + doc[first - 1].idx), [])
    clause.quoted, clause.bare = "quote" in clause.cue.frames, False
    return bool(clause.content)


def _purpose(clause: Clause, v: Any) -> bool:
    """ "… fight to defend its interests", "denied backing them": a deed that is only meant, no words and no thought of anybody."""
    if v.tag_ == "VBG" and v.dep_ in ("xcomp", "pcomp") and clause.cue.act not in _WORDS:
        return not any(t.dep_ in ("ccomp", "xcomp") for t in v.children)
    return (
        v.tag_ == "VB"
        and v.dep_ in ("advcl", "acl", "pcomp")
        and clause.cue.act not in _WORDS
        and any(t.tag_ == "TO" for t in v.lefts)
        and not any(t.dep_ in ("ccomp", "xcomp") for t in v.children)
    )


def _past_relative(sentence: Sentence, extent: Extent) -> Extent:
    """ "told L'Orient, from whose French the Digest translates, that …": the that-clause without what stands before it."""
    a, b = extent
    first = sentence.at.get(a)
    if first is None or first.i == 0 or first.nbor(-1).text != ",":
        return extent
    if not any(t.tag_ in ("WDT", "WP", "WP$") for t in sentence.tokens(a, b)[:3]):
        return extent
    that = next((t for t in sentence.tokens(a, b)[2:] if t.lower_ == "that" and t.tag_ == "IN" and t.nbor(-1).text == ","), None)
    return extent if that is None else (sentence.base + that.idx, b)


def _told_first(sentence: Sentence, clause: Clause) -> None:
    """ "made it clear to Beijing that …": the one addressed stands at the head of the content."""
    a, b = clause.content[0]
    to = sentence.at.get(a)
    if to is None or to.lower_ != "to" or to.tag_ != "IN":
        return
    that = next((t for t in sentence.tokens(a, b) if t.lower_ == "that" and t.tag_ == "IN"), None)
    head = next((c for c in to.children if c.dep_ == "pobj"), None)
    if that is None or head is None or that.i <= head.i:
        return
    clause.addressee, clause.addressee_head = sentence.trimmed((sentence.base + to.idx + 3, sentence.base + that.idx)), head
    clause.content[0] = (sentence.base + that.idx, b)


def _let(sentence: Sentence, clause: Clause, v: Any) -> bool:
    """ "A has let B know that …": A says it, to B."""
    up = v.head
    told = next((c for c in v.lefts if c.dep_ == "nsubj"), None)
    if v.dep_ != "ccomp" or up.lower_ not in ("let", "lets", "letting") or told is None:
        return False
    speaker = subject(up)
    clause.content = [e for c in v.children if c.dep_ in ("ccomp", "xcomp") and c.i > v.i for e in sentence.without(sentence.whole(c), [])]
    if speaker is None or not clause.content:
        return False
    clause.source, clause.source_head = sentence.noun(speaker, up), speaker
    clause.addressee, clause.addressee_head = sentence.noun(told, v), told
    clause.start, _ = cue_span(sentence, up, Hit(sentence.base + up.idx, clause.end, "", "", ()))
    clause.cue = LET_KNOW
    return True


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


def verb_source(sentence: Sentence, clause: Clause, v: Any) -> None:
    head = None
    if v.dep_ == "pcomp" and v.head.lower_ == "as" and v.head.head.lower_ in _QUOTING and not passive(v.head.head):
        quoting = v.head.head  # "Interfax quoted X as saying"
        head = next((c for c in quoting.children if c.dep_ in ("dobj", "nsubj") and c.i > quoting.i), None)
        hand = subject(quoting)
        if head is not None and hand is not None and hand.i != head.i:
            clause.via.append((sentence.noun(hand, quoting), hand))
    elif v.dep_ == "pcomp" and v.head.lower_ == "as" and v.head.head.tag_ == "VBN":  # "was quoted by X as saying"
        quoting = v.head.head
        head = next((c for c in quoting.children if c.dep_ in SUBJECTS), None) or (quoting.head if quoting.dep_ == "acl" else None)
        agent = agent_of(quoting)
        if agent is not None:
            clause.via.append((sentence.noun(agent, v), agent))
        clause.start, _ = cue_span(sentence, quoting, Hit(sentence.base + quoting.idx, clause.end, "", "", ()))
    elif clause.passive or (v.tag_ == "VBN" and not any(c.dep_ in ("aux", "nsubj") for c in v.children)):
        head = agent_of(v)
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
        elif (
            c.dep_ in ("dobj", "attr", "oprd")
            and c.i > v.i
            and (not multiword or last.dep_ in ("prt", "advmod"))
            and (clause.source_head is None or c.i != clause.source_head.i)
        ):
            if "object" in frames or ("quote" in frames and sentence.text[sentence.whole(c)[0]] in "\"“‘'"):
                whole = sentence.whole(c)
        elif (
            (
                c.dep_ == "prep"
                and c.i > v.i
                and not multiword
                and "object" in frames
                and "of-ing" in frames
                and c.lower_ in ("of", "for", "on", "with")
            )
            or (c.dep_ == "prep" and c.i > v.i and clause.cue.id in ("call", "view-as") and c.lower_ in ("as", "to"))
            or (
                c.dep_ == "advcl"
                and "that" in frames
                and c.i > v.i
                and c.left_edge.lower_ in ("that", "how", "why", "whether", "what", "if")
                and "told" in frames
            )
        ):
            whole = sentence.whole(c)
        if whole is not None:
            parts.append(whole)
    if multiword and "object" in frames:
        o = particle_object(sentence, clause.hit, [last])
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
    if not parts and "that" in frames and (clause_at := _that(sentence, v, last, "told" in frames)) is not None:
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
    """The words between commas in which the verb with its subject stands, as "he said" does in the midst of what he said."""
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


def _that(sentence: Sentence, v: Any, last: Any, far: bool) -> Extent | None:
    """A that-clause after the cue that the parser hung on a noun between: "said during a debate that he is …"."""
    doc = sentence.doc
    for t in doc[last.i + 1 : last.i + (45 if far else 25)]:
        if (
            t.lower_ == "that"
            and (t.tag_ == "IN" or not far or t.dep_ in ("advmod", "mark"))
            and t.i + 1 < len(doc)
            and t.head.i > t.i
            and v.is_ancestor(t)
        ):
            up = t.head
            while up.dep_ not in ("relcl", "acl", "ccomp", "advcl") and up.head.i > t.i and up.head.i != up.i:
                up = up.head
            if up.dep_ in ("relcl", "acl", "ccomp", "advcl") and (
                t.tag_ == "IN" or any(c.dep_ in SUBJECTS and c.i != t.i for c in up.children)
            ):
                return sentence.span(t, up.right_edge)
        if not far and (t.text in (",", ";") or t.tag_ in ("VBD", "VBZ", "VBP")):
            break
    return None
