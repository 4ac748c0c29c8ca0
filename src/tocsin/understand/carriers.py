"""Words in other hands: "her note read:", "the radio carried one line:", "A reads me a letter from B:", "“No,” was his answer".

A noun of words (knowledge/speakers, group `lines`) before a colon, or after a quotation and "was", leads to what it says. Its owner
speaks; who carries, forwards or reads it out is a link.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from tocsin.knowledge.speaking import LINES
from tocsin.understand.clauses import Extent, Sentence, subject
from tocsin.understand.quotes import Quotation
from tocsin.understand.speakers import Speakers

_PASSING = re.compile(
    r"(?:forward|pass|send|sent|relay|read|hand|give|gave|leak|transmit|share|post|show|retell|retold|repeat|convey|transcrib|print|publish"
    r"|quot|translat|bring|brought|carr|play|recit)\w*$"
)
_WAS = re.compile(r",?\s+(?:was|is|were|are|came|went|ran)\s")
_HEARERS = frozenset(["me", "us"])


@dataclass(slots=True)
class Carried:
    """source None: nobody is named whose words they are. top: the token that governs them. links: nearest the speaker first."""

    cue: Extent
    top: Any
    source: tuple[Extent, Any]
    start: int  # where what it says begins
    end: int
    links: list[tuple[Extent, Any]] = field(default_factory=list)


def carried(sentence: Sentence, speakers: Speakers, outer: list[Quotation], colons: list[int]) -> Carried | None:
    """What a noun of words leads to in a sentence, the first that does; colons: where the sentence itself is parted by one."""
    for q in outer:
        if q.start == sentence.base and (m := _WAS.match(sentence.text, q.end, sentence.end)) is not None:
            found = _answer(sentence, speakers, q, m.end())
            if found is not None:
                return found
    for at in colons:
        before = [t for t in sentence.doc if t.idx + sentence.base < at]
        for noun in reversed(before[-40:]):
            if noun.tag_ not in ("NN", "NNS") or not any(g.id == LINES for g in speakers.nouns.of(noun.text)):
                continue
            found = _led(sentence, speakers, noun, at, before)
            if found is not None:
                return found
    return None


def passing(sentence: Sentence, speakers: Speakers, anchor: Any, told: tuple[Extent, Any] | None) -> list[tuple[Extent, Any]]:
    """ "A forwarded to B what C had told D": D, A and B are links of what C said."""
    verb = anchor.head
    if anchor.dep_ not in ("ccomp", "dobj", "pobj", "pcomp", "csubj") or not _PASSING.match(verb.lower_):
        return []
    if not any(t.lower_ in ("what", "something") for t in anchor.lefts):
        return []
    out = [told] if told is not None else []
    carrier = subject(verb)
    if carrier is not None and carrier.lower_ not in ("i", "we"):
        out.append((sentence.noun(carrier, verb), carrier))
    for p in verb.children:
        if p.dep_ in ("prep", "dative") and p.lower_ in ("to", "on", "in", "with"):
            for o in p.children:
                if o.dep_ == "pobj" and speakers.outlet(sentence.noun(o), o, sentence.base):
                    out.append((sentence.noun(o), o))
    return out


def _answer(sentence: Sentence, speakers: Speakers, q: Quotation, after: int) -> Carried | None:
    """ "“Nobody leaves,” was the colonel's answer.\""""
    for t in sentence.tokens(after, min(after + 90, sentence.end)):
        if t.tag_ in ("NN", "NNS") and any(g.id == LINES for g in speakers.nouns.of(t.text)):
            owner = _owner(sentence, speakers, t)
            if owner is not None:
                return Carried(sentence.span(t, t), t.head, owner, q.start, q.end)
            return None
        if t.tag_ in ("VBD", "VBZ", "VBP"):
            return None
    return None


def _led(sentence: Sentence, speakers: Speakers, noun: Any, at: int, before: list[Any]) -> Carried | None:
    """The words after the colon `at` as those of `noun`, where no other verb comes between that speaks for itself."""
    verb = noun.head
    owner = _owner(sentence, speakers, noun)
    last = before[-1]
    if noun.dep_ in ("dobj", "attr", "oprd") and verb.tag_[:2] == "VB":
        carrier = subject(verb)
        if carrier is None or carrier.lower_ in ("it", "that", "this", "there"):
            return None
        extent = sentence.noun(carrier, verb)
        if not speakers.personal(extent, carrier, sentence.base):
            return None
        cue = sentence.span(verb, noun) if noun.i - verb.i <= 8 else sentence.span(verb, verb)
        passes = _PASSING.match(verb.lower_) is not None
        if owner is None or owner[1].i == carrier.i or (owner[1].tag_ == "PRP$" and not passes):
            return Carried(cue, verb, (extent, carrier), at + 1, sentence.end)
        links = [(extent, carrier)] if passes and carrier.lower_ not in ("i", "we") else []
        return Carried(cue, verb, owner, at + 1, sentence.end, links)
    if owner is None:
        return None
    near = noun.right_edge.i >= last.i
    if noun.dep_ in ("nsubj", "nsubjpass") and verb.tag_ in ("VBD", "VBZ", "VBP") and verb.i <= last.i:
        tail = sentence.text[sentence.base + verb.idx + len(verb.text) : at].split()
        if len(tail) <= 4:
            return Carried(sentence.span(verb, last), verb, owner, at + 1, sentence.end)
    if near and noun.dep_ not in ("pobj",):
        return Carried(sentence.span(noun, noun), noun, owner, at + 1, sentence.end)
    return None


def _owner(sentence: Sentence, speakers: Speakers, noun: Any) -> tuple[Extent, Any] | None:
    """Whose words they are: the possessor, or the one "from" or "by" whom they come."""
    for c in noun.children:
        if c.dep_ == "poss":
            if c.lower_ in ("its", "whose"):
                return None if c.lower_ == "whose" else (sentence.span(c, c), c)
            end = sentence.doc[c.right_edge.i]
            last = sentence.doc[end.i - 1] if end.tag_ == "POS" and end.i > c.i else end
            return sentence.span(c.left_edge, last), c
    for c in noun.children:
        if c.dep_ == "prep" and c.lower_ in ("from", "by", "of") and c.i > noun.i:
            for o in c.children:
                if o.dep_ == "pobj":
                    extent = sentence.noun(o)
                    if o.tag_ in ("NNP", "NNPS", "PRP") or any(g.kind != "document" for g in speakers.groups(o)):
                        return extent, o
    return None
