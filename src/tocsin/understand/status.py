"""Did it happen? The status of an event from the grammar and the words around its predicate.

The walk goes from the predicate upward: its own auxiliaries and negation, then each word that governs it, innermost first, until a
finite clause that somebody only reports. What is settled inside is not unsettled further out, but for denial and request.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from tocsin.knowledge.coding import Ontology
from tocsin.records import Status
from tocsin.understand.finds import Moment
from tocsin.understand.tree import Tree

_FUTURE = frozenset(("will", "shall", "'ll", "wo", "wil"))
_MAYBE = frozenset(("may", "might", "could", "would", "can", "should", "must", "'d", "ca"))
_NOT = frozenset(("not", "n't", "never", "neither", "nor", "no"))
_LONG_AGO = timedelta(days=730)


class Grammar:
    """Status words by their inflected forms."""

    def __init__(self, ontology: Ontology) -> None:
        self.verbs: dict[str, Status] = {}
        self.nouns: dict[str, Status] = {}
        self.words: dict[str, Status] = {}
        for entry in ontology.status_words:
            status = entry.status
            if status in ("keep", "flip"):
                continue
            for verb in entry.verbs:
                for form in ontology.forms("verb", verb):
                    self.verbs.setdefault(form, status)  # type: ignore[arg-type]
            for noun in entry.nouns:
                for form in ontology.forms("noun", noun):
                    self.nouns.setdefault(form, status)  # type: ignore[arg-type]
            for word in entry.words:
                self.words.setdefault(word, status)  # type: ignore[arg-type]


@lru_cache(maxsize=4)
def grammar(ontology: Ontology) -> Grammar:
    """The status words of an ontology, inflected once."""
    return Grammar(ontology)


def negated(tree: Tree, verb: int) -> bool:
    """Is the verb under "not", "never", "nobody"?"""
    for c in tree.children[verb]:
        if tree.deps[c] == "neg" or tree.words[c] in ("never", "n't"):
            if c + 1 < len(tree) and tree.words[c + 1] in ("only", "just", "merely", "simply"):
                continue
            return True
        if tree.deps[c] in ("nsubj", "nsubjpass") and (tree.words[c] in ("nobody", "none", "nothing", "neither", "no-one") or _no(tree, c)):
            return True
    return False


def _no(tree: Tree, noun: int) -> bool:
    return any(tree.words[k] in ("no", "neither") and tree.deps[k] in ("det", "neg", "preconj") for k in tree.children[noun])


def own_status(tree: Tree, verb: int) -> Status | None:
    """What the verb's own auxiliaries, mood and negation say; None: a plain statement of fact (or nothing finite here)."""
    if negated(tree, verb):
        return "denied"
    words = [tree.words[c] for c in tree.children[verb] if tree.deps[c] in ("aux", "auxpass")]
    for c in tree.children[verb]:
        if tree.deps[c] == "mark" and tree.words[c] in ("if", "unless", "whether", "lest"):
            return "possible"
    if any(w in _FUTURE for w in words):
        return "planned"
    if any(w in _MAYBE for w in words):
        return "possible"
    return None


