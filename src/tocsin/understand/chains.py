"""Through whom a statement came: outlets told, "citing", "as excerpted by", "according to", in the order nearest the speaker first."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tocsin.understand.clauses import Clause, Extent, Sentence
from tocsin.understand.speakers import Speakers

CITING = frozenset(
    {"citing", "quoting", "crediting", "cited", "quoted", "quotes", "cites", "relied", "relying", "relies", "credited", "credits"}
)
_PASSED = frozenset(
    ["parroted", "echoed", "repeated", "retold", "rendered", "paraphrased", "taken", "passed", "noted", "jotted", "overheard",
     "intercepted", "tapped", "excerpted", "reported", "quoted", "cited", "minuted", "leaked", "seen", "obtained", "published", "carried",
     "broadcast", "aired", "reviewed", "relayed", "translated", "monitored", "picked", "shared", "released", "recorded", "run", "printed",
     "reprinted", "posted", "forwarded", "transcribed"]
)  # fmt: skip
_TAKING = frozenset(
    {"has", "had", "have", "takes", "took", "translates", "translated", "lifts", "lifted", "carries", "carried", "quotes", "quoted"}
)
_HAVING = frozenset({"has", "have", "had"})
_ANY = frozenset({"media", "press"})
_THROUGH = frozenset({"on", "in", "with", "through", "via", "to", "by", "from"})


@dataclass(slots=True)
class Chain:
    """source: a deeper speaker than the one the cue has, where another is cited; links: nearest the speaker first."""

    source: tuple[Extent, Any] | None = None
    links: list[tuple[Extent, Any]] = field(default_factory=list)


def chain(sentence: Sentence, clause: Clause, speakers: Speakers, outer: Clause | None, anchors: set[int]) -> Chain:
    """The chain of one clause. anchors: tokens of all cues of the sentence. outer: an "according to" that stands over it."""

    def free(token: Any) -> bool:
        at = sentence.base + token.idx
        return not any(a <= at < b for a, b in clause.content)

    own = {clause.anchor.i} | ({outer.anchor.i} if outer is not None else set())
    near: list[tuple[Extent, Any]] = list(clause.via)
    cited: list[tuple[Extent, Any]] = []
    passed: list[tuple[Extent, Any]] = []
    held = {id(h) for _, h in near}
    if (
        clause.addressee is not None
        and clause.addressee_head is not None
        and speakers.outlet(clause.addressee, clause.addressee_head, sentence.base)
    ):
        near.append((clause.addressee, clause.addressee_head))
        held.add(id(clause.addressee_head))
        clause.addressee = clause.addressee_head = None
    for t in sentence.doc:
        low = t.lower_
        if not free(t):
            continue
        if low == "referring" and t.tag_ == "VBG":
            o = _object(t)
            if (
                o is not None
                and any(g.id in ("sources", "officials") or g.kind == "outlet" for g in speakers.groups(o))
                and _nearest(t, anchors) in own
            ):
                cited.append((sentence.noun(o, _stop(o)), o))
        elif low in CITING and (t.tag_ == "VBG" or t.dep_ in ("relcl", "conj")):
            o = _object(t)
            if o is not None and _citable(speakers, o) and _nearest(t, anchors) in own:
                cited.append((sentence.noun(o, _stop(o)), o))
        elif (t.i == clause.anchor.i and clause.cue.id in ("find", "think", "announce")) or low in (
            "learned",
            "learnt",
            "heard",
            "hears",
            "learns",
        ):
            o = next((g for c in t.children if c.lower_ == "from" for g in c.children if g.dep_ == "pobj"), None)
            if o is not None and speakers.groups(o):
                cited.append((sentence.noun(o, _stop(o)), o))
        elif (
            low in _HAVING
            and (t.dep_ == "relcl" or t.i == clause.anchor.i)
            and any(c.lower_ == "it" and c.dep_ == "dobj" for c in t.children)
        ):
            o = next((g for c in t.children if c.lower_ == "from" for g in c.children if g.dep_ == "pobj"), None)
            if o is not None and o.tag_ not in ("WDT", "WP", "PRP") and _nearest(t, anchors) in own:
                cited.append((sentence.noun(o, _stop(o)), o))
        elif low in _PASSED and t.tag_ in ("VBN", "VBD") and t.dep_ in ("advcl", "acl", "relcl", "conj", "dep", "prep", "pcomp", "amod"):
            for c in t.children:
                if c.dep_ == "agent" or (c.lower_ in ("to", "on", "by", "with") and c.dep_ == "prep"):
                    for o in c.children:
                        if o.dep_ == "pobj" and not _inside(sentence, o, clause.content):
                            extent = sentence.noun(o, _stop(o))
                            if (
                                speakers.personal(extent, o, sentence.base)
                                and o.ent_type_ == ""
                                and (
                                    c.lower_ == "by"
                                    or speakers.outlet(extent, o, sentence.base)
                                    or (c.lower_ == "to" and _body(speakers, sentence, o))
                                )
                            ):
                                passed.append((extent, o))
    links = list(near)
    seen = {h.i for _, h in (*near, *cited, *passed)}
    for t in sentence.doc:  # any outlet beside the cue: "on state television", "in an interview with Yle"
        if (
            t.dep_ in ("pobj", "dobj", "nsubj")
            and t.i not in seen
            and free(t)
            and not (clause.source and clause.source[0] <= sentence.base + t.idx < clause.source[1])
        ):
            up = t.head
            if t.dep_ == "nsubj" and up.dep_ in ("relcl", "pcomp") and up.lower_ in _TAKING:
                extent = sentence.noun(t, up)
                if speakers.outlet(extent, t, sentence.base):  # "from which the Digest has it"
                    passed.append((extent, t))
                continue
            if up.lower_ == "through" and _hangs(t, clause.anchor) and speakers.groups(t):
                near.insert(0, (sentence.noun(t, _stop(t)), t))  # "speaking through his lawyer"
                links.insert(0, near[0])
                seen.add(t.i)
                continue
            if up.lower_ not in _THROUGH or not _hangs(t, clause.anchor):
                continue
            extent = sentence.noun(t, _stop(t))
            if t.lower_ in _ANY and not any(c.dep_ in ("amod", "compound", "poss") for c in t.children):
                continue  # "not allowed to talk to the media"
            if speakers.outlet(extent, t, sentence.base) and not (
                outer and outer.source and outer.source[0] <= extent[0] < outer.source[1]
            ):
                (passed if any(h.is_ancestor(t) for _, h in passed) else links).append((extent, t))
                seen.add(t.i)
    links += sorted((p for p in passed if p[1].i not in {h.i for _, h in near}), key=lambda p: p[0])
    out = Chain(links=links)
    if cited and outer is None and clause.source is not None and clause.source_head is not None:
        cited.sort(key=lambda p: p[0])
        out.source = cited[-1]
        out.links = [*links, *reversed(cited[:-1]), (clause.source, clause.source_head)]
    elif outer is not None and outer.source is not None:
        out.links = [*links, *reversed(cited), (outer.source, outer.source_head)]
    return out


def _inside(sentence: Sentence, token: Any, extents: list[Extent]) -> bool:
    at = sentence.base + token.idx
    return any(a <= at < b for a, b in extents)


def _object(token: Any) -> Any:
    for c in token.children:
        if c.dep_ == "dobj":
            return c
        if c.dep_ == "prep" and c.lower_ in ("on", "upon", "from", "to"):
            return next((g for g in c.children if g.dep_ == "pobj"), None)
    return None


def _nearest(token: Any, anchors: set[int]) -> int:
    """The cue that a token hangs on, through clauses that are no cues themselves."""
    while token.i not in anchors and token.head.i != token.i:
        token = token.head
    return int(token.i)


def cites(speakers: Speakers, token: Any) -> bool:
    """Does a participle ("citing", "crediting") name somebody who can speak?"""
    o = _object(token)
    return o is not None and _citable(speakers, o)


def _citable(speakers: Speakers, token: Any) -> bool:
    """Somebody who can speak, not a reason ("citing bad weather")."""
    return token.tag_ in ("NNP", "NNPS") or bool(speakers.groups(token)) or token.lower_ == "one"


def _body(speakers: Speakers, sentence: Sentence, token: Any) -> bool:
    """Is it an organisation with a name, which words may be passed to?"""
    name = speakers.covering(sentence.base + token.idx)
    return name is not None and name.kind == "organization" and not name.adjective and name.entity is not None


def _stop(token: Any) -> Any:
    """The relative clause that a link's own words end before."""
    return next((c for c in token.children if c.dep_ in ("relcl", "acl")), None)


def _hangs(token: Any, anchor: Any) -> bool:
    """Does a token hang on the cue's verb, without another finite verb between?"""
    up = token.head
    for _ in range(6):
        if up.i == anchor.i:
            return True
        if up.head.i == up.i or (up.tag_ in ("VBD", "VBZ", "VBP") and up.i != anchor.i):
            return False
        up = up.head
    return False
