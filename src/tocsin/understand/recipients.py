"""Who undergoes what a verb tells: its objects, what its prepositions mark, whoever stands in the clause that goes on with it."""

from __future__ import annotations

from collections.abc import Iterator

from tocsin.understand.matching import Match
from tocsin.understand.parties import same
from tocsin.understand.roles import Cast, Side
from tocsin.understand.tree import SUBJECTS, Tree

_TOWARD = (
    "against",
    "to",
    "with",
    "on",
    "upon",
    "toward",
    "towards",
    "at",
    "for",
    "from",
    "into",
    "over",
    "in",
    "of",
    "near",
    "inside",
    "through",
    "across",
    "along",
    "between",
    "about",
    "among",
)
_BODILY = frozenset(("ASSAULT", "COERCE", "MOBILIZE", "PROTEST"))
_DEEP = frozenset(("ACCUSE", "CONCEDE", "AID", "REJECT", "SUPPORT", "RETREAT", "SANCTION", "AGREE"))


class Recipients:
    """Finds the recipients of the verbs of one sentence."""

    def __init__(self, t: Tree, cast: Cast) -> None:
        self.tree, self.cast = t, cast

    def of(self, m: Match, actor: tuple[Side, ...], passive: bool) -> tuple[Side, ...]:
        """Who undergoes what the verb tells: the nearest candidate, things that stand for nobody left for a later one who does."""
        first: tuple[Side, ...] = ()
        bodily = m.pattern.entry.type in _BODILY
        for sides in self._candidates(m, actor, passive):
            found = tuple(s for s in sides if all(s.end <= a.start or s.start >= a.end for a in actor))
            if not found:
                continue
            if bodily or any(not self._thing(s) for s in found):
                return found
            first = first or found
        return first

    def _candidates(self, m: Match, actor: tuple[Side, ...], passive: bool) -> Iterator[tuple[Side, ...]]:
        """Parties in the order in which they may undergo the deed."""
        tree, cast, entry = self.tree, self.cast, m.pattern.entry
        v = m.at
        if m.pattern.obliging and m.clause is not None:
            subject = next((c for c in tree.children[m.clause] if tree.deps[c] in SUBJECTS), None)
            yield cast.within(subject) if subject is not None else ()
            return  # "said that Israel must stop"
        if any(tree.words[o] in ("other", "another") and tree.words[max(0, o - 1)] in ("each", "one") for o in [*m.objects, *m.marked]):
            return  # "fought each other in the hills"
        if entry.roles == "mutual":
            for o in m.marked:
                yield cast.within(o)
        for o in m.objects:
            if tree.tags[o] == "PRP" and o not in cast.name_at:
                yield self.meant(o, v, actor)
            if (o not in m.used or m.pattern.patient) and tree.deps[o] != "conj":
                if m.pattern.patient and any(tree.tags[c] == "PRP$" for c in tree.kids(o, "poss")) and entry.id == "sanction-relations":
                    continue  # "recalled its ambassador": not its own envoy is meant
                yield cast.sides(o)
        for c in tree.kids(v, "dative"):
            yield cast.within(c) or tuple(s for p in tree.kids(c, "pobj") for s in cast.within(p))
        for o in m.marked:
            yield cast.within(o)
        for o in m.objects:
            if o not in m.used:
                yield cast.within(o)
        preps = [*cast.preps(v), *[p for o in m.objects for p in cast.preps(o)], *[p for o in m.marked for p in cast.preps(o)]]
        preps += [p for _, objects in cast.preps(v) for o in objects for p in cast.preps(o) if p[0] in ("against", "towards", "toward")]
        together = entry.type in ("AGREE", "CONSULT", "COOPERATE") and len(actor) > 1
        if entry.roles != "swapped":
            order: tuple[str, ...] = ("with", "to", "between") if entry.roles == "mutual" else (*entry.to, *_TOWARD)
            if together:
                order = ("with", "to")
            for wanted in order:
                if passive and wanted == "by":
                    continue
                for word, objects in preps:
                    if word == wanted and not (word == "from" and entry.type == "ASSAULT"):
                        for o in objects:
                            if tree.deps[o] == "pcomp" or (o < v and tree.deps[v] != "relcl"):
                                continue  # "At a Pentagon briefing, Milley agreed"
                            yield cast.within(o)
        for o in [*m.used, *m.objects]:
            yield cast.owners(o) if o in m.used and not m.pattern.patient else cast.within(o)
        for c in m.used:
            for s in tree.kids(c, "nsubj"):
                yield cast.within(s)
        if together:
            return
        clause = m.clause if m.clause is not None else self._beside(v)
        if clause is not None:
            subject = next((c for c in tree.children[clause] if tree.deps[c] in SUBJECTS), None)
            if subject is not None:
                yield cast.within(subject)
            for o in cast.object(clause):
                yield cast.within(o)
            for _, objects in cast.preps(clause):
                for o in objects:
                    yield cast.within(o)
        if entry.type in _DEEP:
            yield self._deep([*m.objects, *m.used, *m.marked, *([clause] if clause is not None else [])], actor)

    def meant(self, pronoun: int, verb: int, actor: tuple[Side, ...]) -> tuple[Side, ...]:
        """For whom an object pronoun stands that nobody has bound: the object of the verb before, else the last party of its kind."""
        tree, cast = self.tree, self.cast
        word = tree.words[pronoun]
        if word not in ("him", "her", "it", "them"):
            return ()
        first = tree.first(verb)
        if first != verb and tree.verbal(first):
            found = tuple(s for o in cast.object(first) for s in cast.sides(o) if not any(same(s, a) for a in actor))
            if found:
                return found
        for t in range(verb - 1, -1, -1):
            name = cast.name_at.get(t)
            if (
                name is None
                or name.adjective
                or name.pronoun
                or tree.end(t) != name.end
                or (name.kind == "person") != (word in ("him", "her"))
            ):
                continue
            side = cast.side(t)
            if side is not None and side.strength == 3 and word != "them" and not any(same(side, a) for a in actor):
                return (side,)
        return ()

    def _thing(self, side: Side) -> bool:
        """Does a common noun stand for nobody: a building, a ship, a station of no country?"""
        anonymous = side.party.sector is None and side.party.country is None and side.party.entity is None
        return anonymous and self.tree.tags[side.head] in ("NN", "NNS", "CD", "DT") and side.strength <= 1

    def _beside(self, verb: int) -> int | None:
        """The clause that goes on with what the verb began: of purpose, of what is said, of what happens with it."""
        tree = self.tree
        for c in tree.children[verb]:
            if c > verb and tree.verbal(c):
                if tree.deps[c] in ("xcomp", "ccomp", "prep"):
                    return c
                marks = [tree.words[k] for k in tree.kids(c, "mark")]
                if tree.deps[c] == "advcl" and ("until" in marks or "unless" in marks or (tree.tags[c] in ("VB", "VBG") and not marks)):
                    return c
        return None

    def _deep(self, roots: list[int], actor: tuple[Side, ...]) -> tuple[Side, ...]:
        """The nearest party of some standing that hangs anywhere below: "an inquiry into claims that two servicemen …"."""
        tree = self.tree
        queue = list(dict.fromkeys(roots))
        for t in queue:
            if len(queue) > 60:
                break
            side = self.cast.side(t)
            if side is not None and side.strength >= 2 and not self._thing(side) and not any(same(side, a) for a in actor):
                return self.cast.sides(t)
            queue += [c for c in tree.children[t] if tree.deps[c] not in ("punct", "det", "appos", "advmod", "mark", "aux")]
        return ()
