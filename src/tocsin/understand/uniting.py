"""What syntax makes of a sentence and what the learned encoder sees in it, made one.

The rules know acts, chains, marks and what stands within what; where they read a cue, it stays theirs. The encoder knows cues that no
lexicon lists, and where the parser loses its way in a paraphrase. It has learned the outermost attribution of newspapers only, so
what it does not see is no sign against a rule.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from tocsin.knowledge.cueing import Cue, Hit
from tocsin.understand.clauses import Clause, Extent, Sentence, passive
from tocsin.understand.marking import OPENING
from tocsin.understand.tagging import Relation

SURE = 0.6  # score from which a cue that no rule read is taken
THING = 0.85  # the same where the source is not known for somebody who can speak
NOBODY = 0.9  # the same where there is no source
ALIKE = 0.6  # share of a paraphrase from which the rule's boundaries stay
HELD = 0.9  # share of the rule's content that a longer one must hold
_LEARNED = Cue(id="learned", act="say", kind="verb", frames=["that"], means="A cue that only the encoder saw.", words=[], examples=[])
_EDGES = " \t\n,;:."
_LAST = re.compile(r"\s+[\"“‘«„']+$")  # a mark that opens the next paragraph
_SEEMING = re.compile(r"\b(?:seem|appear)(?:s|ed|ing)?\b")  # to somebody who is not named
_TELLING = frozenset(["VB", "NN", "JJ"])
Personal = Callable[[Extent, Any, int], bool]


def united(sentence: Sentence, clauses: list[Clause], relations: list[Relation], hits: list[Hit], personal: Personal) -> list[Clause]:
    """The clauses of one sentence after both; relations: those whose cue stands in it; personal: can a phrase with this head speak?"""
    out = list(clauses)
    for r in relations:
        own = _own(clauses, r)
        if own is not None:
            _adjust(sentence, own, r)
        elif r.score >= SURE and (made := _made(sentence, r, hits)) is not None:
            known = made.source is not None and personal(made.source, made.source_head, sentence.base)
            if known or r.score >= (NOBODY if made.source is None else THING):
                out.append(made)
    return sorted(out, key=lambda c: c.start)


def _own(clauses: list[Clause], r: Relation) -> Clause | None:
    """The clause whose cue shares most characters with that of a relation."""
    best: tuple[int, Clause] | None = None
    for c in clauses:
        shared = min(c.end, r.cue[1]) - max(c.start, r.cue[0])
        if shared > 0 and (best is None or shared > best[0]):
            best = (shared, c)
    return best[1] if best else None


def _adjust(sentence: Sentence, c: Clause, r: Relation) -> None:
    """Gives a clause the source that it lacks, and the whole of a paraphrase of which the parser saw a part."""
    content = _trimmed(sentence.text, r.content)
    if r.cue[0] <= c.hit.start and c.hit.end <= r.cue[1] and not _meets(r.cue, [*c.content, *([c.source] if c.source else [])]):
        c.start, c.end = min(c.start, r.cue[0]), max(c.end, r.cue[1])
    if c.cue.kind == "verb" and len(content) == 1 and _completes(sentence.text, c, content[0]):
        c.content = content
    if c.source is None and r.source and not passive(c.anchor) and not _meets(r.source[0], c.content):
        head = _head(sentence, r.source[0])
        if head is not None and head.tag_ != "EX":
            c.source, c.source_head = r.source[0], head


def _completes(text: str, c: Clause, whole: Extent) -> bool:
    """Does an extent hold all of a clause's content or nearly, and a good deal more, and nothing of its source and cue?"""
    size = sum(b - a for a, b in c.content)
    held = sum(max(0, min(b, whole[1]) - max(a, whole[0])) for a, b in c.content)
    if held < HELD * size or size > ALIKE * (whole[1] - whole[0]) or any(m in text[a:b] for a, b in c.content for m in OPENING):
        return False
    return not _meets(whole, [(c.start, c.end), *([c.source] if c.source else [])])


def _meets(x: Extent, others: list[Extent]) -> bool:
    """Does an extent share characters with one of several?"""
    return any(x[0] < b and a < x[1] for a, b in others)


def _made(sentence: Sentence, r: Relation, hits: list[Hit]) -> Clause | None:
    """A clause of a relation that no rule read, its act that of the cue's words where the lexicon has them; None if it tells nothing."""
    anchor = _head(sentence, r.cue)
    content = _trimmed(sentence.text, r.content)
    if (
        anchor is None
        or anchor.dep_ in ("aux", "auxpass")
        or not content
        or any(_meets(x, content) for x in r.source)
        or not any(t.tag_[:2] in _TELLING for t in sentence.tokens(*r.cue))
    ):
        return None
    hit = next((h for h in hits if h.start < r.cue[1] and r.cue[0] < h.end), None)
    words = sentence.text[r.cue[0] : r.cue[1]]
    source = [] if _SEEMING.search(words) else _trimmed(sentence.text, r.source)
    head = _head(sentence, source[0]) if source else None
    return Clause(
        hit or Hit(*r.cue, words, words, ()), hit.cues[0] if hit else _LEARNED, anchor, *r.cue, source[0] if head is not None else None,
        head, content,
    )  # fmt: skip


def _trimmed(text: str, extents: tuple[Extent, ...]) -> list[Extent]:
    """Extents without punctuation at their edges but quotation marks; those that hold no word are left out."""
    out = []
    for a, b in extents:
        whole = text[a:b]
        a, b = a + len(whole) - len(whole.lstrip(_EDGES)), b - len(whole) + len(_LAST.sub("", whole).rstrip(" \t\n,;:"))
        if a < b and any(c.isalnum() for c in text[a:b]) and text[a:b].lower() != "that":
            out.append((a, b))
    return out


def _head(sentence: Sentence, extent: Extent) -> Any:
    """The token of an extent that governs the others; None where no token starts in it."""
    tokens = [t for t in sentence.tokens(*extent) if extent[0] <= t.idx + sentence.base < extent[1]]
    inside = {t.i for t in tokens}
    tops = [t for t in tokens if t.head.i == t.i or t.head.i not in inside]
    nouns = [t for t in tops if t.tag_[:2] in ("NN", "PR", "VB", "WP", "WD")]
    return next(iter(nouns), next((t for t in tops if t.dep_ != "punct"), tops[0] if tops else None))
