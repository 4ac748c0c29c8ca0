"""Did it happen? The status of an event from the grammar and the words around its predicate.

The walk goes from the predicate upward: its own auxiliaries and negation, then each word that governs it, innermost first. It goes on
only through complements ("plans to", "denied that", "threat of"), never out of a relative clause or an adjunct. What is settled inside
is not unsettled further out, but by denial and request.
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
    """Status words by their inflected forms: verbs over a clause, verbs over an object, nouns, adjectives."""

    def __init__(self, ontology: Ontology) -> None:
        self.clause: dict[str, Status] = {}
        self.object: dict[str, Status] = {}
        self.nouns: dict[str, Status] = {}
        self.words: dict[str, Status] = {}
        self.adjectives: dict[str, Status] = {}
        self.containers = ontology.word_class("container")
        self.inclusive, self.spans, self.givers = (ontology.lists[k] for k in ("inclusive", "spans", "givers"))
        for entry in ontology.status_words:
            for verb in entry.verbs:
                for form in ontology.forms("verb", verb):
                    if entry.over != "object":
                        self.clause.setdefault(form, entry.status)
                    if entry.over != "clause":
                        self.object.setdefault(form, entry.status)
            for noun in entry.nouns:
                for form in ontology.forms("noun", noun):
                    self.nouns.setdefault(form, entry.status)
            for word in entry.words:
                self.words.setdefault(word, entry.status)
            for word in entry.adjectives:
                self.adjectives.setdefault(word, entry.status)


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
    if tree.words[verb] in ("confirm", "deny") and any(tree.words[c] in ("nor", "neither") for c in tree.children[tree.first(verb)]):
        return "denied"  # "would neither confirm nor deny"
    if negated(tree, verb) or (verb > 1 and tree.words[verb - 2 : verb] == ["yet", "to"]):
        return "possible" if "may" in words or "might" in words else "denied"
    for c in tree.children[verb]:
        if tree.deps[c] == "mark" and tree.words[c] in ("if", "unless", "whether", "lest"):
            return "possible"
    if any(w in _FUTURE for w in words):
        return "planned"
    told = tree.deps[verb] == "ccomp" and tree.tags[tree.heads[verb]] in ("VBD", "VBN")
    if told and "would" in words and not any(tree.deps[c] == "advcl" and _hypothetical(tree, c) for c in tree.children[verb]):
        return "planned"  # "said it would"
    if any(w in _MAYBE for w in words):
        return "possible"
    return None


def status_of(tree: Tree, at: int, ontology: Ontology, nominal: bool) -> tuple[Status, bool]:
    """(status, conditional) of the predicate at token `at`. conditional: an "if" or "unless" clause hangs on it, or holds it."""
    walk = _Walk(tree, grammar(ontology))
    walk.noun(at) if nominal else walk.verb(at)
    found = walk.found
    known = nominal and any(tree.words[c] == "the" for c in tree.kids(at, "det"))
    if found in (None, "planned") and "?" in tree.words[-3:] and _asks(tree) and not known:
        found = "possible"
    return found or "actual", walk.conditional


class _Walk:
    """The way up from a predicate. found: what is settled so far."""

    def __init__(self, tree: Tree, g: Grammar) -> None:
        self.tree, self.g = tree, g
        self.found: Status | None = None
        self.conditional = False
        self.steps = 0

    def verb(self, node: int, own: bool = True) -> None:
        """Take in a verb's own auxiliaries and go on to what governs its clause."""
        tree = self.tree
        self.steps += 1
        if self.steps > 12:
            return
        if any(tree.deps[c] == "advcl" and _hypothetical(tree, c) for c in tree.children[node]):
            self.conditional = True
        if own:
            self._own(node)
        dep, head = tree.deps[node], tree.heads[node]
        if head == node:
            return
        if dep == "conj":
            if tree.verbal(head) or tree.deps[head] == "ROOT":
                shares = not tree.kids(node, "nsubj", "nsubjpass")
                if shares and self.found is None and not any(tree.deps[c] == "neg" and c > tree.heads[c] for c in tree.children[head]):
                    inherited = own_status(tree, head)
                    bare = not tree.kids(node, "aux") or tree.tags[node] == "VB"
                    if inherited and bare and tree.tags[node] in ("VB", "VBN", "VBG"):
                        self.found = inherited
                if shares or tree.deps[tree.first(node)] in ("ccomp", "xcomp"):
                    first = tree.first(node)
                    if tree.tags[node] == tree.tags[first] or shares:
                        self.verb(first, own=False)
            return
        if dep in ("xcomp", "ccomp", "oprd"):
            if tree.verbal(head):
                for c in tree.kids(head, "acomp"):
                    if dep == "ccomp" and self.g.adjectives.get(tree.words[c]) == "denied":
                        self.found = "possible" if negated(tree, head) else "denied"  # "it is untrue that"
                if tree.words[head] in ("is", "are", "was", "were", "be") and dep == "xcomp" and tree.tags[node] == "VB":
                    self.found = self.found or "planned"  # "is to visit"
                purpose = dep == "xcomp" and tree.tags[node] == "VB" and tree.words[head] not in self.g.clause
                if purpose and any(tree.words[c] == "to" for c in tree.children[node]):
                    self.found = self.found or "planned"  # "amassed troops to invade"
                if tree.words[head] in ("going", "gon") and tree.tags[node] == "VB":
                    self.found = self.found or "planned"  # "is going to visit"
                    self._own(head)
                else:
                    self._governed(head, self.g.clause, reported=dep == "ccomp", full=dep == "ccomp" and told(tree, node))
                self.verb(head, own=False)
            else:
                self.found = self.found or self.g.adjectives.get(tree.words[head])
                above = tree.heads[head]
                if tree.verbal(above) and above != head:
                    if negated(tree, above) and self.found in ("planned", "possible"):
                        self.found = "denied"
                    self.verb(above, own=False)
        elif dep == "pcomp":
            self._prep(head, verbal=True)
        elif dep == "relcl" and tree.words[node] in self.g.inclusive:
            self.noun(head, first=False)  # "steps, which include opening hospitals"
        elif dep == "acl":
            if tree.tags[node] == "VB" or any(tree.words[c] == "to" and tree.deps[c] == "aux" for c in tree.children[node]):
                if tree.words[head] in self.g.nouns:
                    self._under(self.g.nouns[tree.words[head]], tree.words[head])
                    self.noun(head, first=False)
                elif tree.words[head] in self.g.spans and tree.words[tree.heads[head]] in self.g.givers:
                    self.found = self.found or "requested"  # "gave the officers a week to step down"
                else:
                    self.found = self.found or "planned"
        elif dep == "advcl":
            if _hypothetical(tree, node):
                self.found = self.found or "possible"
                self.conditional = True
            elif tree.tags[node] == "VB" and any(tree.words[c] == "to" for c in tree.children[node]):
                self._governed(head, self.g.clause, reported=False)
                self.found = self.found or "planned"
            elif tree.tags[node] == "VBG" and self.found is None and not tree.kids(node, "mark", "prep"):
                outer = own_status(tree, head)
                self.found = outer if outer in ("planned", "possible") else None

    def noun(self, node: int, first: bool = True) -> None:
        """Take in a noun's adjectives and go on to the verb or noun that governs it."""
        tree = self.tree
        self.steps += 1
        if self.steps > 12:
            return
        if first:
            for c in tree.children[node]:
                if tree.deps[c] in ("det", "neg", "amod", "advmod", "compound") and tree.words[c] in ("no", "not", "never"):
                    self.found = "denied"
                elif tree.deps[c] == "amod" and tree.words[c] in self.g.words and self.found is None:
                    self.found = self.g.words[tree.words[c]]
        node = tree.first(node)
        dep, head = tree.deps[node], tree.heads[node]
        if head == node:
            return
        if dep in ("dobj", "nsubjpass", "attr", "oprd", "dative") and (tree.verbal(head) or dep == "attr"):
            word = tree.words[head]
            if word in self.g.object or dep == "attr":
                if dep == "attr" and tree.kids(head, "expl") and negated(tree, head):
                    self.found = "denied"
                elif dep == "attr":
                    self._own(head)
                else:
                    self._governed(head, self.g.object, reported=False)
                self.verb(head, own=False)
            elif own_status(tree, head) in ("planned", "possible"):
                self.found = self.found or own_status(tree, head)
        elif dep == "nsubj" and tree.verbal(head):
            self._own(head)
            if tree.words[head] in ("loom", "looms", "looming", "awaits", "threatens", "beckons"):
                self.found = self.found or "possible"
        elif dep == "pobj" and tree.words[head] == "of" and self.g.containers.holds(tree.words, tree.heads[head]):
            self.noun(tree.heads[head], first=False)  # "a number of steps"
        elif dep == "pobj":
            self._prep(head, verbal=False)

    def _prep(self, prep: int, verbal: bool) -> None:
        tree = self.tree
        word, carrier = tree.words[prep], tree.heads[prep]
        if (
            word in ("without", "instead", "than")
            or any(tree.words[c] in ("instead", "rather") for c in tree.kids(prep, "advmod"))
            or (word == "of" and tree.words[carrier] in ("instead", "short"))
        ):
            self.found = self.found or "denied"
            return
        if carrier == prep:
            return
        if verbal and tree.tags[carrier].startswith("JJ"):
            self.found = self.found or self.g.adjectives.get(tree.words[carrier])  # "capable of striking"
            above = tree.heads[carrier]
            if tree.verbal(above) and above != carrier:
                if negated(tree, above) and self.found in ("planned", "possible"):
                    self.found = "denied"
                self.verb(above, own=False)
            return
        if word == "of" and tree.words[carrier] in ("case", "event"):
            self.found = self.found or "possible"
            return
        if tree.verbal(carrier):
            if verbal or word in ("for", "of", "with", "from", "on", "about", "against", "to", "out"):
                table = self.g.clause
                if tree.words[carrier] in table and (
                    verbal or (word in ("for", "of", "out", "with") and table[tree.words[carrier]] != "actual")
                ):
                    self._governed(carrier, table, reported=False)
                    self.verb(carrier, own=False)
                elif verbal and word in ("by", "in", "with", "through", "after") and self.found is None:
                    self.verb(carrier)  # "could retaliate by cutting flows"
        elif tree.words[carrier] in self.g.nouns and word in ("of", "for", "to", "about", "against", "on", "over"):
            self._under(self.g.nouns[tree.words[carrier]], tree.words[carrier])
            self.noun(carrier, first=False)

    def _own(self, node: int) -> None:
        own = own_status(self.tree, node)
        if own == "denied":
            self.found = "possible" if self.found == "denied" else "denied"
        elif own is not None and self.found in (None, "actual"):
            self.found = own
        if own == "possible" and any(
            self.tree.deps[c] == "mark" and self.tree.words[c] in ("if", "unless") for c in self.tree.children[node]
        ):
            self.conditional = True

    def _governed(self, head: int, table: dict[str, Status], reported: bool, full: bool = False) -> None:
        """Take in the verb `head` above: its meaning, then its own negation and mood. full: what it governs is a full clause."""
        word = self.tree.words[head]
        before = self.found
        ruling = word.startswith(("rule", "ruling")) and "out" not in self.tree.words
        if word in table and not ruling and not (full and table[word] in ("requested", "planned", "threatened")):
            self._under(table[word], word)
        own = own_status(self.tree, head)
        if own == "denied":
            if word in table and table[word] == "denied":
                self.found = "possible"  # "did not rule out"
            elif reported:
                self.found = before or "possible"
            elif self.found in ("planned", "requested", "possible", "threatened", None, "actual"):
                open_yet = any(self.tree.words[c] == "yet" for c in self.tree.children[head])  # "has not yet decided to"
                if table.get(word) in ("planned", "actual", None):
                    self.found = "possible" if open_yet and before == "planned" else "denied"
        elif own in ("planned", "possible") and self.found in (None, "actual"):
            self.found = own
        elif own == "possible" and self.found == "planned":
            self.found = "possible"

    def _under(self, outer: Status, word: str) -> None:
        found = self.found
        if outer == "actual":
            return
        if outer == "denied":
            self.found = ("actual" if word.startswith(("den", "refut")) else "possible") if found == "denied" else "denied"
        elif found is None or found == "actual" or (outer == "requested" and found != "denied"):
            self.found = outer


def _asks(tree: Tree) -> bool:
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
        return any(w in ("will", "would", "'ll", "could", "can", "may", "might", "did", "does") for w in aux)
    return tree.tags[verb] in ("VBD", "VBZ", "VBP") or any(
        tree.tags[c] in ("VBD", "VBZ", "VBP") for c in tree.children[verb] if tree.deps[c] in ("aux", "auxpass")
    )


def _hypothetical(tree: Tree, verb: int) -> bool:
    """Is the clause headed by `verb` one of "if", "unless", "should they", "in case"?"""
    for c in tree.children[verb]:
        if tree.deps[c] == "mark" and tree.words[c] in ("if", "unless", "lest"):
            return True
        if tree.deps[c] == "aux" and tree.words[c] in ("should", "had", "were") and c == tree.left[verb]:
            return True
    return False


def historical(when: Moment | None, published: tuple[date | None, date | None]) -> bool:
    """Did it happen years before the text was published?"""
    day = published[0] or published[1]
    return bool(when and when.latest and day and day - when.latest > _LONG_AGO)
