"""Did it happen? The status of an event from the grammar and the words around its predicate.

The walk goes from the predicate upward: its own auxiliaries and negation, then each word that governs it, innermost first. It goes on
only through complements ("plans to", "denied that", "threat of"), never out of a relative clause or an adjunct. What is settled inside
is not unsettled further out, but by denial and request.
"""

from __future__ import annotations

from functools import lru_cache

from tocsin.knowledge.coding import Ontology
from tocsin.records import Status
from tocsin.understand.moods import asks, hypothetical, negated, open_question, own_status, told, untrue
from tocsin.understand.tree import Tree


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
        self.untruths, self.truths, self.deciding, self.implied, self.flips, self.lets, self.ranks = (
            ontology.lists[k] for k in ("untruths", "truths", "deciding", "implied", "flips", "lets", "ranks")
        )
        self.undoubted, self.attempts = ontology.lists["undoubted"], ontology.lists["attempts"]
        self.carriers, self.raising = ontology.lists["carriers"], ontology.lists["raising"]
        for entry in ontology.status_words:
            for verb in entry.verbs:
                base, _, particle = verb.partition("_")
                for form in (f"{f}_{particle}" if particle else f for f in ontology.forms("verb", base)):
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

    def verb_status(self, tree: Tree, verb: int, table: dict[str, Status]) -> tuple[str, Status | None]:
        """(the verb as the table has it, its meaning there): "call_off" where its particle makes another word of it."""
        word = tree.words[verb]
        for c in tree.children[verb]:
            if tree.deps[c] in ("prt", "prep", "advmod") and (longer := f"{word}_{tree.words[c]}") in table:
                return longer, table[longer]
        return word, table.get(word)


@lru_cache(maxsize=4)
def grammar(ontology: Ontology) -> Grammar:
    """The status words of an ontology, inflected once."""
    return Grammar(ontology)


def status_of(tree: Tree, at: int, ontology: Ontology, nominal: bool, blow: bool = False) -> tuple[Status, bool]:
    """(status, conditional) of the predicate at token `at`. conditional: an "if" or "unless" clause hangs on it, or holds it.

    blow: is it a deed that is done by being tried ("repulsed an attempt to take the hill")?
    """
    walk = _Walk(tree, grammar(ontology), blow)
    verbal = tree.tags[at] == "VBG" and tree.deps[at] in ("acl", "pcomp", "xcomp", "ccomp", "advcl")  # "talk of Poland shooting down"
    walk.noun(at) if nominal and not verbal else walk.verb(at)
    found = walk.found
    known = nominal and any(tree.words[c] == "the" for c in tree.kids(at, "det"))
    if found in (None, "planned") and "?" in tree.words[-3:] and asks(tree) and not known:
        found = "possible"
    return found or "actual", walk.conditional


def governed(tree: Tree, at: int, ontology: Ontology, settled: Status | None) -> tuple[Status, bool]:
    """(status, conditional) of a word that stands for a verb. settled: what its own words say; None: to be read as of any verb."""
    walk = _Walk(tree, grammar(ontology))
    walk.found = None if settled == "actual" else settled
    walk.verb(at, own=settled is None)
    if walk.found in (None, "planned") and "?" in tree.words[-3:] and asks(tree):
        walk.found = "possible"
    return walk.found or "actual", walk.conditional


