"""Who did what to whom, and is it so: events from the parse and the lexicon of predicates.

Patterns find predicates (matching.py), roles.py their sides, status.py whether it happened, locating.py when and where,
circumstances.py what with.
Does not join events of several sentences, nor resolve pronouns that mentions.py left unbound (but for "X said it would …").
"""

from __future__ import annotations

from typing import Any, NamedTuple

from tocsin.knowledge.coding import Ontology
from tocsin.records import Party
from tocsin.understand.along import Along
from tocsin.understand.bygones import ahead, bygone, historical
from tocsin.understand.carried import Past, carried
from tocsin.understand.circumstances import clause_head, counted, weapons
from tocsin.understand.drafting import Draft, Drafter
from tocsin.understand.dyads import Dyads
from tocsin.understand.ellipsis import gapped, respective
from tocsin.understand.finds import Amount, Deed, Moment, Name, Said
from tocsin.understand.locating import Setting
from tocsin.understand.matching import Matcher
from tocsin.understand.page import Page
from tocsin.understand.roles import Cast, Side
from tocsin.understand.sifting import event_sentences, foreign
from tocsin.understand.status import grammar
from tocsin.understand.tree import Tree, tree

__all__ = ["event_sentences", "events"]

HOSTILE = frozenset(("ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST"))
FRIENDLY = frozenset(("CONSULT", "SUPPORT", "COOPERATE", "AID"))
_ARMED = frozenset(("GOV", "COP", "REB", "JUD", "LEG", "IGO", "OPP"))
_OUTER = frozenset(("AGREE", "THREATEN", "REQUEST", "REJECT"))


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
    contents, called = _contents(said), Along(names)
    countries = [n for n in names if n.country is not None][:2]
    wanted = event_sentences(page, names, knowledge)
    before: list[tuple[int, list[Draft]]] = []  # of the last two sentences that were read
    for number in sorted(page.parsed):
        if number not in wanted:
            continue
        sentence = page.sentences[number]
        t = tree(page.parsed[number], sentence.start, ontology.lists["undergone"], ontology.verbs)
        mine, times, counts = by_sentence[number]
        held = sorted(contents.over(sentence.start, sentence.end), key=lambda c: (c.start - c.end, c.number))
        start = page.sentences[max(0, number - 2)].start
        told = [d for n, drafts in before if number - n <= 2 for d in drafts]
        past = Past(page.text[start : sentence.start], called.within(start, sentence.start), told)
        reader = _Reader(page, t, Cast(t, mine, page, ontology, countries), ontology, times, counts, held, past)
        out += reader.deeds()
        before = [*before[-1:], (number, [d for d in reader.drafts.values() if not d.dropped])]
    return out


class _Content(NamedTuple):
    """What statement `number` says stands in text[start:end]."""

    start: int
    end: int
    number: int


def _contents(said: list[Said]) -> Along[_Content]:
    return Along(_Content(start, end, n) for n, s in enumerate(said) for start, end in s.content)


