"""What a verb's own auxiliaries, negation and conjunctions make of it: the future, a supposition, a denial, a question."""

from __future__ import annotations

from tocsin.records import Status
from tocsin.understand.tree import Tree

_FUTURE = frozenset(("will", "shall", "'ll", "wo", "wil"))
_MAYBE = frozenset(("may", "might", "could", "would", "can", "should", "must", "'d", "ca"))
_IF = frozenset(("if", "unless", "lest"))


def negated(tree: Tree, verb: int) -> bool:
    """Is the verb under "not", "never", "nobody"?"""
    for c in tree.children[verb]:
        if tree.deps[c] == "neg" or tree.words[c] in ("never", "n't"):
            if c + 1 < len(tree) and tree.words[c + 1] in ("only", "just", "merely", "simply"):
                continue
            return True
        if tree.deps[c] in ("nsubj", "nsubjpass") and (tree.words[c] in ("nobody", "none", "nothing", "neither", "no-one") or _no(tree, c)):
            return True
        if tree.deps[c] == "dobj" and _no(tree, c):
            return True  # "sent no troops"
        if tree.deps[c] == "npadvmod" and tree.words[c] == "way" and _no(tree, c):
            return True  # "no way are they going to"
    return False


def _no(tree: Tree, noun: int) -> bool:
    return any(tree.words[k] in ("no", "neither") and tree.deps[k] in ("det", "neg", "preconj") for k in tree.children[noun])


def own_status(tree: Tree, verb: int) -> Status | None:
    """What the verb's own auxiliaries, mood and negation say; None: a plain statement of fact (or nothing finite here)."""
    words = [tree.words[c] for c in tree.children[verb] if tree.deps[c] in ("aux", "auxpass")]
    if tree.words[verb] in ("confirm", "deny", "confirmed", "denied") and any(
        tree.words[c] in ("nor", "neither") for c in tree.children[tree.first(verb)]
    ):
        return "denied"  # "would neither confirm nor deny"
    if negated(tree, verb) or (verb > 1 and tree.words[verb - 2 : verb] == ["yet", "to"]):
        return "possible" if "may" in words or "might" in words else "denied"
    for c in tree.children[verb]:
        if tree.deps[c] == "mark" and (tree.words[c] in _IF or tree.words[c] == "whether"):
            return "possible"
    if inverted(tree, verb):
        return "possible"  # "had it bombed the dam, nobody would"
    if any(w in _FUTURE for w in words):
        return "planned"
    if "to" in words and tree.deps[verb] in ("ROOT", "conj", "parataxis", "dep", "appos") and tree.kids(verb, "nsubj", "nsubjpass"):
        return "planned"  # "Washington to send carrier"
    if imperative(tree, verb):
        return "requested"
    told = tree.deps[verb] == "ccomp" and tree.tags[tree.heads[verb]] in ("VBD", "VBN")
    if told and "would" in words and not any(tree.deps[c] == "advcl" and hypothetical(tree, c) for c in tree.children[verb]):
        return "planned"  # "said it would"
    if any(w in _MAYBE for w in words):
        return "possible"
    return None


def asks(tree: Tree) -> bool:
    """Is the sentence a question by its form: an auxiliary before its subject, or a question word first?"""
    first = next((w for w in tree.words if w.isalpha()), "")
    return first in (
        "will", "would", "could", "can", "did", "does", "do", "is", "are", "has", "have", "had", "should", "may", "might", "was", "were",
        "what", "who", "when", "how", "why",
    )  # fmt: skip


def told(tree: Tree, verb: int) -> bool:
    """Is the clause a full one that tells or asks ("that it had left", "whether it would"), not what is wanted ("that it leave")?"""
    if tree.tags[verb] == "VB":
        aux = [tree.words[c] for c in tree.children[verb] if tree.deps[c] in ("aux", "auxpass")]
        return any(w in ("will", "would", "shall", "'ll", "could", "can", "may", "might", "did", "does") for w in aux)
    return tree.tags[verb] in ("VBD", "VBZ", "VBP") or any(
        tree.tags[c] in ("VBD", "VBZ", "VBP") for c in tree.children[verb] if tree.deps[c] in ("aux", "auxpass")
    )


def inverted(tree: Tree, verb: int) -> bool:
    """Does the auxiliary stand before its subject to make a condition: "had it", "were they to", "should he"?"""
    if "?" in tree.words[-3:]:
        return False
    subject = next((c for c in tree.children[verb] if tree.deps[c] in ("nsubj", "nsubjpass")), None)
    if subject is None:
        return False
    for c in tree.children[verb]:
        if tree.deps[c] in ("aux", "auxpass") and tree.words[c] in ("had", "were", "should") and c < tree.left[subject]:
            return c == 0 or tree.words[c - 1] not in ("nor", "neither", "so", "never", "had", "sooner", "only", "rarely", "seldom")
    return False


def imperative(tree: Tree, verb: int) -> bool:
    """Is the verb a command that opens its sentence or quotation: "Release our sailors"?"""
    if tree.tags[verb] not in ("VB", "VBP") or tree.deps[verb] not in ("ROOT", "ccomp", "parataxis"):
        return False
    if any(tree.deps[c] in ("aux", "auxpass", "mark") or (tree.deps[c] in ("nsubj", "nsubjpass", "expl")) for c in tree.children[verb]):
        return False
    return tree.left[verb] == verb and (verb == 0 or tree.words[verb - 1] in ("``", '"', "“", "'", "‘", ":")) and verb + 1 < len(tree)


def hypothetical(tree: Tree, verb: int) -> bool:
    """Is the clause headed by `verb` one of "if", "unless", "should they", "in case"?"""
    first = tree.left[verb]
    while first < verb and tree.tags[first] in (",", "CC", "-LRB-", "''", "``"):
        first += 1
    for c in tree.children[verb]:
        if tree.deps[c] == "mark" and tree.words[c] in _IF:
            return True
        if tree.deps[c] in ("aux", "auxpass") and tree.words[c] in ("should", "had", "were") and c == first:
            return True
    return False


def open_question(tree: Tree, verb: int) -> bool:
    """Is the clause asked about, not told: "whether it had", "if they will" after "asked"?"""
    return any(tree.deps[c] == "mark" and tree.words[c] == "whether" for c in tree.children[verb])


def untrue(tree: Tree, verb: int, words: frozenset[str], truths: frozenset[str]) -> bool | None:
    """Does the verb say of its subject that it is no fact ("was staged", "turned out to be a hoax")? False: that it is one."""
    low = {tree.words[verb]} | {tree.words[c] for c in tree.kids(verb, "acomp", "attr", "oprd", "advmod", "ccomp")}
    for c in tree.kids(verb, "xcomp"):
        low |= {tree.words[c]} | {tree.words[k] for k in tree.kids(c, "acomp", "attr", "oprd")}
    if low & words:
        return not negated(tree, verb)
    if low & truths and negated(tree, verb):
        return True
    return None
