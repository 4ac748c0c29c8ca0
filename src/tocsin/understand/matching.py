"""Where a predicate pattern of the lexicon fits a parsed sentence. The most specific pattern at a token wins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from tocsin.knowledge.coding import Nouns, Ontology, Pattern
from tocsin.understand.finds import Name
from tocsin.understand.moods import own_status, told
from tocsin.understand.roles import Cast
from tocsin.understand.tree import Tree

_MODIFIERS = frozenset(("compound", "amod", "nmod", "det", "poss", "nummod", "punct"))
_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
# pronouns that stand for things: do they stand for several? None: for a person
_STANDING: dict[str, bool | None] = {"it": False, "one": False, "them": True, "these": True, "those": True, "him": None, "her": None}
_NOUN_TAGS = frozenset(("NN", "NNS", "NNP", "NNPS", "VBG", "JJ"))


@dataclass(slots=True)
class Match:
    """A pattern at a token. objects: of the verb; used: those that the pattern itself asked for; marked: objects of its prepositions."""

    pattern: Pattern
    at: int
    verb: bool
    objects: list[int]
    used: list[int]
    marked: list[int]
    clause: int | None


class Matcher:
    """Fits patterns to one sentence."""

    def __init__(self, tree: Tree, cast: Cast, ontology: Ontology, before: str = "", named_before: Sequence[Name] = ()) -> None:
        self.tree, self.cast, self.ontology = tree, cast, ontology
        self.before, self.named_before = before, named_before  # the sentences before
        self._container, self._asides, self._bygone = ontology.word_class("container"), ontology.lists["asides"], ontology.lists["bygone"]
        self._obligations = ontology.lists["obligations"]

    def matches(self, token: int) -> Iterator[Match]:
        """What fits at a token, most specific first."""
        tree = self.tree
        word, tag = tree.words[token], tree.tags[token]
        name = self.cast.name_at.get(token)
        if (
            tag.startswith("VB")
            and word in self.ontology.verbs
            and not (tag == "VBG" and tree.deps[token] in ("compound", "amod") and not tree.kids(token, "dobj"))
        ):
            if tree.deps[token] in ("aux", "auxpass") or (tag == "VBN" and tree.deps[token] == "amod" and tree.heads[token] > token):
                return
            found = False
            for m in self._verbs(token, self.ontology.verbs[word]):
                found = True
                yield m
            if found or tag != "VBG":
                return
        if tag in _NOUN_TAGS and word in self.ontology.nouns and (name is None or name.kind not in ("person", "organization", "weapon")):
            if tree.deps[token] in ("compound", "amod", "nmod") and tree.heads[token] > token and tag != "VBG":
                return  # "attack helicopter", "meeting room"
            if word.startswith("war") and token and tree.words[token - 1] in self._bygone:
                return  # "since the end of the Second World War"
            yield from self._nouns(token, self.ontology.nouns[word])

    def _verbs(self, token: int, patterns: tuple[Pattern, ...]) -> Iterator[Match]:
        tree, cast, verb = self.tree, self.cast, self.tree.words[token]
        heads = cast.object(token)
        if tree.passive(token):
            heads = [*heads, *tree.kids(token, "dobj", "oprd")]  # "is to be given 105 million euros"
        objects = [o for h in heads for o in tree.conjuncts(h)]
        complements = (
            tree.kids(token, "acomp", "attr", "oprd", "dobj")
            if tree.words[token] in ("be", "is", "are", "was", "were", "been", "being", "'s", "stand", "stands", "stood")
            else []
        )
        preps = cast.preps(token)
        near = [p for o in objects for p in cast.preps(o)]
        for pattern in patterns:
            used: list[int] = []
            if pattern.obj is not None:
                used = self._held(pattern.obj, objects or complements)
                if not used and not objects:
                    used = [c for c in tree.kids(token, "ccomp", "oprd", "acomp", "xcomp") if tree.words[c] in pattern.obj.heads]
                if not used and not objects:
                    used = [c for c in tree.kids(token, "advmod") if tree.words[c] in pattern.obj.heads]
                elif not used:
                    used = [c for c in tree.kids(token, "oprd", "acomp", "ccomp", "xcomp") if tree.words[c] in pattern.obj.heads]
                if not used:
                    continue
            if (pattern.transitive and not objects) or (
                pattern.intransitive and (objects or tree.passive(token) or tree.kids(token, "ccomp"))
            ):
                continue
            marked: list[int] = []
            fits = True
            beside = [p for u in used if u not in objects for p in cast.preps(u)]
            for word, nouns in pattern.preps:
                reach = preps + beside + (near if pattern.obj is not None or pattern.transitive or nouns is not None else [])
                got = self._preposition(word, nouns, reach, objects)
                if got is None:
                    fits = False
                    break
                inner, taken = got
                marked += inner
                used += taken
            if not fits:
                continue
            if pattern.also and not all(
                any(tree.words[c] == word for t in (token, *objects) for c in tree.children[t]) for word in pattern.also
            ):
                continue
            clause = None
            if pattern.clause:
                clause = self._clause(token, [*objects, *complements])
                if clause is None or tree.words[clause] in self._asides or (pattern.infinitive and not tree.infinitive(clause)):
                    continue
                if verb.startswith("want") and pattern.entry.type == "REQUEST" and own_status(tree, token) == "possible":
                    continue  # "might want him to head back": advice
                if pattern.entry.fold and not told(tree, clause) and tree.kids(clause, "nsubj", "nsubjpass"):
                    continue  # "wants the monitors thrown out": it is somebody else who is to do it
                if pattern.obliging and not self._obliges(clause):
                    continue
            yield Match(pattern, token, True, objects, used, marked, clause)

    def _nouns(self, token: int, patterns: tuple[Pattern, ...]) -> Iterator[Match]:
        tree = self.tree
        preps = self.cast.preps(token)
        for pattern in patterns:
            before = pattern.before
            if before:
                k = len(before)
                lead = tuple(w for w in tree.words[max(0, token - 2 * k) : token] if w != "-")[-k:]
                if lead != before:
                    continue
            marked: list[int] = []
            fits = True
            for word, nouns in pattern.preps:
                got = self._preposition(word, nouns, preps, [])
                if got is None:
                    if word == "to" and tree.kids(token, "acl"):
                        continue
                    fits = False
                    break
                marked += got[0]
            if not fits:
                continue
            clause = next((c for c in tree.kids(token, "acl")), None)
            yield Match(pattern, token, False, [], [], marked, clause)

    def _held(self, nouns: Nouns, objects: list[int]) -> list[int]:
        """Those of the objects that a class holds, what stands behind "a series of" among them."""
        tree = self.tree
        out = []
        for o in objects:
            if nouns.holds(tree.words, o) or (nouns.names and self._named(nouns, o)):
                out.append(o)
                continue
            for word, inner in self.cast.preps(o):
                if word == "of":
                    for i in inner:
                        if nouns.holds(tree.words, i) and (self._container.holds(tree.words, o) or tree.words[i] not in nouns.heads):
                            out += [o, i]
            if tree.words[o] in _STANDING and self._stood_for(nouns, o):
                out.append(o)
        return out

    def _stood_for(self, nouns: Nouns, pronoun: int) -> bool:
        """Does a pronoun stand for a noun of the class, told before ("asked for missiles … has not sent them")?"""
        tree = self.tree
        if len(nouns.heads) < 4:
            return False  # a word that a pattern asks for by itself ("cross line") is no class
        many = _STANDING[tree.words[pronoun]]
        if many is None:
            return "person" in nouns.names or "person" in nouns.heads
        for t in range(pronoun - 1, -1, -1):
            fits = tree.tags[t][:2] == "NN" and tree.tags[t].endswith("S") == many
            if fits and (nouns.holds(tree.words, t) or (nouns.names and self._named(nouns, t))):
                return True
        words = self._earlier
        for t in range(len(words) - 1, -1, -1):
            if (words[t].endswith("s") and not words[t].endswith("ss")) == many and nouns.holds(words, t):
                return True
        kinds = {*nouns.names, *(("weapon",) if "missile" in nouns.heads else ())}
        at = tree.at(pronoun)
        near = [n for n in (*self.named_before, *self.cast.names) if n.start < at and n.kind in kinds and not n.adjective]
        return bool(near) and (near[-1].kind == "weapon" or not many)

    @cached_property
    def _earlier(self) -> list[str]:
        """The words of the sentences before."""
        return [w.lower() for w in _WORD.findall(self.before)]

    def _named(self, nouns: Nouns, token: int) -> bool:
        """Is the noun a name of a kind that belongs to the class ("Bukavu", "Buk launchers")?"""
        own = [token, *(self.tree.kids(token, "compound", "nmod") if "weapon" in nouns.names else [])]
        found = [self.cast.name_at[t] for t in own if t in self.cast.name_at]
        if "people" in nouns.names and any(n.adjective for n in found) and self.tree.tags[token] in ("NNS", "NNPS", "NNP"):
            return True  # "drove hundreds of Sudanese into the desert"
        return any(n.kind in nouns.names and not n.adjective for n in found)

    def _preposition(
        self, word: str, nouns: Nouns | None, preps: list[tuple[str, list[int]]], objects: list[int]
    ) -> tuple[list[int], list[int]] | None:
        """(objects of the preposition, objects of the verb used up), or None where it does not stand there."""
        for have, inner in preps:
            if have != word and not (word in ("toward", "towards") and have in ("toward", "towards")):
                continue
            if nouns is None:
                if inner and all(self.tree.words[i] in self.cast.dates and i not in self.cast.name_at for i in inner):
                    continue  # "called him on Friday"
                return inner, []
            if inner:
                held = self._held(nouns, [c for i in inner for c in self.tree.conjuncts(i)])
                if held:
                    return inner, []
            else:
                held = self._held(nouns, objects)
                if held:
                    return [], held
        return None

    def _obliges(self, verb: int) -> bool:
        """Does the clause say what its subject ought to do: "must stop", "has to leave"?"""
        tree = self.tree
        if not tree.kids(verb, "nsubj", "nsubjpass"):
            return False
        if any(tree.words[c] in self._obligations for c in tree.kids(verb, "aux")):
            return True
        return tree.words[verb] in ("has", "have", "needs", "need") and any(tree.infinitive(c) for c in tree.kids(verb, "xcomp"))

    def _clause(self, token: int, objects: list[int]) -> int | None:
        """The verb of the clause that hangs on a verb: "to leave", "that it left", "of leaving"."""
        tree = self.tree
        for t in (token, *objects):
            for c in tree.children[t]:
                governed = tree.deps[c] in ("xcomp", "ccomp", "acl") or (tree.deps[c] == "advcl" and tree.tags[c] == "VB")
                if governed and c > token and (tree.verbal(c) or tree.kids(c, "cop", "aux", "nsubj")):
                    return c
                if tree.deps[c] == "prep":
                    for d in tree.children[c]:
                        if tree.deps[d] == "pcomp" and tree.verbal(d):
                            return d
        return None