def status_of(tree: Tree, at: int, ontology: Ontology, nominal: bool) -> tuple[Status, bool]:
    """(status, conditional) of the predicate at token `at`. conditional: under, or beside, an "if" or "unless" clause."""
    g = grammar(ontology)
    found: Status | None = None
    flips = False
    conditional = False
    node = at
    if nominal:
        for c in tree.children[at]:
            if tree.deps[c] in ("amod", "det", "neg", "advmod", "predet", "compound"):
                if tree.words[c] in ("no", "never", "not"):
                    found = "denied"
                elif tree.deps[c] == "amod" and tree.words[c] in g.words and found is None:
                    found = g.words[tree.words[c]]
    steps = 0
    while steps < 12:
        steps += 1
        if tree.verbal(node) or tree.deps[node] in ("ROOT", "relcl", "ccomp", "advcl"):
            own = own_status(tree, node)
            if any(tree.deps[c] == "advcl" and _hypothetical(tree, c) for c in tree.children[node]):
                conditional = True
            if node == at or (tree.verbal(node)):
                if own == "denied":
                    if found == "denied":
                        found, flips = ("possible", True)  # refused to rule out
                    elif found in (None, "planned", "actual", "possible"):
                        found = "denied" if found != "possible" or node == at else "possible"
                elif own is not None and found is None:
                    found = own
                    if own == "possible" and any(tree.deps[c] == "mark" for c in tree.children[node]):
                        conditional = True
                elif own == "possible" and found == "actual":
                    found = own
        head = tree.heads[node]
        if head == node:
            break
        dep = tree.deps[node]
        if dep == "conj":
            if not tree.verbal(node) or (tree.verbal(head) and _shares(tree, node)):
                if tree.verbal(head) and found is None:
                    inherited = own_status(tree, head) if not tree.kids(node, "nsubj", "nsubjpass") else None
                    if inherited:
                        found = inherited
                node = tree.first(node)
                if tree.heads[node] == node:
                    break
                dep, head = tree.deps[node], tree.heads[node]
                if tree.verbal(node):
                    continue
            elif tree.verbal(node):
                break
        word = tree.words[head]
        if dep in ("relcl",):
            break  # "the man who was shot fears …"
        if dep == "prep" and tree.words[node] in ("without", "instead", "rather", "despite") and found is None:
            found = "denied" if tree.words[node] != "despite" else None
        if tree.words[node] in ("without", "instead") and dep in ("prep", "advmod", "mark"):
            found = found or "denied"
        if dep == "advcl" and _hypothetical(tree, node):
            found = found or "possible"
            conditional = True
            break
        if dep == "advcl" and tree.verbal(node) and tree.tags[node] in ("VBD", "VBZ", "VBP", "VBN"):
            if any(tree.deps[c] == "mark" and tree.words[c] in ("after", "since", "because", "as", "while", "when") for c in tree.children[node]):
                break
        if tree.verbal(head) and head != node:
            reached = dep in ("xcomp", "ccomp", "pcomp", "dobj", "acl", "prep", "oprd", "advcl", "nsubjpass", "dative", "agent", "pobj", "nsubj", "attr")
            if reached and word in g.verbs and dep not in ("advcl", "nsubj", "agent") and (not nominal or node != at or dep in ("dobj", "nsubjpass", "xcomp", "ccomp")):
                found = _under(found, g.verbs[word], word, tree, head, dep)
            if dep == "nsubj" and nominal and word in ("loom", "looms", "looming"):
                found = found or "possible"
        elif tree.deps[node] in ("acl", "prep", "pcomp", "pobj", "relcl", "appos"):
            noun = head
            if tree.words[noun] in ("of", "for", "to", "against", "about", "on", "from", "in", "over", "at") and tree.heads[noun] != noun:
                carrier = tree.heads[noun]
                if tree.words[noun] in ("of", "for", "to", "about", "against") and not tree.verbal(carrier) and tree.words[carrier] in g.nouns:
                    found = _under(found, g.nouns[tree.words[carrier]], tree.words[carrier], tree, carrier, "nmod")
            elif word in g.nouns and dep == "acl":
                found = _under(found, g.nouns[word], word, tree, noun, "nmod")
        elif tree.tags[head].startswith("JJ") and dep in ("xcomp", "ccomp", "prep"):
            found = found or _adjective(word)
        node = head
    if tree.words[-1:] == ["?"] or "?" in tree.words[-3:]:
        if found is None and _asks(tree):
            found = "possible"
    return (found or "actual", conditional and not flips)


def _shares(tree: Tree, node: int) -> bool:
    return not tree.kids(node, "nsubj", "nsubjpass")


def _asks(tree: Tree) -> bool:
    """Is the sentence a question by its form: an auxiliary before its subject, or a question word first?"""
    first = next((w for w in tree.words if w.isalpha()), "")
    return first in ("will", "would", "could", "can", "did", "does", "do", "is", "are", "has", "have", "had", "should", "may", "might", "was", "were", "what", "who", "when", "how", "why")


def _hypothetical(tree: Tree, verb: int) -> bool:
    """Is the clause headed by `verb` one of "if", "unless", "should they", "in case"?"""
    for c in tree.children[verb]:
        if tree.deps[c] == "mark" and tree.words[c] in ("if", "unless", "lest"):
            return True
        if tree.deps[c] == "aux" and tree.words[c] in ("should", "had", "were") and c == tree.left[verb]:
            return True
    return False


def _under(found: Status | None, outer: Status, word: str, tree: Tree, head: int, dep: str) -> Status:
    """The status of an event of status `found` under a word of status `outer`."""
    if outer == "actual":
        return found or "actual"
    if outer == "denied":
        if found == "denied":
            return "actual" if word.startswith(("den", "refut")) else "possible"
        if tree.verbal(head) and negated(tree, head):
            return "possible"
        return "denied"
    if found == "denied":
        return "denied"
    if found in ("planned", "threatened", "requested", "possible") and outer != "requested":
        return found
    return outer


def _adjective(word: str) -> Status | None:
    if word in ("ready", "willing", "set", "due", "prepared", "determined", "about", "poised", "keen", "eager", "committed", "free"):
        return "planned"
    if word in ("able", "likely", "possible", "capable", "afraid", "unlikely", "open", "bound", "certain", "sure", "worried", "concerned"):
        return "possible"
    if word in ("unwilling", "reluctant", "unable", "loath", "unprepared", "averse"):
        return "denied"
    return None


def historical(when: Moment | None, published: tuple[date | None, date | None]) -> bool:
    """Did it happen years before the text was published?"""
    day = published[0] or published[1]
    return bool(when and when.latest and day and day - when.latest > _LONG_AGO)
