"""What a sentence leaves out: gapped clauses, and pairs told "respectively" (bare auxiliaries: carried.py).

Each function takes the drafts of a sentence by their tokens and gives the drafts to add; it changes the sides of a draft that it splits.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tocsin.understand.drafting import Draft
from tocsin.understand.roles import Cast, Side
from tocsin.understand.tree import Tree

_PARTING = frozenset((",", ";", "and", "but", "while", "whereas"))


def gapped(tree: Tree, cast: Cast, drafts: Mapping[int, Draft]) -> list[Draft]:
    """Clauses without their verb: "France expelled 35 diplomats, Germany 40", "Moscow recalled its envoy, and Paris its own"."""
    out: list[Draft] = []
    for draft in drafts.values():
        m = draft.match
        if not m.verb or not draft.actor or draft.dropped or not m.objects:
            continue
        starts = [t for t in range(m.at + 1, len(tree) - 1) if _opens(tree, cast, m.objects, t)]
        sides = [s for t in starts if (s := cast.side(t)) is not None]
        own = tuple(r for r in draft.recipient if all(r.start != s.start for s in sides))
        if not sides or (draft.recipient and len(own) == len(draft.recipient) and _plain(tree, m.objects)):
            continue
        shared = own or _shared(tree, cast, starts[-1])
        if not draft.recipient or len(own) < len(draft.recipient):
            draft.recipient = shared
        for n, side in enumerate(sides):
            end = starts[n + 1] if n + 1 < len(starts) else len(tree)
            theirs = _theirs(tree, cast, starts[n], end, side)
            out.append(replace(draft, actor=(side,), recipient=theirs or shared, word=starts[n] + 1))
    return out


def _opens(tree: Tree, cast: Cast, objects: list[int], t: int) -> bool:
    """Does a gapped clause begin at `t`: a party after a comma or "and", then at once what stands for the object?"""
    name = cast.name_at.get(t)
    if name is None or name.adjective or name.kind not in ("country", "place", "organization", "group") or tree.end(t) != name.end:
        return False
    first = t
    while first and cast.name_at.get(first - 1) is name:
        first -= 1
    if tree.words[first - 1] == "the":
        first -= 1
    if tree.words[first - 1] not in _PARTING or any(tree.verbal(c) or tree.tags[c] == "MD" for c in range(t + 1, min(len(tree), t + 4))):
        return False
    follows = tree.tags[t + 1]
    numbered = any(tree.tags[c] == "CD" for o in objects for c in tree.kids(o, "nummod"))
    owned = any(tree.tags[c] == "PRP$" for o in objects for c in tree.kids(o, "poss"))
    if follows == "CD" or tree.words[t + 1] == "none":
        return numbered
    if follows == "PRP$":
        return owned
    return numbered and tree.words[t + 1] in ("the", "another", "a", "an")


def _plain(tree: Tree, objects: list[int]) -> bool:
    """Is nothing counted or owned in the objects, so that what follows is rather a list?"""
    return not any(tree.tags[c] in ("CD", "PRP$") for o in objects for c in tree.kids(o, "nummod", "poss"))


def _shared(tree: Tree, cast: Cast, after: int) -> tuple[Side, ...]:
    """The party that all clauses share at the end: "… and Turkey 50 million for Gaza"."""
    for t in range(after + 1, len(tree)):
        if tree.words[t] in ("for", "to", "against") and tree.tags[t] in ("IN", "TO"):
            for o in tree.kids(t, "pobj"):
                return cast.within(o)
    return ()


def _theirs(tree: Tree, cast: Cast, start: int, end: int, side: Side) -> tuple[Side, ...]:
    """The party that a gapped clause names for itself: "Paris its envoy from Moscow"."""
    for t in range(start + 1, end):
        if tree.words[t] in ("from", "to", "on", "at", "against") and t + 1 < end:
            for o in tree.kids(t, "pobj"):
                found = cast.within(o)
                if found and o < end and all(f.start != side.start for f in found):
                    return found
    return ()


def respective(tree: Tree, drafts: Mapping[int, Draft]) -> list[Draft]:
    """Pairs: "Ecuador and Argentina recalled their envoys from Mexico City and Caracas respectively"."""
    if "respectively" not in tree.words:
        return []
    out: list[Draft] = []
    for draft in drafts.values():
        if draft.dropped or len(draft.actor) < 2 or len(draft.actor) != len(draft.recipient):
            continue
        pairs = list(zip(draft.actor, draft.recipient, strict=True))
        draft.actor, draft.recipient = (pairs[0][0],), (pairs[0][1],)
        out += [replace(draft, actor=(a,), recipient=(r,), word=draft.match.at) for a, r in pairs[1:]]
    return out
