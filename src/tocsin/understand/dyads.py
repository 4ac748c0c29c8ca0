"""Who is meant where a sentence leaves it open: "captured its pilot", "the cutter rammed it", "a strike in reply".

Two things only are taken from the words before: the country of a definite noun that had one ("the cutter" after "the Chinese cutter"),
and the other side, where a sentence names exactly one country beside the actor's. Who speaks is no side, unless "its" points to him.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from msgspec.structs import replace as replaced

from tocsin.understand.finds import Name
from tocsin.understand.matching import Match
from tocsin.understand.page import Page
from tocsin.understand.roles import Cast, Side
from tocsin.understand.tree import SUBJECTS, Tree

_TYPES = frozenset(("ASSAULT", "COERCE", "SANCTION", "AID", "RETREAT", "THREATEN", "REQUEST"))
_KINDS = frozenset(("country", "group", "person", "place", "organization"))
_OWNED = frozenset(("its", "their", "his", "her"))
_DEFINITE = frozenset(("the", "that", "this", "those", "these", *_OWNED))
_SIDES = frozenset(
    ("countries", "sides", "neighbours", "neighbors", "governments", "presidents", "leaders", "ministers", "navies", "armies", "capitals",
     "states", "nations", "powers", "rivals", "foes", "militaries", "delegations", "parties", "men", "generals", "chiefs", "premiers")
)  # fmt: skip
_STANDING = frozenset(("it", "them", "him", "her", "one", "these", "those"))


class Dyads:
    """What the sentence and the two before it say of who stands against whom."""

    def __init__(self, tree: Tree, cast: Cast, page: Page, before: list[Name]) -> None:
        self.tree, self.cast, self.page, self.before = tree, cast, page, before

    def filled(self, m: Match, actor: tuple[Side, ...], recipient: tuple[Side, ...]) -> tuple[tuple[Side, ...], tuple[Side, ...]]:
        """(actor, recipient) with what is known of them from before."""
        actor = tuple(self._owned(self._known(a)) for a in actor)
        recipient = tuple(map(self._known, recipient))
        if m.verb and not actor and not self.tree.passive(m.at) and (subject := self.cast.subject(m.at)) is not None:
            name = self._told(subject)
            if name is not None:
                actor = (Side(name.party(self.page), subject, self.tree.at(subject), self.tree.end(subject), 3),)
        if m.verb and not any(a.party.country for a in actor) and m.pattern.entry.type in ("CONSULT", "ASSAULT", "AGREE", "COOPERATE"):
            actor = self._pair(m) or actor
        countries = {a.party.country for a in actor}
        if m.pattern.entry.type not in _TYPES or None in countries or not countries or any(r.party.country for r in recipient):
            return actor, recipient
        found = self._other(m, {c for c in countries if c})
        return actor, (found,) if found is not None else recipient

    def _pair(self, m: Match) -> tuple[Side, ...]:
        """Both countries of the nearest sentence before that names two, where the subject is "they", "the two sides", "both"."""
        tree, subject = self.tree, self.cast.subject(m.at)
        if subject is None or subject in self.cast.name_at:
            return ()
        two = any(tree.words[c] in ("two", "both") for c in tree.children[subject])
        if tree.words[subject] not in ("they", "both", "two") and not (two and tree.words[subject] in _SIDES):
            return ()
        for names in ([n for n in self.cast.names if n.end <= tree.at(subject)], *self._sentences()):
            named = {n.country: n for n in names if n.country and n.kind in _KINDS and n.sector not in ("MED", "IGO")}
            if len(named) == 2:
                return tuple(Side(n.party(self.page), m.at, n.start, n.end, 2) for n in named.values())
            if len(named) > 2:
                return ()
        return ()

    def _known(self, side: Side) -> Side:
        """A definite common noun that was told with its country before."""
        if side.party.country or side.party.entity or side.head in self.cast.name_at:
            return side
        name = self._told(side.head)
        return side if name is None else replace(side, party=replaced(side.party, country=name.country), strength=3)

    def _told(self, token: int) -> Name | None:
        """The name that told the country of a definite noun before: "the Chinese cutter … the cutter"."""
        tree = self.tree
        if not any(tree.words[c] == "the" for c in tree.kids(token, "det")) or tree.tags[token] not in ("NN", "NNS"):
            return None
        names = [n for n in (*self.before, *self.cast.names) if n.end < tree.at(token) and n.country and n.adjective]
        for n in reversed(names):
            if re.match(rf"[ -](?:[\w-]+ ){{0,2}}{re.escape(tree.words[token])}\b", self.page.text[n.end : n.end + 60], re.IGNORECASE):
                return n
        return None

    def _owned(self, side: Side) -> Side:
        """ "Its forces", of the country that is the subject before them in the sentence."""
        tree = self.tree
        if side.party.country or not any(tree.words[c] in _OWNED and c not in self.cast.name_at for c in tree.kids(side.head, "poss")):
            return side
        for t in range(side.head - 1, -1, -1):
            name = self.cast.name_at.get(t)
            if name is not None and name.country and tree.deps[t] in SUBJECTS and name.end <= side.start:
                return replace(side, party=replaced(side.party, country=name.country), strength=3)
        return side

    def _other(self, m: Match, own: set[str]) -> Side | None:
        """The one other country of this sentence, else of the nearest sentence before that names any."""
        tree = self.tree
        objects = [o for o in m.objects if tree.deps[o] != "conj"]
        owned = any(tree.words[c] in _OWNED for o in (*objects, *m.marked) for c in tree.kids(o, "poss"))
        if m.pattern.entry.type == "AID" and not any(tree.words[o] in _STANDING for o in objects):
            return None  # "help the poor" helps no state
        if not (objects or m.marked or (m.verb and m.pattern.entry.type == "ASSAULT")):
            return None  # "has warned" leaves nobody out
        if not all(self._open(o) for o in objects) or any(o in self.cast.name_at for o in m.marked):
            return None
        speakers = set() if owned else self._speakers(m.at)
        here = [n for n in self.cast.names if not any(t in speakers for t in self._tokens(n))]
        for names in (here, *self._sentences()):
            found = self._only(m, names, own)
            if found is not None:
                return found
            if any(n.country and n.country not in own for n in names):
                return None
        return None

    def _open(self, token: int) -> bool:
        """Does the object leave open whose it is: "its pilot", "the battery", "them"?"""
        tree = self.tree
        if token in self.cast.name_at and not self.cast.name_at[token].pronoun:
            return False
        return tree.words[token] in _STANDING or any(
            tree.words[c] in _DEFINITE for c in tree.children[token] if tree.deps[c] in ("det", "poss")
        )

    def _speakers(self, verb: int) -> set[int]:
        """Subjects of the verbs above that tell of the deed: by a clause, or by its noun ("defended the invasion")."""
        tree = self.tree
        out: set[int] = set()
        for _ in range(10):
            head = tree.heads[verb]
            if head == verb:
                break
            noun = tree.tags[verb][:2] == "NN" and tree.verbal(head) and tree.deps[verb] not in SUBJECTS
            if noun or tree.deps[verb] in ("ccomp", "parataxis") or tree.deps[head] == "parataxis":
                out.update(t for c in tree.children[head] if tree.deps[c] in SUBJECTS for t in range(tree.left[c], tree.right[c] + 1))
            verb = head
        for c in tree.children[verb]:
            if tree.deps[c] == "parataxis":
                out.update(t for k in tree.children[c] if tree.deps[k] in SUBJECTS for t in range(tree.left[k], tree.right[k] + 1))
        return out

    def _tokens(self, name: Name) -> list[int]:
        return [t for t, n in self.cast.name_at.items() if n is name]

    def _sentences(self) -> Iterable[list[Name]]:
        """The names of the sentences before, the nearest first."""
        by: dict[int, list[Name]] = {}
        for n in self.before:
            by.setdefault(self.page.sentence_at(n.start), []).append(n)
        return [by[k] for k in sorted(by, reverse=True)]

    def _only(self, m: Match, names: list[Name], own: set[str]) -> Side | None:
        others = [n for n in names if n.country and n.country not in own and n.kind in _KINDS and n.sector not in ("MED", "IGO")]
        if not others or len({n.country for n in others}) > 1:
            return None
        n = next((n for n in others if not n.adjective), others[-1])
        return Side(n.party(self.page), m.at, n.start, n.end, 0)  # it is inferred: no ground for confidence