class _Walk:
    """The way up from a predicate. found: what is settled so far."""

    def __init__(self, tree: Tree, g: Grammar, blow: bool = False) -> None:
        self.tree, self.g = tree, g
        self.found: Status | None = None
        self.conditional = False
        self.blow = blow
        self.steps = 0

    def verb(self, node: int, own: bool = True) -> None:
        """Take in a verb's own auxiliaries and go on to what governs its clause."""
        tree = self.tree
        self.steps += 1
        if self.steps > 12:
            return
        if any(tree.deps[c] == "advcl" and hypothetical(tree, c) for c in tree.children[node]):
            self.conditional = True
        if own:
            self._own(node)
        if open_question(tree, node):
            return  # "declined to say whether it had"
        dep, head = tree.deps[node], tree.heads[node]
        if head == node:
            return
        if dep == "conj":
            self._joined(node, head)
        elif dep in ("xcomp", "ccomp", "oprd"):
            self._complement(node, head, full=dep == "ccomp")
        elif dep == "pcomp":
            self._prep(head, verbal=True)
        elif dep == "relcl":
            self._relative(node, head)
        elif dep == "acl":
            self._attribute(node, head)
        elif dep == "advcl":
            self._adverbial(node, head)
        elif dep in ("csubj", "csubjpass"):
            self._told_of(head)

    def _joined(self, node: int, head: int) -> None:
        """The second of two verbs shares mood and governor with the first where it has no subject of its own."""
        tree = self.tree
        if not (tree.verbal(head) or tree.deps[head] == "ROOT"):
            return
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

    def _complement(self, node: int, head: int, full: bool) -> None:
        """What a verb or an adjective says of the clause that it governs."""
        tree, g = self.tree, self.g
        if not tree.verbal(head):
            self.found = self.found or g.adjectives.get(tree.words[head])
            above = tree.heads[head]
            if tree.verbal(above) and above != head:
                if negated(tree, above) and self.found in ("planned", "possible"):
                    self.found = "denied"
                self.verb(above, own=False)
            return
        if full:
            told_of = untrue(tree, head, g.untruths, g.truths)
            if told_of is not None and tree.kids(head, "acomp", "attr", "oprd"):
                self.found = "denied" if told_of else "possible"  # "it is untrue that", "it is not true that"
            elif tree.words[head] in g.lets and self._let(head):
                self.found = self.found or "possible"  # "let's say Chad attacks"
        word, meaning = g.verb_status(tree, head, g.clause)
        bare = tree.tags[node] == "VB"
        if word in ("is", "are", "was", "were", "be") and not full and bare:
            self.found = self.found or "planned"  # "is to visit"
        if not full and bare and meaning is None and any(tree.words[c] == "to" for c in tree.children[node]):
            self.found = self.found or "planned"  # "amassed troops to invade"
        if word in ("going", "gon") and bare:
            self.found = self.found or "planned"  # "is going to visit"
            self._own(head)
        else:
            self._governed(head, g.clause, reported=full, full=full and told(tree, node))
        self.verb(head, own=False)

    def _let(self, verb: int) -> bool:
        """Is the verb said to the listener ("let's say", "suppose"), or asked with "what if"?"""
        tree = self.tree
        if tree.heads[verb] == verb and tree.tags[verb] in ("VB", "VBP"):
            return not tree.kids(verb, "nsubj")
        return tree.words[tree.heads[verb]] == "let"

    def _relative(self, node: int, head: int) -> None:
        """Relative clauses tell facts, but for those that spell a noun out, name what is to be done, or point ("it was not X that")."""
        tree = self.tree
        above = tree.heads[head]
        if tree.words[node] in self.g.inclusive:
            self.noun(head, first=False)  # "steps, which include opening hospitals"
        elif any(tree.words[c] == "to" and tree.deps[c] == "aux" for c in tree.children[node]) and tree.tags[node] == "VB":
            self._to_be_done(node, head)
        elif tree.deps[head] == "attr" and any(tree.words[c] == "it" for c in tree.kids(above, "nsubj")):
            if negated(tree, above):
                self.found = "denied"  # "it was not Russia that"
            else:
                self._own(above)
            self.verb(above, own=False)
        else:
            content = tree.kids(node, "nsubj", "nsubjpass") and len(tree.kids(node, "dobj")) > 1
            if content and tree.words[head] in self.g.nouns:
                self._under(self.g.nouns[tree.words[head]], tree.words[head])  # "the chances that it recognises them"
                self.noun(head)
                return
            self._told_of_noun(head)

    def _to_be_done(self, node: int, head: int) -> None:
        """An infinitive after a noun: "a plan to", "Putin to visit", "the first to"."""
        tree, g = self.tree, self.g
        if tree.words[head] in g.nouns:
            self._under(g.nouns[tree.words[head]], tree.words[head])
            self.noun(head)
        elif tree.words[head] in g.spans and tree.words[tree.heads[head]] in g.givers:
            self.found = self.found or "requested"  # "gave the officers a week to step down"
        elif tree.words[head] in g.ranks or any(tree.words[c] in g.ranks for c in tree.kids(head, "amod")):
            self.noun(head, first=False)  # "was the first to recognise"
        else:
            self.found = self.found or "planned"

    def _attribute(self, node: int, head: int) -> None:
        tree, g = self.tree, self.g
        infinitive = tree.tags[node] == "VB" or any(tree.words[c] == "to" and tree.deps[c] == "aux" for c in tree.children[node])
        if infinitive:
            self._to_be_done(node, head)
        elif tree.tags[node] != "VBG" and tree.words[head] in g.nouns and tree.kids(node, "nsubj", "nsubjpass"):
            self._under(g.nouns[tree.words[head]], tree.words[head])  # "rumours that it had entered", "no evidence that it came"
            self.noun(head)
        else:
            carrier = tree.heads[tree.heads[head]] if tree.deps[head] == "pobj" else head
            if tree.deps[head] == "pobj" and tree.words[carrier] in g.nouns and tree.tags[node] == "VBG":
                self._under(g.nouns[tree.words[carrier]], tree.words[carrier])  # "talk of Poland shooting drones down"
                self.noun(carrier)
            else:
                self._told_of_noun(head)

    def _adverbial(self, node: int, head: int) -> None:
        tree = self.tree
        if hypothetical(tree, node):
            self.found = self.found or "possible"
            self.conditional = True
        elif tree.tags[node] == "VB" and any(tree.words[c] == "to" for c in tree.children[node]):
            self._governed(head, self.g.clause, reported=False)
            self.found = self.found or "planned"
        elif tree.tags[node] == "VBG" and self.found is None and not tree.kids(node, "mark", "prep"):
            if tree.words[head] in ("is", "was", "be") and negated(tree, head):
                self.found = "denied"  # "killing him, he said, is not the aim"
                return
            outer = own_status(tree, head)
            self.found = outer if outer in ("planned", "possible") else None

    def _told_of_noun(self, noun: int) -> None:
        """What is said to be no fact of the noun that a clause hangs on, or of the noun above it: "the report that … was untrue"."""
        tree = self.tree
        for _ in range(3):
            first = tree.first(noun)
            if tree.deps[first] in ("nsubj", "nsubjpass"):
                if (told_of := untrue(tree, tree.heads[first], self.g.untruths, self.g.truths)) is not None:
                    self.found = "denied" if told_of else self.found
                return
            if tree.deps[first] == "pobj" and tree.words[tree.heads[first]] in ("of", "about"):
                noun = tree.heads[tree.heads[first]]
            else:
                return

    def _told_of(self, verb: int) -> None:
        if (told_of := untrue(self.tree, verb, self.g.untruths, self.g.truths)) is not None:
            self.found = "denied" if told_of else self.found

    def noun(self, node: int, first: bool = True) -> None:
        """Take in a noun's adjectives and go on to the verb or noun that governs it."""
        tree, g = self.tree, self.g
        self.steps += 1
        if self.steps > 12:
            return
        if first:
            for c in tree.children[node]:
                if self.blow and tree.words[c] in g.attempts:
                    continue  # "a failed offensive" is one
                if tree.deps[c] in ("det", "neg", "amod", "advmod", "compound") and tree.words[c] in ("no", "not", "never"):
                    self.found = None if tree.words[node] in g.undoubted else "denied"
                elif tree.deps[c] in ("amod", "compound") and tree.words[c] in g.words and self.found is None:
                    self.found = g.words[tree.words[c]]
        node = tree.first(node)
        dep, head = tree.deps[node], tree.heads[node]
        if head == node:
            return
        if dep in ("dobj", "nsubjpass", "attr", "oprd", "dative") and (tree.verbal(head) or dep == "attr"):
            if dep == "nsubjpass" and untrue(tree, head, g.untruths, g.truths):
                self.found = "denied"  # "was staged"
                return
            if dep == "attr" or g.verb_status(tree, head, g.object)[1] is not None:
                if dep == "attr" and tree.kids(head, "expl") and negated(tree, head):
                    self.found = "denied"
                elif dep == "attr":
                    self._own(head)
                else:
                    self._governed(head, g.object, reported=False)
                self.verb(head, own=False)
            elif (own := own_status(tree, head)) in ("planned", "possible") or (own == "denied" and tree.words[head] in g.carriers):
                self.found = self.found or own  # "has not declared war"
        elif dep == "nsubj" and tree.verbal(head):
            if untrue(tree, head, g.untruths, g.truths):
                self.found = "denied"
                return
            self._own(head)
            if tree.words[head] in ("loom", "looms", "looming", "awaits", "threatens", "beckons"):
                self.found = self.found or "possible"
        elif dep == "pobj" and tree.words[head] == "of" and g.containers.holds(tree.words, tree.heads[head]):
            self.noun(tree.heads[head], first=False)  # "a number of steps"
        elif dep == "pobj":
            self._prep(head, verbal=False)

    def _prep(self, prep: int, verbal: bool) -> None:
        tree, g = self.tree, self.g
        word, carrier = tree.words[prep], tree.heads[prep]
        if (
            word in ("without", "instead", "than")
            or any(tree.words[c] in ("instead", "rather", "far") for c in tree.kids(prep, "advmod"))
            or (word == "of" and tree.words[carrier] in ("instead", "short"))
            or (word == "against" and tree.words[carrier] in g.deciding)
        ):
            self.found = self.found or "denied"
            return
        if carrier == prep:
            return
        if verbal and tree.tags[carrier].startswith("JJ"):
            self.found = self.found or g.adjectives.get(tree.words[carrier])  # "capable of striking"
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
                _, meaning = g.verb_status(tree, carrier, g.clause)
                if meaning is not None and (verbal or (word in ("for", "of", "out", "with") and meaning != "actual")):
                    if meaning == "requested" and word in ("about", "over", "on"):
                        self.found = self.found or "possible"  # "was asked about sending"
                        return
                    self._governed(carrier, g.clause, reported=False)
                    self.verb(carrier, own=False)
                elif verbal and word in ("by", "in", "with", "through", "after") and self.found is None:
                    self.verb(carrier)  # "could retaliate by cutting flows"
        elif tree.words[carrier] in g.nouns and word in ("of", "for", "to", "about", "against", "on", "over"):
            self._under(g.nouns[tree.words[carrier]], tree.words[carrier])
            self.noun(carrier)
        elif word in ("of", "about"):
            self._told_of_noun(carrier)

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
        tree = self.tree
        word, meaning = self.g.verb_status(tree, head, table)
        before = self.found
        own = own_status(tree, head)
        if word in self.g.implied and own == "denied":
            future = any(tree.words[c] in ("will", "wo", "would", "shall", "'ll") for c in tree.children[head])
            self.found = before or ("planned" if future else None)  # "did not hesitate to", "will not fail to"
            return
        ruling = word.startswith(("rule", "ruling")) and "out" not in tree.words
        if meaning is not None and not ruling and not (full and meaning in ("requested", "planned", "threatened")):
            self._under(meaning, word)
        if own == "denied":
            if meaning == "denied":
                self.found = "possible"  # "did not rule out"
            elif reported:
                self.found = "denied" if word in self.g.raising and before != "denied" else before or "possible"
            elif self.found in ("planned", "requested", "possible", "threatened", None, "actual"):
                open_yet = any(tree.words[c] == "yet" for c in tree.children[head])  # "has not yet decided to"
                if meaning in ("planned", "actual", None):
                    self.found = "possible" if open_yet and before == "planned" else "denied"
        elif own in ("planned", "possible") and self.found in (None, "actual"):
            self.found = own
        elif own == "possible" and self.found == "planned":
            self.found = "possible"

    def _under(self, outer: Status, word: str) -> None:
        found = self.found
        if outer == "actual" or (self.blow and word in self.g.attempts):
            return
        if outer == "denied":
            if found == "denied" and word in self.g.flips:
                self.found = "actual" if word.startswith(("den", "refut")) else "possible"
            else:
                self.found = "denied"
        elif found is None or found == "actual" or (outer == "requested" and found != "denied"):
            self.found = outer
