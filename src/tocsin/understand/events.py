"""Who did what to whom, and is it so: events from the parse and the lexicon of predicates.

Patterns find predicates (matching.py), roles.py their sides, status.py whether it happened, circumstances.py when, where and with what.
Does not join events of several sentences, nor resolve pronouns that mentions.py left unbound (but for "X said it would …").
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tocsin.knowledge.coding import Ontology
from tocsin.records import Party, Status
from tocsin.understand.circumstances import counted, weapons, when, where
from tocsin.understand.finds import Amount, Deed, Moment, Name, Said
from tocsin.understand.matching import Match, Matcher
from tocsin.understand.page import Page
from tocsin.understand.roles import Cast, Side
from tocsin.understand.sifting import event_sentences, foreign
from tocsin.understand.status import historical, status_of
from tocsin.understand.tree import SUBJECTS, Tree, tree

__all__ = ["event_sentences", "events"]

HOSTILE = frozenset(("ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST"))
FRIENDLY = frozenset(("CONSULT", "SUPPORT", "COOPERATE", "AID"))
_TOWARD = ("against", "to", "with", "on", "upon", "toward", "towards", "at", "for", "from", "into", "over", "in", "of", "near", "inside", "through", "across", "along", "between", "about", "among")
# Verbs that carry an event noun and lend it their subject; the others ("condemn the attack") only speak of it.
_CARRIERS = frozenset(
    "launch launched launching launches carry carried carrying carries conduct conducted conducting conducts make made making makes stage staged staging stages "
    "mount mounted mounting mounts hold held holding holds give gave given giving gives pay paid paying pays begin began begun beginning begins start started "
    "starting starts continue continued continuing continues resume resumed resuming resumes deliver delivered delivering delivers commit committed committing "
    "commits perpetrate perpetrated order ordered ordering orders plan planned planning plans prepare prepared preparing prepares announce announced announcing "
    "announces declare declared declaring declares impose imposed imposing imposes issue issued issuing issues open opened opening opens end ended ending ends stop "
    "stopped stopping halt halted suspend suspended have had has having do did done wage waged waging complete completed undertake undertook undertaken seek sought "
    "express expressed offer offered reject rejected refuse refused threaten threatened execute executed lead led leading leads join joined attend attended "
    "schedule scheduled cancel cancelled canceled postpone postponed send sent receive received extend extended step stepped intensify intensified escalate escalated "
    "unleash unleashed use used using authorise authorize authorised authorized approve approved consider considered face".split()
)
_SUFFERERS = frozenset("suffer suffered suffers suffering face faced faces facing sustain sustained endure endured endures undergo underwent survive survived survives repel repelled repulse repulsed withstand withstood resist resisted".split())
_OBJECTIVE = frozenset(("assault-kill", "assault-target", "coerce-arrest", "assault-abduct", "assault-torture", "coerce-deport", "retreat-release", "assault-beat", "aid-asylum", "cooperate-judicial", "accuse-guilty"))
_ARMED = frozenset(("GOV", "COP", "REB", "JUD", "LEG", "IGO", "OPP"))
_PROMISES = ("vow", "promis", "pledg", "swear", "swore", "sworn", "undert", "guarant", "assur")
_OUTER = frozenset(("AGREE", "THREATEN", "REQUEST", "REJECT"))


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


def events(page: Page, names: list[Name], moments: list[Moment], amounts: list[Amount], said: list[Said], knowledge: Any) -> list[Deed]:
    """The events of the parsed sentences of a page, in the order of the text."""
    ontology: Ontology = knowledge.ontology
    out: list[Deed] = []
    by_sentence: dict[int, tuple[list[Name], list[Moment], list[tuple[int, Amount]]]] = {}
    for number in page.parsed:
        by_sentence[number] = ([], [], [])
    for name in names:
        here = by_sentence.get(page.sentence_at(name.start))
        if here:
            here[0].append(name)
    for moment in moments:
        here = by_sentence.get(page.sentence_at(moment.start))
        if here:
            here[1].append(moment)
    for k, amount in enumerate(amounts):
        here = by_sentence.get(page.sentence_at(amount.start))
        if here:
            here[2].append((k, amount))
    contents = _contents(said)
    wanted = event_sentences(page, names, knowledge)
    for number in sorted(page.parsed):
        if number not in wanted:
            continue
        t = tree(page.parsed[number], page.sentences[number].start)
        mine, times, counts = by_sentence[number]
        out += _Reader(page, t, Cast(t, mine, page, ontology), ontology, times, counts, contents).deeds()
    return out


def _contents(said: list[Said]) -> list[tuple[int, int, int]]:
    """(start, end, number) of the contents of statements, the longest first."""
    return sorted(((start, end, n) for n, s in enumerate(said) for start, end in s.content), key=lambda c: c[0] - c[1])


class _Reader:
    """Reads one sentence."""

    def __init__(self, page: Page, t: Tree, cast: Cast, ontology: Ontology, moments: list[Moment], amounts: list[tuple[int, Amount]], contents: list[tuple[int, int, int]]) -> None:
        self.page, self.tree, self.cast, self.ontology = page, t, cast, ontology
        self.moments, self.amounts, self.contents = moments, amounts, contents
        self.matcher = Matcher(t, cast, ontology)
        self.drafts: dict[int, Draft] = {}
        self.intents: list[Draft] = []  # cooperation still to come is AGREE besides (PLOVER's boundary)
        # does the sentence name somebody known, or a political actor by a common noun?
        self.anchored = any(n.country or n.entity for n in cast.name_at.values()) or any(ontology.actor_nouns.get(w, (None, False))[1] for w in t.words)

    def deeds(self) -> list[Deed]:
        """The events of the sentence."""
        tree = self.tree
        for token in range(len(tree)):
            for match in self.matcher.matches(token):
                draft = self.draft(match)
                if draft is not None:
                    self.drafts[token] = draft
                    break
        self._fold()
        self._thin()
        text = self.page.text if len(self.page.text) < 700 else self.page.text[tree.at(0) : tree.end(len(tree) - 1)]
        fields = foreign(text, self.ontology)
        out = []
        for draft in sorted([*self.drafts.values(), *self.intents], key=lambda d: d.match.at if d.word is None else d.word):
            if not draft.dropped and self._allowed(draft, fields):
                out.append(self._deed(draft))
        return out

    # -- roles ---------------------------------------------------------------------------------------------------------------------

    def draft(self, m: Match) -> Draft | None:
        """A match with its sides, or None where what the entry needs is missing."""
        entry = m.pattern.entry
        actor, recipient = self._verbal(m) if m.verb else self._nominal(m)
        actor = _distinct(actor)
        recipient = tuple(r for r in _distinct(recipient) if all(r.end <= a.start or r.start >= a.end for a in actor))
        if entry.roles == "mutual" and (actor or recipient):
            actor, recipient = _distinct((*actor, *recipient)), ()
        if not self._satisfied(entry.needs, m, actor, recipient):
            return None
        draft = Draft(m, entry.type, entry.mode, entry.cameo, actor, recipient)
        draft.status, draft.conditional = status_of(self.tree, m.at, self.ontology, not m.verb)
        if entry.status:
            draft.status = entry.status
        return draft

    def _satisfied(self, needs: list[Any], m: Match, actor: tuple[Side, ...], recipient: tuple[Side, ...]) -> bool:
        sides = (*actor, *recipient)
        if not sides:
            return False
        for need in needs:
            if need == "recipient" and not recipient:
                return False
            if need == "actor" and not actor:
                return False
            if need == "both" and not (actor and recipient) and len(actor) < 2:
                return False
            if need == "clause" and m.clause is None:
                return False
            if need == "political" and all(s.strength == 1 for s in sides):
                return False
        return True

    def _verbal(self, m: Match) -> tuple[tuple[Side, ...], tuple[Side, ...]]:
        tree, cast, entry = self.tree, self.cast, m.pattern.entry
        v = m.at
        passive = tree.passive(v)
        subject = cast.subject(v)
        actor: tuple[Side, ...] = ()
        if passive:
            for o in cast.agent(v):
                actor = (*actor, *cast.within(o))
            if not actor and entry.type == "CONSULT" and subject is not None:
                actor = ()
        elif subject is not None:
            actor = self._subject_sides(subject, v)
        recipient = self._recipient(m, actor, passive)
        if passive and not actor and entry.type == "MOBILIZE" and subject is not None:
            actor = self._subject_sides(subject, v)
            recipient = self._recipient(m, actor, passive)
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

    def _subject_sides(self, subject: int, verb: int) -> tuple[Side, ...]:
        """The parties of a subject; for an unbound pronoun, those of the verb that governs its clause."""
        tree, cast = self.tree, self.cast
        found = cast.within(subject)
        if not found and tree.deps[verb] == "acl" and tree.heads[verb] == subject and tree.tags[verb] == "VBG":
            above = tree.heads[subject]  # "filed a lawsuit accusing"
            if tree.verbal(above):
                higher = cast.subject(above)
                return cast.within(higher) if higher is not None else ()
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

    def _recipient(self, m: Match, actor: tuple[Side, ...], passive: bool) -> tuple[Side, ...]:
        tree, cast, entry = self.tree, self.cast, m.pattern.entry
        v = m.at

        def new(sides: tuple[Side, ...]) -> tuple[Side, ...]:
            return tuple(s for s in sides if all(s.end <= a.start or s.start >= a.end for a in actor))

        if entry.roles == "mutual":
            for o in m.marked:
                found = new(cast.within(o))
                if found:
                    return found
        for o in m.objects:
            if (o not in m.used or m.pattern.patient) and tree.deps[o] != "conj":
                found = new(cast.sides(o))
                if found:
                    return found
        for c in tree.kids(v, "dative"):
            found = new(cast.within(c)) or new(tuple(s for p in tree.kids(c, "pobj") for s in cast.within(p)))
            if found:
                return found
        for o in m.marked:
            found = new(cast.within(o))
            if found:
                return found
        for o in m.objects:
            if o not in m.used:
                found = new(cast.within(o))
                if found:
                    return found
        preps = [*cast.preps(v), *[p for o in m.objects for p in cast.preps(o)], *[p for o in m.marked for p in cast.preps(o)]]
        if entry.roles != "swapped":
            order = (*entry.to, *_TOWARD)
            for wanted in order:
                if passive and wanted == "by":
                    continue
                for word, objects in preps:
                    if word == wanted:
                        for o in objects:
                            if tree.deps[o] == "pcomp":
                                continue
                            found = new(cast.within(o))
                            if found:
                                return found
        for o in [*m.used, *m.objects]:
            found = new(cast.owners(o)) if o in m.used and not m.pattern.patient else new(cast.within(o))
            if found:
                return found
        for c in m.used:
            for s in tree.kids(c, "nsubj"):
                found = new(cast.within(s))
                if found:
                    return found
        clause = m.clause if m.clause is not None else next((c for c in tree.children[v] if tree.deps[c] in ("xcomp", "ccomp", "advcl", "prep") and c > v and tree.verbal(c)), None)
        if clause is not None:
            subject = next((c for c in tree.children[clause] if tree.deps[c] in SUBJECTS), None)
            if subject is not None:
                found = new(cast.within(subject))
                if found:
                    return found
            for o in cast.object(clause):
                found = new(cast.within(o))
                if found:
                    return found
            for _, objects in cast.preps(clause):
                for o in objects:
                    found = new(cast.within(o))
                    if found:
                        return found
        return ()

    def _nominal(self, m: Match) -> tuple[tuple[Side, ...], tuple[Side, ...]]:
        tree, cast, entry = self.tree, self.cast, m.pattern.entry
        n = m.at
        owners = cast.owners(n)
        actor: tuple[Side, ...] = ()
        recipient: tuple[Side, ...] = ()
        of: tuple[Side, ...] = ()
        for word, objects in cast.preps(n):
            found: tuple[Side, ...] = ()
            for o in objects:
                found = (*found, *cast.within(o))
            if not found:
                continue
            if word == "by":
                actor = found
            elif word == "between":
                return found, ()
            elif word == "of":
                of = found
            elif word == "from" and entry.type in ("ASSAULT", "REQUEST", "THREATEN", "ACCUSE", "AID", "SUPPORT", "CONCEDE"):
                actor = actor or found
            elif word in ("against", "on", "to", "at", "with", "into", "over", "for", "in", "from", "upon", "towards", "toward", "near", "inside", "across") and not recipient:
                recipient = found
        if entry.of == "actor" and not (actor or of):
            of = tuple(s for _, objects in cast.preps(n) for o in objects for word, inner in cast.preps(o) if word == "of" for i in inner for s in cast.within(i))
        if entry.of == "actor" and not actor and of:
            actor, of = of, ()
        if owners:
            lone = owners[0]
            undergoes = entry.id in _OBJECTIVE and not of and not recipient and (lone.party.sector in ("CVL", "OPP", "MED", "JRN", None) and tree.deps[lone.head] == "poss") and lone.party.country is None
            if undergoes or (actor and not recipient and not of):
                of = of or owners
            elif not actor:
                actor = owners
            elif not recipient:
                recipient = owners
        recipient = of if of and entry.of == "recipient" else recipient or of
        above = tree.heads[tree.first(n)]
        dep = tree.deps[tree.first(n)]
        if tree.verbal(above) and above != n:
            word = tree.words[above]
            if dep in ("dobj", "nsubjpass", "attr"):
                passive = tree.passive(above)
                subject = None if passive or dep == "attr" else cast.subject(above)
                if passive and not actor and word in _CARRIERS:
                    for o in cast.agent(above):
                        actor = (*actor, *cast.within(o))
                if subject is not None:
                    lent = self._subject_sides(subject, above)
                    if word in _SUFFERERS and not recipient:
                        recipient = lent
                    elif word in _CARRIERS and not actor:
                        actor = lent
                if word in _CARRIERS and not recipient:
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
        if dep == "pobj" and not actor and entry.roles == "mutual" and tree.words[above] == "in":
            carrier = tree.heads[above]  # "is in talks with"
            if tree.verbal(carrier):
                subject = cast.subject(carrier)
                actor = self._subject_sides(subject, carrier) if subject is not None else ()
        return actor, recipient

    # -- folding ----------------------------------------------------------------------------------------------------------------------

    def _fold(self) -> None:
        """Promises and plans take their type from what is promised; cooperation still to come is AGREE."""
        tree = self.tree
        for draft in list(self.drafts.values()):
            m = draft.match
            entry = m.pattern.entry
            inner = None
            if m.clause is not None:
                for t in [c for c in tree.conjuncts(m.clause)] + [d for c in tree.conjuncts(m.clause) for d in tree.kids(c, "xcomp")]:
                    if t in self.drafts and t != m.at:
                        inner = self.drafts[t]
                        break
                if inner is None:
                    low, high = m.clause, tree.right[m.clause]
                    near = [d for t, d in self.drafts.items() if low < t <= high and not d.match.verb and t in [o for o in tree.kids(m.clause, "dobj", "attr")]]
                    inner = near[0] if near else None
            inside = m.clause is not None and all(tree.left[m.clause] <= r.head <= tree.right[m.clause] for r in draft.recipient)
            if inner is not None and inside and inner.recipient and entry.type != "REQUEST":
                draft.recipient = tuple(r for r in inner.recipient if all(r.end <= a.start or r.start >= a.end for a in draft.actor))
            if not entry.fold:
                continue
            word = tree.words[m.at]
            promise = word.startswith(_PROMISES)
            firm = promise or word.startswith(("agree", "offer", "commit", "consent", "volunteer")) or any(tree.words[u] in ("ready", "willing", "prepared", "willingness", "readiness") for u in m.used)
            if inner is None:
                draft.dropped = not firm
            elif inner.type in HOSTILE:
                draft.type, draft.mode, draft.cameo = "THREATEN", None, "130"
                draft.dropped = not promise
            elif inner.type in FRIENDLY or inner.type in ("RETREAT", "CONCEDE", "AGREE"):
                draft.dropped = not firm and word not in ("announced", "decided", "announce", "announces")
                if inner.type in ("RETREAT", "CONCEDE"):
                    draft.cameo = "035"
            else:
                draft.dropped = True
        for draft in self.drafts.values():
            if draft.type == "MOBILIZE" and any(w.startswith("peacekeep") for w in tree.words):
                draft.type, draft.mode, draft.cameo = "AID", None, "074"
        promised = {d.match.clause for d in self.drafts.values() if d.match.clause is not None and not d.dropped}
        for token, draft in list(self.drafts.items()):
            if draft.dropped or draft.status != "planned" or not draft.match.verb or not promised.isdisjoint(tree.conjuncts(tree.first(token))):
                continue
            word = self._intent(token)
            if word is None or word in self.drafts or not draft.actor:
                continue
            if draft.type in FRIENDLY or (draft.type in ("RETREAT", "CONCEDE") and draft.mode not in ("withdraw", "ceasefire", "resign")):
                cameo = {"CONSULT": "036", "AID": "033", "COOPERATE": "031", "SUPPORT": "032"}.get(draft.type, "035")
                self.intents.append(Draft(draft.match, "AGREE", None, cameo, draft.actor, draft.recipient, word=word))
            elif draft.type == "RETREAT" and draft.mode in ("withdraw", "ceasefire"):
                self.intents.append(Draft(draft.match, "CONCEDE", None, "0872", draft.actor, draft.recipient, word=word))

    def _intent(self, verb: int) -> int | None:
        """The word by which the actor makes its intent known: "will", "plans", "is ready"; None where there is none."""
        tree = self.tree
        for c in tree.children[verb]:
            if tree.deps[c] == "aux" and tree.words[c] in ("will", "'ll", "shall", "would"):
                return c
        head = tree.heads[verb]
        return head if tree.deps[verb] == "xcomp" and head != verb else None

    def _thin(self) -> None:
        """One event a phrase: a noun that a verb's pattern has used up, or whose verb tells the same, is told by the verb."""
        tree = self.tree
        for token, draft in self.drafts.items():
            if draft.dropped:
                continue
            m = draft.match
            if m.verb:
                for used in [*m.used, *m.marked]:
                    other = self.drafts.get(used)
                    if other and not other.match.verb and draft.type not in ("ACCUSE", "SUPPORT"):
                        other.dropped = True
                        if not draft.recipient and draft.match.pattern.entry.roles != "mutual":
                            draft.recipient = tuple(r for r in other.recipient if all(r.end <= a.start or r.start >= a.end for a in draft.actor))
                        if not draft.actor and draft.type == other.type:
                            draft.actor = other.actor
                for c in tree.children[token]:
                    other = self.drafts.get(c)
                    if other and not other.match.verb and other.type == draft.type and tree.deps[c] in ("nsubj", "dobj", "nsubjpass"):
                        other.dropped = True
                        draft.actor = draft.actor or other.actor

    def _allowed(self, draft: Draft, fields: Any) -> bool:
        sides = (*draft.actor, *draft.recipient)
        strength = max((s.strength for s in sides), default=-1)
        if strength < 0:
            return False
        sport, rest = fields["sport"], max((fields[f] for f in ("arts", "nature", "home")), default=0)
        if sport >= 2 or rest >= 4:
            return False
        if sport or rest or fields["business"] >= 2:
            if rest >= 2 or sport:
                return self.political(sides)
            return strength == 3 or (rest <= 1 and not fields["home"] and any(s.party.sector in _ARMED for s in sides))
        if strength == 1 and not self.anchored:
            return False
        if self.ontology.types[draft.type].recipient and not draft.recipient and len(draft.actor) < 2:
            return bool(draft.actor) and draft.match.pattern.rank > 0
        return True

    @staticmethod
    def political(sides: tuple[Side, ...]) -> bool:
        """Two known parties, or one that is a state's, an army's, a court's."""
        known = [s for s in sides if s.strength == 3]
        return len(known) > 1 or any(s.party.sector in ("GOV", "MIL", "COP", "REB", "IGO", "SPY", "JUD", "LEG") for s in sides if s.strength >= 2)

    # -- the record ------------------------------------------------------------------------------------------------------------------

    def _deed(self, draft: Draft) -> Deed:
        tree, m, page = self.tree, draft.match, self.page
        entry = m.pattern.entry
        at, end = tree.at(m.at), tree.end(m.at)
        if draft.word is not None:
            at, end = tree.at(draft.word), tree.end(draft.word)
        elif not m.verb and m.pattern.before:
            at = tree.at(max(0, m.at - len(m.pattern.before)))
        for o in m.used:
            if draft.word is None and o > m.at and o - m.at <= 6:
                end = max(end, tree.end(o))
        sides = (*draft.actor, *draft.recipient)
        start, stop = min([at, *(s.start for s in sides)]), max([end, *(s.end for s in sides)])
        if stop - start > 650:
            start, stop = at, end
        reach = [m.at, *m.objects, *m.marked]
        subject = self.cast.subject(m.at) if m.verb else None
        moment = when(tree, m.at, not m.verb, self.moments)
        status = draft.status
        if status == "actual" and historical(moment, page.published):
            status = "historical"
        if draft.type in HOSTILE and status in ("planned", "possible") and draft.conditional and draft.status == "planned" and draft.actor:
            status = "threatened"
        tools, mode = ((), None)
        if entry.type in ("ASSAULT", "AID", "MOBILIZE", "COOPERATE", "COERCE", "RETREAT", "THREATEN"):
            tools, mode = weapons(tree, self.cast, self.ontology, page, [*reach, *([subject] if subject is not None else [])], m.at)
        if entry.type != "ASSAULT" or draft.mode:
            mode = draft.mode
        statement = next((n for a, b, n in reversed(self.contents) if a <= at < b), None)
        return Deed(
            start=start,
            end=stop,
            predicate=(at, end),
            type=draft.type,  # type: ignore[arg-type]
            mode=mode,
            status=status,
            quad=self.ontology.quad(draft.type),
            score=self.ontology.score(draft.type, mode),
            actor=_parties(draft.actor),
            recipient=_parties(draft.recipient),
            context=self._context(entry.context),
            cameo=draft.cameo or entry.cameo,
            when=moment,
            where=where(tree, self.cast, reach),
            weapons=tools,
            amounts=counted(tree, self.amounts, [*m.objects, *([subject] if subject is not None else [])], m.at),
            statement=statement,
            confidence=_confidence(draft),
        )

    def _context(self, own: list[str]) -> tuple[str, ...]:
        words = set(self.tree.words)
        return tuple(dict.fromkeys([*own, *(name for name, terms in self.ontology.contexts.items() if not words.isdisjoint(terms))]))[:3]


