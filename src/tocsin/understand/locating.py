"""Where and when a deed was done: each expression of place or time climbs the tree to the predicate that it belongs to.

A predicate without any takes those of the clause it depends on ("searched a house in Ghazni, detaining two"), of the operation or attack
in whose course it happened ("killed in an attack in Kabul"), of what it goes on to say ("raided a camp, killing two near Gao").
Finite clauses are borders: what "said that", "who" and "after it" hold stays with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tocsin.knowledge.placing import words
from tocsin.understand.circumstances import clause_head, token_at
from tocsin.understand.finds import Moment, Name
from tocsin.understand.roles import Cast
from tocsin.understand.tree import Tree

_RESTING = frozenset(
    re.findall(r"\w+", "in at near on outside inside around off over across along above within throughout under between amid")
)
_MOVING = frozenset(["into", "through", "to", "from", "towards", "toward", "against", "onto"])
_COURSE = frozenset(("in", "during", "by", "amid", "after", "at"))
_WHILE = frozenset(("when", "as", "while"))
_BETWEEN = frozenset([*re.findall(r"\w+", "the of in northern southern eastern western central and last yesterday today on"), "'s", "-"])
_JOINED = frozenset(("compound", "nmod", "appos", "conj", "npadvmod", "amod", "dep", "poss", "nummod", "parataxis"))
_KINDS = words("kind-of")


_HEAD = re.compile(r"\b[A-Z][A-Z'’.-]+(?: [A-Z][A-Z'’.-]+)*(?:, [A-Z][a-z]+(?: [A-Z][a-z]+)*)? \([A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?\)")
"""The head of a report without a dash, anywhere in what is taken for one sentence: "KABUL, Afghanistan (Feb. 10)"."""


def _lasting(m: Moment) -> bool:
    """Does an expression only say how long: "a 44-day war"?"""
    return m.earliest is None and m.latest is None and (m.value or "").startswith("P") and "REF" not in (m.value or "")


class Setting:
    """Places and times of one sentence by the token that they hang on. predicates: tokens of the deeds drafted, verbs and nouns."""

    def __init__(self, tree: Tree, cast: Cast, predicates: Iterable[int], moments: list[Moment]) -> None:
        self.tree, self.cast = tree, cast
        self.begins = self._beginning()
        body = tree.at(self.begins) if self.begins < len(tree) else 0
        self.moments = [m for m in moments if (m.start >= body or not self.begins) and not _lasting(m)]
        self.predicates = frozenset(predicates)
        self.places: dict[int, list[Name]] = {}
        last: dict[int, int] = {}
        for token, name in cast.name_at.items():
            if token >= self.begins and name.kind in ("place", "country") and not (name.adjective or name.metonym or name.pronoun):
                last[name.start] = max(token, last.get(name.start, token))
        fronted = self._fronted(set(last.values()))
        for _, token in sorted(last.items()):
            node = fronted.get(token, self._climbed(token))
            if node is not None:
                self.places.setdefault(node, []).append(cast.name_at[token])

    def _beginning(self) -> int:
        """The first token behind the head of the report, whose place and day are not those of the deed."""
        tree, begins = self.tree, self.cast.dateline
        if len(tree) and (m := _HEAD.search(self.cast.page.text, tree.at(0), tree.end(len(tree) - 1))):
            begins = max(begins, next((t for t in range(len(tree)) if tree.at(t) >= m.end()), begins))
        return begins

    def where(self, predicate: int, objects: list[int]) -> tuple[Name, ...]:
        """Places of the deed: its own, else those of the clause that holds it. objects: tokens whose place is that of the deed."""
        own = [*self._objects(objects), *self._of(predicate)]
        for o in objects:
            own += self._of(o)
        found = own or next((f for node in self._around(predicate) if (f := self._of(node))), [])
        return tuple({n.start: n for n in sorted(found, key=lambda n: n.start)}.values())

    def when(self, predicate: int, nominal: bool) -> Moment | None:
        """The expression of time in the predicate's own clause, else in the one it depends on; for a noun, first what hangs on it."""
        here = [(t, m) for m in self.moments if (t := token_at(self.tree, m.start)) is not None]
        if not here:
            return None
        tree = self.tree
        if nominal:
            own = [m for t, m in here if tree.left[predicate] <= t <= tree.right[predicate]]
            if own:
                return own[0]
        clause = clause_head(tree, predicate)
        joined = tree.first(clause) if not tree.kids(clause, "nsubj", "nsubjpass") else clause
        for nodes in ((clause, joined), *((node,) for node in self._around(predicate) if tree.verbal(node))):
            fitting = [(abs(t - predicate), n) for n, (t, _) in enumerate(here) if clause_head(tree, t) in nodes]
            if fitting:
                return here[min(fitting)[1]][1]
        return None

    def _of(self, node: int) -> list[Name]:
        return self.places.get(node, [])

    def _objects(self, objects: list[int]) -> Iterator[Name]:
        """Places that were done something to: "shelled Kherson"."""
        for token in objects:
            name = self.cast.name_at.get(token)
            if name is not None and name.kind in ("place", "country") and not name.adjective and not name.metonym:
                yield name

    def _fronted(self, places: set[int]) -> dict[int, int]:
        """Places at the head of a sentence that begins with a preposition belong to its main verb, whatever a parser makes of them.

        They stand before its first comma, and before the next if there is nothing else: "In X district, Y province, a patrol …".
        """
        tree, words = self.tree, self.tree.words
        low = self.begins
        if low >= len(words) or words[low] not in _RESTING:
            return {}
        out: dict[int, int] = {}
        low += 1
        while low < len(words):
            high = next((t for t in range(low, len(words)) if words[t] == ","), len(words))
            here = [t for t in range(low, high) if t in places]
            strange = [t for t in range(low, high) if t not in self.cast.name_at and words[t] not in _KINDS and words[t] not in _BETWEEN]
            if not here or high == len(words) or len(strange) > 1:
                break
            out |= dict.fromkeys(here, tree.root)
            low = high + 1
        return out

    def _climbed(self, token: int) -> int | None:
        """The predicate, verb or noun to which a place belongs; None where it only says whose or from where something is."""
        tree = self.tree
        tied: str | None = None
        for _ in range(30):
            head, dep = tree.heads[token], tree.deps[token]
            if head == token:
                return None if tied is None else token
            if dep in ("pobj", "pcomp"):
                pass
            elif tree.tags[token] in ("IN", "TO", "RP", "RB") and dep in ("prep", "prt", "advmod", "dative", "agent"):
                word = tree.words[token]
                if tied is None and word == "of" and tree.words[head] in _KINDS:
                    pass  # "the village of Boko"
                elif tied is None:
                    if word not in _RESTING and not (word in _MOVING and (tree.verbal(head) or head in self.predicates)):
                        return None
                    tied = word
            elif tied is None and dep not in _JOINED:
                return None
            if dep == "poss" and tied is None:
                return None
            token = head
            if tied is not None and (token in self.predicates or (tree.verbal(token) and tree.deps[token] not in ("amod", "compound"))):
                return token
        return None

    def _around(self, predicate: int) -> Iterator[int]:
        """Other tokens whose places and times are the predicate's, the likeliest first."""
        tree = self.tree
        yield from self._course(predicate)
        token = predicate
        if not tree.verbal(token):  # "an attack killed two in Kabul", "two were killed in an attack"
            for _ in range(6):
                head, dep = tree.heads[token], tree.deps[token]
                if head == token or dep == "poss" or (dep == "prep" and tree.words[token] not in _COURSE):
                    return
                token = head
                if tree.verbal(token):
                    break
            yield token
        for _ in range(4):
            if not tree.verbal(token) or not self._leaning(token):
                break
            token = tree.heads[token]
            while not tree.verbal(token) and tree.heads[token] != token and token not in self.predicates:
                if tree.deps[token] in ("nsubj", "poss"):
                    return
                token = tree.heads[token]
            yield token
            yield from self._course(token)
        yield from self._following(predicate)

    def _leaning(self, verb: int) -> bool:
        """Does a verb only go on with what another says: a participle, an infinitive, a conjunct without a subject of its own?"""
        tree = self.tree
        if tree.deps[verb] == "conj":
            return not tree.kids(verb, "nsubj", "nsubjpass")
        return (
            tree.deps[verb] in ("advcl", "xcomp", "acl")
            and (tree.tags[verb] in ("VBG", "VBN") or tree.infinitive(verb))
            and not (tree.kids(verb, "nsubj", "nsubjpass", "mark"))
        )

    def _course(self, verb: int) -> Iterator[int]:
        """Attacks, operations, talks in whose course something happened: "in an ambush near Gao"."""
        for word, objects in self.cast.preps(verb):
            if word in _COURSE:
                yield from (o for o in objects if not self.tree.verbal(o))

    def _following(self, verb: int) -> Iterator[int]:
        """Participles that go on with the verb or say what its object was: "carried out a strike targeting a camp in Kunar"."""
        tree = self.tree
        for child in tree.children[verb]:
            if tree.deps[child] == "advcl" and (tree.tags[child] == "VBG" or any(tree.words[c] in _WHILE for c in tree.children[child])):
                yield child  # "two were held when a cache was found in Marjah"
            elif tree.deps[child] in ("dobj", "nsubjpass"):
                yield from (c for c in tree.kids(child, "acl") if tree.tags[c] == "VBG")
