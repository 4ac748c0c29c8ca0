"""How far a cue reaches once its content is known: as those who mark attributions by hand draw it, one stretch without a break.

"to" of an infinitive, a preposition that leads to the content ("spoke of"), and what stands between verb and content ("said on
Friday that") belong to the cue; the one addressed does not.
"""

from __future__ import annotations

from tocsin.understand.clauses import Clause, Sentence

_LEADING = frozenset(["of", "for", "about", "on", "with", "against", "over", "at"])
_BETWEEN = frozenset(["npadvmod", "advmod", "prep", "tmod"])
_REACH = 60  # characters between a verb and its content that may be adjuncts


def extend(sentence: Sentence, c: Clause) -> None:
    """Draws the cue of one clause."""
    if c.cue.kind == "verb" and c.anchor.tag_ == "VB" and c.anchor.i > 0:
        before = sentence.doc[c.anchor.i - 1]
        if before.tag_ == "TO" and c.start == sentence.base + c.anchor.idx:
            c.start = sentence.base + before.idx
    if not c.content:
        return
    first = min(c.content)
    if c.cue.kind in ("verb", "noun") and first[0] >= c.end:
        token = sentence.at.get(first[0])
        if token is not None and token.lower_ in _LEADING and not sentence.text[c.end : first[0]].strip():
            end = first[0] + len(token.text)
            rest = sentence.trimmed((end, first[1]))
            if rest is not None and rest[0] == end + 1:
                c.end = end
                c.content = [rest if e == first else e for e in c.content]
                first = rest
    if c.cue.kind != "verb" or not c.end < first[0] <= c.end + _REACH or any(a < c.end for a, _ in c.content):
        return
    between = [t for t in sentence.tokens(c.end, first[0]) if sentence.base + t.idx >= c.end]
    if not between or any(t.dep_ == "punct" for t in between):
        return
    tops = [t for t in between if t.head.i < between[0].i or t.head.i > between[-1].i]
    if all(t.head.i == c.anchor.i and t.dep_ in _BETWEEN and t.lower_ not in ("to", "by", "from") for t in tops if t.lower_ != "that"):
        last = between[-1] if between[-1].lower_ != "that" else between[-2] if len(between) > 1 else None
        if last is not None:
            c.end = sentence.base + last.idx + len(last.text)