def _parties(sides: tuple[Side, ...]) -> tuple[Party, ...]:
    return tuple(s.party for s in sides)


def _distinct(sides: tuple[Side, ...]) -> tuple[Side, ...]:
    out: list[Side] = []
    for s in sides:
        if all(s.end <= o.start or s.start >= o.end for o in out):
            out.append(s)
    return tuple(out)


# What speaks for and against an event being right, added to the base and cut to 0.05 … 0.95.
CONFIDENCE = {
    "base": 0.35, "verb": 0.1, "specific pattern": 0.1, "known actor": 0.15, "named actor": 0.08, "known recipient": 0.12, "named recipient": 0.06,
    "outer predicate": 0.08, "no actor": -0.1,
}  # fmt: skip


def _confidence(draft: Draft) -> float:
    """The sum of the contributions in CONFIDENCE that hold."""
    actor, recipient = (max((s.strength for s in side), default=-1) for side in (draft.actor, draft.recipient))
    if draft.match.pattern.entry.roles == "mutual" and len(draft.actor) > 1:
        recipient = min(s.strength for s in draft.actor)
    held = {
        "base": True,
        "verb": draft.match.verb,
        "specific pattern": draft.match.pattern.rank >= 3,
        "known actor": actor == 3,
        "named actor": 0 <= actor < 3,
        "known recipient": recipient == 3,
        "named recipient": 0 <= recipient < 3,
        "outer predicate": draft.type in _OUTER,
        "no actor": actor < 0,
    }
    return round(min(0.95, max(0.05, sum(CONFIDENCE[k] for k, v in held.items() if v) + draft.match.pattern.entry.weight)), 3)
