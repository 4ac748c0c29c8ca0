"""Events of the rules as the learned heads see them: recipients that the rules left open, status they saw no sign of, how sure one is.

The rules propose; the heads weigh, where the encoder has read the sentence for its attributions already. No event is added, no type changed
and no actor named (tried, and did not hold on sets never seen). Without weights the rules' events stay as they are.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from math import exp, log
from operator import itemgetter
from typing import Any, cast

from tocsin.knowledge.eventheads import STATUSES, TYPES, EventHeads, Question
from tocsin.records import Party, Status
from tocsin.understand.finds import Deed, Name
from tocsin.understand.page import Page
from tocsin.understand.topic import CLOSELY, on_topic

__all__ = ["FILL", "NEAR", "confidence_of", "unseen_of", "weighed"]

Extent = tuple[int, int]
_END = itemgetter(1)
FILL = 0.4  # chance of the rules' type from which a name is taken for the recipient that they left open
NEAR = 50  # characters behind the predicate within which such a name must begin
MUTUAL = frozenset(("AGREE", "CONSULT", "COOPERATE"))
OTHERWISE = 0.93  # chance from which another status is taken than `actual`, which the rules give where no sign speaks against it


def weighed(page: Page, names: list[Name], deeds: list[Deed], knowledge: Any) -> list[Deed]:
    """The events after the heads have seen them, in the same order."""
    encoder, heads = knowledge.encoder, knowledge.event_heads
    if not deeds or encoder is None or heads is None or not on_topic(page, knowledge, CLOSELY):
        return deeds
    at = [page.sentence_at(d.predicate[0]) for d in deeds]
    by_sentence: dict[int, list[Name]] = {n: [] for n in at}
    windows = {id(w): w for n in by_sentence for w in page.seen.get(n, ())}
    read = {k: (_ordered(w.window.spans), heads.states(w.hidden)) for k, w in windows.items()}
    for name in names:
        here = by_sentence.get(page.sentence_at(name.start))
        if here is not None and name.kind != "weapon" and not name.adjective and (name.country or name.entity or name.sector):
            here.append(name)
    weighers = {n: _Weigher(page, heads, [read[id(w)] for w in page.seen.get(n, ())], names) for n, names in by_sentence.items()}
    return [weighers[n].deed(d) for d, n in zip(deeds, at, strict=True)]


def confidence_of(rules: float, kind: float, none: float, blind: float, actor: bool, recipient: bool) -> list[float]:
    """What the confidence of an event is made of: the rules' own; logarithms of chances of its type, of no event, and of its type by its
    sides alone; which sides are known."""
    rules = min(0.98, max(0.02, rules))
    return [1.0, log(rules / (1.0 - rules)), max(kind, -8.0), max(none, -8.0), float(actor), float(recipient), max(blind, -8.0)]


def unseen_of(rules: float, actor: bool, recipient: bool) -> list[float]:
    """The same where the encoder has not read the sentence."""
    rules = min(0.98, max(0.02, rules))
    return [1.0, log(rules / (1.0 - rules)), float(actor), float(recipient)]


def _with(d: Deed, weights: Any, made: list[float]) -> Deed:
    odds = sum(float(w) * x for w, x in zip(weights, made, strict=True))
    return replace(d, confidence=round(min(0.98, max(0.02, 1 / (1 + exp(-odds)))), 3))


class _Weigher:
    """Weighs the events of one sentence."""

    def __init__(self, page: Page, heads: EventHeads, windows: list[tuple[list[Extent], Any]], names: list[Name]) -> None:
        self.page, self.heads, self.windows, self.names = page, heads, windows, names

    def deed(self, d: Deed) -> Deed:
        """One event, weighed."""
        found = ((spans, states, p) for spans, states in self.windows if (p := _pieces(spans, [d.predicate])))
        spans, states, trigger = next(found, ([], None, []))
        if states is None:
            return self._unseen(d)
        actor, recipient = (_pieces(spans, [self._extent(p) for p in side]) for side in (d.actor, d.recipient))
        asked, free = [Question(trigger, actor, recipient), Question([], actor, recipient)], []
        if len(d.actor) == 1 and not d.recipient:  # several who act may act on each other
            taken = {*trigger, *actor}
            for name in self.names:
                if not 0 <= name.start - d.predicate[1] <= NEAR or not _other(name, d):
                    continue
                pieces = _pieces(spans, [(name.start, name.end)])
                if pieces and taken.isdisjoint(pieces):
                    free.append(name)
                    asked.append(Question(trigger, actor, pieces))
        types, statuses = self.heads.answers(states, asked)
        best = 0
        if free:
            kind = TYPES.index(d.type)
            best = 2 + int(types[2:, kind].argmax())
            if types[best, kind] < log(FILL):
                best = 0
            else:
                d = replace(d, recipient=(free[best - 2].party(self.page),))
        return self._sure(_status(d, statuses[0]), types[best], types[1])

    def _sure(self, d: Deed, types: Any, blind: Any) -> Deed:
        """The event with a confidence that says how often such events are right."""
        weights = self.heads.weights.get("confidence")
        if weights is None:
            return d
        kind = TYPES.index(d.type)
        made = confidence_of(d.confidence, float(types[kind]), float(types[0]), float(blind[kind]), bool(d.actor), bool(d.recipient))
        return _with(d, weights, made)

    def _unseen(self, d: Deed) -> Deed:
        """The same for an event of a sentence that the encoder has not read."""
        weights = self.heads.weights.get("confidence_unseen")
        return d if weights is None else _with(d, weights, unseen_of(d.confidence, bool(d.actor), bool(d.recipient)))

    def _extent(self, party: Party) -> Extent:
        """Where a party stands on the page; nowhere, where it stands nowhere in the document."""
        if party.span is None:
            return 0, 0
        starts = self.page.starts
        return bisect_left(starts, party.span.start), bisect_left(starts, party.span.end)


def _status(d: Deed, statuses: Any) -> Deed:
    """The event with the status that the heads are sure of, where the rules saw no sign of any."""
    best = int(statuses.argmax())
    return d if d.status != "actual" or statuses[best] < log(OTHERWISE) else replace(d, status=cast(Status, STATUSES[best]))


def _other(name: Name, d: Deed) -> bool:
    """Can a name be whom it befalls: not who acts or his own country, nor where two sides met?"""
    place = name.kind == "place" and not name.metonym
    for p in d.actor:
        if p.name == name.name or (p.entity is not None and p.entity == name.entity):
            return False
        home = (
            place or name.kind == "country" or (name.sector == "GOV" and p.sector in (None, "GOV", "MIL"))
        )  # Russia does not attack the Kremlin
        if p.country is not None and p.country == name.country and home:
            return False
    return not (place and d.type in MUTUAL)


def _ordered(spans: list[Extent]) -> list[Extent]:
    """The spans of a window's pieces, those that stand nowhere as empty ones where they come, so that one can search among them."""
    out, at = [], 0
    for span in spans:
        out.append(span if span[0] >= 0 else (at, at))
        at = out[-1][1]
    return out


def _pieces(spans: list[Extent], extents: list[Extent]) -> list[int]:
    """The pieces that touch one of some extents."""
    found: set[int] = set()
    for start, end in extents:
        n = bisect_right(spans, start, key=_END)
        while n < len(spans) and spans[n][0] < end:
            if spans[n][0] < spans[n][1]:
                found.add(n)
            n += 1
    return sorted(found)
