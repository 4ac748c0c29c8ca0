"""Quotation marks and cues: which quotation belongs to which cue, and how far a content that touches one reaches."""

from __future__ import annotations

from tocsin.records import Quotation as Manner
from tocsin.understand.clauses import Clause, Extent, Sentence
from tocsin.understand.quotes import Quotation

OPENING = "\"“«„‘'"
_EDGE = " ,–—-"
_REACH = 90  # characters between a quotation and the cue that it belongs to


def attach(sentence: Sentence, clauses: list[Clause], outer: list[Quotation]) -> None:
    """Gives quotations to the cues that they stand beside, and stretches contents over the quotations that they touch."""
    text = sentence.text
    near = [q for q in outer if q.start < sentence.end and q.end > sentence.base]
    spoken: set[int] = set()
    for c in clauses:
        for q in near:
            if any(a < q.end and q.start < b for a, b in c.content):
                spoken.add(q.start)
    for c in clauses:
        if c.content:
            c.content = _led(sentence, c, _stretched(text, c, near), near)
    for c in sorted((c for c in clauses if c.quoted), key=lambda c: not c.bare):
        lead = min([c.start] + ([c.source[0]] if c.source else []))
        tail = max([c.end] + ([c.source[1]] if c.source else []) + ([c.addressee[1]] if c.addressee else []))
        if any(q.start < c.start and c.end < q.end for q in near):
            continue
        for q in near:
            if q.start in spoken and not (
                c.bare and not any(k is not c and any(a < q.end and q.start < b for a, b in k.content) for k in clauses)
            ):
                continue
            if q.words(text) < 2 and not c.bare:
                continue
            between = text[q.end : lead] if q.end <= lead else text[tail : q.start] if q.start >= tail else ""
            if (
                q.end <= lead
                and len(between) <= 30
                and (c.bare or (sentence_like(text, q) and not between.strip(_EDGE)))
                and not any(k.start >= q.end and k.end <= c.start and k is not c for k in clauses if k.quoted)
            ) or (
                q.start >= tail
                and len(between) <= _REACH
                and (c.bare or between.strip()[-1:] in (",", ":"))
                and not any(c.end <= k.start < q.start for k in clauses if k.quoted)
                and (between.strip()[-1:] in (",", ":") or len(between.split()) <= 1 or (c.bare and not c.content and len(between) < 40))
            ):
                c.content.append((q.start, q.end))
                spoken.add(q.start)
        c.content = _only_quoted(text, sorted(c.content), near)


def _led(sentence: Sentence, c: Clause, content: list[Extent], near: list[Quotation]) -> list[Extent]:
    """Without what only leads to a quotation before the cue, a time of day or where it was found: "10:15 – “Go,” she said"."""
    out = []
    for a, b in content:
        q = next((q for q in near if a < q.start and b - 1 <= q.end <= b + 2 and q.end <= c.start), None)
        if q is not None and sentence.text[a : q.start].rstrip()[-1:] in ":–—-":
            lead = sentence.tokens(a, q.start)
            if not any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in lead):
                a = q.start
        done = next((x for x in near if x.start <= a + 1 and a < x.end < b), None)
        if done is not None and c.source is not None and c.source[0] - 2 <= b <= c.source[0]:
            rest = sentence.tokens(done.end, b)  # "…,” the WHO's | director said"
            if 0 < len(rest) <= 6 and not any(t.tag_[:2] == "VB" or t.tag_ == "MD" for t in rest):
                b = done.end
        out.append((a, b))
    return out


def _only_quoted(text: str, content: list[Extent], near: list[Quotation]) -> list[Extent]:
    """Where words spoken come first and more follow after the cue, the author's words before the second mark are no content."""
    if len(content) < 2 or not any(q.start == content[0][0] and q.end >= content[0][1] for q in near):
        return content
    out = []
    for a, b in content:
        q = next((q for q in near if a < q.start < b and q.end == b and text[a : q.start].rstrip()[-1:] == ","), None)
        out.append((q.start, b) if q is not None else (a, b))
    return out


def sentence_like(text: str, q: Quotation) -> bool:
    """Is it words spoken rather than a word held with tongs?"""
    inner = text[q.start + 1 : q.end - 1].strip()
    return q.words(text) >= 4 or inner[-1:] in ",.!?"


def _stretched(text: str, c: Clause, near: list[Quotation]) -> list[Extent]:
    out: list[Extent] = []
    for a, b in c.content:
        for q in near:
            if q.start < b and a < q.end and not (q.start < c.start < q.end):
                if q.start <= a + 1 or q.start >= a:
                    a = min(a, q.start)
                b = max(b, q.end)
            elif text[b : b + 2].strip() and q.end in (b + 1, b + 2) and q.start >= a - 1:
                b = q.end
        out.append((a, b))
    merged: list[Extent] = []
    for a, b in sorted(out):
        if merged and a <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(b, merged[-1][1]))
        else:
            merged.append((a, b))
    return merged


def manner(text: str, c: Clause, outer: list[Quotation]) -> Manner:
    """Direct where all of it stands in quotation marks, indirect where none does."""
    whole = sum(b - a for a, b in c.content)
    quoted = sum(min(b, q.end) - max(a, q.start) for a, b in c.content for q in outer if q.start < b and a < q.end)
    if quoted == 0:
        return "indirect"
    opens = all(text[a] in OPENING for a, _ in c.content)
    if opens and quoted > 0.9 * whole and any(sentence_like(text, q) for q in outer if c.content[0][0] == q.start):
        return "direct"
    return "mixed"


def merged(content: list[Extent], text: str) -> list[Extent]:
    """Pieces in order, joined where only white space stands between."""
    out: list[Extent] = []
    for a, b in sorted(content):
        if out and not text[out[-1][1] : a].strip():
            out[-1] = (out[-1][0], max(b, out[-1][1]))
        else:
            out.append((a, b))
    return out
