"""A predicate and its sides: who acts and who undergoes it, for verbs and for nouns. Type and status are settled by events.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tocsin.knowledge.coding import Ontology
from tocsin.records import Status
from tocsin.understand.dyads import Dyads
from tocsin.understand.matching import Match
from tocsin.understand.moods import told
from tocsin.understand.parties import distinct, same
from tocsin.understand.recipients import Recipients
from tocsin.understand.roles import Cast, Side
from tocsin.understand.status import status_of
from tocsin.understand.tree import SUBJECTS, Tree

__all__ = ["Draft", "Drafter", "distinct", "same"]


@dataclass(slots=True)
class Draft:
    """An event in the making."""

    match: Match
    type: str
    mode: str | None
    cameo: str | None
    actor: tuple[Side, ...]
    recipient: tuple[Side, ...]
    status: Status = "actual"
    conditional: bool = False
    dropped: bool = False
    word: int | None = None  # the token that stands for the predicate, where it is not the match's own


class Drafter:
    """Makes drafts of the matches of one sentence."""

    def __init__(self, t: Tree, cast: Cast, ontology: Ontology, dyads: Dyads | None = None) -> None:
        self.tree, self.cast, self.ontology, self.dyads = t, cast, ontology, dyads
        self.undergoers = Recipients(t, cast)
        self.carriers, self.sufferers, self.objective, self.inclusive, self.cautions, self.concurs = (
            ontology.lists[k] for k in ("carriers", "sufferers", "objective", "inclusive", "cautions", "concurs")
        )
        self.consequences, self.actions = ontology.word_class("consequences"), ontology.lists["reprisals"]
        self.stores, self.interviews = ontology.lists["stores"], ontology.lists["interviews"]
        self.participants = ontology.lists["participants"]

    def draft(self, m: Match) -> Draft | None:
        """A match with its sides, or None where what the entry needs is missing."""
        entry, tree = m.pattern.entry, self.tree
        actor, recipient = self._verbal(m) if m.verb else self._nominal(m)
        actor = distinct(actor)
        recipient = tuple(r for r in distinct(recipient) if not any(same(r, a) for a in actor))
        if entry.type == "AID":
            recipient = tuple(r for r in recipient if not self._own(r))
        if entry.type == "THREATEN" and not recipient and any(tree.words[u].startswith("warning") for u in m.used):
            return None  # "issued a stark warning"
        if self.dyads is not None and entry.type != "THREATEN":
            actor, recipient = self.dyads.filled(m, actor, recipient)
        if m.verb and ((not actor and entry.type in _SPOKEN and self._inert(m.at)) or self._tells(m, actor)):
            return None
        if entry.roles == "mutual" and (actor or recipient):
            actor, recipient = distinct((*actor, *recipient)), ()
        if not self._satisfied(entry.needs, m, actor, recipient):
            return None
        if m.verb and tree.words[m.at] in self.interviews and actor and all(map(self._reports, actor)):
            return None  # an interviewer investigates nobody
        if entry.type == "COOPERATE" and not recipient and len(actor) < 2 and m.verb:
            return None
        if m.pattern.obliging and any(r.party.country and r.party.country == a.party.country for a in actor for r in recipient):
            return None  # "Seoul says that South Korea must arm itself"
        draft = Draft(m, entry.type, entry.mode, entry.cameo, actor, recipient)
        draft.status, draft.conditional = status_of(self.tree, m.at, self.ontology, not m.verb, entry.type == "ASSAULT")
        within = any(a.party.country and a.party.country == r.party.country for a in actor for r in recipient)
        if draft.type == "AID" and within and self._armoured(m):
            draft.type, draft.mode, draft.cameo = "MOBILIZE", "weapons", "154"  # "sent tanks to its own province"
        if entry.status and draft.status == "actual":
            draft.status = entry.status
        return draft

    def _satisfied(self, needs: list[Any], m: Match, actor: tuple[Side, ...], recipient: tuple[Side, ...]) -> bool:
        sides = (*actor, *recipient)
        if not sides:
            # "It sank them.": told of somebody, though the sentence does not say whom
            hostile = m.pattern.entry.type in ("ASSAULT", "COERCE", "SANCTION", "MOBILIZE")
            return m.verb and hostile and self._pronominal(m) and set(needs) <= {"political", "human"}
        if m.verb and m.pattern.entry.roles == "mutual" and len(sides) == 1 and self._merely_placed(sides[0]):
            return False  # "they met in Vienna"
        if (
            m.verb
            and m.pattern.entry.type == "REQUEST"
            and not actor
            and self.tree.passive(m.at)
            and all(r.party.sector is None for r in recipient)
        ):
            return False  # "Hamilton was told to hold position"
        for need in needs:
            if need == "recipient" and not recipient:
                return False
            if need == "actor" and not actor:
                return False
            if need == "both" and not (actor and recipient) and len(actor) < 2:
                return False
            if need == "clause" and m.clause is None:
                return False
            if need == "armed" and actor and not any(self._armed(a) for a in actor):
                return False
            if need == "marching" and not (actor and any(self._marching(a) for a in actor)):
                return False
            if need == "third" and m.clause is not None and self._first_person(m):
                return False
            if need == "object" and m.verb and m.objects and not m.used and not any(self.cast.sides(o) for o in m.objects):
                return False
            if need == "human" and all(s.party.sector is None and s.strength == 1 for s in sides):
                return False
            if need == "political" and all(s.strength == 1 for s in sides):
                return False
        return True

    def _armed(self, side: Side) -> bool:
        """Soldiers, or a state by its own name: "a bakery in Lyon" is neither."""
        name = self.cast.name_at.get(side.head)
        state = name is not None and (name.kind == "country" or name.metonym or name.pronoun) and not name.adjective
        return side.party.sector in _ARMED or (state and name is not None and (name.start, name.end) == (side.start, side.end))

    def _reports(self, side: Side) -> bool:
        """Is it a reporter, by its sector or by a word of its phrase?"""
        first, last = self.tree.phrase(side.head)
        nouns = (self.ontology.actor_nouns.get(w, (None, False))[0] for w in self.tree.words[first : last + 1])
        return side.party.sector in ("MED", "JRN") or "MED" in nouns

    def _marching(self, side: Side) -> bool:
        """Soldiers, or a state or armed body by its own name, which does not go anywhere but with soldiers."""
        name = self.cast.name_at.get(side.head)
        state = name is not None and name.kind in ("country", "organization", "group") and not name.adjective and not name.pronoun
        whole = state and name is not None and (name.start, name.end) == (side.start, side.end)
        return side.party.sector in _ARMED or whole or self._soldiers(side)

    def _forces(self, m: Match) -> bool:
        """Are soldiers what the verb's pattern asked for?"""
        troops = self.ontology.word_class("troops")
        return any(troops.holds(self.tree.words, o) for o in m.used)

    def _armoured(self, m: Match) -> bool:
        """Are arms what the verb's pattern asked for?"""
        arms = self.ontology.word_class("arms")
        return any(arms.holds(self.tree.words, o) or self.tree.words[o] in self.ontology.weapon_nouns for o in m.used)

    def _merely_placed(self, side: Side) -> bool:
        """A place that stands for nobody."""
        name = self.cast.name_at.get(side.head)
        return name is not None and name.kind == "place" and not name.metonym and self.tree.deps[side.head] not in SUBJECTS

    def _tells(self, m: Match, actor: tuple[Side, ...]) -> bool:
        """Does the verb only hand on what others do: "warned that Russia has massed troops", "agree that it is a sign"?"""
        tree = self.tree
        word = tree.words[m.at]
        if word in self.concurs:
            if any(told(tree, c) for c in tree.kids(m.at, "ccomp")):
                return True
            preps = [w for w, _ in self.cast.preps(m.at)]
            sides = [s for w, objects in self.cast.preps(m.at) if w == "with" for o in objects for s in self.cast.sides(o)]
            return "with" in preps and not sides and m.clause is None and not {"to", "on"} & set(preps)  # "agreed with the assessment"
        if word not in self.cautions:
            return False
        for c in tree.kids(m.at, "ccomp"):
            subject = self.cast.subject(c)
            modal = any(tree.tags[a] == "MD" and subject is not None and subject < a for a in tree.kids(c, "aux"))
            if not told(tree, c) and not modal:
                continue
            others = self.cast.within(subject) if subject is not None else ()
            if others and not any(same(o, a) or (o.party.country and o.party.country == a.party.country) for o in others for a in actor):
                return True
        return self._counsels(m, actor)

    def _counsels(self, m: Match, actor: tuple[Side, ...]) -> bool:
        """Is the warning one of advice or of what others threaten: by experts, to businesses, "of threats from Russia"?"""
        tree, cast = self.tree, self.cast
        if actor and all(a.party.sector in _ADVISING and a.strength < 3 and tree.tags[a.head] in ("NN", "NNS") for a in actor):
            return True
        told_to = [s for o in m.objects for s in cast.within(o)]
        around = [*cast.preps(m.at), *[p for o in m.objects for p in cast.preps(o) if p[0] == "about" or len(cast.preps(o)) > 1]]
        feared = [s for word, objects in around if word in ("of", "about") for o in objects for s in cast.sides(o)]
        if told_to and not feared and all(s.party.country is None and s.party.sector in _EVERYDAY for s in told_to):
            return True  # "warned businesses to be prepared"
        for word, objects in cast.preps(m.at):
            if m.clause is None and not told_to and (word == "of" or (word in ("about", "over") and not m.objects)):
                return not any(
                    cast.sides(o) or self.consequences.holds(tree.words, o) or tree.words[o] in self.actions for o in objects
                )  # "warned of famine", "warned of threats from Russia"
        return False

    def _inert(self, verb: int) -> bool:
        """Is the subject of the verb a common noun, so that nobody speaks: "the report accuses"?"""
        subject = None if self.tree.passive(verb) else self.cast.subject(verb)
        return subject is not None and self.tree.tags[subject] in ("NN", "NNS", "VBG")

    def _own(self, side: Side) -> bool:
        """Soldiers of nobody named, or "its people": a state does not aid itself."""
        own = any(self.tree.tags[c] == "PRP$" for c in self.tree.kids(side.head, "poss"))
        return (side.party.country is None or side.party.sector == "MIL") and (
            own or (side.party.sector == "MIL" and not side.party.country)
        )

    def _first_person(self, m: Match) -> bool:
        """Is the clause one of "us", "me", "you": "let's talk"?"""
        clause = m.at if m.clause is None else m.clause
        subjects = [*self.tree.kids(clause, "nsubj", "nsubjpass"), *m.objects]
        return any(self.tree.words[s] in ("us", "'s", "me", "you", "it", "there") for s in subjects)

    def _pronominal(self, m: Match) -> bool:
        """Is a pronoun that nobody has bound the subject of the verb?"""
        subject = self.cast.subject(m.at)
        unbound = subject is not None and subject not in self.cast.name_at
        return unbound and self.tree.words[subject or 0] in ("it", "they", "he", "she", "we", "i")

    def _verbal(self, m: Match) -> tuple[tuple[Side, ...], tuple[Side, ...]]:
        tree, cast, entry = self.tree, self.cast, m.pattern.entry
        v = m.at
        passive = tree.passive(v)
        subject = cast.subject(v)
        actor: tuple[Side, ...] = ()
        if passive:
            for o in cast.agent(v):
                actor = (*actor, *(cast.within(o) or self.undergoers.meant(o, v, cast.within(subject) if subject is not None else ())))
        elif subject is not None:
            actor = self._subject_sides(subject, v)
        recipient = self.undergoers.of(m, actor, passive)
        if not actor and entry.type in ("ASSAULT", "MOBILIZE") and self._forces(m):
            actor = next((s for s in map(cast.owners, m.used) if s), ())  # "talk of sending French troops"
            recipient = tuple(r for r in recipient if not any(r.party.country == a.party.country for a in actor))
        if passive and not actor and entry.type == "ASSAULT":
            actor = tuple(s for word, objects in cast.preps(v) if word == "from" for o in objects for s in cast.sides(o))
            recipient = tuple(r for r in recipient if not any(same(r, a) for a in actor))
        if passive and not actor and entry.type == "MOBILIZE" and subject is not None:
            actor = self._subject_sides(subject, v)
            recipient = self.undergoers.of(m, actor, passive)
        if entry.type in ("MOBILIZE", "AID") and actor and all(a.party.country is None and self._soldiers(a) for a in actor):
            actor = self._senders(subject, v) or actor
        if entry.roles == "swapped":
            givers: tuple[Side, ...] = ()
            for word, objects in [*cast.preps(v), *[p for o in [*m.used, *m.marked] for p in cast.preps(o)]]:
                if word in ("from", "by"):
                    for o in objects:
                        givers = givers or cast.within(o)
            if not givers:
                for o in [*m.used, *m.marked]:
                    givers = givers or cast.owners(o)
            return givers, actor
        return actor, recipient

    def _soldiers(self, side: Side) -> bool:
        """Does the noun of the party itself name troops?"""
        return self.ontology.word_class("troops").holds(self.tree.words, side.head)

    def _senders(self, subject: int | None, verb: int) -> tuple[Side, ...]:
        """Who has the troops move that are the subject: "the Pentagon is preparing a force to deploy"."""
        if subject is None:
            return ()
        above = self.tree.heads[subject]
        if not self.tree.verbal(above) or above == verb or self.tree.deps[subject] not in ("dobj", "nsubjpass"):
            return ()
        higher = None if self.tree.passive(above) else self.cast.subject(above)
        return tuple(s for s in self.cast.within(higher) if s.party.country) if higher is not None else ()

    def subject_sides(self, subject: int, verb: int) -> tuple[Side, ...]:
        """Who acts where the noun at `subject` is the subject of a verb."""
        return self._subject_sides(subject, verb)

    def _subject_sides(self, subject: int, verb: int) -> tuple[Side, ...]:
        """The parties of a subject; for an unbound pronoun, those of the verb that governs its clause."""
        tree, cast = self.tree, self.cast
        if tree.left[subject] <= verb <= tree.right[subject] and tree.deps[verb] in ("pcomp", "prep"):
            return ()  # "discussions over sending troops to Ukraine": nobody is said to send them
        name = cast.name_at.get(subject)
        if tree.words[subject] in self.stores and (name is None or name.kind == "weapon"):
            return ()  # "US weapons being used to attack": whose hands they are in is not said
        found = cast.within(subject)
        if not found and tree.deps[verb] == "acl" and tree.heads[verb] == subject and tree.tags[verb] == "VBG":
            above = tree.heads[subject]  # "filed a lawsuit accusing"
            if tree.verbal(above):
                higher = cast.subject(above)
                return cast.within(higher) if higher is not None else ()
        if not found:
            for c in tree.kids(subject, "acl"):
                for o in cast.agent(c) if tree.tags[c] == "VBN" else ():
                    found = found or cast.within(o)  # "missiles fired by Iran hit"
        if not found and self._spelt_out(verb):
            above = subject  # "will need to take steps, which include opening hospitals"
            while not tree.verbal(above) and tree.heads[above] != above:
                above = tree.heads[above]
            higher = cast.subject(above) if tree.verbal(above) else None
            found = cast.within(higher) if higher is not None else ()
        if found or tree.tags[subject] not in ("PRP", "DT", "EX"):
            return found
        node = verb
        for _ in range(8):
            head = tree.heads[node]
            if head == node:
                return ()
            node = head
            if tree.verbal(node):
                for c in tree.children[node]:
                    if tree.deps[c] in SUBJECTS and c != subject and tree.tags[c] != "PRP":
                        return cast.within(c)
        return ()

    def _spelt_out(self, verb: int) -> bool:
        """Does the verb stand in a clause that spells a noun out: "which include opening"?"""
        for _ in range(4):
            if self.tree.words[verb] in self.inclusive:
                return True
            verb = self.tree.heads[verb]
        return False

    def _go_betweens(self, noun: int, kind: str) -> tuple[Side, ...]:
        """Who holds talks, or mediates, between others: the subject of the verb that carries the noun."""
        tree = self.tree
        above = tree.heads[noun]
        if kind != "CONSULT" or tree.deps[noun] != "dobj" or not tree.verbal(above) or tree.words[above] not in self.carriers:
            return ()
        subject = self.cast.subject(above)
        return self.subject_sides(subject, above) if subject is not None else ()

    def _around(self, noun: int) -> list[tuple[str, list[int]]]:
        """Prepositions of a noun, those taken in that the parser hung on a place between ("the murder in Caracas of a deserter")."""
        tree, cast = self.tree, self.cast
        out = cast.preps(noun)
        for word, objects in tuple(out):
            for o in objects if word in ("in", "at", "near", "on") else ():
                name = cast.name_at.get(o)
                if (name is not None and name.kind in ("place", "country")) or tree.words[o] in cast.dates:
                    out += [p for p in cast.preps(o) if p[0] in ("of", "by")]
        return out

    def _nominal(self, m: Match) -> tuple[tuple[Side, ...], tuple[Side, ...]]:
        tree, cast, entry = self.tree, self.cast, m.pattern.entry
        n = m.at
        owners = cast.owners(n, len(m.pattern.before)) or cast.possessor(n)
        actor: tuple[Side, ...] = ()
        recipient: tuple[Side, ...] = ()
        of: tuple[Side, ...] = ()
        placed: tuple[Side, ...] = ()
        for word, objects in self._around(n):
            found: tuple[Side, ...] = ()
            for o in objects:
                found = (*found, *cast.within(o))
            if not found:
                continue
            if word == "by":
                actor = (*actor, *found)
            elif word == "between":
                return (distinct((*self._go_betweens(n, entry.type), *owners, *found)) if entry.type == "CONSULT" else found), ()
            elif word == "of":
                of = found
            elif word == "from" and entry.type in _SOURCED:
                actor = actor or found
            elif entry.roles == "mutual" and word not in ("with", "to", "in", "at"):
                continue
            elif word in _UPON:
                recipient = recipient or found
            elif word in _PLACED:
                placed = placed or found
        if not recipient and not (of and entry.of == "recipient"):
            recipient = placed
        if entry.of == "actor" and not (actor or of):
            of = tuple(
                s
                for _, objects in cast.preps(n)
                for o in objects
                for word, inner in cast.preps(o)
                if word == "of"
                for i in inner
                for s in cast.within(i)
            )
        if entry.of == "actor" and not actor and of:
            actor, of = of, ()
        if owners:
            lone = owners[0]
            undergoes = (
                entry.id in self.objective
                and not of
                and not recipient
                and (lone.party.sector in ("CVL", "OPP", "MED", "JRN", None) and tree.deps[lone.head] == "poss")
                and lone.party.country is None
            )
            if undergoes or (actor and not recipient and not of):
                of = of or owners
            elif not actor:
                actor = owners
            elif not recipient:
                recipient = owners
        recipient = of if of and entry.of == "recipient" else recipient or of
        for c in tree.kids(tree.first(n), "acl", "relcl") if not actor or entry.roles == "mutual" else ():
            if tree.words[c] in ("is", "are", "was", "were") and (led := [x for x in tree.kids(c, "xcomp") if tree.infinitive(x)]):
                c = led[0]  # "the talks that Iraq is to open"
            if tree.words[c] not in self.carriers:
                continue
            if tree.passive(c):
                lent = tuple(s for o in cast.agent(c) for s in cast.within(o))  # "a deal reached by the two"
            else:
                holder = c if tree.kids(c, "nsubj") else tree.heads[c]
                subject = next((k for k in tree.kids(holder, "nsubj") if tree.tags[k] not in ("WDT", "WP")), None)
                lent = cast.within(subject) if subject is not None else ()  # "the talks that Iraq is to open"
            actor = distinct((*actor, *lent)) if lent else actor
        top = tree.first(n)
        while tree.deps[top] == "pobj" and tree.words[tree.heads[top]] == "of":
            series = tree.heads[tree.heads[top]]
            if not cast.containers.holds(tree.words, series):
                break
            top = tree.first(series)  # "a series of attacks"
        above, dep = tree.heads[top], tree.deps[top]
        if tree.verbal(above) and above != n:
            word = tree.words[above]
            if dep in ("dobj", "nsubjpass", "attr"):
                passive = tree.passive(above)
                subject = None if passive or dep == "attr" else cast.subject(above)
                if passive and not actor and word in self.carriers:
                    for o in cast.agent(above):
                        actor = (*actor, *cast.within(o))
                if subject is not None:
                    lent = self._subject_sides(subject, above)
                    if word in self.sufferers and not recipient:
                        recipient = lent
                        for prep, objects in cast.preps(above):
                            if prep == "from" and not actor:
                                actor = tuple(s for o in objects for s in cast.within(o))
                    elif word in self.carriers and not actor:
                        actor = lent
                if word in self.carriers and not recipient:
                    for prep, objects in cast.preps(above):
                        if prep in ("against", "on", "with", "to", "in", "at", "into", "for"):
                            for o in objects:
                                recipient = recipient or cast.within(o)
            elif dep == "nsubj" and not (actor or recipient) and entry.roles == "mutual":
                for prep, objects in [*cast.preps(above), *[p for c in tree.kids(above, "advmod", "acomp", "attr") for p in cast.preps(c)]]:
                    if prep in ("between", "with"):
                        for o in objects:
                            actor = (*actor, *cast.within(o))
            elif dep == "nsubj" and not recipient and tree.words[above] not in ("is", "was", "were", "are", "be"):
                for o in cast.object(above):
                    recipient = recipient or cast.within(o)
        if dep == "pobj" and not actor and entry.roles == "mutual" and tree.words[above] in ("in", "for"):
            carrier = tree.heads[above]  # "is in talks with", "in Kigali for talks"
            if tree.verbal(carrier):
                subject = cast.subject(carrier)
                actor = self._subject_sides(subject, carrier) if subject is not None else ()
            elif carrier != above:
                actor = cast.sides(carrier)
        if dep == "pobj" and not actor and tree.words[above] in ("in", "to") and tree.words[tree.heads[above]] in self.participants:
            subject = cast.subject(tree.heads[above])  # "take part in peacekeeping operations"
            actor = self.subject_sides(subject, tree.heads[above]) if subject is not None else ()
        if dep == "pobj" and not actor and tree.words[above] in ("for", "behind"):
            actor = self._answerable(above)
        return actor, recipient

    def _answerable(self, prep: int) -> tuple[Side, ...]:
        """Who is said to have done what stands after "responsible for", "to blame for", "behind"."""
        tree, cast = self.tree, self.cast
        word = tree.heads[prep]
        if tree.words[prep] == "for":
            if tree.words[word] not in self.ontology.lists["answerable"]:
                return ()
            word = tree.heads[word]
        if not tree.verbal(word):
            return ()
        subject = cast.subject(word)
        return self._subject_sides(subject, word) if subject is not None else ()


# prepositions after a noun of deed: who undergoes it, and where, failing that
_UPON = frozenset(("against", "on", "to", "at", "with", "into", "upon", "towards", "toward"))
_PLACED = frozenset(("over", "for", "in", "from", "near", "inside", "across"))
_SOURCED = frozenset(("ASSAULT", "REQUEST", "THREATEN", "ACCUSE", "AID", "SUPPORT", "CONCEDE"))
_ARMED = frozenset(("MIL", "REB", "UAF", "SPY"))
_ADVISING = frozenset(("CVL", "NGO", "MED", "JRN", "EDU", "BUS", "LAB", None))
_EVERYDAY = frozenset(("CVL", "BUS", "LAB", "MED", "JRN", "EDU", "REF"))
_SPOKEN = frozenset(("REQUEST", "AGREE", "CONSULT", "CONCEDE", "THREATEN", "REJECT"))