class _Reader:
    """Reads one sentence."""

    def __init__(
        self,
        page: Page,
        t: Tree,
        cast: Cast,
        ontology: Ontology,
        moments: list[Moment],
        amounts: list[tuple[int, Amount]],
        contents: list[_Content],  # the longest first
        past: Past,
    ) -> None:
        self.page, self.tree, self.cast, self.ontology = page, t, cast, ontology
        self.moments, self.amounts, self.contents = moments, amounts, contents
        self.past = past
        dyads = Dyads(t, cast, page, past.names)
        self.matcher, self.drafter = Matcher(t, cast, ontology, past.text, past.names), Drafter(t, cast, ontology, dyads)
        self.drafts: dict[int, Draft] = {}
        self.intents: list[Draft] = []  # cooperation still to come is AGREE besides, cooperation refused REJECT (PLOVER's boundaries)
        # does the sentence name somebody known, or a political actor by a common noun?
        self.told_of = sum(n.country is not None for n in cast.page_names) > 1
        self.anchored = any(n.country or n.entity for n in cast.name_at.values()) or any(
            ontology.actor_nouns.get(w, (None, False))[1] for w in t.words
        )

    def deeds(self) -> list[Deed]:
        """The events of the sentence."""
        tree = self.tree
        for token in range(len(tree)):
            for match in self.matcher.matches(token):
                draft = self.drafter.draft(match)
                if draft is not None:
                    self.drafts[token] = draft
                    break
        self._fold()
        self._thin()
        text = self.page.text if len(self.page.text) < 700 else self.page.text[tree.at(0) : tree.end(len(tree) - 1)]
        fields = foreign(text, self.ontology)
        out = []
        self.intents += [*gapped(tree, self.cast, self.drafts), *respective(tree, self.drafts)]
        self.intents += carried(self.tree, self.cast, self.drafter, self.ontology, self.drafts, self.past.drafts)
        self.setting = Setting(tree, self.cast, self.drafts, self.moments)
        for draft in sorted([*self.drafts.values(), *self.intents], key=lambda d: d.match.at if d.word is None else d.word):
            if not draft.dropped and self._allowed(draft, fields):
                out.append(self._deed(draft))
        return out

    # -- folding ----------------------------------------------------------------------------------------------------------------------

    def _fold(self) -> None:
        """Promises and plans take their type from what is promised; cooperation still to come is AGREE."""
        tree, lists = self.tree, self.ontology.lists
        for draft in list(self.drafts.values()):
            m = draft.match
            entry = m.pattern.entry
            inner = None
            if m.clause is not None:
                for t in [*tree.conjuncts(m.clause), *(d for c in tree.conjuncts(m.clause) for d in tree.kids(c, "xcomp"))]:
                    if t in self.drafts and t != m.at:
                        inner = self.drafts[t]
                        break
                if inner is None:
                    low, high = m.clause, tree.right[m.clause]
                    near = [
                        d
                        for t, d in self.drafts.items()
                        if low < t <= high and not d.match.verb and t in tree.kids(m.clause, "dobj", "attr")
                    ]
                    inner = near[0] if near else None
            inside = m.clause is not None and all(tree.left[m.clause] <= r.head <= tree.right[m.clause] for r in draft.recipient)
            if inner is None and entry.fold and tree.deps[m.at] == "relcl":
                inner = self.drafts.get(tree.heads[m.at])  # "the sanctions that it has promised"
            if (
                inner is not None
                and inner.type == "MOBILIZE"
                and entry.type in ("AGREE", "REQUEST", "REJECT")
                and tree.words[inner.match.at].startswith(("sen", "deliver"))
            ):
                inner.type, inner.mode, inner.cameo = "AID", None, "072"  # arms asked of or promised to a friend
            if inner is not None and inside and inner.recipient and entry.type != "REQUEST":
                draft.recipient = tuple(r for r in inner.recipient if all(r.end <= a.start or r.start >= a.end for a in draft.actor))
            if inner is not None and inner.type == entry.type == "AGREE" and inner.match.verb:
                inner.dropped = True  # "pledged to work together"
            if inner is not None and m.pattern.obliging and inner.status == "possible":
                inner.status = "requested"
            if not entry.fold:
                continue
            word = tree.words[m.at]
            promise = word in lists["promises"]
            firm = promise or word in lists["offers"] or any(tree.words[u] in lists["offers"] for u in m.used)
            if inner is None:
                head = tree.heads[m.at]
                if tree.deps[m.at] == "relcl" and self.ontology.word_class("consequences").holds(tree.words, head):
                    draft.type, draft.mode, draft.cameo = "THREATEN", None, "130"
                draft.dropped = not firm
            elif inner.type in HOSTILE:
                draft.type, draft.mode, draft.cameo = "THREATEN", None, "130"
                draft.dropped = not promise
                if promise and inner.status == "planned":
                    inner.status = "threatened"
            elif inner.type in FRIENDLY or inner.type in ("RETREAT", "CONCEDE", "AGREE"):
                draft.dropped = not firm and word not in lists["resolves"]
                if inner.type in ("RETREAT", "CONCEDE"):
                    draft.cameo = "035"
            else:
                draft.dropped = True
        for draft in self.drafts.values():
            if draft.type == "MOBILIZE" and any(
                w.startswith("peacekeep") and clause_head(tree, t) == clause_head(tree, draft.match.at) for t, w in enumerate(tree.words)
            ):
                draft.type, draft.mode, draft.cameo = "AID", None, "074"
        promised = {d.match.clause for d in self.drafts.values() if d.match.clause is not None and not d.dropped}
        for token, draft in list(self.drafts.items()):
            vague = draft.match.pattern.entry.id not in ("assault-shell", "assault-bomb")
            if draft.type == "ASSAULT" and vague and draft.match.verb and not draft.match.pattern.rank and self._abstract(draft):
                draft.dropped = True
            if (
                draft.status == "denied"
                and draft.match.verb
                and not draft.dropped
                and draft.actor
                and draft.type in (*FRIENDLY, "RETREAT", "CONCEDE")
            ):
                will = next((c for c in tree.children[token] if tree.deps[c] == "aux" and tree.words[c] in ("will", "wo", "would")), None)
                if will is not None:
                    self.intents.append(Draft(draft.match, "REJECT", None, "120", draft.actor, draft.recipient, word=will))
            if (
                draft.dropped
                or draft.status != "planned"
                or not draft.match.verb
                or not promised.isdisjoint(tree.conjuncts(tree.first(token)))
            ):
                continue
            sign = self._intent(token)
            if sign is None or sign in self.drafts or not draft.actor:
                continue
            if draft.type in FRIENDLY or (draft.type in ("RETREAT", "CONCEDE") and draft.mode not in ("withdraw", "ceasefire", "resign")):
                cameo = {"CONSULT": "036", "AID": "033", "COOPERATE": "031", "SUPPORT": "032"}.get(draft.type, "035")
                self.intents.append(Draft(draft.match, "AGREE", None, cameo, draft.actor, draft.recipient, word=sign))
            elif draft.type == "RETREAT" and draft.mode in ("withdraw", "ceasefire"):
                self.intents.append(Draft(draft.match, "CONCEDE", None, "0872", draft.actor, draft.recipient, word=sign))

    def _intent(self, verb: int) -> int | None:
        """The word by which the actor makes its intent known: "will", "plans", "is ready"; None where there is none."""
        tree = self.tree
        for c in tree.children[verb]:
            if tree.deps[c] == "aux" and tree.words[c] in ("will", "'ll", "shall", "would"):
                return c
        head = tree.heads[verb]
        word = tree.words[head]
        meant = grammar(self.ontology).clause.get(word) == "planned" or grammar(self.ontology).adjectives.get(word) == "planned"
        return head if tree.deps[verb] == "xcomp" and head != verb and (meant or word in self.ontology.lists["offers"]) else None

    def _abstract(self, draft: Draft) -> bool:
        """Is what is attacked a thing of the mind or of trade: "hit exports", "fighting expansion"?"""
        objects = [o for o in draft.match.objects if o not in draft.match.used]
        held = self.ontology.word_class("abstract")
        return bool(objects) and all(held.holds(self.tree.words, o) and o not in self.cast.name_at for o in objects)

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
                    if other is None or other.match.verb or draft.type in ("ACCUSE", "SUPPORT"):
                        continue
                    ruled_out = draft.type == "REJECT" and other.type in HOSTILE  # "refused to rule out a strike" tells of the strike
                    if ruled_out or (not draft.actor and other.actor and draft.type != other.type):
                        draft.dropped = True
                        other.actor = other.actor or draft.actor
                        for outer in self.drafts.values():
                            outer.dropped = outer.dropped or (outer.match.clause == token and outer.type == "REJECT")
                    else:
                        other.dropped = True
                        if not draft.recipient and draft.match.pattern.entry.roles != "mutual":
                            draft.recipient = tuple(
                                r for r in other.recipient if all(r.end <= a.start or r.start >= a.end for a in draft.actor)
                            )
                        if not draft.actor and draft.type == other.type:
                            draft.actor = other.actor
                for c in tree.children[token]:
                    other = self.drafts.get(c)
                    if other and not other.match.verb and other.type == draft.type and tree.deps[c] in ("nsubj", "dobj", "nsubjpass"):
                        other.dropped = True
                        draft.actor = draft.actor or other.actor
        self._told_twice()
        for draft in self.drafts.values():
            blows = (self.drafts.get(o) for o in draft.match.objects if draft.type == "AID" and draft.match.verb)
            if any(b is not None and not b.match.verb and b.type == "ASSAULT" for b in blows):
                draft.dropped = True  # "to aid an attack on the fleet" helps no fleet
        for draft in self.drafts.values():
            if draft.type == "REJECT" and draft.status == "denied":
                draft.dropped = True  # "do not rule out"

    def _told_twice(self) -> None:
        """A noun that only names again what another noun or a verb tells: "imposition of sanctions", "met for discussions"."""
        tree = self.tree
        for token, inner in self.drafts.items():
            if inner.dropped or inner.match.verb or tree.deps[token] != "pobj":
                continue
            prep = tree.heads[token]
            outer = self.drafts.get(tree.heads[prep])
            if outer is None or outer.dropped or outer.type != inner.type:
                continue
            alone = not any(word in ("with", "between") for word, _ in self.cast.preps(token))
            if tree.words[prep] == "for" and inner.status == "actual" and outer.match.verb:
                inner.status = outer.status  # "will fly to Baku for talks"
            again = tree.words[prep] == "of" if not outer.match.verb else inner.type == "CONSULT" and alone
            if again and tree.words[prep] in ("of", "for", "in", "at", "during", "over"):
                inner.dropped = True
                outer.recipient = outer.recipient or tuple(
                    r for r in inner.recipient if all(r.end <= a.start or r.start >= a.end for a in outer.actor)
                )

    def _allowed(self, draft: Draft, fields: Any) -> bool:
        sides = (*draft.actor, *draft.recipient)
        strength = max((s.strength for s in sides), default=-1)
        if strength < 0 and not self.told_of:
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
        return len(known) > 1 or any(s.party.sector in ("GOV", "MIL", "COP", "REB", "IGO", "SPY", "JUD", "LEG") for s in known)

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
        low, high = tree.at(0), tree.end(len(tree) - 1)
        sides = [s for s in (*draft.actor, *draft.recipient) if low <= s.start and s.end <= high]
        start, stop = self._extent(draft, min([at, *(s.start for s in sides)]), max([end, *(s.end for s in sides)]), (at, end))
        reach = [m.at, *m.objects, *m.marked]
        subject = self.cast.subject(m.at) if m.verb else None
        moment = self.setting.when(m.at, not m.verb)
        status = draft.status
        if status == "actual" and (historical(moment, page.published) or bygone(tree, m.at, moment, page.published, self.ontology)):
            status = "historical"
        if status == "actual" and ahead(moment, page.published) and (not m.verb or tree.tags[m.at] in ("VBZ", "VBP", "VBG")):
            status = "planned"  # "recognises it on Tuesday"
        if draft.type in HOSTILE and status == "planned" and (draft.conditional or (draft.actor and self._any(draft))):
            status = "threatened"
        tools: tuple[Party, ...] = ()
        mode: str | None = None
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
            where=self.setting.where(m.at, [*m.objects, *m.marked]),
            weapons=tools,
            amounts=counted(tree, self.amounts, [*m.objects, *([subject] if subject is not None else [])], m.at),
            statement=statement,
            confidence=_confidence(draft),
        )

    def _any(self, draft: Draft) -> bool:
        """Is the blow meant for whoever does a thing: "would crush any landing"?"""
        return any(self.tree.words[c] == "any" for o in draft.match.objects for c in self.tree.kids(o, "det"))

    def _extent(self, draft: Draft, start: int, stop: int, predicate: tuple[int, int]) -> tuple[int, int]:
        """The span of an event: its predicate, sides and objects, each phrase whole; the predicate alone where that is too long."""
        tree, m, text = self.tree, draft.match, self.page.text
        low, high = start, stop
        for token in [m.at] if not m.verb else [*m.objects, *m.used, *m.marked]:
            first, last = tree.phrase(token)
            low, high = min(low, tree.at(first)), max(high, tree.end(last))
        if m.clause is not None and m.clause > m.at and draft.type in ("REQUEST", "THREATEN", "REJECT", "AGREE"):
            whole = max(high, tree.end(tree.right[m.clause]))
            high = whole if whole - low <= 300 else high  # what is asked, threatened, refused or promised
        if high - low > 400:
            low, high = start, stop
        if high - low > 650:
            low, high = predicate
        while high < len(text) and (text[high].isalnum() or (text[high] in "-‑’'" and text[high + 1 : high + 2].isalnum())):
            high += 1
        return low, high

    def _context(self, own: list[str]) -> tuple[str, ...]:
        words = set(self.tree.words)
        return tuple(dict.fromkeys([*own, *(name for name, terms in self.ontology.contexts.items() if not words.isdisjoint(terms))]))[:3]


def _parties(sides: tuple[Side, ...]) -> tuple[Party, ...]:
    return tuple(s.party for s in sides)


# What speaks for and against an event being right, added to the base and cut to 0.05 … 0.95.
CONFIDENCE = {
    "base": 0.35, "verb": 0.1, "specific pattern": 0.1, "known actor": 0.15, "named actor": 0.08, "known recipient": 0.12,
    "named recipient": 0.06, "outer predicate": 0.08, "no actor": -0.1,
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
