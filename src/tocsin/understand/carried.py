"""Deeds that a bare auxiliary or "do so" carries over from the words before: "Chad will not join; Senegal would", "it has not done so".

What is carried is the predicate with its recipient; the actor is the subject of the auxiliary, the status is its own. Looks back to
an earlier verb of the sentence, else to the sentences handed in. Gapping without any auxiliary is not read here.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from tocsin.knowledge.coding import Ontology
from tocsin.records import Status
from tocsin.understand.drafting import Draft, Drafter, same
from tocsin.understand.finds import Name
from tocsin.understand.matching import Match
from tocsin.understand.moods import negated
from tocsin.understand.roles import Cast, Side
from tocsin.understand.status import governed, grammar
from tocsin.understand.tree import SUBJECTS, Tree

_MODAL: dict[str, Status] = {
    "will": "planned", "shall": "planned", "'ll": "planned", "wo": "planned", "would": "possible", "'d": "possible", "could": "possible",
    "might": "possible", "may": "possible", "can": "possible", "ca": "possible", "should": "possible", "must": "possible",
    "did": "actual", "does": "actual", "do": "actual", "has": "actual", "have": "actual", "had": "actual", "is": "actual",
    "are": "actual", "was": "actual", "were": "actual",
}  # fmt: skip
_BE = frozenset(("is", "are", "was", "were"))
_DO = frozenset(("do", "does", "did", "done", "doing"))
_SO = frozenset(("so", "it", "that", "this", "likewise", "neither"))
_BETWEEN = frozenset(("not", "n't", "never", "too", "either", "also", "so", "as", "well", "yet", "still", "probably", "certainly", "again"))
_STOPS = frozenset((".", ",", ";", ":", "?", "!", "-", "–", "—", "...", "…", ")", '"', "”", "''"))
_JOINS = frozenset(("if", "unless", "but", "and", "or", "because", "though", "although", "when", "until", "while", "in", "on", "last"))
_TOLD = frozenset(("ACCUSE", "REQUEST", "THREATEN", "AGREE", "REJECT"))


class Past(NamedTuple):
    """The two sentences before: their text, names and drafts."""

    text: str
    names: list[Name]
    drafts: list[Draft]


def carried(tree: Tree, cast: Cast, drafter: Drafter, ontology: Ontology, drafts: dict[int, Draft], earlier: list[Draft]) -> list[Draft]:
    """The deeds that a sentence tells by a bare auxiliary. earlier: drafts of the sentences before, in their order."""
    out: list[Draft] = []
    for t, word in enumerate(tree.words):
        if word in _DO and _stands_for(tree, t):
            found = _deed(tree, drafter, drafts, earlier, t, cast.subject(t), None)
        elif word in _MODAL and _bare(tree, t):
            found = _deed(tree, drafter, drafts, earlier, t, _subject(tree, cast, t), _by_auxiliary(tree, t))
        elif word == "to" and t and _ends(tree, t) and not tree.verbal(min(t + 1, len(tree) - 1)):
            found = _deed(tree, drafter, drafts, earlier, tree.heads[t], cast.subject(tree.heads[t]), _by_governor(tree, t, ontology))
        else:
            continue
        if found is not None and found.match.at not in drafts:
            own = word in _DO and _stands_for(tree, t)
            found.status, found.conditional = governed(tree, found.match.at, ontology, None if own else found.status)
            out.append(found)
    return out


def _ends(tree: Tree, t: int) -> bool:
    """Does the clause end with the token, but for "not", "too" and the like?"""
    n = t + 1
    while n < len(tree) and (tree.words[n] in _BETWEEN or tree.tags[n] == "RB"):
        n += 1
    return n >= len(tree) or tree.words[n] in _STOPS or (tree.words[n] in _JOINS and n + 1 < len(tree))


def _bare(tree: Tree, t: int) -> bool:
    """Is the auxiliary without its verb: "Senegal would.", "so did Chile"?"""
    if tree.deps[t] in ("aux", "auxpass") and tree.words[min(t + 1, len(tree) - 1)] not in ("if", "unless"):
        return False
    if t and tree.words[t - 1] in ("so", "nor", "neither") and tree.deps[t] != "aux":
        return not any(tree.deps[c] in ("xcomp", "ccomp", "acomp", "attr") for c in tree.children[t])
    return _ends(tree, t) and all(c < t for c in tree.kids(t, "dobj", "attr", "acomp", "xcomp", "ccomp"))


def _stands_for(tree: Tree, t: int) -> bool:
    """Does "do" stand for a verb told before: "done so", "did it", "declined to do"?"""
    if tree.deps[t] in ("aux", "auxpass"):
        return False
    after = tree.words[t + 1] if t + 1 < len(tree) else ""
    if after in _SO or tree.words[t + 1 : t + 3] == ["the", "same"]:
        return t + 2 >= len(tree) or tree.tags[t + 2][:2] not in ("NN", "VB", "JJ")
    return tree.words[t] in ("do", "done", "doing") and _ends(tree, t) and not tree.kids(t, "dobj")


def _subject(tree: Tree, cast: Cast, t: int) -> int | None:
    """The subject of a bare auxiliary, on whichever side it stands."""
    if tree.words[t - 1] in ("so", "nor", "neither"):
        return next((c for c in tree.children[t] if c > t and tree.deps[c] in (*SUBJECTS, "dobj", "attr")), None)
    own = cast.subject(t)
    if own is not None:
        return own
    return next((c for c in tree.children[tree.heads[t]] if c < t and tree.deps[c] in SUBJECTS), None)


def _by_auxiliary(tree: Tree, t: int) -> Status:
    status = _MODAL[tree.words[t]]
    after = tree.words[t + 1 : t + 3]
    if negated(tree, t) or "not" in after or "n't" in after or "never" in after or tree.words[t - 1] in ("nor", "neither"):
        return "possible" if tree.words[t] in ("might", "may") else "denied"
    return status


def _by_governor(tree: Tree, t: int, ontology: Ontology) -> Status:
    """By the word before a bare "to": "means to", "is not going to", "refuses to"."""
    head, g = tree.heads[t], grammar(ontology)
    if tree.words[head] == "going":
        return "denied" if negated(tree, head) else "planned"
    meant = g.clause.get(tree.words[head]) or g.adjectives.get(tree.words[head])
    above = head if tree.verbal(head) else tree.heads[head]
    if meant is None or meant == "actual":
        return "possible"
    return "denied" if negated(tree, above) and meant in ("planned", "possible") else meant


def _deed(
    tree: Tree, drafter: Drafter, drafts: dict[int, Draft], earlier: list[Draft], t: int, subject: int | None, status: Status | None
) -> Draft | None:
    """The draft that the word at `t` carries over to its subject; None where there is nothing to carry, or nobody to carry it."""
    here = [d for at, d in drafts.items() if at < t and not d.dropped and d.match.at == at]
    model = _model(here) or _model(earlier)
    if model is None or subject is None or (tree.words[t] in _BE and model.status == "actual" and not model.actor):
        return None
    actor = tuple(s for s in drafter.subject_sides(subject, t) if s.strength >= 2)
    if not actor and tree.tags[subject] == "PRP" and tree.words[subject] in ("it", "they"):
        actor = model.actor
    if not actor:
        return None
    recipient: tuple[Side, ...] = tuple(r for r in model.recipient if not any(same(r, a) for a in actor))
    if model.recipient and not recipient:
        recipient = tuple(a for a in model.actor if not any(same(a, b) for b in actor))
    match = Match(model.match.pattern, t, True, [], [], [], None)
    settled: Status = status or "actual"
    if status == "actual" and model.status in ("planned", "possible", "threatened") and tree.words[t] in ("does", "do", *_BE):
        settled = model.status
    return replace(model, match=match, actor=actor, recipient=recipient, status=settled, conditional=False, word=None)


def _model(drafts: list[Draft]) -> Draft | None:
    """The last deed told by a verb, one that is done rather than said; else the last of all."""
    told = [d for d in drafts if d.match.verb]
    done = [d for d in told if d.type not in _TOLD]
    last = done or told or drafts
    return last[-1] if last else None
