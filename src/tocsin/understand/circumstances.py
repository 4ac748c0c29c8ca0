"""What stands around a predicate: with what weapons, how many. Each only where the grammar ties it to the predicate."""

from __future__ import annotations

from tocsin.knowledge.coding import Ontology
from tocsin.records import Party
from tocsin.understand.finds import Amount
from tocsin.understand.page import Page
from tocsin.understand.roles import Cast
from tocsin.understand.tree import Tree

_TOOLS = frozenset(("with", "by", "using", "of", "from"))


def clause_head(tree: Tree, token: int) -> int:
    """The verb of the clause in which a token stands (the root, failing that)."""
    for _ in range(30):
        if tree.verbal(token) and tree.deps[token] not in ("aux", "auxpass", "amod", "compound"):
            return token
        if tree.heads[token] == token:
            return token
        token = tree.heads[token]
    return token


def token_at(tree: Tree, offset: int) -> int | None:
    """The token that holds an offset of the page."""
    low, high = 0, len(tree)
    while low < high:
        mid = (low + high) // 2
        if tree.at(mid) <= offset:
            low = mid + 1
        else:
            high = mid
    token = low - 1
    return token if token >= 0 and offset < max(tree.end(token), tree.at(token) + 1) else None


def weapons(
    tree: Tree, cast: Cast, ontology: Ontology, page: Page, tokens: list[int], predicate: int
) -> tuple[tuple[Party, ...], str | None]:
    """(weapons tied to the predicate, the mode of assault that the first generic one of them tells)."""
    found: dict[int, Party] = {}
    mode: str | None = None
    reach: list[int] = []
    for token in tokens:
        reach.append(token)
        reach += [c for c in tree.children[token] if tree.deps[c] in ("compound", "amod", "nmod")]
        for word, objects in cast.preps(token):
            if word in _TOOLS or (token == predicate and word == "in"):
                for o in objects:
                    for c in tree.conjuncts(o):
                        reach.append(c)
                        reach += [k for k in tree.children[c] if tree.deps[k] in ("compound", "amod", "nmod", "appos")]
    for c in tree.children[predicate]:
        if tree.deps[c] in ("advcl", "xcomp") and tree.words[c] in ("using", "firing", "launching", "employing"):
            reach += [o for h in tree.kids(c, "dobj") for o in tree.conjuncts(h)]
    for t in reach:
        name = cast.name_at.get(t)
        if name is not None and name.kind == "weapon":
            found.setdefault(name.start, Party(name.name, page.span(name.start, name.end), name.entity, None, None))
            if tree.words[t] in ontology.weapon_nouns:
                mode = mode or ontology.weapon_nouns[tree.words[t]][1]
        elif name is None and tree.words[t] in ontology.weapon_nouns and t != predicate:
            first = t
            while (
                first - 1 >= 0
                and tree.deps[first - 1] in ("compound", "amod")
                and tree.heads[first - 1] == t
                and first - 1 not in cast.name_at
            ):
                first -= 1
            start, end = tree.at(first), tree.end(t)
            found.setdefault(start, Party(page.text[start:end], page.span(start, end), None, None, None))
            mode = mode or ontology.weapon_nouns[tree.words[t]][1]
    return tuple(found[k] for k in sorted(found)), mode


def counted(tree: Tree, amounts: list[tuple[int, Amount]], tokens: list[int], predicate: int) -> tuple[int, ...]:
    """Numbers of the amounts that count the predicate, its subject or its objects."""
    out = []
    for number, amount in amounts:
        token = token_at(tree, amount.start)
        if token is None:
            continue
        for t in (predicate, *tokens):
            low = t if tree.verbal(t) else tree.left[t]
            if low <= token <= t or (not tree.verbal(t) and token in tree.children[t]):
                out.append(number)
                break
    return tuple(out)
